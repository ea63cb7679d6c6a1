CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T17:44:07.277903Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '4');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('schema_version', '7');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M7ZKAMVD9Z1EEXP4N1GJ2N97');
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
, visibility TEXT NOT NULL DEFAULT 'everyone') WITHOUT ROWID;
INSERT INTO "lattice_tables" VALUES ('000000000000000000000F11ES', '_files', '_files', '_files', 'Documents, web pages and artifacts of this workspace', '[]', 1, 18, 8, 2, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('00000000000000000000THREAD', '_threads', '_threads', '_threads', 'Conversations with the assistant; each is seen by its person alone', '[]', 1, 4, 8, 0, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('00000000000000000MESSAGES1', '_messages', '_messages', '_messages', 'What was said in conversations', '[]', 1, 11, 8, 0, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M7ZKAMW9Z78PWEYMT77SV0FT', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M7ZKAMZ4YV8YE4KPH2DPB6V1', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL, 'everyone');
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
    dropped_change TEXT, audience TEXT NOT NULL DEFAULT 'everyone',
    PRIMARY KEY (table_id, id)
) WITHOUT ROWID;
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c1', 'name', 'name', 'name', 'text', NULL, 'As people call it, with its suffix', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c10', 'untrusted', 'untrusted', 'untrusted', 'boolean', NULL, 'Whether it holds words of strangers', 9, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c11', 'source', 'source', 'source', 'text', NULL, 'What brought it in', 10, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c12', 'sha256', 'sha256', 'sha256', 'text', NULL, 'SHA-256 of its bytes', 11, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c13', 'text_id', 'text_id', 'text_id', 'text', NULL, 'SHA-256 of its text as it is kept', 12, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c14', 'chars', 'chars', 'chars', 'integer', NULL, 'Characters of its text', 13, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c15', 'pages', 'pages', 'pages', 'integer', NULL, 'Pages, slides, sheets or chapters', 14, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c16', 'details', 'details', 'details', 'json', NULL, 'What the reader found beside text', 15, 5, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c17', 'modified', 'modified', 'modified', 'datetime', NULL, 'When the original was last changed', 16, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c2', 'title', 'title', 'title', 'text', NULL, 'What the document calls itself', 1, 2, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c3', 'summary', 'summary', 'summary', 'text', NULL, 'What it says, in few words', 2, 3, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c4', 'kind', 'kind', 'kind', 'text', NULL, 'stored, referenced, web or artifact', 3, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c5', 'media_type', 'media_type', 'media_type', 'text', NULL, 'Its format', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c6', 'size', 'size', 'size', 'integer', NULL, 'In bytes', 5, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c7', 'path', 'path', 'path', 'text', NULL, 'Path or address that it came from', 6, 4, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c8', 'status', 'status', 'status', 'text', NULL, 'ready, no_text, partial, failed, changed or missing', 7, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c9', 'error', 'error', 'error', 'text', NULL, 'Why its text is not whole', 8, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c1', 'title', 'title', 'title', 'text', NULL, 'What it is about', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c2', 'model', 'model', 'model', 'text', NULL, 'Model of its newest turn', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c3', 'forked_from', 'forked_from', 'forked_from', 'text', NULL, 'Thread it was forked from', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c1', 'text', 'text', 'text', 'markdown', NULL, 'Its words', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c10', 'error', 'error', 'error', 'text', NULL, 'Why it is not whole', 9, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c2', 'thread', 'thread', 'thread', 'text', NULL, 'The thread it stands in', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c3', 'turn', 'turn', 'turn', 'text', NULL, 'The turn it belongs to', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c4', 'n', 'n', 'n', 'integer', NULL, 'Its number in the thread', 3, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c5', 'role', 'role', 'role', 'text', NULL, 'person, assistant, tool or note', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c6', 'status', 'status', 'status', 'text', NULL, 'done, running, stopped, interrupted or failed', 5, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c7', 'blocks', 'blocks', 'blocks', 'json', NULL, 'Words, thinking, calls and results', 6, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c8', 'model', 'model', 'model', 'text', NULL, 'Model that answered', 7, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c9', 'usage', 'usage', 'usage', 'json', NULL, 'What the answer used', 8, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMW9Z78PWEYMT77SV0FT', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMW9Z78PWEYMT77SV0FT', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T17:44:07.366113Z', '01M7ZKAMY6F19DJ0CX02THPNSZ', 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMXFRRWR464R2R0MNR2C', 'c9', 'town', 'town', 'town', 'reference', '01M7ZKAMW9Z78PWEYMT77SV0FT', '', 8, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMZ4YV8YE4KPH2DPB6V1', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZKAMZ4YV8YE4KPH2DPB6V1', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_links" VALUES ('01M7ZKAMXYKFDHPVBNER26CY5M', 'friend', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXMXM5QAHHRD7QMY45F', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXQR8V0PJQ9TV6F8GFW', '2026-11-21T17:44:07.358458Z', 'human:ada');
INSERT INTO "lattice_links" VALUES ('01M7ZKAN0RCJ2G43KQZQ87EDVN', 'about', '000000000000000000000F11ES', '01M7ZKAMZYFMQ04ZEW1MTBPN47', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXMXM5QAHHRD7QMY45F', '2026-11-21T17:44:07.447750Z', 'human:ada');
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
INSERT INTO "lattice_events" VALUES (1, '01M7ZKAMWDHPGJ6EASESJVKHV6', '01M7ZKAMW9N756Y9VD02KF4ZPX', NULL, '2026-11-21T17:44:07.305145Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZKAMW9Z78PWEYMT77SV0FT', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'34F52EE5B8E6E4BA28C8F332859478E7', X'0E27BD103CA85834E66409B417FEF4EE54CE4755E3D716403E52E9E7C62194DE');
INSERT INTO "lattice_events" VALUES (2, '01M7ZKAMWVEF28FZGTCB3B9BQ7', '01M7ZKAMWTZH526CDVDGBSX7G8', NULL, '2026-11-21T17:44:07.322177Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMW9Z78PWEYMT77SV0FT', '01M7ZKAMWTZH526CDVDGBSX7G9', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'79A9BC6A7D4B495F466E2270ED06369C', X'E2B9B93EB299D140EF813F18615D9DC295C971FBED76A4CCA93FEE978BB196AE');
INSERT INTO "lattice_events" VALUES (3, '01M7ZKAMWXFFV7Z12T1X52NY5S', '01M7ZKAMWWYJYJGTB5BEF7RJPK', NULL, '2026-11-21T17:44:07.324713Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMW9Z78PWEYMT77SV0FT', '01M7ZKAMWWYJYJGTB5BEF7RJPM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'8EAE1A619E6153DEC6CDF204CBD21D22', X'F2AF384B21FA993E430975DFC784C42E5FB498E12C23A0CB6A026B8862846FC3');
INSERT INTO "lattice_events" VALUES (4, '01M7ZKAMXASF9KPBDVSMPYR73F', '01M7ZKAMX15CMS2Z4ADPE34BG9', NULL, '2026-11-21T17:44:07.329148Z', 'human:ada', NULL, 'api', 'column.retype', '01M7ZKAMW9Z78PWEYMT77SV0FT', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'679B2D6D400F52B0C7A0F410A01D263C', X'6308774440AB7629CC2A436185E23512038D353516B65E1555BFA0B67253BF2B');
INSERT INTO "lattice_events" VALUES (5, '01M7ZKAMXJWBS8EVCFEYMTM2T6', '01M7ZKAMXFCNBWZZVMK25AGA70', NULL, '2026-11-21T17:44:07.343067Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZKAMXFRRWR464R2R0MNR2C', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7ZKAMW9Z78PWEYMT77SV0FT","definition":""}]}', X'09A8145AC82D3DC03761551D7C435444', X'2FDD2C4559457914AB95BBFA11DB69158AE49233C1DB9A72E3AC91805576125C');
INSERT INTO "lattice_events" VALUES (6, '01M7ZKAMXN0VQA8FRBTT50YNEH', '01M7ZKAMXMXM5QAHHRD7QMY45E', NULL, '2026-11-21T17:44:07.348418Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXMXM5QAHHRD7QMY45F', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M7ZKAMWTZH526CDVDGBSX7G9"}', X'74096C097F9FFCA0E6F78EE761098AD1', X'DA32DAA889292B7932625DF0D3E71576C572F96A7AA767CBE15422E29B16A69B');
INSERT INTO "lattice_events" VALUES (7, '01M7ZKAMXQXTW1JG7GX2FPQY78', '01M7ZKAMXQR8V0PJQ9TV6F8GFV', NULL, '2026-11-21T17:44:07.351246Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXQR8V0PJQ9TV6F8GFW', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M7ZKAMWWYJYJGTB5BEF7RJPM"}', X'B81DAA6A6647012C271A1E58E6208543', X'93B4E977345B76BBAD4FE41E8311DF58948A398345E3637BAF822C02FC566CAD');
INSERT INTO "lattice_events" VALUES (8, '01M7ZKAMXTKJB8BTV6PSB2C44Y', '01M7ZKAMXSYQPHE05HXASHHHYW', 'turn', '2026-11-21T17:44:07.353395Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXMXM5QAHHRD7QMY45F', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'78EEFC6E6CC0B89FAF7634D6891739AD', X'B6164737D6DC95E7B74A65CCC00429FE1667F98E793E37F443003AD87BAB8D39');
INSERT INTO "lattice_events" VALUES (9, '01M7ZKAMXYKFDHPVBNER26CY5N', '01M7ZKAMXY8MGZQQQW4KAXFPF1', NULL, '2026-11-21T17:44:07.358458Z', 'human:ada', NULL, 'api', 'link.add', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXMXM5QAHHRD7QMY45F', NULL, '{"id":"01M7ZKAMXYKFDHPVBNER26CY5M","name":"friend","to_table":"01M7ZKAMXFRRWR464R2R0MNR2C","to_row":"01M7ZKAMXQR8V0PJQ9TV6F8GFW"}', X'ECD31B6E09D226D4E9C99D7931A6CFC1', X'8F7469E8ACC660D9CEC830D9D2C866760EF6D59DFD6BE1E9DE669940A32859BA');
INSERT INTO "lattice_events" VALUES (10, '01M7ZKAMY1BQ3V7MQE7CA22WJ5', '01M7ZKAMY0E5S4Q2CTK4VGHQ83', NULL, '2026-11-21T17:44:07.360300Z', 'human:ada', NULL, 'api', 'column.add', '01M7ZKAMXFRRWR464R2R0MNR2C', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'FE0DB7B2AFC6FB1E5E85FE46B9F48FB2', X'636EC48A75431C4D9901CA8FC3A210D02B29B1D33037E20D75ABD84C85B5FBE4');
INSERT INTO "lattice_events" VALUES (11, '01M7ZKAMY4FK3FE5MVFKJMZPE1', '01M7ZKAMY33DJBWHSTEA08EV3E', NULL, '2026-11-21T17:44:07.363645Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXQR8V0PJQ9TV6F8GFW', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'9FFED68D3B52BB6864FB0454B073B513', X'B31BAF60902958F443E839BC2CB84B88C571D26B80F206C8B57A148BD60F49DB');
INSERT INTO "lattice_events" VALUES (12, '01M7ZKAMYBG2SCJPS2JPKTHQD8', '01M7ZKAMY6F19DJ0CX02THPNSZ', NULL, '2026-11-21T17:44:07.366113Z', 'human:ada', NULL, 'api', 'column.drop', '01M7ZKAMXFRRWR464R2R0MNR2C', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'FFF329904F9A9C421066A8C8E10429C3', X'2104ED589FAF1B1A8C47B9DDAF50CDE04912EF99BB911E1CD8431708B0D1E221');
INSERT INTO "lattice_events" VALUES (13, '01M7ZKAMYGMHZ91P4138RZ2SSE', '01M7ZKAMYFSJSTR5AGAQM4PJ76', NULL, '2026-11-21T17:44:07.375540Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMYFSJSTR5AGAQM4PJ77', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'47CBD0CFA1921C25F4D685C8A9FD932E', X'3894989B66B5C06D66125D5A71F3165E8C1BBB9E9F53733E53ECA9F88B9E9D1A');
INSERT INTO "lattice_events" VALUES (14, '01M7ZKAMYJK02BSN4C0RBH0A0F', '01M7ZKAMYJK02BSN4C0RBH0A0E', NULL, '2026-11-21T17:44:07.378346Z', 'human:ada', NULL, 'api', 'row.delete', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMYFSJSTR5AGAQM4PJ77', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T17:44:07.378346Z"}', X'A1440492BC9A296841536060F79BD41B', X'EB4E16BD90BB478384B37026B53DBF60B3074954CFC50129AD837F52ED398D84');
INSERT INTO "lattice_events" VALUES (15, '01M7ZKAMZJMA7HVRMY5YCKVYWA', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'0FD324819E5B371E103F2987151017DC', X'4E41F4CCB361E927575252E5BA5E34CA7A86B12B8D09785AF717C03EFFF47326');
INSERT INTO "lattice_events" VALUES (16, '01M7ZKAMZAMQHN9PM8X8C046MB', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GD', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'7F2FD771C9993D4DEA87F7CFD8A8CE19', X'D99DC47923A2D084D8EF63CD3EE51F3F93A3944485D9282BABA9A77F235AB591');
INSERT INTO "lattice_events" VALUES (17, '01M7ZKAMZAMQHN9PM8X8C046MC', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GE', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'667D08319D5B0004B792981A88AD8C53', X'3A451698D7A9A782AC7550400FD2DE6331B1D04B3797175DF62D11346C1B53BF');
INSERT INTO "lattice_events" VALUES (18, '01M7ZKAMZAMQHN9PM8X8C046MD', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GF', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'E11CA645539DB6424063F94F312461A8', X'64AF16E0085E10FD53AE94E36541AE8217503C7F9BA71AFA6991101784EC6528');
INSERT INTO "lattice_events" VALUES (19, '01M7ZKAMZAMQHN9PM8X8C046ME', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GG', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'30834C816CF11468CC969400D4128183', X'DBE2F8176177A9CBED28DF45DD20A91947DE485D68E6918ACB9C0D51E7E9E386');
INSERT INTO "lattice_events" VALUES (20, '01M7ZKAMZAMQHN9PM8X8C046MF', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GH', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'F7120BB4515587645560916903DCAA84', X'D6A40C36C6F91BBC5823A2AA71E9DB860BEC708E37AC558628DAE55696ED5C8C');
INSERT INTO "lattice_events" VALUES (21, '01M7ZKAMZAMQHN9PM8X8C046MG', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GJ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'FE0C9E98D1C39FD1EE384B8284C20A93', X'2090924B21F83BF088B34CA5F629970E2240EC640E5DFC771FB717948118E574');
INSERT INTO "lattice_events" VALUES (22, '01M7ZKAMZAMQHN9PM8X8C046MH', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GK', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'20BEA1BC1E8CB7CE460DB0A94A460592', X'A869B75145004150E9F838F69B3199B22E497E9EDAEC6DED34CB2F89C17A995A');
INSERT INTO "lattice_events" VALUES (23, '01M7ZKAMZAMQHN9PM8X8C046MJ', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'099DD52EE911FBC74789704EE4EDAA15', X'9C487A2F2437AC3837D7C51A017D78D0AABA7D7589CEC9D4D956D66A03829152');
INSERT INTO "lattice_events" VALUES (24, '01M7ZKAMZAMQHN9PM8X8C046MK', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GN', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'EF4912ECC0549EB88146F23BBEF88833', X'D64EF315D091836C6AEE55ABC728F611CC161ACC24FB7199AF21829D84877370');
INSERT INTO "lattice_events" VALUES (25, '01M7ZKAMZAMQHN9PM8X8C046MM', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZKAMZ4YV8YE4KPH2DPB6V1', '01M7ZKAMZA1NW1FX7QQ8MDD5GP', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'9CB9BA1D27353BF6424AB8A8A7B59131', X'97368B4D8B7BA3E2A5060EE4C98926A1E711C18D772233FDFDB647FFF5524C63');
INSERT INTO "lattice_events" VALUES (26, '01M7ZKAMZZ4AQDZQYXX7GYJ1FY', '01M7ZKAMZW04RG2483BR3W3T5D', NULL, '2026-11-21T17:44:07.420734Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7ZKAMZYFMQ04ZEW1MTBPN47', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c5":"text/markdown","c8":"ready","c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22,"c15":0,"c1":"plan.md","c2":"Plan","c4":"artifact","c10":false}', X'AC31FCD7B9A70C366C993821E2449C21', X'E8722FD0417FFBDD14ADB02CFFCF2B056CE6E4909CC5EBEDE9D4A11BE1B25477');
INSERT INTO "lattice_events" VALUES (27, '01M7ZKAN05PJ4KAHH26HB500VG', '01M7ZKAN02M5DDEZKHZ99RCG3S', NULL, '2026-11-21T17:44:07.426275Z', 'human:ada', NULL, 'api', 'row.update', '000000000000000000000F11ES', '01M7ZKAMZYFMQ04ZEW1MTBPN47', '{"_version":1,"c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22}', '{"_version":2,"c12":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","c6":23,"c13":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","c14":23}', X'52CADC7C0FF3B5B48C830C90DA9062D2', X'6242C34B3887BC9B730787A4E61E63F574213ED6580782928FD7AA9C46CFF70F');
INSERT INTO "lattice_events" VALUES (28, '01M7ZKAN0NNNCR8F406CQCKQDC', '01M7ZKAN0KET6MZWY3PF6T2Z7P', NULL, '2026-11-21T17:44:07.443620Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7ZKAN0MDHYSJAZGFSV3DQYX', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","c6":4,"c5":"application/octet-stream","c8":"ready","c13":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","c14":17,"c15":2,"c1":"paper.pdf","c4":"stored","c7":"/papers/paper.pdf","c10":false}', X'8A2DECC12910753FF4F8870CEDE7A3C4', X'9A844A567F8E3972BAA73B008D713A48E643322E02004361DE68F8B4BD040319');
INSERT INTO "lattice_events" VALUES (29, '01M7ZKAN0RCJ2G43KQZQ87EDVP', '01M7ZKAN0QGE8Z21759K5BJGPY', NULL, '2026-11-21T17:44:07.447750Z', 'human:ada', NULL, 'api', 'link.add', '000000000000000000000F11ES', '01M7ZKAMZYFMQ04ZEW1MTBPN47', NULL, '{"id":"01M7ZKAN0RCJ2G43KQZQ87EDVN","name":"about","to_table":"01M7ZKAMXFRRWR464R2R0MNR2C","to_row":"01M7ZKAMXMXM5QAHHRD7QMY45F"}', X'7BE9F0DFE344E029E9AABF23069FB745', X'18DF71C0529458EF94AB78C48A0AE3FE55B9B4267ACF70BB30356EB5669C9CD2');
INSERT INTO "lattice_events" VALUES (30, '01M7ZKAN0VYWHPE0KHPRHETXR0', '01M7ZKAN0TM8EYR106XMZG8J1J', NULL, '2026-11-21T17:44:07.450628Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXQR8V0PJQ9TV6F8GFW', '{"_version":2,"c3":null}', '{"_version":3,"c3":7}', X'53683E68B28E04CC6865377419D238C2', X'E7A8DC97EE7871EFAA13AC9816E1A90DB9A901D135B5B68B2D9EE27DD229FDCF');
INSERT INTO "lattice_events" VALUES (31, '01M7ZKAN19SN6T9MW1TVDQD80R', '01M7ZKAN18H76FTTJSRXZY7H4K', NULL, '2026-11-21T17:44:07.464103Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZKAMXFRRWR464R2R0MNR2C', '01M7ZKAMXQR8V0PJQ9TV6F8GFW', '{"_version":3,"c3":7}', '{"_version":4,"c3":null}', X'C30AE9310848FAE040FD70194B0722A7', X'2BA93962BA167ED9DB6287B13D7133F719A54B74F5B99C0C4ED6BDEEF02B5DFE');
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
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMW9N756Y9VD02KF4ZPX', NULL, 'table.create', 'do', '2026-11-21T17:44:07.305145Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMWTZH526CDVDGBSX7G8', NULL, 'row.insert', 'do', '2026-11-21T17:44:07.322177Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMWWYJYJGTB5BEF7RJPK', NULL, 'row.insert', 'do', '2026-11-21T17:44:07.324713Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMX15CMS2Z4ADPE34BG9', NULL, 'column.retype', 'do', '2026-11-21T17:44:07.329148Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMXFCNBWZZVMK25AGA70', NULL, 'table.create', 'do', '2026-11-21T17:44:07.343067Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMXMXM5QAHHRD7QMY45E', NULL, 'row.insert', 'do', '2026-11-21T17:44:07.348418Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMXQR8V0PJQ9TV6F8GFV', NULL, 'row.insert', 'do', '2026-11-21T17:44:07.351246Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMXSYQPHE05HXASHHHYW', 'turn', 'row.update', 'do', '2026-11-21T17:44:07.353395Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMXY8MGZQQQW4KAXFPF1', NULL, 'link.add', 'do', '2026-11-21T17:44:07.358458Z', 'human:ada', NULL, 'api', 'linked people/Ada 🙂 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMY0E5S4Q2CTK4VGHQ83', NULL, 'column.add', 'do', '2026-11-21T17:44:07.360300Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMY33DJBWHSTEA08EV3E', NULL, 'row.update', 'do', '2026-11-21T17:44:07.363645Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMY6F19DJ0CX02THPNSZ', NULL, 'column.drop', 'do', '2026-11-21T17:44:07.366113Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMYFSJSTR5AGAQM4PJ76', NULL, 'row.insert', 'do', '2026-11-21T17:44:07.375540Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMYJK02BSN4C0RBH0A0E', NULL, 'row.delete', 'do', '2026-11-21T17:44:07.378346Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, 'row.import', 'do', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAMZW04RG2483BR3W3T5D', NULL, 'artifact.create', 'do', '2026-11-21T17:44:07.420734Z', 'human:ada', NULL, 'api', 'wrote Plan', 1, 26, 26, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAN02M5DDEZKHZ99RCG3S', NULL, 'artifact.update', 'do', '2026-11-21T17:44:07.426275Z', 'human:ada', NULL, 'api', 'changed text of Plan', 1, 27, 27, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAN0KET6MZWY3PF6T2Z7P', NULL, 'file.add', 'do', '2026-11-21T17:44:07.443620Z', 'human:ada', NULL, 'api', 'added file paper.pdf', 1, 28, 28, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAN0QGE8Z21759K5BJGPY', NULL, 'link.add', 'do', '2026-11-21T17:44:07.447750Z', 'human:ada', NULL, 'api', 'linked _files/plan.md to people/Ada 🙂', 1, 29, 29, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZKAN0TM8EYR106XMZG8J1J', NULL, 'row.update', 'do', '2026-11-21T17:44:07.450628Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 30, 30, 1, '01M7ZKAN18H76FTTJSRXZY7H4K');
INSERT INTO "lattice_changes" VALUES ('01M7ZKAN18H76FTTJSRXZY7H4K', NULL, 'change.undo', 'undo', '2026-11-21T17:44:07.464103Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 31, 31, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M7ZKAN18H76FTTJSRXZY7H4K', '01M7ZKAN0TM8EYR106XMZG8J1J');
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
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMW8ZP68VDB33TMP3FGX', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T17:44:07.305145Z', '01M7ZKAMW9N756Y9VD02KF4ZPX', 1, '{"id":"01M7ZKAMW9Z78PWEYMT77SV0FT","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"code","type":"text","target":null,"definition":"","audience":"everyone","masked":false}],"definition":"","key":[],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMWSB2DA551PZC1CHP8S', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T17:44:07.322177Z', '01M7ZKAMWTZH526CDVDGBSX7G8', 2, '{"id":"01M7ZKAMWTZH526CDVDGBSX7G9","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T17:44:07.322177Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.322177Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMWWWBKE0SP7BX6N58GZ', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T17:44:07.324713Z', '01M7ZKAMWWYJYJGTB5BEF7RJPK', 3, '{"id":"01M7ZKAMWWYJYJGTB5BEF7RJPM","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T17:44:07.324713Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.324713Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMX09233G854RY3P8AJW', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T17:44:07.329148Z', '01M7ZKAMX15CMS2Z4ADPE34BG9', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMXED90P7Y8DDA7E7EHR', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T17:44:07.343067Z', '01M7ZKAMXFCNBWZZVMK25AGA70', 5, '{"id":"01M7ZKAMXFRRWR464R2R0MNR2C","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c3","name":"age","type":"integer","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c4","name":"score","type":"number","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c5","name":"member","type":"boolean","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c6","name":"born","type":"date","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c8","name":"data","type":"json","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c9","name":"town","type":"reference","target":"01M7ZKAMW9Z78PWEYMT77SV0FT","definition":"","audience":"everyone","masked":false}],"definition":"Who is here","key":["c1"],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMXKJVA6MV052K3509BD', '7431ebf3c840de61405200e7fb13f28b005a6a537f4f7840741bdc2959171cd2', '2026-11-21T17:44:07.348418Z', '01M7ZKAMXMXM5QAHHRD7QMY45E', 6, '{"id":"01M7ZKAMXMXM5QAHHRD7QMY45F","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7ZKAMWTZH526CDVDGBSX7G9"},"created_at":"2026-11-21T17:44:07.348418Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.348418Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMXS3EPRM1S2MR8A5T6Q', '08f0b5ea4a8237c279a9b839fe935d22a685031d22a98378676ec8b4d47318f1', '2026-11-21T17:44:07.353395Z', '01M7ZKAMXSYQPHE05HXASHHHYW', 8, '{"id":"01M7ZKAMXMXM5QAHHRD7QMY45F","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7ZKAMWTZH526CDVDGBSX7G9"},"created_at":"2026-11-21T17:44:07.348418Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.353395Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMXY51RMFMPMENS4T30T', '6c867709d53e7fb9a389960dd6a38cc3a8972caba17e09c3c35f522e57fcb31d', '2026-11-21T17:44:07.358458Z', '01M7ZKAMXY8MGZQQQW4KAXFPF1', 9, '{"id":"01M7ZKAMXYKFDHPVBNER26CY5M","name":"friend","table":"people","row_id":"01M7ZKAMXQR8V0PJQ9TV6F8GFW","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMY02RDV7SGBNV5ANB8Z', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T17:44:07.360300Z', '01M7ZKAMY0E5S4Q2CTK4VGHQ83', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMY2Q16VW8DPDGM4BJ3M', 'f69aabe6cafd7a35ccaa98d3e5133a51aeb7120eab0305b6de18ed40ccd5fd94', '2026-11-21T17:44:07.363645Z', '01M7ZKAMY33DJBWHSTEA08EV3E', 11, '{"id":"01M7ZKAMXQR8V0PJQ9TV6F8GFW","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZKAMWWYJYJGTB5BEF7RJPM","dropped":"aside"},"created_at":"2026-11-21T17:44:07.351246Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.363645Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMY57PMBSADNRQGCVMAM', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T17:44:07.366113Z', '01M7ZKAMY6F19DJ0CX02THPNSZ', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMYDD2A9XDY1Y7976KQ1', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T17:44:07.375540Z', '01M7ZKAMYFSJSTR5AGAQM4PJ76', 13, '{"id":"01M7ZKAMYFSJSTR5AGAQM4PJ77","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T17:44:07.375540Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.375540Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMYJK02BSN4C0RBH0A0D', '6661a5d49d6659281792cce01f95d4339fb815525c153c24f37bc261d69a1845', '2026-11-21T17:44:07.378346Z', '01M7ZKAMYJK02BSN4C0RBH0A0E', 14, '{"id":"01M7ZKAMYFSJSTR5AGAQM4PJ77","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T17:44:07.375540Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.378346Z","updated_by":"human:ada","deleted_at":"2026-11-21T17:44:07.378346Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMZCMRPNNAPZFP8YW1HP', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T17:44:07.394771Z', '01M7ZKAMZ2EMYV6R546F2WMRPA', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAMZVF0XX93A28FRHEGJS', 'a9af59d29f07c5a2b016df2cb7d81478c7088f7d71a1caac05819a0fde512ff1', '2026-11-21T17:44:07.420734Z', '01M7ZKAMZW04RG2483BR3W3T5D', 26, '{"id":"01M7ZKAMZYFMQ04ZEW1MTBPN47","version":1,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":22,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","text_id":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","chars":22,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T17:44:07.420734Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.420734Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAN022VF21XRRCJXRSF87', 'a37eb9f0e09bbd9c4f9bc0c30aa6a81171e7cf20d17af7816931b9c68d9f0bc3', '2026-11-21T17:44:07.426275Z', '01M7ZKAN02M5DDEZKHZ99RCG3S', 27, '{"id":"01M7ZKAMZYFMQ04ZEW1MTBPN47","version":2,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":23,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","text_id":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","chars":23,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T17:44:07.420734Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.426275Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAN0KET6MZWY3PF6T2Z7N', '64f4ddf0493f864288e69720c0b2439e56001f066fa3bd10c7eecc88534a38fa', '2026-11-21T17:44:07.443620Z', '01M7ZKAN0KET6MZWY3PF6T2Z7P', 28, '{"row":{"id":"01M7ZKAN0MDHYSJAZGFSV3DQYX","version":1,"values":{"name":"paper.pdf","title":null,"summary":null,"kind":"stored","media_type":"application/octet-stream","size":4,"path":"/papers/paper.pdf","status":"ready","error":null,"untrusted":false,"source":null,"sha256":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","text_id":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","chars":17,"pages":2,"details":null,"modified":null},"created_at":"2026-11-21T17:44:07.443620Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.443620Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null},"outcome":"added"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAN0QGE8Z21759K5BJGPX', 'd8a6bab637d2c93bde9deb8eecfa5199984bcbe3af7f670223e1db2ac299f90b', '2026-11-21T17:44:07.447750Z', '01M7ZKAN0QGE8Z21759K5BJGPY', 29, '{"id":"01M7ZKAN0RCJ2G43KQZQ87EDVN","name":"about","table":"people","row_id":"01M7ZKAMXMXM5QAHHRD7QMY45F","label":"Ada 🙂","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAN0TB7ZYDEWTCT8D1MAE', 'fac7f35761c4ff0e32fa0d550df90dc93d374224b740747756e0171cd0546c75', '2026-11-21T17:44:07.450628Z', '01M7ZKAN0TM8EYR106XMZG8J1J', 30, '{"id":"01M7ZKAMXQR8V0PJQ9TV6F8GFW","version":3,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZKAMWWYJYJGTB5BEF7RJPM"},"created_at":"2026-11-21T17:44:07.351246Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.450628Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZKAN17801N7MH8N35VFH8G', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T17:44:07.464103Z', '01M7ZKAN18H76FTTJSRXZY7H4K', 31, '{"id":"01M7ZKAN18H76FTTJSRXZY7H4K","action":"change.undo","at":"2026-11-21T17:44:07.464103Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":31,"last_seq":31,"undone_by":null,"undoes":"01M7ZKAN0TM8EYR106XMZG8J1J","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', '9986abeedd95447bd72174587069dce5ef3b9ac812c21da1c994328ae43fa0df', '2026-11-21T17:44:07.351246Z', '01M7ZKAMXQR8V0PJQ9TV6F8GFV', 7, '{"id":"01M7ZKAMXQR8V0PJQ9TV6F8GFW","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZKAMWWYJYJGTB5BEF7RJPM"},"created_at":"2026-11-21T17:44:07.351246Z","created_by":"human:ada","updated_at":"2026-11-21T17:44:07.351246Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
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
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T17:44:07.305145Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7ZKAMW9N756Y9VD02KF4ZPX', NULL, '8dc5a58a7ebf71541023e67546a211dec375b0d28d998664b3540ffd2f6707c7', X'9CCC85473101D92289B1AE90EA40C807', 'e3d87a04a37ba00e213e95ececc0a88dbcddbf745cc1c045062a775933e48d1e', '0000000000000000000000000000000000000000000000000000000000000000', '9bf58fb88cc6462f1d832acf504f3ca9c99bfe9bc8419119e03538271b5e91f1');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T17:44:07.322177Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZKAMWTZH526CDVDGBSX7G8', NULL, '98dc6ea2863bc9891932c10bafddfcc4cbf9dd29a7dca4b4be8ba6088cecd5d2', X'D67A1D251905CDE353F0A6AB03303CA0', '362c04d35cbd15658c0326488c25a63424eb16781ee297d26d1d75f7dce4daa4', '9bf58fb88cc6462f1d832acf504f3ca9c99bfe9bc8419119e03538271b5e91f1', '8b879178ce21062224bbc0d27001d5c214f5d4be0ed760ade9138113ae148183');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T17:44:07.324713Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZKAMWWYJYJGTB5BEF7RJPK', NULL, '27ff6f7d4d77b7ac87170718b6e83aa5f0e0347828bdcb40fb61040793edd0b8', X'63B0DF50F94DAF614D345873FE7CD27B', '1f52ac8885a3966ad4a87f74bd7400d9f6881aa972306a7de310036b371c4aa2', '8b879178ce21062224bbc0d27001d5c214f5d4be0ed760ade9138113ae148183', 'd6c41ef9e91edfa9e0d70d963eea445a078b01b231c1dc66ba5328297917bc3c');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T17:44:07.329148Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M7ZKAMX15CMS2Z4ADPE34BG9', NULL, 'd6729cff09b34ef0005fd29411e2246a0a1245070a92ba91d0855be2b11532e9', X'3F35BD9086605088FC0103B8ED5A4AE2', 'ac7c3fd5a0345da3748d17651309a9652cffffac73dd45f0553c77a690940077', 'd6c41ef9e91edfa9e0d70d963eea445a078b01b231c1dc66ba5328297917bc3c', '6ae14d6585a926948878eff250aaee2cf28971febf65363b7f98cf150592cdc2');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T17:44:07.343067Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7ZKAMXFCNBWZZVMK25AGA70', NULL, 'b68ccc8238c94f6ebc37e836c9200ff7e46aa680f60ecfe30997e558810110e2', X'7CBDBA07FB9961F6C6FB711AFE439DE7', 'ac91757be1d54bab25764bd7f8be06663a0e337ba0c5ac6959012d3f0ff67f8f', '6ae14d6585a926948878eff250aaee2cf28971febf65363b7f98cf150592cdc2', '201d5ab8415bb8dcf535c47b6dc21df5f06d82a6668e9dc88be91560a8f79889');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T17:44:07.348418Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZKAMXMXM5QAHHRD7QMY45E', NULL, '1347cc7d422473770ecd008e5fe4a4472c500f51ae29ac3d9cd6798c71a03038', X'F467E450FCD5AA418FDCE3003F4387A6', 'eb272a15208a8788c4b4d7aa43f32bea2c9bfe1b75da96b6c6755f1ee639bfbd', '201d5ab8415bb8dcf535c47b6dc21df5f06d82a6668e9dc88be91560a8f79889', '31f622f869d649ee4e35bef16c5c9a5cec7d486709a55b3b4a82254a5bd282dd');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T17:44:07.351246Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZKAMXQR8V0PJQ9TV6F8GFV', NULL, '8f24fd9df6b032d6008a5abdf194b1f67aea4bdbb50e92959536b492656dbad9', X'0FEA0EB17280E18465B3C86459727A4A', 'b93237a73f114e94eb583b7eabc592ad67d8d5e9771e57d210906a55aec05854', '31f622f869d649ee4e35bef16c5c9a5cec7d486709a55b3b4a82254a5bd282dd', '85dce3bc539794e015c63a3a865356bd91aebf74ece9d0b46bdd4afcb42f967f');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T17:44:07.353395Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZKAMXSYQPHE05HXASHHHYW', NULL, '8bb3df80a45ba7de46c03ef07db1984d1923822694321e62f0e9a6220565d938', X'78844E00BD37B0C5C8C73429099A7B3C', '70cc01164debdccdea0199cdea376fbfdd86ac7854d4baa598ac1a4c7026efa4', '85dce3bc539794e015c63a3a865356bd91aebf74ece9d0b46bdd4afcb42f967f', 'c57a9f4d71b5f0331e90d827e5213e5b16ec2370b6c143685ca5434df013b300');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T17:44:07.358458Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7ZKAMXY8MGZQQQW4KAXFPF1', NULL, '334b42742924726108ad79c2798b5e96e7e6b79b6060d9d8b6ee2c2974ea0445', X'FD4DF8371C6B65F3FF05D5C4DE11C743', '2ae76b5e2bb727218171d487eea87cd9e373f4eda5cbfda752f5238ecac3f819', 'c57a9f4d71b5f0331e90d827e5213e5b16ec2370b6c143685ca5434df013b300', 'd62c38339804b5da54618636a1b05928228bf92b8ec86865c3ff6b9d91cd8d06');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T17:44:07.360300Z', 'human:ada', 'column.add', 'allowed', '', '', '01M7ZKAMY0E5S4Q2CTK4VGHQ83', NULL, '291abd0f36a12ae4765eca38463d1236c6560dda4563797500394b3ebf06a827', X'3662375414F5CA1DCB1488B278E88ADC', '47df95e9c4a5ed91ddbd5d52f606579471be0f4df839739c75aa9c760cb460e1', 'd62c38339804b5da54618636a1b05928228bf92b8ec86865c3ff6b9d91cd8d06', '22f7daa05f3ba0b83363fc93c7bb16a8e9142df6beaccc8fd42f7ee783ae9292');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T17:44:07.363645Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZKAMY33DJBWHSTEA08EV3E', NULL, 'e0044117019a20760dab826227d8d5b4e30dce59e7762f34e95ccd295a70e0d4', X'0EAD8D81AA08CDC578E3D919B80BB6ED', 'db84364d4029cdd03cf1a281136e73afd1ea908351d7d6064324fc12776b9fd7', '22f7daa05f3ba0b83363fc93c7bb16a8e9142df6beaccc8fd42f7ee783ae9292', '8b17ff2046e1c15a0aae654b313f79792eee32095cd83c98c31d5ddcbf7f30f9');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T17:44:07.366113Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M7ZKAMY6F19DJ0CX02THPNSZ', NULL, '4885e98a6d9970ca50594c138491d905ca4a2b45d41f1844b44de5daa5819eb8', X'1E02A1AB30A8FD2CD4553BC2A807AFCD', '6083e90d930f8bb5fd06fbb58da6d35e5c68f5a906e0b1776abfbc13fecb6b0a', '8b17ff2046e1c15a0aae654b313f79792eee32095cd83c98c31d5ddcbf7f30f9', '3b3eb30ac61d08a168d9e64619795412cbc83a64f0e9cfb5519640ce493892c2');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T17:44:07.375540Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZKAMYFSJSTR5AGAQM4PJ76', NULL, 'd6331f334b95ddcecf63ff4df2a1c100d470e8bd6efb0867b7c21e2aab682ef7', X'59A9FD80C803C772F0FF3B5D430B6898', 'c6ecce220375cba9c8d773325e8db043f50e0deed48ed27a23e10e044dbfc594', '3b3eb30ac61d08a168d9e64619795412cbc83a64f0e9cfb5519640ce493892c2', '53beebc9b390ad13ba1d82d62ddba59d4b2374142726fe9cea805d1aac4fd898');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T17:44:07.378346Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M7ZKAMYJK02BSN4C0RBH0A0E', NULL, '1ac7dc77bb171bdf6acd15d88a489946dced9a30f15f3c4a43f7c33820c06590', X'4B38D1936D52FE03DB3AAAC1405B93D6', '1fc6663222ad3ace83fb5270bfb60fcaab37a81152a8a7994190c4dc6a051528', '53beebc9b390ad13ba1d82d62ddba59d4b2374142726fe9cea805d1aac4fd898', '709e7eb24136727e52909edc36d7c3e8950bccf92da54245a166bd6a08cf2436');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T17:44:07.394771Z', 'human:ada', 'row.import', 'allowed', '', '', '01M7ZKAMZ2EMYV6R546F2WMRPA', NULL, 'b2c5b1b6fd59df58f249c8a109e050713ab967d34fc23e00ef6b17e382f5949b', X'2AA59D8168248AE544CBE5681F1EF218', '62b6111e1f1a3eb5db4ffc8069236c14839c54636bbd98e4060f76b57abea47f', '709e7eb24136727e52909edc36d7c3e8950bccf92da54245a166bd6a08cf2436', 'd7f49789783a9c537b860289f5649d46726a73478d973a21738fc894a191adee');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T17:44:07.420734Z', 'human:ada', 'artifact.create', 'allowed', '', '', '01M7ZKAMZW04RG2483BR3W3T5D', NULL, 'd9e594420abbed6cbfd58701d4a88543cb60e402b8076f11497df06739345601', X'968F78DA5CA360588FD0E7D22176D4CA', 'c086ae5c09b45d1b4844d968d2aa9c6ec957d28912f4eb9ac9744ef065c284de', 'd7f49789783a9c537b860289f5649d46726a73478d973a21738fc894a191adee', '7e67a5835186ea14facb696e3a0cefda5b0287c6040354d9d496650b37d62541');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T17:44:07.426275Z', 'human:ada', 'artifact.update', 'allowed', '', '', '01M7ZKAN02M5DDEZKHZ99RCG3S', NULL, '1ff42e8c761701e8b811ca26a0398ba067395f3edadcf3d5aa1f68b2f75c99f1', X'7198F0CC42273FCA16724879A1DFB1DB', '56013bbe9d06b62f9e164ade3e5f1f0a0e47888f807f0148fea4e3619e6cd913', '7e67a5835186ea14facb696e3a0cefda5b0287c6040354d9d496650b37d62541', '6bf59f859fb5fbf3c7d5280e8df85708f525f601489be44fda2587278445a7cf');
INSERT INTO "lattice_audit" VALUES (18, '2026-11-21T17:44:07.443620Z', 'human:ada', 'file.add', 'allowed', '', '', '01M7ZKAN0KET6MZWY3PF6T2Z7P', NULL, 'a211e2140b843e19e4d473bbb952f77fed4e3df6e9c560ad60923cd5825c2205', X'AC2324314288FA585AE7F0697432B194', 'a24240543c0b338954417e206981be7ddd4497578b67e9f08bb9dece59673381', '6bf59f859fb5fbf3c7d5280e8df85708f525f601489be44fda2587278445a7cf', 'c4c6f682bbc608d18fa77740e76cfb1671a6e35432225f628014a1d62e1dea20');
INSERT INTO "lattice_audit" VALUES (19, '2026-11-21T17:44:07.447750Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7ZKAN0QGE8Z21759K5BJGPY', NULL, '444da47801664276f8692ceb6245dbfd24c91472b5408b50c2d4a6ab86fd3e30', X'82E236B6DB0FF64C0A1B9BA6CC72035A', '6edb976c9b2a0f8b69c2f40bd9b9ce3a61863e78f73f9dae274a57bc565a5d77', 'c4c6f682bbc608d18fa77740e76cfb1671a6e35432225f628014a1d62e1dea20', '86ae3f43489a448bfa15bea48452483bd87a5690025a7fde25a68229d51f137b');
INSERT INTO "lattice_audit" VALUES (20, '2026-11-21T17:44:07.450628Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZKAN0TM8EYR106XMZG8J1J', NULL, 'f4dd0b9694f0cb1501aba185e3525499b86c9118f7288d2a288c79411ddfad0a', X'3030F14C21CE86449A23EC4CCDB6BD3D', '55eafa1d1c23f65e3943dc522dd5486cb3782b82ed2085e270542ce40f62f68a', '86ae3f43489a448bfa15bea48452483bd87a5690025a7fde25a68229d51f137b', '1bd8de6236c703ec1426a741e2de563231b654736b240fe737f4f6f398747fe3');
INSERT INTO "lattice_audit" VALUES (21, '2026-11-21T17:44:07.464103Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7ZKAN18H76FTTJSRXZY7H4K', NULL, '2900dd3868ff31d52bdddfc232d5a5c4283ebc1fdaee0624798084ebc4a4479e', X'B21CCF4BFB8B73C53610BB17CBACF8ED', 'c239fb6e0162dc83e1f2b0914f33752735a03704646c04626b9cd4e8a1482a22', '1bd8de6236c703ec1426a741e2de563231b654736b240fe737f4f6f398747fe3', '97705343f119537b5b078de16c4a1285ccf0737208afc1e2eccacd52b1692911');
CREATE TABLE lattice_loads (
    id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started TEXT NOT NULL,
    beat_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE lattice_blobs (
    key INTEGER PRIMARY KEY,
    sha256 TEXT UNIQUE,
    size INTEGER NOT NULL,
    kept_at TEXT NOT NULL
);
INSERT INTO "lattice_blobs" VALUES (1, 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9', 22, '2026-11-21T17:44:07.420856Z');
INSERT INTO "lattice_blobs" VALUES (2, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', 23, '2026-11-21T17:44:07.427173Z');
INSERT INTO "lattice_blobs" VALUES (3, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 4, '2026-11-21T17:44:07.436063Z');
CREATE TABLE lattice_pieces (
    id INTEGER PRIMARY KEY,
    blob_key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
INSERT INTO "lattice_pieces" VALUES (1, 1, 0, X'2320506C616E0A66697273742074686F75676874730A');
INSERT INTO "lattice_pieces" VALUES (2, 2, 0, X'2320506C616E0A7365636F6E642074686F75676874730A');
INSERT INTO "lattice_pieces" VALUES (3, 3, 0, X'25504446');
CREATE TABLE lattice_texts (
    key INTEGER PRIMARY KEY,
    id TEXT UNIQUE,
    chars INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    kept_at TEXT NOT NULL
);
INSERT INTO "lattice_texts" VALUES (1, 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6', 22, 0, '2026-11-21T17:44:07.421381Z');
INSERT INTO "lattice_texts" VALUES (2, '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, '2026-11-21T17:44:07.427830Z');
INSERT INTO "lattice_texts" VALUES (3, 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, '2026-11-21T17:44:07.439692Z');
CREATE TABLE lattice_parts (
    id INTEGER PRIMARY KEY,
    text_key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    page INTEGER,
    place TEXT NOT NULL,
    heading TEXT NOT NULL,
    level INTEGER NOT NULL,
    text TEXT NOT NULL
);
INSERT INTO "lattice_parts" VALUES (1, 1, 0, 0, 22, NULL, '', 'Plan', 1, '# Plan
first thoughts
');
INSERT INTO "lattice_parts" VALUES (2, 2, 0, 0, 23, NULL, '', 'Plan', 1, '# Plan
second thoughts
');
INSERT INTO "lattice_parts" VALUES (3, 3, 0, 0, 9, 1, 'page 1', '', 0, 'page one ');
INSERT INTO "lattice_parts" VALUES (4, 3, 1, 9, 8, 2, '', '', 0, 'page two');
CREATE VIRTUAL TABLE lattice_parts_text USING fts5(
    text, content='lattice_parts', content_rowid='id', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_parts_text_data";
INSERT INTO "lattice_parts_text_data" VALUES (1, X'040A');
INSERT INTO "lattice_parts_text_data" VALUES (10, X'000000000103030003010101020101030101');
INSERT INTO "lattice_parts_text_data" VALUES (137438953473, X'00000053063066697273740102030104706C616E010202010874686F756768747301020400033166690102030102706C010202010274680102040004326669720102030103706C61010202010374686F010204040A090D0807070908');
INSERT INTO "lattice_parts_text_data" VALUES (274877906945, X'000000540530706C616E02020201067365636F6E64020203010874686F7567687473020204000331706C0202020102736502020301027468020204000432706C610202020103736563020203010374686F02020404090B0D0807070908');
INSERT INTO "lattice_parts_text_data" VALUES (412316860417, X'0000005504306F6E65030203010470616765030202010202010374776F0402030003316F6E03020301027061030202010202010274770402030004326F6E650302030103706167030202010202010374776F04020304080C08080A07090B');
DELETE FROM "lattice_parts_text_idx";
INSERT INTO "lattice_parts_text_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_parts_text_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_parts_text_idx" VALUES (3, X'', 2);
DELETE FROM "lattice_parts_text_config";
INSERT INTO "lattice_parts_text_config" VALUES ('version', 4);
CREATE TABLE lattice_contents (
    file_id TEXT NOT NULL,
    what TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (file_id, what, id)
) WITHOUT ROWID;
INSERT INTO "lattice_contents" VALUES ('01M7ZKAN0MDHYSJAZGFSV3DQYX', 'bytes', '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027');
INSERT INTO "lattice_contents" VALUES ('01M7ZKAMZYFMQ04ZEW1MTBPN47', 'text', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e');
INSERT INTO "lattice_contents" VALUES ('01M7ZKAMZYFMQ04ZEW1MTBPN47', 'bytes', 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9');
INSERT INTO "lattice_contents" VALUES ('01M7ZKAN0MDHYSJAZGFSV3DQYX', 'text', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2');
INSERT INTO "lattice_contents" VALUES ('01M7ZKAMZYFMQ04ZEW1MTBPN47', 'bytes', 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82');
INSERT INTO "lattice_contents" VALUES ('01M7ZKAMZYFMQ04ZEW1MTBPN47', 'text', 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6');
CREATE TABLE lattice_fetches (
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    group_id TEXT,
    host TEXT NOT NULL
);
CREATE TABLE _files (
    _id TEXT NOT NULL PRIMARY KEY,
    _version INTEGER NOT NULL,
    _created_at TEXT NOT NULL,
    _created_by TEXT NOT NULL,
    _updated_at TEXT NOT NULL,
    _updated_by TEXT NOT NULL,
    _deleted_at TEXT,
    _owner TEXT NOT NULL,
    _visibility TEXT NOT NULL,
    _source TEXT,
    name TEXT,
    title TEXT,
    summary TEXT,
    kind TEXT,
    media_type TEXT,
    size INTEGER,
    path TEXT,
    status TEXT,
    error TEXT,
    untrusted BOOLEAN,
    source TEXT,
    sha256 TEXT,
    text_id TEXT,
    chars INTEGER,
    pages INTEGER,
    details TEXT,
    modified TEXT
);
INSERT INTO "_files" VALUES ('01M7ZKAMZYFMQ04ZEW1MTBPN47', 2, '2026-11-21T17:44:07.420734Z', 'human:ada', '2026-11-21T17:44:07.426275Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'plan.md', 'Plan', NULL, 'artifact', 'text/markdown', 23, NULL, 'ready', NULL, 0, NULL, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, NULL, NULL);
INSERT INTO "_files" VALUES ('01M7ZKAN0MDHYSJAZGFSV3DQYX', 1, '2026-11-21T17:44:07.443620Z', 'human:ada', '2026-11-21T17:44:07.443620Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'paper.pdf', NULL, NULL, 'stored', 'application/octet-stream', 4, '/papers/paper.pdf', 'ready', NULL, 0, NULL, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, NULL, NULL);
CREATE VIRTUAL TABLE lattice_text_000000000000000000000F11ES USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_000000000000000000000F11ES_data";
INSERT INTO "lattice_text_000000000000000000000F11ES_data" VALUES (1, X'020401000300000000');
INSERT INTO "lattice_text_000000000000000000000F11ES_data" VALUES (10, X'000000000102020002010101020101');
INSERT INTO "lattice_text_000000000000000000000F11ES_data" VALUES (137438953473, X'0000003503306D640102030104706C616E0108020101020003316D640102030102706C010802010102000432706C6101080201010204070C080A');
INSERT INTO "lattice_text_000000000000000000000F11ES_data" VALUES (274877906945, X'0000004F063070617065720208020103030601730206010302020264660208030103040003317061020A0201030203020164020803010304000432706170020A020103020302026466020803010304040D080A0C090D');
DELETE FROM "lattice_text_000000000000000000000F11ES_idx";
INSERT INTO "lattice_text_000000000000000000000F11ES_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_000000000000000000000F11ES_idx" VALUES (2, X'', 2);
DELETE FROM "lattice_text_000000000000000000000F11ES_config";
INSERT INTO "lattice_text_000000000000000000000F11ES_config" VALUES ('version', 4);
CREATE TABLE lattice_turns (
    turn TEXT PRIMARY KEY,
    thread TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    process INTEGER NOT NULL,
    beat_at TEXT NOT NULL,
    blocks TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE lattice_approvals (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    session TEXT NOT NULL,
    action TEXT NOT NULL,
    scope TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    request TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    used_at TEXT
) WITHOUT ROWID;
CREATE TABLE lattice_usage (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    model TEXT NOT NULL,
    thread TEXT NOT NULL,
    turn TEXT NOT NULL,
    purpose TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    cost INTEGER NOT NULL
);
CREATE TABLE _threads (
    _id TEXT NOT NULL PRIMARY KEY,
    _version INTEGER NOT NULL,
    _created_at TEXT NOT NULL,
    _created_by TEXT NOT NULL,
    _updated_at TEXT NOT NULL,
    _updated_by TEXT NOT NULL,
    _deleted_at TEXT,
    _owner TEXT NOT NULL,
    _visibility TEXT NOT NULL,
    _source TEXT,
    title TEXT,
    model TEXT,
    forked_from TEXT
);
CREATE VIRTUAL TABLE lattice_text_00000000000000000000THREAD USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_00000000000000000000THREAD_data";
INSERT INTO "lattice_text_00000000000000000000THREAD_data" VALUES (1, X'');
INSERT INTO "lattice_text_00000000000000000000THREAD_data" VALUES (10, X'00000000000000');
DELETE FROM "lattice_text_00000000000000000000THREAD_idx";
DELETE FROM "lattice_text_00000000000000000000THREAD_config";
INSERT INTO "lattice_text_00000000000000000000THREAD_config" VALUES ('version', 4);
CREATE TABLE _messages (
    _id TEXT NOT NULL PRIMARY KEY,
    _version INTEGER NOT NULL,
    _created_at TEXT NOT NULL,
    _created_by TEXT NOT NULL,
    _updated_at TEXT NOT NULL,
    _updated_by TEXT NOT NULL,
    _deleted_at TEXT,
    _owner TEXT NOT NULL,
    _visibility TEXT NOT NULL,
    _source TEXT,
    text TEXT,
    thread TEXT,
    turn TEXT,
    n INTEGER,
    role TEXT,
    status TEXT,
    blocks TEXT,
    model TEXT,
    usage TEXT,
    error TEXT
);
CREATE VIRTUAL TABLE lattice_text_00000000000000000MESSAGES1 USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_00000000000000000MESSAGES1_data";
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (1, X'');
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (10, X'00000000000000');
DELETE FROM "lattice_text_00000000000000000MESSAGES1_idx";
DELETE FROM "lattice_text_00000000000000000MESSAGES1_config";
INSERT INTO "lattice_text_00000000000000000MESSAGES1_config" VALUES ('version', 4);
CREATE TABLE lattice_grants (
    row_id TEXT NOT NULL,
    table_id TEXT NOT NULL,
    member TEXT NOT NULL,
    may_write INTEGER NOT NULL,
    PRIMARY KEY (row_id, member)
) WITHOUT ROWID;
CREATE TABLE lattice_hidden (
    row_id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    visibility TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M7ZKAMWTZH526CDVDGBSX7G9', 1, '2026-11-21T17:44:07.322177Z', 'human:ada', '2026-11-21T17:44:07.322177Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M7ZKAMWWYJYJGTB5BEF7RJPM', 1, '2026-11-21T17:44:07.324713Z', 'human:ada', '2026-11-21T17:44:07.324713Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_data";
INSERT INTO "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_idx";
INSERT INTO "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_config";
INSERT INTO "lattice_text_01M7ZKAMW9Z78PWEYMT77SV0FT_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M7ZKAMXMXM5QAHHRD7QMY45F', 2, '2026-11-21T17:44:07.348418Z', 'human:ada', '2026-11-21T17:44:07.353395Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M7ZKAMWTZH526CDVDGBSX7G9', NULL);
INSERT INTO "people" VALUES ('01M7ZKAMXQR8V0PJQ9TV6F8GFW', 4, '2026-11-21T17:44:07.351246Z', 'human:ada', '2026-11-21T17:44:07.464103Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M7ZKAMWWYJYJGTB5BEF7RJPM', 'aside');
INSERT INTO "people" VALUES ('01M7ZKAMYFSJSTR5AGAQM4PJ77', 2, '2026-11-21T17:44:07.375540Z', 'human:ada', '2026-11-21T17:44:07.378346Z', 'human:ada', '2026-11-21T17:44:07.378346Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data";
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx";
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_config";
INSERT INTO "lattice_text_01M7ZKAMXFRRWR464R2R0MNR2C_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GD', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GE', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GF', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GG', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GH', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GJ', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GK', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GM', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GN', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M7ZKAMZA1NW1FX7QQ8MDD5GP', 1, '2026-11-21T17:44:07.394771Z', 'human:ada', '2026-11-21T17:44:07.394771Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_data";
INSERT INTO "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_idx";
INSERT INTO "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_config";
INSERT INTO "lattice_text_01M7ZKAMZ4YV8YE4KPH2DPB6V1_config" VALUES ('version', 4);
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
CREATE UNIQUE INDEX lattice_pieces_of ON lattice_pieces (blob_key, n);
CREATE UNIQUE INDEX lattice_parts_of ON lattice_parts (text_key, n);
CREATE INDEX lattice_parts_start ON lattice_parts (text_key, start, n);
CREATE INDEX lattice_contents_of ON lattice_contents (id);
CREATE INDEX lattice_fetches_at ON lattice_fetches (at);
CREATE INDEX lattice_live_000000000000000000000F11ES ON _files (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_000000000000000000000F11ES ON _files (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_files_text ON _files (text_id);
CREATE INDEX lattice_files_sha256 ON _files (sha256);
CREATE INDEX lattice_files_path ON _files (path);
CREATE INDEX lattice_approvals_of ON lattice_approvals (actor, session, scope);
CREATE INDEX lattice_approvals_waiting ON lattice_approvals (at) WHERE decision = 'asked';
CREATE INDEX lattice_usage_at ON lattice_usage (at);
CREATE INDEX lattice_usage_turn ON lattice_usage (turn);
CREATE INDEX lattice_usage_thread ON lattice_usage (thread);
CREATE INDEX lattice_live_00000000000000000000THREAD ON _threads (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_00000000000000000000THREAD ON _threads (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_live_00000000000000000MESSAGES1 ON _messages (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_00000000000000000MESSAGES1 ON _messages (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_messages_thread ON _messages (thread, n);
CREATE INDEX lattice_grants_member ON lattice_grants (member);
CREATE INDEX lattice_hidden_table ON lattice_hidden (table_id);
CREATE INDEX lattice_hidden_owner ON lattice_hidden (owner);
CREATE INDEX "lattice_live_01M7ZKAMW9Z78PWEYMT77SV0FT" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZKAMW9Z78PWEYMT77SV0FT" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7ZKAMXFRRWR464R2R0MNR2C" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZKAMXFRRWR464R2R0MNR2C" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7ZKAMZ4YV8YE4KPH2DPB6V1" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZKAMZ4YV8YE4KPH2DPB6V1" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
