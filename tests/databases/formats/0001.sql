CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T09:28:45.081858Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '1');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('schema_version', '7');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M7YPZK8SZWJVE27B7FB7G6ZK');
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
INSERT INTO "lattice_tables" VALUES ('01M7YPZK9ARBBDBXB1K24GMJ37', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7YPZKB5T82VJ5SHTC0C7KE1', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL);
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
INSERT INTO "lattice_columns" VALUES ('01M7YPZK9ARBBDBXB1K24GMJ37', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZK9ARBBDBXB1K24GMJ37', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T09:28:45.139108Z', '01M7YPZKAK50F7YRW3EZY1AMTE');
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKA0K3N9924XWVE8EYN2', 'c9', 'town', 'town', 'town', 'reference', '01M7YPZK9ARBBDBXB1K24GMJ37', '', 8, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKB5T82VJ5SHTC0C7KE1', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7YPZKB5T82VJ5SHTC0C7KE1', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL);
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
INSERT INTO "lattice_links" VALUES ('01M7YPZKACZ342C1H32CMJ3MVT', 'friend', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA4MW7MV8NWGY35VWQD', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA6QNC4VCMBV8BFASZA', '2026-11-21T09:28:45.132357Z', 'human:ada');
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
INSERT INTO "lattice_events" VALUES (1, '01M7YPZK9D4SRAKW2Z18WSRNT9', '01M7YPZK9ARBBDBXB1K24GMJ36', NULL, '2026-11-21T09:28:45.098834Z', 'human:ada', NULL, 'api', 'table.create', '01M7YPZK9ARBBDBXB1K24GMJ37', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'179C92BF55D3AB770F46F5127BE18482', X'7A4B5BC1CC057DE005B57363CBF94781C0FC6E3C7740AAD2937A5F15CC3F98B0');
INSERT INTO "lattice_events" VALUES (2, '01M7YPZK9JXV9YQ9W4C88HNM7G', '01M7YPZK9JHVWXRV0THY6ZB988', NULL, '2026-11-21T09:28:45.106141Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZK9ARBBDBXB1K24GMJ37', '01M7YPZK9JNKNP9W99NS3296VB', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'926054531AF4506F606527F706CE099E', X'91296E3266A67B0540D77774F2C0FC4D9DEB8DB3F740D6C1D9C9D71799C651F6');
INSERT INTO "lattice_events" VALUES (3, '01M7YPZK9MZSCYP23Y7781XSJW', '01M7YPZK9MDQGT9FDPXFT2MVFS', NULL, '2026-11-21T09:28:45.108151Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZK9ARBBDBXB1K24GMJ37', '01M7YPZK9MZSCYP23Y7781XSJV', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'6B1600CED1404EF7AC0C4E8764A32626', X'9283A58C7F5FFF91038FE253F193315F88FD8A34C46F4A12FE0F8F66C5C6B61C');
INSERT INTO "lattice_events" VALUES (4, '01M7YPZK9YVGPG65KVTG7VK68C', '01M7YPZK9SST7KQPRV57M80AM0', NULL, '2026-11-21T09:28:45.113205Z', 'human:ada', NULL, 'api', 'column.retype', '01M7YPZK9ARBBDBXB1K24GMJ37', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'C138FC29B61EA15B3A725860D2A86C26', X'11A3192A7E3CDB8E8FE4F2B4FA71701D52D77F6DCF871D9C16D9E36C0A95B15A');
INSERT INTO "lattice_events" VALUES (5, '01M7YPZKA210Z9PDCXF8SQA7BP', '01M7YPZK9ZMJ1SD4C6GNBK0EW3', NULL, '2026-11-21T09:28:45.119933Z', 'human:ada', NULL, 'api', 'table.create', '01M7YPZKA0K3N9924XWVE8EYN2', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7YPZK9ARBBDBXB1K24GMJ37","definition":""}]}', X'B83E19BE263DA66A2BA45DBA4586FB66', X'99A70D35D60C4457E02B83AABC20178FA8CF70B27E815295875154120FA61F92');
INSERT INTO "lattice_events" VALUES (6, '01M7YPZKA4MW7MV8NWGY35VWQE', '01M7YPZKA4MW7MV8NWGY35VWQC', NULL, '2026-11-21T09:28:45.124072Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA4MW7MV8NWGY35VWQD', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M7YPZK9JNKNP9W99NS3296VB"}', X'24B244291C139DDEB7CCF1A1AEE908DF', X'206CB287E4510D804EB9128998B4788672AED418E740948611F5EC7D556471AE');
INSERT INTO "lattice_events" VALUES (7, '01M7YPZKA6QNC4VCMBV8BFASZB', '01M7YPZKA6F2J5XTY3QWRRHASB', NULL, '2026-11-21T09:28:45.126152Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA6QNC4VCMBV8BFASZA', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M7YPZK9MZSCYP23Y7781XSJV"}', X'EC3030C51433CD3591280DF389870D1E', X'C32E45428A8E6F2FFEDAB043BB99359F61D928F8DFE8E73D96C9BAFCC1662A27');
INSERT INTO "lattice_events" VALUES (8, '01M7YPZKA8WJR830GGK8HJ9B03', '01M7YPZKA8WJR830GGK8HJ9B02', 'turn', '2026-11-21T09:28:45.128183Z', 'human:ada', NULL, 'api', 'row.update', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA4MW7MV8NWGY35VWQD', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'779F58BB6C3FE7F90A7F1C2DA79A91CC', X'82B019237662458C6FB5E5E62000BE1D18D204867A566AF48F2E2FEED689FAE9');
INSERT INTO "lattice_events" VALUES (9, '01M7YPZKACZ342C1H32CMJ3MVV', '01M7YPZKACVBXE20AAH6DJM12C', NULL, '2026-11-21T09:28:45.132357Z', 'human:ada', NULL, 'api', 'link.add', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA4MW7MV8NWGY35VWQD', NULL, '{"id":"01M7YPZKACZ342C1H32CMJ3MVT","name":"friend","to_table":"01M7YPZKA0K3N9924XWVE8EYN2","to_row":"01M7YPZKA6QNC4VCMBV8BFASZA"}', X'5BD33763FEC1FACEA906FE18ADC05CA1', X'413EEBD4E97E7BB50C3F608EBC94E9CBB47EBB6E420F9D7E75858CDEFF987467');
INSERT INTO "lattice_events" VALUES (10, '01M7YPZKAF8SZVY2SZTNZ83GAG', '01M7YPZKAEVB9SJA3YPW48RDHH', NULL, '2026-11-21T09:28:45.134310Z', 'human:ada', NULL, 'api', 'column.add', '01M7YPZKA0K3N9924XWVE8EYN2', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'AC5319F7E142278EA3E09DF6AA355ACD', X'158DCBFB1589D01D0BC82D60B4CECEA00EFA065BC5DBDBBEFB5AC2FBBD4C1590');
INSERT INTO "lattice_events" VALUES (11, '01M7YPZKAHQN7VBM929ZXKR93C', '01M7YPZKAGNTSAMSV3XBX37MSB', NULL, '2026-11-21T09:28:45.136950Z', 'human:ada', NULL, 'api', 'row.update', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA6QNC4VCMBV8BFASZA', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'A7D0AE99FA5912C73738BF191B1B9275', X'09B06C8C58EFB5DCE57FA227B665969893F63FDC15ED2967CF8D20A9EBA7934E');
INSERT INTO "lattice_events" VALUES (12, '01M7YPZKAPAGK40WA58YZS770M', '01M7YPZKAK50F7YRW3EZY1AMTE', NULL, '2026-11-21T09:28:45.139108Z', 'human:ada', NULL, 'api', 'column.drop', '01M7YPZKA0K3N9924XWVE8EYN2', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'250894573E2ECEC09DC660DA75D48591', X'99270205B0910DF11EBC945419B8235FF229E348CBAB6E632657D102A9415EA3');
INSERT INTO "lattice_events" VALUES (13, '01M7YPZKATGFKNVJQ0N8955T9D', '01M7YPZKAS7GVS1BZRHE8EQ9N2', NULL, '2026-11-21T09:28:45.145637Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKASPV95DZMBQAR698SK', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'B806E15A2A3B66DFEA0B7400FB019512', X'AFA34C9408258BD868B797403DF69F18B7185E3C8C373563FF8B2789581210EE');
INSERT INTO "lattice_events" VALUES (14, '01M7YPZKAWXGEF48P944PGZT9B', '01M7YPZKAVCNP5HJ54J1FTR7GH', NULL, '2026-11-21T09:28:45.147930Z', 'human:ada', NULL, 'api', 'row.delete', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKASPV95DZMBQAR698SK', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T09:28:45.147930Z"}', X'1E234B9192B5265018779F90BF6ACBA7', X'5D00304ACA10C1A69F8A31C2FE02A99FEDC313F1F0BB267ECF0F7F3F0E43FB3F');
INSERT INTO "lattice_events" VALUES (15, '01M7YPZKBD15X2BKK5D3G8Y9DE', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'table.create', '01M7YPZKB5T82VJ5SHTC0C7KE1', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'58881325FCAD811C66A1391DFF03E616', X'2DEC2CAAC9067A0E67D012803C9FFF6F25299C74C3F1C19E8424A17DFF89BAED');
INSERT INTO "lattice_events" VALUES (16, '01M7YPZKB9FP6T678V1VS54ZHX', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHK', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'54CE658A95957DB444FF7E72B9E757D6', X'23D631B5E9CE51E4BE95981D12C555E096F7151FB21853C864BEB9F03C4928BB');
INSERT INTO "lattice_events" VALUES (17, '01M7YPZKB9FP6T678V1VS54ZHY', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'8B93E715E73D6FE88E0D481DF6B43727', X'51980A224F90401460CBABC2C1AF40836C992BA8E8FFF7B59143EFB48B3BA91A');
INSERT INTO "lattice_events" VALUES (18, '01M7YPZKB9FP6T678V1VS54ZHZ', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHN', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'4FC92FEC21E130466B0EDB0E2BD82AB9', X'F7AE6F1BDC156D1B4DBE9CC13082FB6D6F084A25657D2549A39F4E87DF252952');
INSERT INTO "lattice_events" VALUES (19, '01M7YPZKB9FP6T678V1VS54ZJ0', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHP', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'802B92FBEE27CED4B3AD4EBDF4AD9CF4', X'FB00636421E1331C5DCD006B1E80B3E966F247F5AAFEDC13ABDA5601AB72A48F');
INSERT INTO "lattice_events" VALUES (20, '01M7YPZKB9FP6T678V1VS54ZJ1', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHQ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'0A05AF6E33B75C5FA7E786C22C83D1D3', X'B2B68F0BA418B8D0A0B4FE02D57C58616CDDB7E126FEDD8A9470FA204F974AB6');
INSERT INTO "lattice_events" VALUES (21, '01M7YPZKB9FP6T678V1VS54ZJ2', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHR', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'EBD88336B7D2E74040A1ED3C63624CD2', X'BE9F4384C3C4900C42A37DDDBA13B25E450C2F878B7CA4072EC8569E246943D4');
INSERT INTO "lattice_events" VALUES (22, '01M7YPZKB9FP6T678V1VS54ZJ3', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHS', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'48A678F6BE7CD830FE7A19FFEEA53A70', X'98D556C77D22A9C07DA0575BA139B8EB82C74CDCCD5818E4288A00D5D0269253');
INSERT INTO "lattice_events" VALUES (23, '01M7YPZKB9FP6T678V1VS54ZJ4', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHT', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'7B067BD7E974421E869820D5C299A100', X'0660C1D3DDD166CD2322FE9167D35CCCFF7C73CD7450E3902967B2891C73099E');
INSERT INTO "lattice_events" VALUES (24, '01M7YPZKB9FP6T678V1VS54ZJ5', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHV', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'A61A4A07F8A455BF958F1B98589B0FFC', X'8AD876F503CEAFC1206AE16426F01921F5B309954782284711B19BB2E42F82E1');
INSERT INTO "lattice_events" VALUES (25, '01M7YPZKB9FP6T678V1VS54ZJ6', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'row.insert', '01M7YPZKB5T82VJ5SHTC0C7KE1', '01M7YPZKB9FP6T678V1VS54ZHW', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'DDD59FF1420E9B1F3A8C9BBAA9BEF4AD', X'66015E82891A54D1741A93E2C59B9FE408068EA83FE797CF598659FB31E4FC9A');
INSERT INTO "lattice_events" VALUES (26, '01M7YPZKBJ4H1KRQAXKCNM14E7', '01M7YPZKBH2HS8EV0P3HG24SK8', NULL, '2026-11-21T09:28:45.169068Z', 'human:ada', NULL, 'api', 'row.update', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA6QNC4VCMBV8BFASZA', '{"_version":2,"c3":null}', '{"_version":3,"c3":7}', X'F1BF7B44617635880F8051166C3BF0BF', X'C192C3431188E9A042E5CB1184214D07693D16086613AB6CD2B1F0BBC30A0ACD');
INSERT INTO "lattice_events" VALUES (27, '01M7YPZKBS4XP0EDP2230W68X5', '01M7YPZKBQNTNNXYR1GSVR9P53', NULL, '2026-11-21T09:28:45.175736Z', 'human:ada', NULL, 'api', 'row.update', '01M7YPZKA0K3N9924XWVE8EYN2', '01M7YPZKA6QNC4VCMBV8BFASZA', '{"_version":3,"c3":7}', '{"_version":4,"c3":null}', X'D4F7C641A79290210F1AF6DAC999A63B', X'89CD7992A90814603117251CEE9622B7CE3B94767C6C27191E232FB7DAA2EBF1');
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
INSERT INTO "lattice_changes" VALUES ('01M7YPZK9ARBBDBXB1K24GMJ36', NULL, 'table.create', 'do', '2026-11-21T09:28:45.098834Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZK9JHVWXRV0THY6ZB988', NULL, 'row.insert', 'do', '2026-11-21T09:28:45.106141Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZK9MDQGT9FDPXFT2MVFS', NULL, 'row.insert', 'do', '2026-11-21T09:28:45.108151Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZK9SST7KQPRV57M80AM0', NULL, 'column.retype', 'do', '2026-11-21T09:28:45.113205Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZK9ZMJ1SD4C6GNBK0EW3', NULL, 'table.create', 'do', '2026-11-21T09:28:45.119933Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKA4MW7MV8NWGY35VWQC', NULL, 'row.insert', 'do', '2026-11-21T09:28:45.124072Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKA6F2J5XTY3QWRRHASB', NULL, 'row.insert', 'do', '2026-11-21T09:28:45.126152Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKA8WJR830GGK8HJ9B02', 'turn', 'row.update', 'do', '2026-11-21T09:28:45.128183Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKACVBXE20AAH6DJM12C', NULL, 'link.add', 'do', '2026-11-21T09:28:45.132357Z', 'human:ada', NULL, 'api', 'linked people/Ada 🙂 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKAEVB9SJA3YPW48RDHH', NULL, 'column.add', 'do', '2026-11-21T09:28:45.134310Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKAGNTSAMSV3XBX37MSB', NULL, 'row.update', 'do', '2026-11-21T09:28:45.136950Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKAK50F7YRW3EZY1AMTE', NULL, 'column.drop', 'do', '2026-11-21T09:28:45.139108Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKAS7GVS1BZRHE8EQ9N2', NULL, 'row.insert', 'do', '2026-11-21T09:28:45.145637Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKAVCNP5HJ54J1FTR7GH', NULL, 'row.delete', 'do', '2026-11-21T09:28:45.147930Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, 'row.import', 'do', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7YPZKBH2HS8EV0P3HG24SK8', NULL, 'row.update', 'do', '2026-11-21T09:28:45.169068Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 26, 26, 1, '01M7YPZKBQNTNNXYR1GSVR9P53');
INSERT INTO "lattice_changes" VALUES ('01M7YPZKBQNTNNXYR1GSVR9P53', NULL, 'change.undo', 'undo', '2026-11-21T09:28:45.175736Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 27, 27, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M7YPZKBQNTNNXYR1GSVR9P53', '01M7YPZKBH2HS8EV0P3HG24SK8');
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
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZK9ARBBDBXB1K24GMJ35', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T09:28:45.098834Z', '01M7YPZK9ARBBDBXB1K24GMJ36', 1, '{"id":"01M7YPZK9ARBBDBXB1K24GMJ37","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}],"definition":"","key":[],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZK9HR13EPFR2Z21CV922', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T09:28:45.106141Z', '01M7YPZK9JHVWXRV0THY6ZB988', 2, '{"id":"01M7YPZK9JNKNP9W99NS3296VB","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T09:28:45.106141Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.106141Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZK9KA3DY3X3G7TKQA4AR', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T09:28:45.108151Z', '01M7YPZK9MDQGT9FDPXFT2MVFS', 3, '{"id":"01M7YPZK9MZSCYP23Y7781XSJV","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T09:28:45.108151Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.108151Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZK9SA7AVVYGAM2YKWBKK', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T09:28:45.113205Z', '01M7YPZK9SST7KQPRV57M80AM0', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZK9ZMJ1SD4C6GNBK0EW2', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T09:28:45.119933Z', '01M7YPZK9ZMJ1SD4C6GNBK0EW3', 5, '{"id":"01M7YPZKA0K3N9924XWVE8EYN2","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7YPZK9ARBBDBXB1K24GMJ37","definition":""}],"definition":"Who is here","key":["c1"],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKA3XJ3ZQM0YXR9ANVM9', 'dbf48fa948b8b9156ea0e3b38573655003da2023a5b0baef7328b12c72615612', '2026-11-21T09:28:45.124072Z', '01M7YPZKA4MW7MV8NWGY35VWQC', 6, '{"id":"01M7YPZKA4MW7MV8NWGY35VWQD","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7YPZK9JNKNP9W99NS3296VB"},"created_at":"2026-11-21T09:28:45.124072Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.124072Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKA8WJR830GGK8HJ9B01', '404d1cb315dc1dcd6c2f8cd71516e91ed33bf1eb6b719d0b40a633fd461cdc3c', '2026-11-21T09:28:45.128183Z', '01M7YPZKA8WJR830GGK8HJ9B02', 8, '{"id":"01M7YPZKA4MW7MV8NWGY35VWQD","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7YPZK9JNKNP9W99NS3296VB"},"created_at":"2026-11-21T09:28:45.124072Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.128183Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKACBM40J0XMAF2ZWMN9', 'd9ffbb9265a766d46a595386480046e95987b5b04d135bbbaba41f0063fe7bdb', '2026-11-21T09:28:45.132357Z', '01M7YPZKACVBXE20AAH6DJM12C', 9, '{"id":"01M7YPZKACZ342C1H32CMJ3MVT","name":"friend","table":"people","row_id":"01M7YPZKA6QNC4VCMBV8BFASZA","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKAEVB9SJA3YPW48RDHG', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T09:28:45.134310Z', '01M7YPZKAEVB9SJA3YPW48RDHH', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKAGNTSAMSV3XBX37MSA', '4ffb7c34d3e4716b01121603595356f3db2da7ada18975d9efd76e76ad30c962', '2026-11-21T09:28:45.136950Z', '01M7YPZKAGNTSAMSV3XBX37MSB', 11, '{"id":"01M7YPZKA6QNC4VCMBV8BFASZA","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YPZK9MZSCYP23Y7781XSJV","dropped":"aside"},"created_at":"2026-11-21T09:28:45.126152Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.136950Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKAJT5306M9YQS1D9WF4', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T09:28:45.139108Z', '01M7YPZKAK50F7YRW3EZY1AMTE', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKAQW8ZAVEKD6JK8MRWK', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T09:28:45.145637Z', '01M7YPZKAS7GVS1BZRHE8EQ9N2', 13, '{"id":"01M7YPZKASPV95DZMBQAR698SK","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T09:28:45.145637Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.145637Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKAVCNP5HJ54J1FTR7GG', '871effccd5c8aa9edb80d7aadaadea50f7c3040228847f7c6bc33a8c5c524f2f', '2026-11-21T09:28:45.147930Z', '01M7YPZKAVCNP5HJ54J1FTR7GH', 14, '{"id":"01M7YPZKASPV95DZMBQAR698SK","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T09:28:45.145637Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.147930Z","updated_by":"human:ada","deleted_at":"2026-11-21T09:28:45.147930Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKBB8MAYJ47ZE7P5KMY3', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T09:28:45.156742Z', '01M7YPZKB4ZFXD4YHP8CZ43G9D', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKBGXC5WE54J5Y06S6B9', 'f8c1becb214ec4319744018543502b9f6e26e685281bd0f8929ea80a0a4f42af', '2026-11-21T09:28:45.169068Z', '01M7YPZKBH2HS8EV0P3HG24SK8', 26, '{"id":"01M7YPZKA6QNC4VCMBV8BFASZA","version":3,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YPZK9MZSCYP23Y7781XSJV"},"created_at":"2026-11-21T09:28:45.126152Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.169068Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7YPZKBQBS6KZ9NB0M916XTG', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T09:28:45.175736Z', '01M7YPZKBQNTNNXYR1GSVR9P53', 27, '{"id":"01M7YPZKBQNTNNXYR1GSVR9P53","action":"change.undo","at":"2026-11-21T09:28:45.175736Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":27,"last_seq":27,"undone_by":null,"undoes":"01M7YPZKBH2HS8EV0P3HG24SK8","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', '0adbd92db3fa4e2c842c7f9779486b4a6ccf07348b93dcceddabc29e287898f5', '2026-11-21T09:28:45.126152Z', '01M7YPZKA6F2J5XTY3QWRRHASB', 7, '{"id":"01M7YPZKA6QNC4VCMBV8BFASZA","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7YPZK9MZSCYP23Y7781XSJV"},"created_at":"2026-11-21T09:28:45.126152Z","created_by":"human:ada","updated_at":"2026-11-21T09:28:45.126152Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
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
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T09:28:45.098834Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7YPZK9ARBBDBXB1K24GMJ36', NULL, 'dc1fd93ec74253a9de6758cf47bd303129cc5a658134c84454a797a99f907c4e', X'31705D8F504A330C795779FE17F91158', '0eacd4df1c74f0cc10bed13437abc3c042bfa20cd40f629e99d7c7cb939324e0', '0000000000000000000000000000000000000000000000000000000000000000', 'a0a8b8dc59736811d4968ae4e3ba4f2055945958cb4249142531f764bb6c3c8d');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T09:28:45.106141Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YPZK9JHVWXRV0THY6ZB988', NULL, '41ad1f7eafbc0bda5fe4e394b70559edb8a6993d8d7c63caf00d3428a8fdd04f', X'04B312C74E1A504AF10760BE8920A19C', 'aaa6be97a1df3c88e73049fcc28124675c25a2c339061f600ea274d0dc4fa383', 'a0a8b8dc59736811d4968ae4e3ba4f2055945958cb4249142531f764bb6c3c8d', '5299cc6e9e77cf1611516188a892d3b114ef4697b42c7f8dfb3255df20082eb4');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T09:28:45.108151Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YPZK9MDQGT9FDPXFT2MVFS', NULL, 'd9fc8679e584a81fa456de107ecbe279f679165294c0ed82310ad53dfa0b12af', X'57B8216D1B4EA35720CB78A67B727609', '151fb057790ade73ecd0a85c509fb81f04d0c784c5c1f8863bdf95d618c64cc8', '5299cc6e9e77cf1611516188a892d3b114ef4697b42c7f8dfb3255df20082eb4', '8b7c31762c4ff1f83246a3b613e73e594ec1d10da8f01beb54c0f14f8d1613e9');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T09:28:45.113205Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M7YPZK9SST7KQPRV57M80AM0', NULL, '4707362d44c65ed92bb24c5e3f32d118ff0cbba8d6315c0d107d081d8872699e', X'19B36B823E6AC4DFF02DF59BAD018BBF', 'f5eb03daa5a267c33b1ab15d17b9f1897a5bfca2ee5f493cea75591937dd9b18', '8b7c31762c4ff1f83246a3b613e73e594ec1d10da8f01beb54c0f14f8d1613e9', '954273b145944af8bbb13f4038f1229f20307db250edfe5ba0f1a3272370278f');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T09:28:45.119933Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7YPZK9ZMJ1SD4C6GNBK0EW3', NULL, '403a9639fab40a97e80d559f046d703b674e430ef20dcbce7035aa4fccf09937', X'C7FE1B1D099B71350111DE3B7E76B3C1', '5257b6b5f9813b0b78aaacfc3a48b3ee93f794595276e7cb4f6b34f112a0d439', '954273b145944af8bbb13f4038f1229f20307db250edfe5ba0f1a3272370278f', '77fabfa87f717fae83662732082852b37439a1328cc03308ff5b2cb8f4dc1e32');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T09:28:45.124072Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YPZKA4MW7MV8NWGY35VWQC', NULL, '2a8f36187ad81b354d1929f9a592e289c94f4048d9140df0571327192ee863fe', X'2DAE817F8E1090D491BAB9C14450A679', '3e8345e3ea10c65f638ed2c92d006425d52e617bc499760f5b6231447da1bdc1', '77fabfa87f717fae83662732082852b37439a1328cc03308ff5b2cb8f4dc1e32', 'fb4cc832075b41c606f2563d257eddf8db2b563880297e7f68c1e3874b322370');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T09:28:45.126152Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YPZKA6F2J5XTY3QWRRHASB', NULL, '2847cda93448831e74271111e834945e54faf3a504484fd0cfda58f6e4de0f9a', X'335F8AFB0123DA0191A30B2CD1E19BB4', '4f617dd8c8da18b17177a2749116f08458623766597bd8afd30c978169af4612', 'fb4cc832075b41c606f2563d257eddf8db2b563880297e7f68c1e3874b322370', 'bf728fdf5d1769de5fcc73ca453e57c084d571b35ef90a51483b43ff0a78087c');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T09:28:45.128183Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YPZKA8WJR830GGK8HJ9B02', NULL, 'c33e8b271d96b8ec4befea9bb3d13b06dfd2c5e16a0e04d71965e9e0d3d37f02', X'FC6B59B5B6C1FD26B1EC137A64C49BEB', '58663bc5d5b3349fc3257ed7b002d14216d0970531d8a996b8e11937e5681268', 'bf728fdf5d1769de5fcc73ca453e57c084d571b35ef90a51483b43ff0a78087c', '78794ac6fc0d53bcc1d09d7496db51c3701a753ed092f638743cee61f040ade2');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T09:28:45.132357Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7YPZKACVBXE20AAH6DJM12C', NULL, 'a85edc1417944a6a2cb605c37144715f6a3027facef692f1b6edba627d416193', X'9388907B546E19A6FEC52D8863DFA67A', '35daf84f02ead1e689e48732fde57ece1721aee4f9b15687ea442bbb8223478a', '78794ac6fc0d53bcc1d09d7496db51c3701a753ed092f638743cee61f040ade2', '120fd03024649486ee21f4889d359b24dc3d41a9406b0447d26588ab996b5994');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T09:28:45.134310Z', 'human:ada', 'column.add', 'allowed', '', '', '01M7YPZKAEVB9SJA3YPW48RDHH', NULL, 'cd2f262e67a770aaf4679234a46b63403da2c749f27fbf1a288d5e0f5562f641', X'FA05B0A55BAB351F9695EB6552BD57AE', '4dd7a59a46035981fe57bd622fb17a2ad6460fab56be16c02575f91c51bc3919', '120fd03024649486ee21f4889d359b24dc3d41a9406b0447d26588ab996b5994', '09db6f8512bf86aca67e23f3f63f382429475692023bee4a24c83da7b6090bc1');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T09:28:45.136950Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YPZKAGNTSAMSV3XBX37MSB', NULL, '11eb7642f813b16e1c0ba440ce5c711c511ed3b684b32d2d0c350b0fe6a0fc3d', X'1164AAEB07F98F7F92BA880EC8A65C60', 'a0ea0b4e3b71f3a8591309a564b380cc9e83b583c9188d4fceda1bc023f9c910', '09db6f8512bf86aca67e23f3f63f382429475692023bee4a24c83da7b6090bc1', 'b90d0a37a26855556695b30680ce9371c31b37ef8a3294dff8321329b7625ce0');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T09:28:45.139108Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M7YPZKAK50F7YRW3EZY1AMTE', NULL, 'b65cbbd3d6a283faf5a7d4d71b8c09f732540de815450d5bff331d566cf158b0', X'A74916702EDF07766DDEAF2ADE0EC6A4', 'e1de235cc2ed51a170ea956b57e32ca6266a67c449f714a53ffdcba0f799a2ac', 'b90d0a37a26855556695b30680ce9371c31b37ef8a3294dff8321329b7625ce0', '7b9cb85691c50ce691a63cab3db03dc560277d2f2ed72bcfc428573d8ba608a8');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T09:28:45.145637Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7YPZKAS7GVS1BZRHE8EQ9N2', NULL, '46b89b51409361c1f5b88b567f1f9eec6d0e5b2fc5340d52d07435c2b4e1e365', X'AD3B26BBCE8764C849C1828599DAE2A2', 'd35ea618f28e79e20d05bcfeac4ebf05f75c059b4bc9e3ca4ed6207b554672d6', '7b9cb85691c50ce691a63cab3db03dc560277d2f2ed72bcfc428573d8ba608a8', 'd3216e7e2efacdb13ec538a0faf560dca5685c812a8cb89dec931e22d4f1629e');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T09:28:45.147930Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M7YPZKAVCNP5HJ54J1FTR7GH', NULL, '3dd0027bef4034b506e71acd60001c83ffc9242336ee90a9040b5d3eed7e2ddc', X'3AFD4BE2E8E851961B1D4A708DA65D13', 'ca6b45a023f08bc471bdb143881ad97acb451dca0a8dab1b8d156d425708f9a9', 'd3216e7e2efacdb13ec538a0faf560dca5685c812a8cb89dec931e22d4f1629e', '04e3464afc645e5c6d0b8cde7841e352dec618fcae83666eabf651edf286e8c9');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T09:28:45.156742Z', 'human:ada', 'row.import', 'allowed', '', '', '01M7YPZKB4ZFXD4YHP8CZ43G9D', NULL, '8f2ba657fe19693c2be3f24f5fde2994c94b24c45f17be1d67c88ca69d7e957d', X'16CA1F9D4067C8A6DDC9671E2054AA00', '93797e37e8ff5c93471dcbf10bcffe229f649207d30fe3090a0361b922c8c600', '04e3464afc645e5c6d0b8cde7841e352dec618fcae83666eabf651edf286e8c9', 'e9c8ddeec476e37a1c40891668cac2548df53b8f7833ffcbf42dce7f01f3cbf2');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T09:28:45.169068Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7YPZKBH2HS8EV0P3HG24SK8', NULL, '409e32e3863608a8abfb4ee5c699a8c012a972f676ca17348f5e3092dc25da7f', X'B5458D976919F6690665EE01ADC9DEDE', '7b02c496df045ecbef641e36d280fd74ccbee9ddc2861e0b5538e8ff91e15020', 'e9c8ddeec476e37a1c40891668cac2548df53b8f7833ffcbf42dce7f01f3cbf2', 'aefcbbc79b5d9f48dfa5c16dd0463848657b50b8a1c7bde1411a04a5bfce8295');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T09:28:45.175736Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7YPZKBQNTNNXYR1GSVR9P53', NULL, '80ad6289ba22aa207197f7f718e6bd6e3f950ea7ad76b716366eb4f3acd52022', X'4EF1B73C6A938916D459EF97240AAC18', '50a83822ac80b762f17c3c4738302c536f9050a29d189372cc54d04857882247', 'aefcbbc79b5d9f48dfa5c16dd0463848657b50b8a1c7bde1411a04a5bfce8295', 'b9e1dad0d4c2f9194f15aa4ac36de457b368dbedceea4868ff470498e74bb2a3');
CREATE TABLE lattice_loads (
    id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started TEXT NOT NULL,
    beat_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M7YPZK9JNKNP9W99NS3296VB', 1, '2026-11-21T09:28:45.106141Z', 'human:ada', '2026-11-21T09:28:45.106141Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M7YPZK9MZSCYP23Y7781XSJV', 1, '2026-11-21T09:28:45.108151Z', 'human:ada', '2026-11-21T09:28:45.108151Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_data";
INSERT INTO "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_idx";
INSERT INTO "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_config";
INSERT INTO "lattice_text_01M7YPZK9ARBBDBXB1K24GMJ37_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M7YPZKA4MW7MV8NWGY35VWQD', 2, '2026-11-21T09:28:45.124072Z', 'human:ada', '2026-11-21T09:28:45.128183Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M7YPZK9JNKNP9W99NS3296VB', NULL);
INSERT INTO "people" VALUES ('01M7YPZKA6QNC4VCMBV8BFASZA', 4, '2026-11-21T09:28:45.126152Z', 'human:ada', '2026-11-21T09:28:45.175736Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M7YPZK9MZSCYP23Y7781XSJV', 'aside');
INSERT INTO "people" VALUES ('01M7YPZKASPV95DZMBQAR698SK', 2, '2026-11-21T09:28:45.145637Z', 'human:ada', '2026-11-21T09:28:45.147930Z', 'human:ada', '2026-11-21T09:28:45.147930Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data";
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx";
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_config";
INSERT INTO "lattice_text_01M7YPZKA0K3N9924XWVE8EYN2_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHK', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHM', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHN', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHP', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHQ', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHR', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHS', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHT', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHV', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M7YPZKB9FP6T678V1VS54ZHW', 1, '2026-11-21T09:28:45.156742Z', 'human:ada', '2026-11-21T09:28:45.156742Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_data";
INSERT INTO "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_idx";
INSERT INTO "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_config";
INSERT INTO "lattice_text_01M7YPZKB5T82VJ5SHTC0C7KE1_config" VALUES ('version', 4);
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
CREATE INDEX "lattice_live_01M7YPZK9ARBBDBXB1K24GMJ37" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YPZK9ARBBDBXB1K24GMJ37" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7YPZKA0K3N9924XWVE8EYN2" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YPZKA0K3N9924XWVE8EYN2" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7YPZKB5T82VJ5SHTC0C7KE1" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7YPZKB5T82VJ5SHTC0C7KE1" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
