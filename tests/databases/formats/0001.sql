CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T09:14:42.906134Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '1');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('schema_version', '7');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M7YP5WTTQR4E7F9R0S3WYVYX');
CREATE TABLE lattice_tables (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sql_name TEXT NOT NULL,
    definition TEXT NOT NULL DEFAULT '',
    key TEXT NOT NULL DEFAULT '[]',
    native INTEGER NOT NULL DEFAULT 0,
    next_column INTEGER NOT NULL DEFAULT 1,
    text_slots INTEGER NOT NULL DEFAULT 0,
    live INTEGER NOT NULL DEFAULT 0,
    trashed INTEGER NOT NULL DEFAULT 0,
    dropped_at TEXT,
    dropped_change TEXT
) WITHOUT ROWID;
INSERT INTO "lattice_tables" VALUES ('01M7YP5WVGYWX5WP50R6FRZ43M', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7YP5WYFPGGX1MHN780BXXX0', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL);
CREATE TABLE lattice_columns (
    table_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sql_name TEXT NOT NULL,
    type TEXT NOT NULL,
    target TEXT,
    definition TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    slot INTEGER,
    dropped_at TEXT,
    dropped_change TEXT,
    PRIMARY KEY (table_id, id)
) WITHOUT ROWID;
INSERT INTO "lattice_columns" VALUES ('01M7YP5WVGYWX5WP50R6FRZ43M', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WVGYWX5WP50R6FRZ43M', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T09:14:43.011418Z', '01M7YP5WY3YWM86S866X2GR3XE');
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WWWZ8X19STGHVQ4D7ZQ', 'c9', 'town', 'town', 'town', 'reference', '01M7YP5WVGYWX5WP50R6FRZ43M', '', 8, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WYFPGGX1MHN780BXXX0', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YP5WYFPGGX1MHN780BXXX0', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL);
CREATE TABLE lattice_links (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    from_table TEXT NOT NULL,
    from_row TEXT NOT NULL,
    to_table TEXT NOT NULL,
    to_row TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_links" VALUES ('01M7YP5WXQ7N8SJD0Y1AMZ67CV', 'friend', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WX9Z7FJ1Q8VJQRTN4P7', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WXBR8EANQ89J08VXCDS', '2026-11-21T09:14:42.997494Z', 'human:ada');
CREATE TABLE lattice_events (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    group_id TEXT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    on_behalf_of TEXT,
    origin TEXT NOT NULL,
    op TEXT NOT NULL,
    table_id TEXT,
    row_id TEXT,
    before TEXT,
    after TEXT,
    salt BLOB,
    hash BLOB NOT NULL
);
INSERT INTO "lattice_events" VALUES (1, '01M7YP5WVJAB1FN4F77SQ5FWDX', '01M7YP5WVFJ2PYFP821GGM69S5', NULL, '2026-11-21T09:14:42.927861Z', 'human:ada', NULL, 'api', 'table.create', '01M7YP5WVGYWX5WP50R6FRZ43M', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'8A1D3FAC142D8C694635A92CB97FA532', X'91FD382F4724FD753F2EEFAEDE6079DCD36AED32ED1A93DA96406AC7AAFE0D1C');
INSERT INTO "lattice_events" VALUES (2, '01M7YP5WW58RY03VT69GSK6HZ9', '01M7YP5WW4GGSTDSH483ZRJSC8', NULL, '2026-11-21T09:14:42.948281Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WVGYWX5WP50R6FRZ43M', '01M7YP5WW4GGSTDSH483ZRJSC9', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'C62EDDD51FFBAA150A9B29DF983EE59D', X'8F4CABE6935CC819DC24075DC887B36267F6B1EB197405F37D09E0F791CA5E0B');
INSERT INTO "lattice_events" VALUES (3, '01M7YP5WW7CAFPXSX580DC7MC0', '01M7YP5WW6V2HDKVS60A7HA8BT', NULL, '2026-11-21T09:14:42.950770Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WVGYWX5WP50R6FRZ43M', '01M7YP5WW6V2HDKVS60A7HA8BV', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'F6222300B511B2B41377DF0DC64510EB', X'2ED473707C2946C43CB4CEA8F9E24F44291991C44AAAD911CEA8F1BB7B094E53');
INSERT INTO "lattice_events" VALUES (4, '01M7YP5WWP1PXZBP63EC62V8DR', '01M7YP5WWCHJF7EQARAC4P71VH', NULL, '2026-11-21T09:14:42.956707Z', 'human:ada', NULL, 'api', 'column.retype', '01M7YP5WVGYWX5WP50R6FRZ43M', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'6AE9B863ECB37BD8D1965C34446DB2F6', X'7F6111635B703EE688E415C361D8099A08FB19F803AE2A9E2D6A635B112B2C6B');
INSERT INTO "lattice_events" VALUES (5, '01M7YP5WX1XWVSX44207RE4AJQ', '01M7YP5WWWK1Z1GF6Q0VR7E54Z', NULL, '2026-11-21T09:14:42.972486Z', 'human:ada', NULL, 'api', 'table.create', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7YP5WVGYWX5WP50R6FRZ43M","definition":""}]}', X'448EAB9D9099D69C4ED081B87F15A630', X'1BB8E3ECE5D274CD017EAB5D28C46383D9CF67344591D4CA0CAD75FF3E1E2FAA');
INSERT INTO "lattice_events" VALUES (6, '01M7YP5WX9Z7FJ1Q8VJQRTN4P8', '01M7YP5WX8G03Y8M064W73E0PB', NULL, '2026-11-21T09:14:42.984857Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WX9Z7FJ1Q8VJQRTN4P7', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M7YP5WW4GGSTDSH483ZRJSC9"}', X'B1B90ECCBC0808E3071DB26D2FF81B3C', X'CED0FB4CEE10A13D72E7D548644B30CF86831A68C937DB4E6BB9EC5A5C4A389B');
INSERT INTO "lattice_events" VALUES (7, '01M7YP5WXC0JRX9JFNTKNFG64R', '01M7YP5WXBR8EANQ89J08VXCDR', NULL, '2026-11-21T09:14:42.987291Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WXBR8EANQ89J08VXCDS', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M7YP5WW6V2HDKVS60A7HA8BV"}', X'648964A95205DE58D34E3A2BBF0981B4', X'F64342B0BB99150664D464A810124C78C27959670863768B071196EDCBCB3501');
INSERT INTO "lattice_events" VALUES (8, '01M7YP5WXK0GFWYYDKS0W2QADF', '01M7YP5WXGZ17E6M8TJTYNWHSG', 'turn', '2026-11-21T09:14:42.992361Z', 'human:ada', NULL, 'api', 'row.update', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WX9Z7FJ1Q8VJQRTN4P7', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'E3C3ED1289DE459E32E258C58D47647F', X'D4ACDD183A106A435EC640A24DB6B124CF3A336C31E17510A48FBEA60BC0AA0F');
INSERT INTO "lattice_events" VALUES (9, '01M7YP5WXRPXA3A9NC8GCCEP68', '01M7YP5WXN9CMCNNYM3Y3VKRRR', NULL, '2026-11-21T09:14:42.997494Z', 'human:ada', NULL, 'api', 'link.add', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WX9Z7FJ1Q8VJQRTN4P7', NULL, '{"id":"01M7YP5WXQ7N8SJD0Y1AMZ67CV","name":"friend","to_table":"01M7YP5WWWZ8X19STGHVQ4D7ZQ","to_row":"01M7YP5WXBR8EANQ89J08VXCDS"}', X'64F331DB5AAEB8712C28A2BFE292DBFD', X'3B64BC5589C4A29E3B7256D796B2E8061023B86FC8D0FE1AEED1465157322F3D');
INSERT INTO "lattice_events" VALUES (10, '01M7YP5WXZTZWAE3ER6DGJYXTY', '01M7YP5WXSWYSDHSMWHFJWDBR8', NULL, '2026-11-21T09:14:43.001479Z', 'human:ada', NULL, 'api', 'column.add', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'19C0D0AEDCB51B42E8D70BA8BB9A1F84', X'6B823C09BBF5F60C237F9EF2D8D1C906481486C1F6D3CE6EA1011FF1F6D80EA3');
INSERT INTO "lattice_events" VALUES (11, '01M7YP5WY2MKQ9FXB0GX1JSZXH', '01M7YP5WY1E136C5H8T0MZFAKZ', NULL, '2026-11-21T09:14:43.009494Z', 'human:ada', NULL, 'api', 'row.update', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WXBR8EANQ89J08VXCDS', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'3F0752DB0E93F5182F8FF94FF09193E4', X'E4ABE9360DAA4BD336E07B6C232CE5F8E83119EF69415F2E16E82BEF44991E83');
INSERT INTO "lattice_events" VALUES (12, '01M7YP5WY6DJRK8NVGPK7KFDV5', '01M7YP5WY3YWM86S866X2GR3XE', NULL, '2026-11-21T09:14:43.011418Z', 'human:ada', NULL, 'api', 'column.drop', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'7AAB6E4B4F32B55CD9C6508E710B8875', X'B0DD2C77E03BFA939E4A95DB8BC1DDF25F3C1A9182E79DCB2E06BB574D83F2F2');
INSERT INTO "lattice_events" VALUES (13, '01M7YP5WYCR804CHN2PKG6F17P', '01M7YP5WY8PW9T8TV8Q39KYA56', NULL, '2026-11-21T09:14:43.016518Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WY8SH68NRJBJKXQ6NHC', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'824884F99D99ED94BAADFF19EA77A65F', X'718DD014E409236ADCB93D21111DE6FACCB96C024A1506ADF0D0074555E66A57');
INSERT INTO "lattice_events" VALUES (14, '01M7YP5WYDTK1T7T1SWCAYNQ1N', '01M7YP5WYDTK1T7T1SWCAYNQ1M', NULL, '2026-11-21T09:14:43.021397Z', 'human:ada', NULL, 'api', 'row.delete', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WY8SH68NRJBJKXQ6NHC', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T09:14:43.021397Z"}', X'02F4EF457FD4F30093B6AB672D3BD816', X'3F6E1DAB9A284C19E44C72574053DAB8313E12D0A269F449016131E5AA36737A');
INSERT INTO "lattice_events" VALUES (15, '01M7YP5WZ8R0381CZF2J1543FD', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'table.create', '01M7YP5WYFPGGX1MHN780BXXX0', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'620816DFD5AE1F72160EE58126DF9497', X'078210B2C77A29F9EE91A81B63455A538200F4091A9A43F0055EDEB01EA4EECE');
INSERT INTO "lattice_events" VALUES (16, '01M7YP5WYVHV78J162B27K9642', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963R', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'26A013F38459BF3CD9AB3C7EC230EB5C', X'A0DFB8A9DBEFBF369425C28BAEC5C5F15D549CDD0A9BF3A8A9CE8D9FE6054B4C');
INSERT INTO "lattice_events" VALUES (17, '01M7YP5WYVHV78J162B27K9643', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963S', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'374EA0725466F94A884F0EE7287F6456', X'11617F91CC7C4579DF01F87814A2E578FAA701F6A77197FD69278B389FD8EE79');
INSERT INTO "lattice_events" VALUES (18, '01M7YP5WYVHV78J162B27K9644', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963T', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'0E86E39E70FC0081CFE0D5BF4131BEF6', X'CAAD96EA62705A74144AF23ACC9A66799DDD52F63B83DC041A4293A0679CFBED');
INSERT INTO "lattice_events" VALUES (19, '01M7YP5WYVHV78J162B27K9645', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963V', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'E948589982AE6AFB0966E3AEC5E7260F', X'4CCCB5FD9B0A9DBD0C7A256D81B8A90212720CF197B536031FB898E59D31572F');
INSERT INTO "lattice_events" VALUES (20, '01M7YP5WYVHV78J162B27K9646', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963W', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'6E8BE7974C8EFD181B0B1F31B64EEB4F', X'9D81BA2D5244E4B54244BC69B5EEA3E2033B84C9DE35C86D8190DF4B411AB029');
INSERT INTO "lattice_events" VALUES (21, '01M7YP5WYVHV78J162B27K9647', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963X', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'E1DBEFA94FA447F28D834663C48FC9A1', X'826FB440915081BCFAE73A63DFF6F84C6B49C1560777A1D2C708F6624918E608');
INSERT INTO "lattice_events" VALUES (22, '01M7YP5WYVHV78J162B27K9648', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963Y', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'CA43431D6C9209B366ABEAAD7EDD5D3D', X'16AADCF03AAA6212271555918BD66D6B56F3093FD483AB75CE771D632BF60AFF');
INSERT INTO "lattice_events" VALUES (23, '01M7YP5WYVHV78J162B27K9649', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K963Z', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'EE05F515ADE9C54FF15283EB5F3FC162', X'87D488333D30F18FAB483EF942D521CA1784B43E12BB73F38E8ED514AEFF118A');
INSERT INTO "lattice_events" VALUES (24, '01M7YP5WYVHV78J162B27K964A', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K9640', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'F0AB9B75CEE20B5F6DCF2FE6883FE959', X'51B0BD663FD83ABD175CB1F569C83919E7CFA5A05C0E5B52EB6D3C5F44D75BFB');
INSERT INTO "lattice_events" VALUES (25, '01M7YP5WYVHV78J162B27K964B', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YP5WYFPGGX1MHN780BXXX0', '01M7YP5WYVHV78J162B27K9641', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'29B4D3BF2E32AB0D816948D844170237', X'F0F88C1856AF95A8079C626F2A4EABD6BD7FA349F4AA490B51D4B5DF11856F00');
INSERT INTO "lattice_events" VALUES (26, '01M7YP5WZBNFAZVEJK3K9F4KTE', '01M7YP5WZBGHKZPGMQ9XSSDFYH', NULL, '2026-11-21T09:14:43.051149Z', 'human:ada', NULL, 'api', 'row.update', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WXBR8EANQ89J08VXCDS', '{"_version":2,"c3":null}', '{"_version":3,"c3":7}', X'B5CA6E51C2B8F7028C4A8DDEEA841EAF', X'CB18E9E7E4888275DC8205AD1C4327C4729174249816B5CF744E82A7D9E26FDB');
INSERT INTO "lattice_events" VALUES (27, '01M7YP5WZH50E3W7DK7PZ53JVF', '01M7YP5WZFDG6DHVE1FJD92FBY', NULL, '2026-11-21T09:14:43.055696Z', 'human:ada', NULL, 'api', 'row.update', '01M7YP5WWWZ8X19STGHVQ4D7ZQ', '01M7YP5WXBR8EANQ89J08VXCDS', '{"_version":3,"c3":7}', '{"_version":4,"c3":null}', X'6C5A8DF36735305B855DC79857DF255E', X'798BBAAAD536007F8AC5A1FFD90ADCBAAC017BAE1D61A0485115B7C8CB2EC0D2');
CREATE TABLE lattice_changes (
    id TEXT PRIMARY KEY,
    group_id TEXT,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    on_behalf_of TEXT,
    origin TEXT NOT NULL,
    summary TEXT NOT NULL,
    events INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    undoable INTEGER NOT NULL,
    undone_by TEXT
) WITHOUT ROWID;
INSERT INTO "lattice_changes" VALUES ('01M7YP5WVFJ2PYFP821GGM69S5', NULL, 'table.create', 'do', '2026-11-21T09:14:42.927861Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WW4GGSTDSH483ZRJSC8', NULL, 'row.insert', 'do', '2026-11-21T09:14:42.948281Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WW6V2HDKVS60A7HA8BT', NULL, 'row.insert', 'do', '2026-11-21T09:14:42.950770Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WWCHJF7EQARAC4P71VH', NULL, 'column.retype', 'do', '2026-11-21T09:14:42.956707Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WWWK1Z1GF6Q0VR7E54Z', NULL, 'table.create', 'do', '2026-11-21T09:14:42.972486Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WX8G03Y8M064W73E0PB', NULL, 'row.insert', 'do', '2026-11-21T09:14:42.984857Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WXBR8EANQ89J08VXCDR', NULL, 'row.insert', 'do', '2026-11-21T09:14:42.987291Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WXGZ17E6M8TJTYNWHSG', 'turn', 'row.update', 'do', '2026-11-21T09:14:42.992361Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WXN9CMCNNYM3Y3VKRRR', NULL, 'link.add', 'do', '2026-11-21T09:14:42.997494Z', 'human:ada', NULL, 'api', 'linked people/01M7YP5WX9Z7FJ1Q8VJQRTN4P7 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WXSWYSDHSMWHFJWDBR8', NULL, 'column.add', 'do', '2026-11-21T09:14:43.001479Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WY1E136C5H8T0MZFAKZ', NULL, 'row.update', 'do', '2026-11-21T09:14:43.009494Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WY3YWM86S866X2GR3XE', NULL, 'column.drop', 'do', '2026-11-21T09:14:43.011418Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WY8PW9T8TV8Q39KYA56', NULL, 'row.insert', 'do', '2026-11-21T09:14:43.016518Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WYDTK1T7T1SWCAYNQ1M', NULL, 'row.delete', 'do', '2026-11-21T09:14:43.021397Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WYEZPY6W9JGM91566TM', NULL, 'row.import', 'do', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YP5WZBGHKZPGMQ9XSSDFYH', NULL, 'row.update', 'do', '2026-11-21T09:14:43.051149Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 26, 26, 1, '01M7YP5WZFDG6DHVE1FJD92FBY');
INSERT INTO "lattice_changes" VALUES ('01M7YP5WZFDG6DHVE1FJD92FBY', NULL, 'change.undo', 'undo', '2026-11-21T09:14:43.055696Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 27, 27, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M7YP5WZFDG6DHVE1FJD92FBY', '01M7YP5WZBGHKZPGMQ9XSSDFYH');
CREATE TABLE lattice_receipts (
    actor TEXT NOT NULL,
    op_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at TEXT NOT NULL,
    change_id TEXT,
    seq INTEGER,
    result TEXT,
    PRIMARY KEY (actor, op_id)
) WITHOUT ROWID;
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WVCY3BCJKGH1VT3PXE3', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T09:14:42.927861Z', '01M7YP5WVFJ2PYFP821GGM69S5', 1, '{"id":"01M7YP5WVGYWX5WP50R6FRZ43M","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}],"definition":"","key":[],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WW38VXMYMMR30RT6WHZ', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T09:14:42.948281Z', '01M7YP5WW4GGSTDSH483ZRJSC8', 2, '{"id":"01M7YP5WW4GGSTDSH483ZRJSC9","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T09:14:42.948281Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:42.948281Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WW6V2HDKVS60A7HA8BS', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T09:14:42.950770Z', '01M7YP5WW6V2HDKVS60A7HA8BT', 3, '{"id":"01M7YP5WW6V2HDKVS60A7HA8BV","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T09:14:42.950770Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:42.950770Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WWCEPX09J2CTGC9N875', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T09:14:42.956707Z', '01M7YP5WWCHJF7EQARAC4P71VH', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WWWAKPSGH22RB80HY5P', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T09:14:42.972486Z', '01M7YP5WWWK1Z1GF6Q0VR7E54Z', 5, '{"id":"01M7YP5WWWZ8X19STGHVQ4D7ZQ","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7YP5WVGYWX5WP50R6FRZ43M","definition":""}],"definition":"Who is here","key":["c1"],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WX8G03Y8M064W73E0PA', 'c6e34b818b8f89a1e7cbc315bc57d28a509b5096d940ecacc5d1b75bed6c6c05', '2026-11-21T09:14:42.984857Z', '01M7YP5WX8G03Y8M064W73E0PB', 6, '{"id":"01M7YP5WX9Z7FJ1Q8VJQRTN4P7","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7YP5WW4GGSTDSH483ZRJSC9"},"created_at":"2026-11-21T09:14:42.984857Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:42.984857Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WXG27X3GVR4VG6QXZ0S', '8e8c0e126e93651bff3d7f1606b1c056be1b26eb74b8a6dcd1923c5ba7725e43', '2026-11-21T09:14:42.992361Z', '01M7YP5WXGZ17E6M8TJTYNWHSG', 8, '{"id":"01M7YP5WX9Z7FJ1Q8VJQRTN4P7","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7YP5WW4GGSTDSH483ZRJSC9"},"created_at":"2026-11-21T09:14:42.984857Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:42.992361Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WXN8EKYGTX9B5J7BPY3', '9382e95e1217d57d22f1f9f7cced33d63c97a2824c4720b3de59a5584ac8828a', '2026-11-21T09:14:42.997494Z', '01M7YP5WXN9CMCNNYM3Y3VKRRR', 9, '{"id":"01M7YP5WXQ7N8SJD0Y1AMZ67CV","name":"friend","table":"people","row_id":"01M7YP5WXBR8EANQ89J08VXCDS","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WXSWYSDHSMWHFJWDBR7', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T09:14:43.001479Z', '01M7YP5WXSWYSDHSMWHFJWDBR8', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WY140HW63WTY3QFQSBP', '3f7580a429d6279cf579906c96df70bb5df4e5951eff3c04f54ae93714dc6950', '2026-11-21T09:14:43.009494Z', '01M7YP5WY1E136C5H8T0MZFAKZ', 11, '{"id":"01M7YP5WXBR8EANQ89J08VXCDS","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YP5WW6V2HDKVS60A7HA8BV","dropped":"aside"},"created_at":"2026-11-21T09:14:42.987291Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:43.009494Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WY32G7F42HS5MYVB69K', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T09:14:43.011418Z', '01M7YP5WY3YWM86S866X2GR3XE', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WY8BAY4FMC4ZM2D7S9S', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T09:14:43.016518Z', '01M7YP5WY8PW9T8TV8Q39KYA56', 13, '{"id":"01M7YP5WY8SH68NRJBJKXQ6NHC","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T09:14:43.016518Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:43.016518Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WYDSMC30ZZMRMBH7TTT', '037c68778ed0cf56e83e3f8ab32ada3d9adab75b7275c9e2f598bbe6dec462d7', '2026-11-21T09:14:43.021397Z', '01M7YP5WYDTK1T7T1SWCAYNQ1M', 14, '{"id":"01M7YP5WY8SH68NRJBJKXQ6NHC","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T09:14:43.016518Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:43.021397Z","updated_by":"human:ada","deleted_at":"2026-11-21T09:14:43.021397Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WZ0F882EZG8A2277DFC', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T09:14:43.022790Z', '01M7YP5WYEZPY6W9JGM91566TM', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WZA11C3SP8R9E71C99Q', '991a487d9194052cde25a07ae3287ff2f84eaf0e7659a2e8ae96c0aa3feaeff9', '2026-11-21T09:14:43.051149Z', '01M7YP5WZBGHKZPGMQ9XSSDFYH', 26, '{"id":"01M7YP5WXBR8EANQ89J08VXCDS","version":3,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YP5WW6V2HDKVS60A7HA8BV"},"created_at":"2026-11-21T09:14:42.987291Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:43.051149Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YP5WZF6K0ABJSFS4B8YFV5', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T09:14:43.055696Z', '01M7YP5WZFDG6DHVE1FJD92FBY', 27, '{"id":"01M7YP5WZFDG6DHVE1FJD92FBY","action":"change.undo","at":"2026-11-21T09:14:43.055696Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":27,"last_seq":27,"undone_by":null,"undoes":"01M7YP5WZBGHKZPGMQ9XSSDFYH","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', 'e9f7c8312da35d1835f9f5ef30f884530b8f41ad0af752657625ddfbd25f5615', '2026-11-21T09:14:42.987291Z', '01M7YP5WXBR8EANQ89J08VXCDR', 7, '{"id":"01M7YP5WXBR8EANQ89J08VXCDS","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YP5WW6V2HDKVS60A7HA8BV"},"created_at":"2026-11-21T09:14:42.987291Z","created_by":"human:ada","updated_at":"2026-11-21T09:14:42.987291Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
CREATE TABLE lattice_audit (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    decision TEXT NOT NULL,
    code TEXT NOT NULL,
    stage TEXT NOT NULL,
    change_id TEXT,
    on_behalf_of TEXT,
    request TEXT NOT NULL,
    salt BLOB,
    events_digest TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T09:14:42.927861Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7YP5WVFJ2PYFP821GGM69S5', NULL, '65e432dc19b73a75711c6c646b0c9ce177c230126ebbbf62e2c46dff365a7507', X'4841822A3B57B4A964BDD5EE009584B4', '171e5792d28fc80cff1d5f8f9b3c4f4698b27014861c85c2d96f77ab91d52c88', '0000000000000000000000000000000000000000000000000000000000000000', 'd74ab31751f2d34a7fb24381288f0e1cb2a84edef108d06a93b45d32f83e2f92');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T09:14:42.948281Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YP5WW4GGSTDSH483ZRJSC8', NULL, 'cb31fd44a93c4f85e550e54b198a4115262979af0ae0d318b7cb71ef595034a3', X'9DF55A84D8BBBA26CDCACC3BEE6E167A', 'bc0822526b77f02f34af2304368f93462d9b2cb9a1f24977ba4e5769045e5bd1', 'd74ab31751f2d34a7fb24381288f0e1cb2a84edef108d06a93b45d32f83e2f92', 'd6c7b1ebfdfe6387df92b8626c1a2899d0db2504cd9825ab53fa687449ad9c25');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T09:14:42.950770Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YP5WW6V2HDKVS60A7HA8BT', NULL, '03bf8cb137dd1c5a1124ad855025bed6c2e58e5f14e93075854001bfffeab93a', X'9129E7F4658345CB8D2A237F76A30945', 'df3c4ea6011b1550f87e13e01a192445ddeb9e1ce8dc06458fee89fa1bdc7fd9', 'd6c7b1ebfdfe6387df92b8626c1a2899d0db2504cd9825ab53fa687449ad9c25', 'bd6dcac3585f617385c5424e2682ec481d3034a4919da75a1f8ac250c6d8d584');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T09:14:42.956707Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M7YP5WWCHJF7EQARAC4P71VH', NULL, '3573d935aff09ae17a5f2e19cf2739a37a0a5b73239cdf189707f51771d2b0ed', X'E6F06696E9A073256851EBF5BD9B7D0C', '4be17fd9de2e70c2106133912cb53d4b8a657055b2fc0a9df8a72591e056c818', 'bd6dcac3585f617385c5424e2682ec481d3034a4919da75a1f8ac250c6d8d584', '0717ed788c2283744a79d670a4d2bd41c08321cb278999b9c4766a9c6b49405d');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T09:14:42.972486Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7YP5WWWK1Z1GF6Q0VR7E54Z', NULL, 'b9de0f6821742b1a85a0c224de954a27c87147ee7b902abb5ba9a19ae480556a', X'FA47D03318991EE6EC5B5BB02285E0AC', 'daa3bbac3ffad14a3c6b4e46b6d99c64fb98deb659ddfc2744c42386ef554484', '0717ed788c2283744a79d670a4d2bd41c08321cb278999b9c4766a9c6b49405d', '0f1911f9adae289b1807b3e047462d317fd21debe48891151f5aa9a314145b6f');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T09:14:42.984857Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YP5WX8G03Y8M064W73E0PB', NULL, 'b3f89c0bc48e9b512bd78ee1ee220559dc3b8a91bd7d9753f6752d1cc860fb62', X'29563D8DAA3C77E3F014DF2843975EB1', '8aecb298c4aa328e1bee04d33c05f4bce6fb4014112b6ffcefdda624bac2217d', '0f1911f9adae289b1807b3e047462d317fd21debe48891151f5aa9a314145b6f', 'b01d8c241dcca098c8657de9ad4954b30f7afa547038b328c1e9e275f46df6cc');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T09:14:42.987291Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YP5WXBR8EANQ89J08VXCDR', NULL, 'af8628f835c4e38e1564380fdda058d6f99858a6fcb753116cde19ea5b2f039d', X'345A22776B8455D646B6D4571345FED3', '11b82393f8315145a9b94d9256ddc3b85caef7a3463f4d34b096620539cec173', 'b01d8c241dcca098c8657de9ad4954b30f7afa547038b328c1e9e275f46df6cc', 'd84260bfd74ec18f5449994c77e6668feda62092eb1f6524377cd4c1481842fc');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T09:14:42.992361Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YP5WXGZ17E6M8TJTYNWHSG', NULL, '9e6bd6b580024949089217751e5a28da0aeacae5f911deacd472f7d9dfb10e36', X'CD3AF1C1C7823BA35442D5459B475B3B', '637232446707cdeaa8bc79e56463967fb4f107e36e7282863fb31173b874e3e6', 'd84260bfd74ec18f5449994c77e6668feda62092eb1f6524377cd4c1481842fc', '2efe54c1383ff305f1cd4458cd8ffb37310f7a0438940ee8e6cc43ef65cf0bcb');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T09:14:42.997494Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7YP5WXN9CMCNNYM3Y3VKRRR', NULL, '6b1dd315b0a1e257cdac03faf13a57139226af5cc51d993a1fb0c1eb627f24d3', X'2AED987A91E402B3EA6BB7BF613C83BD', 'a1d8e81ca4866890fada6e85494a3b281e6a611d9d0ffa7555a95b318d9202bd', '2efe54c1383ff305f1cd4458cd8ffb37310f7a0438940ee8e6cc43ef65cf0bcb', '4bef168591ecd09fae147e8d347e703902faeefe862c70778562c153cba2b1fc');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T09:14:43.001479Z', 'human:ada', 'column.add', 'allowed', '', '', '01M7YP5WXSWYSDHSMWHFJWDBR8', NULL, '50682bd76f0ccd95d16f7b1104a77a3f3ba0b6c8737000f2f22e171c6cd92961', X'158A342F6386DE35AF30855F09C0D18C', '7c4b2c6ef0af2bde7bfccf3eb54eaaf704cbe63d7b9d7910936081130e5c995c', '4bef168591ecd09fae147e8d347e703902faeefe862c70778562c153cba2b1fc', 'fbfd1a63f984bb67a9fbfcd6a87db46bcacf852726c3be29c548c9003485ac88');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T09:14:43.009494Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YP5WY1E136C5H8T0MZFAKZ', NULL, 'b45b40a54b2500a8557ba3de1f676eaaa6d60e3f69ce1464e51b65516c683d83', X'347B76789CA8D2FE6147D6804F52554C', '67690a1ef265b47478ba928ca784f3371482b39d0aee155b600785b4820fabd9', 'fbfd1a63f984bb67a9fbfcd6a87db46bcacf852726c3be29c548c9003485ac88', 'add5055e30f9543bf5f345181664e9a86835775a3a98b42fef6923f7abc70030');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T09:14:43.011418Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M7YP5WY3YWM86S866X2GR3XE', NULL, '7286e41cbb113e1cad191543ac72d133c35c78cba7d30ada8ebc468cebe3f96d', X'B66FA9EBD286329CC49032DE14ED8D0E', '227e08eab05a99d21a4cedce69861df87b6131714a145e9525b16faffe36042f', 'add5055e30f9543bf5f345181664e9a86835775a3a98b42fef6923f7abc70030', 'cf188c12429311cec034cca785c6d67452c1d91b34ae4d692d9cfb16f4c5f244');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T09:14:43.016518Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YP5WY8PW9T8TV8Q39KYA56', NULL, 'f323b3c554930d315273910fced0680b4b618b211f8d05dd83e5d2dc9fbce337', X'41F07C087BF484F22AF2E2D69AECBA9D', 'e6714b128b28adfd21ce1c8d985b8a329d0512b408ce470ff251ba5aadd62b95', 'cf188c12429311cec034cca785c6d67452c1d91b34ae4d692d9cfb16f4c5f244', '9f8c64e8b00276b6137de4ed130013087ae563cb2d9d1b1955af4a0707358639');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T09:14:43.021397Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M7YP5WYDTK1T7T1SWCAYNQ1M', NULL, 'daef51386d44af2c2d111b77375467cecb478a3c10be659e4935c0e5725561ef', X'0871274F21B9BDC69E5F0A741E20CD9C', '9b7bcb23741a1045976d9ff0642096c22b189760a8409aef4ff7096a275489fc', '9f8c64e8b00276b6137de4ed130013087ae563cb2d9d1b1955af4a0707358639', '05ca7cb1b585a28d77fc53a9ecd6ca7ba24de2698a887672bb749ebd7c59d2e5');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T09:14:43.022790Z', 'human:ada', 'row.import', 'allowed', '', '', '01M7YP5WYEZPY6W9JGM91566TM', NULL, '5105d0ff0b51fed0ea065923d27c9d46e8f6e215a1c56831aa822b40d7b12a7d', X'0B964185243DAE70232CFD6B69DA6364', '60caa072a359cc4c9fba2c23820ae5d4905cdc4c6f8622adfd2e424468e690df', '05ca7cb1b585a28d77fc53a9ecd6ca7ba24de2698a887672bb749ebd7c59d2e5', 'd3bafc69c6682be3f43bd269b589b197d43550f1a7df95abfef8388784d4206f');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T09:14:43.051149Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YP5WZBGHKZPGMQ9XSSDFYH', NULL, '03803422e717a25f986e378fdf2f5c07f8823e05f6c4d9f3f53941af91f7034e', X'B43A64BF3C7BABE93179A4995495CD87', '75a81afb4e3850d642420101213a168fe609af6dfc2a38a3d96b7b10d77df5b1', 'd3bafc69c6682be3f43bd269b589b197d43550f1a7df95abfef8388784d4206f', 'ef23880567e95505f3038aa18e8df2683888e45bef89ae206efd318ec642cc8d');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T09:14:43.055696Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7YP5WZFDG6DHVE1FJD92FBY', NULL, 'a30ba53ca113ebc12082e90ce9a8df64defe1549bf7000df23fb746f08355aa7', X'877217C219B2A2A648C1B452C6F00EEF', 'b765373739ce0266416fd16e666d79d6076b46ccc6e8e9b6653659245fadbdc1', 'ef23880567e95505f3038aa18e8df2683888e45bef89ae206efd318ec642cc8d', '71b64973edeaffa172bb6f22be1149863776791b9b32c34a027217b6335111c8');
CREATE TABLE lattice_loads (
    id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started TEXT NOT NULL,
    beat_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M7YP5WW4GGSTDSH483ZRJSC9', 1, '2026-11-21T09:14:42.948281Z', 'human:ada', '2026-11-21T09:14:42.948281Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M7YP5WW6V2HDKVS60A7HA8BV', 1, '2026-11-21T09:14:42.950770Z', 'human:ada', '2026-11-21T09:14:42.950770Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_data";
INSERT INTO "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_idx";
INSERT INTO "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_config";
INSERT INTO "lattice_text_01M7YP5WVGYWX5WP50R6FRZ43M_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M7YP5WX9Z7FJ1Q8VJQRTN4P7', 2, '2026-11-21T09:14:42.984857Z', 'human:ada', '2026-11-21T09:14:42.992361Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M7YP5WW4GGSTDSH483ZRJSC9', NULL);
INSERT INTO "people" VALUES ('01M7YP5WXBR8EANQ89J08VXCDS', 4, '2026-11-21T09:14:42.987291Z', 'human:ada', '2026-11-21T09:14:43.055696Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M7YP5WW6V2HDKVS60A7HA8BV', 'aside');
INSERT INTO "people" VALUES ('01M7YP5WY8SH68NRJBJKXQ6NHC', 2, '2026-11-21T09:14:43.016518Z', 'human:ada', '2026-11-21T09:14:43.021397Z', 'human:ada', '2026-11-21T09:14:43.021397Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data";
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx";
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_config";
INSERT INTO "lattice_text_01M7YP5WWWZ8X19STGHVQ4D7ZQ_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963R', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963S', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963T', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963V', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963W', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963X', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963Y', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K963Z', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K9640', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M7YP5WYVHV78J162B27K9641', 1, '2026-11-21T09:14:43.022790Z', 'human:ada', '2026-11-21T09:14:43.022790Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_data";
INSERT INTO "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_idx";
INSERT INTO "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_config";
INSERT INTO "lattice_text_01M7YP5WYFPGGX1MHN780BXXX0_config" VALUES ('version', 4);
CREATE UNIQUE INDEX lattice_tables_name ON lattice_tables (folded) WHERE dropped_at IS NULL;
CREATE UNIQUE INDEX lattice_columns_name ON lattice_columns (table_id, folded) WHERE dropped_at IS NULL;
CREATE UNIQUE INDEX lattice_links_from ON lattice_links (from_row, to_row, name);
CREATE INDEX lattice_links_to ON lattice_links (to_row);
CREATE INDEX lattice_events_row ON lattice_events (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX lattice_events_change ON lattice_events (change_id);
CREATE INDEX lattice_events_table ON lattice_events (table_id);
CREATE INDEX lattice_changes_seq ON lattice_changes (first_seq);
CREATE INDEX lattice_changes_actor ON lattice_changes (actor, first_seq);
CREATE INDEX lattice_changes_group ON lattice_changes (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX lattice_receipts_at ON lattice_receipts (at);
CREATE INDEX lattice_receipts_change ON lattice_receipts (change_id);
CREATE INDEX "lattice_live_01M7YP5WVGYWX5WP50R6FRZ43M" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YP5WVGYWX5WP50R6FRZ43M" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7YP5WWWZ8X19STGHVQ4D7ZQ" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YP5WWWZ8X19STGHVQ4D7ZQ" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7YP5WYFPGGX1MHN780BXXX0" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YP5WYFPGGX1MHN780BXXX0" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
