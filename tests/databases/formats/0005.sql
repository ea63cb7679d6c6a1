CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T21:52:43.034960Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '5');
INSERT INTO "lattice_meta" VALUES ('hidden_owners', '["human:ada"]');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('schema_version', '10');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M801HV0TT29H0R9S8GKAP63F');
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
INSERT INTO "lattice_tables" VALUES ('000000000000000000000V1EWS', '_views', '_views', '_views', 'Saved views: a filter, a sort and columns of a table with a name', '[]', 1, 7, 8, 1, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('00000000000000000000THREAD', '_threads', '_threads', '_threads', 'Conversations with the assistant; each is seen by its person alone', '[]', 1, 4, 8, 0, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('00000000000000000MESSAGES1', '_messages', '_messages', '_messages', 'What was said in conversations', '[]', 1, 11, 8, 0, 0, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M801HV1KYSBME7TZ56EACRD7', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL, 'private');
INSERT INTO "lattice_tables" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M801HV5KYYFQZGEJS6XVSMQC', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c1', 'name', 'name', 'name', 'text', NULL, 'What people call it', 0, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c2', 'table_id', 'table_id', 'table_id', 'text', NULL, 'Id of the table that it shows', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c3', 'filter', 'filter', 'filter', 'text', NULL, 'Which rows it shows; all when empty', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c4', 'sort', 'sort', 'sort', 'json', NULL, 'Ids of the columns that it sorts by', 3, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c5', 'columns', 'columns', 'columns', 'json', NULL, 'Columns in order: id, hidden, width', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('000000000000000000000V1EWS', 'c6', 'frozen', 'frozen', 'frozen', 'integer', NULL, 'How many columns at the left stay in sight', 5, NULL, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_columns" VALUES ('01M801HV1KYSBME7TZ56EACRD7', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV1KYSBME7TZ56EACRD7', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T21:52:43.162270Z', '01M801HV4TEVNTGNXAZKQ7JDY9', 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL, 'admin');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV3HDQQSZ2436W9C62C0', 'c9', 'town', 'town', 'town', 'reference', '01M801HV1KYSBME7TZ56EACRD7', '', 8, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV5KYYFQZGEJS6XVSMQC', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M801HV5KYYFQZGEJS6XVSMQC', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_links" VALUES ('01M801HV4FTSG6E2E0W5GCE2J9', 'friend', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV3Y61FA86AC0WQWJR8T', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', '2026-11-21T21:52:43.151107Z', 'human:ada');
INSERT INTO "lattice_links" VALUES ('01M801HV7D6GAFW00NAR7EAGRT', 'about', '000000000000000000000F11ES', '01M801HV6EE34JMRNDZPBJ2EXY', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV3Y61FA86AC0WQWJR8T', '2026-11-21T21:52:43.244239Z', 'human:ada');
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
INSERT INTO "lattice_events" VALUES (1, '01M801HV1RAC9816JVQJSCHE3P', '01M801HV1KYSBME7TZ56EACRD6', NULL, '2026-11-21T21:52:43.059170Z', 'human:ada', NULL, 'api', 'table.create', '01M801HV1KYSBME7TZ56EACRD7', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'11CB10805909FF7F56CFE843B3867FB6', X'6CD7BAA9CE8033C351DF7D2EFBA562FAAECBAF37A8DD7FC965284CBB3173B475');
INSERT INTO "lattice_events" VALUES (2, '01M801HV2ECY7ANAQDS4V3BG80', '01M801HV2CDVC6JDKQ6S3TP3EK', NULL, '2026-11-21T21:52:43.084790Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV1KYSBME7TZ56EACRD7', '01M801HV2CDVC6JDKQ6S3TP3EM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'DF877F45565AD1111E598DBB5ECE7E42', X'405DEF917320B03CF17549E0CFB0194CE079FD77D395388CEF585475A07F1510');
INSERT INTO "lattice_events" VALUES (3, '01M801HV2MKS3R1EBDHHQQQHQB', '01M801HV2JE99F6SRJE0WWPNZ6', NULL, '2026-11-21T21:52:43.090616Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV1KYSBME7TZ56EACRD7', '01M801HV2JE99F6SRJE0WWPNZ7', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'21C3D2EA87D31506112798E8912E137A', X'037CA197C3B6661D9CFA01B3F86C847070C3EFE6A237331D79F4D68B6E5622BD');
INSERT INTO "lattice_events" VALUES (4, '01M801HV3DS9Y7SR9CES532C1X', '01M801HV2XWMK1DYPF343A7MPE', NULL, '2026-11-21T21:52:43.101704Z', 'human:ada', NULL, 'api', 'column.retype', '01M801HV1KYSBME7TZ56EACRD7', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'28C5F89248F31DE7CB641065E9A6CE32', X'87085AFA472A8B6AD8581DA4138357C51F9753816D02268006042E61587D58AB');
INSERT INTO "lattice_events" VALUES (5, '01M801HV3Q2T5FVMBQX5V3NDAP', '01M801HV3HDQQSZ2436W9C62BZ', NULL, '2026-11-21T21:52:43.121563Z', 'human:ada', NULL, 'api', 'table.create', '01M801HV3HDQQSZ2436W9C62C0', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M801HV1KYSBME7TZ56EACRD7","definition":""}]}', X'564742F9C5992C28350D23154BC15030', X'EF5C59C706C8B59C7C5F192951F54ABC093ACD9F8BAB9A557E4D12E5EADE23A6');
INSERT INTO "lattice_events" VALUES (6, '01M801HV3Z3MK1KRDXDV8T0PZQ', '01M801HV3XAG45EYD1PEP8GMJT', NULL, '2026-11-21T21:52:43.133522Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV3Y61FA86AC0WQWJR8T', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M801HV2CDVC6JDKQ6S3TP3EM"}', X'26082A22CCEE96DEE3D06419CDD2AFD4', X'15F35619F6BD73615D56A44DFEDAB78C5FE7AB0F8E0D483E3F5ADE45726AA674');
INSERT INTO "lattice_events" VALUES (7, '01M801HV438M5H4ZRABVXBSEXM', '01M801HV42S2WBBV2S8F24SH01', NULL, '2026-11-21T21:52:43.138409Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M801HV2JE99F6SRJE0WWPNZ7"}', X'460F99ED50268D3DA892E3948EDDCA1C', X'C43152B5143E42C6C13E2B57C5C462E69C68F38E093017B9B00CB6E24192BBF5');
INSERT INTO "lattice_events" VALUES (8, '01M801HV48HXNP5RNE984XS5ZN', '01M801HV47TZG9HYV26NMNNA3R', 'turn', '2026-11-21T21:52:43.143941Z', 'human:ada', NULL, 'api', 'row.update', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV3Y61FA86AC0WQWJR8T', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'3222084713D64CC4899E5C89EA081FED', X'30885187DF407048B28B0E1BA13D0FDE4A8ADF75CF56E0C887FD5550784FCF30');
INSERT INTO "lattice_events" VALUES (9, '01M801HV4GTQWS1ERV7J60Z7F0', '01M801HV4FTSG6E2E0W5GCE2J8', NULL, '2026-11-21T21:52:43.151107Z', 'human:ada', NULL, 'api', 'link.add', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV3Y61FA86AC0WQWJR8T', NULL, '{"id":"01M801HV4FTSG6E2E0W5GCE2J9","name":"friend","to_table":"01M801HV3HDQQSZ2436W9C62C0","to_row":"01M801HV42W0DYY7WVVR1P2KB0"}', X'A8C1A4D2AC18882DB42170E18FE0C973', X'EA7D80DE9A0B5C0366017244726D99857D98AE38F9C835CBD3E26B09F881A42B');
INSERT INTO "lattice_events" VALUES (10, '01M801HV4NEXMTJ7Y7ADC7CSPQ', '01M801HV4JMCZG4HZFRT2KA2FQ', NULL, '2026-11-21T21:52:43.154415Z', 'human:ada', NULL, 'api', 'column.add', '01M801HV3HDQQSZ2436W9C62C0', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'2C86BCC39B6EBCBA4155AA3B49414021', X'42761F840647667BE60ED9E7583BA9FA4FA8E06DE6B9A0067DE8A379D0CB172A');
INSERT INTO "lattice_events" VALUES (11, '01M801HV4RKFC2F0DVEG1T30ZB', '01M801HV4QGG28T9A8G21D0FK0', NULL, '2026-11-21T21:52:43.159639Z', 'human:ada', NULL, 'api', 'row.update', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'DB613003858CCB4326A2C9517E45131A', X'AC51B88F28A7A9ACB6C1A3C7E9ABA3A6AD85522603D5E8F63F3191C659F13CB6');
INSERT INTO "lattice_events" VALUES (12, '01M801HV53ZGGRZ8VVJKA000GN', '01M801HV4TEVNTGNXAZKQ7JDY9', NULL, '2026-11-21T21:52:43.162270Z', 'human:ada', NULL, 'api', 'column.drop', '01M801HV3HDQQSZ2436W9C62C0', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'1C86B2752FB825340595597B5603680D', X'1FD407DEBC8742D6800E089FB4246BCFBB1BAD57850426A5CF2C3295FECAD6D7');
INSERT INTO "lattice_events" VALUES (13, '01M801HV57GQBG7N5YHS549DAE', '01M801HV5693C41TR33VKH73X2', NULL, '2026-11-21T21:52:43.174581Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV56BPZZWWR3RDRASSNA', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'7EF38114901504AE1F17D780C10086AD', X'3A080DBD0217A60CE50E09AD93AF9B584EDE1846C2CFAB8411F174D646F41778');
INSERT INTO "lattice_events" VALUES (14, '01M801HV5AHEWHJ3YTPTNT7ZGK', '01M801HV597NWY6K4QVVKGFB00', NULL, '2026-11-21T21:52:43.177665Z', 'human:ada', NULL, 'api', 'row.delete', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV56BPZZWWR3RDRASSNA', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T21:52:43.177665Z"}', X'00F3F6CD064A7B17D9D09E06371F9D95', X'1A9ACE18C3AC56FC09D9958CD07B191B12A6D806D43FDD8DD8EA494518E6B873');
INSERT INTO "lattice_events" VALUES (15, '01M801HV64CYMW5V8BACH1Z7XB', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'table.create', '01M801HV5KYYFQZGEJS6XVSMQC', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'A89BF8F444C53B17A4434C895AB88C9A', X'50D1D3B97D48E70BFCC002ADE2E6EF4DCCD16E15FA1B595C9B88CDC293C53912');
INSERT INTO "lattice_events" VALUES (16, '01M801HV5WYJ9PJ4F0DE3HFHKK', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHK9', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'F39D2E59FD9F69A35C8F708CACCB1A5C', X'F53E86F6AAEF9A31F580DD2EC5CEF1834EAEC75B7C2CE31E1B91A071CF1AC92D');
INSERT INTO "lattice_events" VALUES (17, '01M801HV5WYJ9PJ4F0DE3HFHKM', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKA', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'CB9C1408B98474AD1A20DAD06C63C4F2', X'FF53011155E04E2FE182374FE52B48B21498B7E16341EBFEB7EB9B7431854F9D');
INSERT INTO "lattice_events" VALUES (18, '01M801HV5WYJ9PJ4F0DE3HFHKN', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKB', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'6737B72FBD29DB1F9293F334C6F8515B', X'CF5F9B87A0D46C24C9D42537CCFD50AE92F8CA922E649B67249FBEF5FCA3E4A0');
INSERT INTO "lattice_events" VALUES (19, '01M801HV5WYJ9PJ4F0DE3HFHKP', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKC', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'57F6A2ADE0FFE44819211CA914709EF4', X'6CB6A98BFE3717FE77DA86FB18EA7EFEB9D4587F6C85150F0AE1ACC9DD515131');
INSERT INTO "lattice_events" VALUES (20, '01M801HV5WYJ9PJ4F0DE3HFHKQ', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKD', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'12423827A5D17640CBBD62F618E1A186', X'47419F0EED0AC297CB3DE043A6AA2C6977B36585C59B28123A9DAF72FFE1405D');
INSERT INTO "lattice_events" VALUES (21, '01M801HV5WYJ9PJ4F0DE3HFHKR', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKE', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'6DAECC27D003B4C51A0509CACA0BCA97', X'94EB4AD84899648D8043DF235571B4A1E35C83DFBAA99CBA84C2F37D9B38AE4E');
INSERT INTO "lattice_events" VALUES (22, '01M801HV5WYJ9PJ4F0DE3HFHKS', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKF', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'3D3DAB0689E8648EF3AEA5A4ABEDBE83', X'4A15C98ADDBCB9A1E2314C18B44102E981905795180C8BB1A05F6B555746AA28');
INSERT INTO "lattice_events" VALUES (23, '01M801HV5WYJ9PJ4F0DE3HFHKT', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKG', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'645245AF1A140E00A9EABF0ED89EE18F', X'DBE840BBB440A7D66326A15053F75C19EE6048AB1C4D1951DC28B052B8A1DF99');
INSERT INTO "lattice_events" VALUES (24, '01M801HV5WYJ9PJ4F0DE3HFHKV', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKH', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'14523C93C73DC8A4248727CF0BA44930', X'825F500A424816ECF4CC0C2FB65FCA440BB8DEC63E08EEB406AF912E9221B0EB');
INSERT INTO "lattice_events" VALUES (25, '01M801HV5WYJ9PJ4F0DE3HFHKW', '01M801HV5HP9TZGHDBSKY17W2V', NULL, '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'row.insert', '01M801HV5KYYFQZGEJS6XVSMQC', '01M801HV5WYJ9PJ4F0DE3HFHKJ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'0321830868FC18E928738A88B0963CFD', X'E98F3CC4CEFB5C3D48EBD200A441603C221C2C1E2928D6830E0DE696577B773E');
INSERT INTO "lattice_events" VALUES (26, '01M801HV6GD6ENSKZDGX3XPH9S', '01M801HV6D9CDY385ACAF7TWQE', NULL, '2026-11-21T21:52:43.213498Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M801HV6EE34JMRNDZPBJ2EXY', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c5":"text/markdown","c8":"ready","c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22,"c15":0,"c1":"plan.md","c2":"Plan","c4":"artifact","c10":false}', X'EB7045D9D23EB0E9C2032B24FF495FB1', X'EE503A73492090D2A9418C7A822E669EEBA42A18B3E45FCE6424FF33B3D356C6');
INSERT INTO "lattice_events" VALUES (27, '01M801HV6QNRAJP6C6CZKQV4GE', '01M801HV6JVQ6KZPW0FSQ8HCGD', NULL, '2026-11-21T21:52:43.218961Z', 'human:ada', NULL, 'api', 'row.update', '000000000000000000000F11ES', '01M801HV6EE34JMRNDZPBJ2EXY', '{"_version":1,"c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22}', '{"_version":2,"c12":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","c6":23,"c13":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","c14":23}', X'4197C283BF657CACEDF40E38281939D2', X'48213D9095A919796A12DA30E25C19747E117DC66C5F256EE09E5741B4D26FA2');
INSERT INTO "lattice_events" VALUES (28, '01M801HV79H33NAZMGC853VCY4', '01M801HV76HA63WX1HNCC04PPY', NULL, '2026-11-21T21:52:43.238839Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M801HV785SMQEDPGBA5XD7ET', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","c6":4,"c5":"application/octet-stream","c8":"ready","c13":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","c14":17,"c15":2,"c1":"paper.pdf","c4":"stored","c7":"/papers/paper.pdf","c10":false}', X'FB7FECBCD3446CA7CBE5A06AEE816FB5', X'DE9BCB04246C9EE8B6F5EF6F39B44992D9D693772499D277C2DABB44C4B4E5F9');
INSERT INTO "lattice_events" VALUES (29, '01M801HV7D6GAFW00NAR7EAGRV', '01M801HV7CPY3NFSF3X9DEE1XQ', NULL, '2026-11-21T21:52:43.244239Z', 'human:ada', NULL, 'api', 'link.add', '000000000000000000000F11ES', '01M801HV6EE34JMRNDZPBJ2EXY', NULL, '{"id":"01M801HV7D6GAFW00NAR7EAGRT","name":"about","to_table":"01M801HV3HDQQSZ2436W9C62C0","to_row":"01M801HV3Y61FA86AC0WQWJR8T"}', X'4F0F2A035E36429793AFB7AC6CF6938A', X'2D45D7B23E3578E21ECD5C8723159F1A488F9560B1B55C365EE75C95E579EBFA');
INSERT INTO "lattice_events" VALUES (30, '01M801HV7SRPD9WXRR4FZNVN55', '01M801HV7PRJSQXKDKEN4ENYBA', NULL, '2026-11-21T21:52:43.254757Z', 'human:ada', NULL, 'api', 'row.share', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', '{"_version":2,"_owner":"human:ada","_visibility":"everyone","_read":[],"_write":[]}', '{"_version":3,"_owner":"human:ada","_visibility":"custom","_read":["human:eve"],"_write":["human:bob"]}', X'E947FBB62F9E877EC3132F5EF308AC5C', X'ED406B61E53AF240764EBB4F1713450BC3B2AA4C12A9E7BB05E5FA28C947E404');
INSERT INTO "lattice_events" VALUES (31, '01M801HV7YPJ8C0TW1B5WWJ1M3', '01M801HV7XWF2W1XDVJFFB82XB', NULL, '2026-11-21T21:52:43.261471Z', 'human:ada', NULL, 'api', 'column.mask', '01M801HV3HDQQSZ2436W9C62C0', NULL, '{"id":"c4","audience":"everyone"}', '{"id":"c4","audience":"admin"}', X'AB8D00196D033C408FD0AA4426C5AACE', X'712D6A3BBC8D0EE8051B6077F39704D67108B8D4608854F9248EE235C8A0191E');
INSERT INTO "lattice_events" VALUES (32, '01M801HV83SRBN9R3V8MAM3TN2', '01M801HV82WR89WW8T2E83716S', NULL, '2026-11-21T21:52:43.266638Z', 'human:ada', NULL, 'api', 'table.share', '01M801HV1KYSBME7TZ56EACRD7', NULL, '{"default":"everyone"}', '{"default":"private"}', X'ED875E9D111DA8CA2D356B59C67C5FE4', X'E7AB7F5081956760CEE7A5BC5234D5F0F4DED22AEA651994E87B2189A2287E3B');
INSERT INTO "lattice_events" VALUES (33, '01M801HV8FVVV4HZHCCF8Z6P5F', '01M801HV8DMWDC3ZJE6KDDCBPF', NULL, '2026-11-21T21:52:43.277627Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000V1EWS', '01M801HV8E2PZBGTGB6KC7RBD5', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Grown up","c2":"01M801HV3HDQQSZ2436W9C62C0","c3":"age >= 18","c4":"[\"-c3\"]","c6":1}', X'26FAD02642889CF11480B90CFC593FE6', X'E818349F31CB460908145BD8C219BEC31F79B3AC4BE2D07AE75098D4D82C5B64');
INSERT INTO "lattice_events" VALUES (34, '01M801HV8NNKQQ8CA884PPMF7Z', '01M801HV8NNKQQ8CA884PPMF7Y', NULL, '2026-11-21T21:52:43.285091Z', 'human:ada', NULL, 'api', 'row.update', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', '{"_version":3,"c3":null}', '{"_version":4,"c3":7}', X'1B65F6B5FD57FB94FBA20600D94F78EB', X'C9504258F055E5B02C4F383D4A7819A1670FB13EA5B872830BE0B14918EBF48D');
INSERT INTO "lattice_events" VALUES (35, '01M801HV9GACB7TDB2Z2X050D4', '01M801HV9DQCHAVVTQ29RZ20GM', NULL, '2026-11-21T21:52:43.309610Z', 'human:ada', NULL, 'api', 'row.update', '01M801HV3HDQQSZ2436W9C62C0', '01M801HV42W0DYY7WVVR1P2KB0', '{"_version":4,"c3":7}', '{"_version":5,"c3":null}', X'774F159708E4C5C088333A385F6AC2D9', X'3AA20307AF3F5FCDDDF3A595F26CE0C4CC9A4DF828A69FB2D21D8AB5272C28BE');
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
INSERT INTO "lattice_changes" VALUES ('01M801HV1KYSBME7TZ56EACRD6', NULL, 'table.create', 'do', '2026-11-21T21:52:43.059170Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV2CDVC6JDKQ6S3TP3EK', NULL, 'row.insert', 'do', '2026-11-21T21:52:43.084790Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV2JE99F6SRJE0WWPNZ6', NULL, 'row.insert', 'do', '2026-11-21T21:52:43.090616Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV2XWMK1DYPF343A7MPE', NULL, 'column.retype', 'do', '2026-11-21T21:52:43.101704Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV3HDQQSZ2436W9C62BZ', NULL, 'table.create', 'do', '2026-11-21T21:52:43.121563Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV3XAG45EYD1PEP8GMJT', NULL, 'row.insert', 'do', '2026-11-21T21:52:43.133522Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV42S2WBBV2S8F24SH01', NULL, 'row.insert', 'do', '2026-11-21T21:52:43.138409Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV47TZG9HYV26NMNNA3R', 'turn', 'row.update', 'do', '2026-11-21T21:52:43.143941Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV4FTSG6E2E0W5GCE2J8', NULL, 'link.add', 'do', '2026-11-21T21:52:43.151107Z', 'human:ada', NULL, 'api', 'linked people/Ada 🙂 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV4JMCZG4HZFRT2KA2FQ', NULL, 'column.add', 'do', '2026-11-21T21:52:43.154415Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV4QGG28T9A8G21D0FK0', NULL, 'row.update', 'do', '2026-11-21T21:52:43.159639Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV4TEVNTGNXAZKQ7JDY9', NULL, 'column.drop', 'do', '2026-11-21T21:52:43.162270Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV5693C41TR33VKH73X2', NULL, 'row.insert', 'do', '2026-11-21T21:52:43.174581Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV597NWY6K4QVVKGFB00', NULL, 'row.delete', 'do', '2026-11-21T21:52:43.177665Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV5HP9TZGHDBSKY17W2V', NULL, 'row.import', 'do', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV6D9CDY385ACAF7TWQE', NULL, 'artifact.create', 'do', '2026-11-21T21:52:43.213498Z', 'human:ada', NULL, 'api', 'wrote Plan', 1, 26, 26, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV6JVQ6KZPW0FSQ8HCGD', NULL, 'artifact.update', 'do', '2026-11-21T21:52:43.218961Z', 'human:ada', NULL, 'api', 'changed text of Plan', 1, 27, 27, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV76HA63WX1HNCC04PPY', NULL, 'file.add', 'do', '2026-11-21T21:52:43.238839Z', 'human:ada', NULL, 'api', 'added file paper.pdf', 1, 28, 28, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV7CPY3NFSF3X9DEE1XQ', NULL, 'link.add', 'do', '2026-11-21T21:52:43.244239Z', 'human:ada', NULL, 'api', 'linked _files/plan.md to people/Ada 🙂', 1, 29, 29, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV7PRJSQXKDKEN4ENYBA', NULL, 'row.share', 'do', '2026-11-21T21:52:43.254757Z', 'human:ada', NULL, 'api', 'shared people/Bob with 2 members', 1, 30, 30, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV7XWF2W1XDVJFFB82XB', NULL, 'column.mask', 'do', '2026-11-21T21:52:43.261471Z', 'human:ada', NULL, 'api', 'column people.score is read by the owner and admins', 1, 31, 31, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV82WR89WW8T2E83716S', NULL, 'table.share', 'do', '2026-11-21T21:52:43.266638Z', 'human:ada', NULL, 'api', 'new rows of towns are for their owner alone', 1, 32, 32, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV8DMWDC3ZJE6KDDCBPF', NULL, 'view.save', 'do', '2026-11-21T21:52:43.277627Z', 'human:ada', NULL, 'api', 'saved the view Grown up of people', 1, 33, 33, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M801HV8NNKQQ8CA884PPMF7Y', NULL, 'row.update', 'do', '2026-11-21T21:52:43.285091Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 34, 34, 1, '01M801HV9DQCHAVVTQ29RZ20GM');
INSERT INTO "lattice_changes" VALUES ('01M801HV9DQCHAVVTQ29RZ20GM', NULL, 'change.undo', 'undo', '2026-11-21T21:52:43.309610Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 35, 35, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M801HV9DQCHAVVTQ29RZ20GM', '01M801HV8NNKQQ8CA884PPMF7Y');
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
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV1JP64W43157PDGC5XQ', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T21:52:43.059170Z', '01M801HV1KYSBME7TZ56EACRD6', 1, '{"id":"01M801HV1KYSBME7TZ56EACRD7","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"code","type":"text","target":null,"definition":"","audience":"everyone","masked":false}],"definition":"","key":[],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV2BZCCZB6J57P4CW7FG', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T21:52:43.084790Z', '01M801HV2CDVC6JDKQ6S3TP3EK', 2, '{"id":"01M801HV2CDVC6JDKQ6S3TP3EM","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T21:52:43.084790Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.084790Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV2J1BERXC1M8W5R3E47', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T21:52:43.090616Z', '01M801HV2JE99F6SRJE0WWPNZ6', 3, '{"id":"01M801HV2JE99F6SRJE0WWPNZ7","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T21:52:43.090616Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.090616Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV2XWMK1DYPF343A7MPD', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T21:52:43.101704Z', '01M801HV2XWMK1DYPF343A7MPE', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV3HDQQSZ2436W9C62BY', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T21:52:43.121563Z', '01M801HV3HDQQSZ2436W9C62BZ', 5, '{"id":"01M801HV3HDQQSZ2436W9C62C0","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c3","name":"age","type":"integer","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c4","name":"score","type":"number","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c5","name":"member","type":"boolean","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c6","name":"born","type":"date","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c8","name":"data","type":"json","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c9","name":"town","type":"reference","target":"01M801HV1KYSBME7TZ56EACRD7","definition":"","audience":"everyone","masked":false}],"definition":"Who is here","key":["c1"],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV3WDJEF1JGG6C4WX1PV', '860af7d4968cc9c3e998c9607651158d798ead5c81a5cb9b4f81647a11877191', '2026-11-21T21:52:43.133522Z', '01M801HV3XAG45EYD1PEP8GMJT', 6, '{"id":"01M801HV3Y61FA86AC0WQWJR8T","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M801HV2CDVC6JDKQ6S3TP3EM"},"created_at":"2026-11-21T21:52:43.133522Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.133522Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV47TZG9HYV26NMNNA3Q', 'f893d1507f5a071bfd8f117a6078694c79b0522fbeb53a02b623f73b1b1750ac', '2026-11-21T21:52:43.143941Z', '01M801HV47TZG9HYV26NMNNA3R', 8, '{"id":"01M801HV3Y61FA86AC0WQWJR8T","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M801HV2CDVC6JDKQ6S3TP3EM"},"created_at":"2026-11-21T21:52:43.133522Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.143941Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV4EJ9K8V6TMFPJQB7XP', 'fcdb2ae6514fdfe2c2173d28c421c3c57564bae03c7a30b7a48438007582d2f3', '2026-11-21T21:52:43.151107Z', '01M801HV4FTSG6E2E0W5GCE2J8', 9, '{"id":"01M801HV4FTSG6E2E0W5GCE2J9","name":"friend","table":"people","row_id":"01M801HV42W0DYY7WVVR1P2KB0","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV4JJRYNRCQ03DYXM18C', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T21:52:43.154415Z', '01M801HV4JMCZG4HZFRT2KA2FQ', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV4QCZGPSHQGVDD1ANSW', '0948940d15808c960d3abd3217d7124f9dabeee9ff352c56f44ce85fee1a61ce', '2026-11-21T21:52:43.159639Z', '01M801HV4QGG28T9A8G21D0FK0', 11, '{"id":"01M801HV42W0DYY7WVVR1P2KB0","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M801HV2JE99F6SRJE0WWPNZ7","dropped":"aside"},"created_at":"2026-11-21T21:52:43.138409Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.159639Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV4T6X84DJ0E542CZCJC', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T21:52:43.162270Z', '01M801HV4TEVNTGNXAZKQ7JDY9', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV55FJ8ZA9VDXB2W4WZJ', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T21:52:43.174581Z', '01M801HV5693C41TR33VKH73X2', 13, '{"id":"01M801HV56BPZZWWR3RDRASSNA","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T21:52:43.174581Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.174581Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV594A1CXQGMMF9KXY4S', '7537afc28e76b18e620d3d3dc8c2e5aef2fd42d82be404054f71c10b43bb7a4f', '2026-11-21T21:52:43.177665Z', '01M801HV597NWY6K4QVVKGFB00', 14, '{"id":"01M801HV56BPZZWWR3RDRASSNA","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T21:52:43.174581Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.177665Z","updated_by":"human:ada","deleted_at":"2026-11-21T21:52:43.177665Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV60BYN33PAW50DT6JBM', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T21:52:43.185978Z', '01M801HV5HP9TZGHDBSKY17W2V', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV6CHT99N26W7JBPJP3C', 'a9af59d29f07c5a2b016df2cb7d81478c7088f7d71a1caac05819a0fde512ff1', '2026-11-21T21:52:43.213498Z', '01M801HV6D9CDY385ACAF7TWQE', 26, '{"id":"01M801HV6EE34JMRNDZPBJ2EXY","version":1,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":22,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","text_id":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","chars":22,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T21:52:43.213498Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.213498Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV6J57GQCFMPB8AHSQ0M', 'e77c23667ed31bb4ebf37d3d2291886fa2358ee1f06c67bee8737650268ea144', '2026-11-21T21:52:43.218961Z', '01M801HV6JVQ6KZPW0FSQ8HCGD', 27, '{"id":"01M801HV6EE34JMRNDZPBJ2EXY","version":2,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":23,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","text_id":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","chars":23,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T21:52:43.213498Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.218961Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV76HA63WX1HNCC04PPX', '64f4ddf0493f864288e69720c0b2439e56001f066fa3bd10c7eecc88534a38fa', '2026-11-21T21:52:43.238839Z', '01M801HV76HA63WX1HNCC04PPY', 28, '{"row":{"id":"01M801HV785SMQEDPGBA5XD7ET","version":1,"values":{"name":"paper.pdf","title":null,"summary":null,"kind":"stored","media_type":"application/octet-stream","size":4,"path":"/papers/paper.pdf","status":"ready","error":null,"untrusted":false,"source":null,"sha256":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","text_id":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","chars":17,"pages":2,"details":null,"modified":null},"created_at":"2026-11-21T21:52:43.238839Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.238839Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null},"outcome":"added"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV7CJZBZ6BDTA6943XJF', 'c306086ca769e80a0516232f3c3324787cccb78e9932a54b1ce1a7997a886fd6', '2026-11-21T21:52:43.244239Z', '01M801HV7CPY3NFSF3X9DEE1XQ', 29, '{"id":"01M801HV7D6GAFW00NAR7EAGRT","name":"about","table":"people","row_id":"01M801HV3Y61FA86AC0WQWJR8T","label":"Ada 🙂","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV7PD10KHCJCMWH8HKRH', 'cc75438cd13a9605093ce2ff347188ae4ab837191e06c61778d292dcdec9331c', '2026-11-21T21:52:43.254757Z', '01M801HV7PRJSQXKDKEN4ENYBA', 30, '{"owner":"human:ada","visibility":"custom","read":["human:eve"],"write":["human:bob"],"may_share":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV7WH3KC7FW9F2PF3W8A', '0953a6606a539a532f2c360d67f42a399d67dfcac379b6ce18bbb9d702a6e1c4', '2026-11-21T21:52:43.261471Z', '01M801HV7XWF2W1XDVJFFB82XB', 31, '{"id":"01M801HV3HDQQSZ2436W9C62C0","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c3","name":"age","type":"integer","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c4","name":"score","type":"number","target":null,"definition":"","audience":"admin","masked":false},{"id":"c5","name":"member","type":"boolean","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c6","name":"born","type":"date","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c8","name":"data","type":"json","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c9","name":"town","type":"reference","target":"01M801HV1KYSBME7TZ56EACRD7","definition":"","audience":"everyone","masked":false}],"definition":"Who is here","key":["c1"],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV81VHARG1X26G6AHCB5', 'e97e248ec6d3d84a477a946ba3380a1b4b560afa3a64fb2ea8d2042b51185365', '2026-11-21T21:52:43.266638Z', '01M801HV82WR89WW8T2E83716S', 32, '{"id":"01M801HV1KYSBME7TZ56EACRD7","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"code","type":"integer","target":null,"definition":"","audience":"everyone","masked":false}],"definition":"","key":[],"native":false,"default_visibility":"private"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV8C95V61HQHQ6FWPFHS', 'fc2ae92be1c0b3e6ec0c5894fd2a6e6c3f102cc88b49b46b17d7ca159977873e', '2026-11-21T21:52:43.277627Z', '01M801HV8DMWDC3ZJE6KDDCBPF', 33, '{"id":"01M801HV8E2PZBGTGB6KC7RBD5","table":"people","table_id":"01M801HV3HDQQSZ2436W9C62C0","name":"Grown up","where":"age >= 18","sort":["-age"],"columns":[],"frozen":1,"version":1,"updated_at":"2026-11-21T21:52:43.277627Z","updated_by":"human:ada"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV8MWY7PZA6YJ7QPC0NB', '53893aa7c79a1e5952d66a899e93cba4226c03ad6ec589bc32027cbbd68d64bf', '2026-11-21T21:52:43.285091Z', '01M801HV8NNKQQ8CA884PPMF7Y', 34, '{"id":"01M801HV42W0DYY7WVVR1P2KB0","version":4,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M801HV2JE99F6SRJE0WWPNZ7"},"created_at":"2026-11-21T21:52:43.138409Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.285091Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"custom","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M801HV9DQCHAVVTQ29RZ20GK', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T21:52:43.309610Z', '01M801HV9DQCHAVVTQ29RZ20GM', 35, '{"id":"01M801HV9DQCHAVVTQ29RZ20GM","action":"change.undo","at":"2026-11-21T21:52:43.309610Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":35,"last_seq":35,"undone_by":null,"undoes":"01M801HV8NNKQQ8CA884PPMF7Y","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', 'cb797bbe9175767cd8245f2a515803724b680426d001a2307d720c063a05c02c', '2026-11-21T21:52:43.138409Z', '01M801HV42S2WBBV2S8F24SH01', 7, '{"id":"01M801HV42W0DYY7WVVR1P2KB0","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M801HV2JE99F6SRJE0WWPNZ7"},"created_at":"2026-11-21T21:52:43.138409Z","created_by":"human:ada","updated_at":"2026-11-21T21:52:43.138409Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
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
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T21:52:43.059170Z', 'human:ada', 'table.create', 'allowed', '', '', '01M801HV1KYSBME7TZ56EACRD6', NULL, '255add3a96104335dfad164b242f373432c5e1a5d0676b5726f36d78b76880e5', X'F52018D3771FB10E96237BD4AEAC9AD3', 'e4db0a38d6601361bfcebb301a45745003f8b681c72c47f1d91a820cc3b9737f', '0000000000000000000000000000000000000000000000000000000000000000', 'd8acc9e8c65f952e18cecb9eaa23ad67b0e4c25da31ef367bd4ddfdda0c33d8d');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T21:52:43.084790Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M801HV2CDVC6JDKQ6S3TP3EK', NULL, 'aeee8af246d6ed9fc4c6695460c78296cb56d209ce98e4b9d751b230f3701af7', X'8E54FAD8B33626E2BBDB15788C6C2A8A', '0645e6a47a173bb274dd89ab2d7ad7e6d2232fa645409bfb239f4f024fdc2b26', 'd8acc9e8c65f952e18cecb9eaa23ad67b0e4c25da31ef367bd4ddfdda0c33d8d', 'd70094bd0db6b36897a9d5887676b1fdfc0c9324de114245772fefe677b7b9b7');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T21:52:43.090616Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M801HV2JE99F6SRJE0WWPNZ6', NULL, '4dd007a600cfceeec5b9a18ae938b924d8e059e81f74ae7d0c0f9be5f93ba08c', X'55F13EB085D9CDBF169028D7F54B6BEA', '0709789c104a959bdec52f287089f1f3d0d22d92465367f24f5eaa80826c3ce3', 'd70094bd0db6b36897a9d5887676b1fdfc0c9324de114245772fefe677b7b9b7', '7ed8b7befdb357493424d33f80f736959e17d9c233915ada6bc1d4cad76c5f65');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T21:52:43.101704Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M801HV2XWMK1DYPF343A7MPE', NULL, 'ba2459b2256346efccf80c2ddd0761b78c282d38d3878c5921edc0cb1982874e', X'62F2B8C995CDCEACE0F60D8EDF4A120D', '4dff3cf0696de7be3eecee1d0ac2774bb9853707a2b1ff8675b2d58defeac796', '7ed8b7befdb357493424d33f80f736959e17d9c233915ada6bc1d4cad76c5f65', '4aa5be17f1162c64906f5b4a1e4d3eb977f245515fede6f54d56065603c6a2c8');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T21:52:43.121563Z', 'human:ada', 'table.create', 'allowed', '', '', '01M801HV3HDQQSZ2436W9C62BZ', NULL, 'b6c84110447d25cd26d86ae78b715c2aa39bd52bb92ba036d23c0dc024e4540f', X'BC968A2B9A4A5C235604C2C501ADCEED', '2563e4dc156e311e8c1f85401e67d1ad0893cfedbde0e50c0e5b4aff923852c9', '4aa5be17f1162c64906f5b4a1e4d3eb977f245515fede6f54d56065603c6a2c8', '37c440eec6f07fc98e2906c486b1d4cc17fac6ef636c4852caf6ba4b79569195');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T21:52:43.133522Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M801HV3XAG45EYD1PEP8GMJT', NULL, '7e9f9245299223605a0c0da34f371ab3edb9bd791ce1e22c64197708e642f41b', X'3F2B8B500EEA0F0A77B74EF572D7014E', '0e0127aaa9c29b43681dbf7b94510c1e2f49a3ce0cf7675d3291b896d9424dca', '37c440eec6f07fc98e2906c486b1d4cc17fac6ef636c4852caf6ba4b79569195', '94206b08fa11efd95cdb039abb1ca3a8cfb46d2b20d30bf241eb2373b523c3f3');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T21:52:43.138409Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M801HV42S2WBBV2S8F24SH01', NULL, '35bab09d7620d14cbf460ae2f1119fa2774ec98b7a729b341bfc33625b953cd3', X'A9FC100ACE9B19AE0CA0F8A125176069', 'c116c769b247889b8175b4c2217e4860efd110b29794572b26eb07f61bb6c283', '94206b08fa11efd95cdb039abb1ca3a8cfb46d2b20d30bf241eb2373b523c3f3', 'bcb7cc0af879e91aa850db7de02e7ca7506a1d51bd15c046d806d2a07a98b51a');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T21:52:43.143941Z', 'human:ada', 'row.update', 'allowed', '', '', '01M801HV47TZG9HYV26NMNNA3R', NULL, '278795501b66018fdec22f5d78bb7d350886e3ae9a6bbd50bbd7f915b95a872c', X'1E19E43D23F7ABAA7D36D76D7F49081D', '1dc59f7c609a3a64c3076b2e1d9f3762774580f226ff4bb3c86998cfe0715630', 'bcb7cc0af879e91aa850db7de02e7ca7506a1d51bd15c046d806d2a07a98b51a', '7ed67ba6277b5c0a0acddfb726cf7b01fb8ce1303600c95a1f73380f38cb65ab');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T21:52:43.151107Z', 'human:ada', 'link.add', 'allowed', '', '', '01M801HV4FTSG6E2E0W5GCE2J8', NULL, '02df01cb94036c9ccf0d6a443b932f58bd9d21f4ace267c7d2017e79d26a8ec1', X'307AFB08B09473E303632CCE4A7E6439', '20fdd501c598b9605890c274f9fda280fd635639d0f58069b57b2ec3f1e536da', '7ed67ba6277b5c0a0acddfb726cf7b01fb8ce1303600c95a1f73380f38cb65ab', '3c393bfea6bfb80bc0e86652793007a32d2a027ea8722542451d0b5602b76202');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T21:52:43.154415Z', 'human:ada', 'column.add', 'allowed', '', '', '01M801HV4JMCZG4HZFRT2KA2FQ', NULL, 'edb29f96d271a4be614c71fe2251fa1d7c1408de1a3aca889d9cc115033dd1e7', X'95CEF95A73D75CC9C437AE4884B932AE', '1f91065819188d8c6bf8079b93fb8bf7fd93f7a651b708007cfb4e6c07dc59ac', '3c393bfea6bfb80bc0e86652793007a32d2a027ea8722542451d0b5602b76202', '1583b1337a57f4b88f5c7419427cf5f48b2aef0fc40175a5ee906b20ae0d05e6');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T21:52:43.159639Z', 'human:ada', 'row.update', 'allowed', '', '', '01M801HV4QGG28T9A8G21D0FK0', NULL, '8ea76b29fb5c303dfb39db120f87a5c0959aebb64a307252ca50bb859b41fa07', X'4F7F9CA1E9D2A89F5D7AFCFD504B5B6D', 'de20247b4b727cfdaa143b25fb6fe114664d380d11ec5514794cfa134991babe', '1583b1337a57f4b88f5c7419427cf5f48b2aef0fc40175a5ee906b20ae0d05e6', '76a82d960d95722706dd13af8541210c207e3196c2b052820be0a7268110a718');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T21:52:43.162270Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M801HV4TEVNTGNXAZKQ7JDY9', NULL, 'b089af7f9df65c918988bfd0e813bff583302b154745ff1bebcd147a66a43352', X'3FBC3BC95E6D21E942C5A40A6200A889', 'b0c9293925dbd2abac0b8c1c6b375762d11dab9c97b18cbbce4714b2d40e09f7', '76a82d960d95722706dd13af8541210c207e3196c2b052820be0a7268110a718', 'dd058a53a3e3ee2fd03048561f32025d1916048ddca616bcfa0323c3fd2f2419');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T21:52:43.174581Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M801HV5693C41TR33VKH73X2', NULL, '310fbc3ea0cac839e949e1f6221cad7315c002e783520c806a17efb914d5f743', X'46FC760D2A9E34D174AE782025B615C8', '828163dccf1b23bf07c204e981a17c015c6296620e972bd90b1a3ee381f64e3c', 'dd058a53a3e3ee2fd03048561f32025d1916048ddca616bcfa0323c3fd2f2419', 'b0b19eb8bf030780b34126decf2e8465c29465472644d363842ea9625e51371d');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T21:52:43.177665Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M801HV597NWY6K4QVVKGFB00', NULL, '9cf6760eee2f7e95853663b305be093d82633736c4b7d2552ea5246c5d655b22', X'72BA64741FDBAC14B99E5A9520873261', 'd31dff4ad30a31cd0a47170e23993c9534cb1572c1f73e935132c41dfb9a6e9f', 'b0b19eb8bf030780b34126decf2e8465c29465472644d363842ea9625e51371d', '47a6fb6935f4aeb706b1a502144038a9b66baef7c80980b64b2a3d8cbb3ab6e2');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T21:52:43.185978Z', 'human:ada', 'row.import', 'allowed', '', '', '01M801HV5HP9TZGHDBSKY17W2V', NULL, 'f1c1296eaf5aca6bc0a7b806bbd9791d0bd7c287f0145a99b3fa03130589c780', X'B232A6C3A72D13732170EBAE9BE49D31', '5b0fe66c298a9860089b32d88baa371d5cb7061a1583c4c6ca7d2a963dcba6d3', '47a6fb6935f4aeb706b1a502144038a9b66baef7c80980b64b2a3d8cbb3ab6e2', 'c41b58d1746396461ca70d579bcea56e17450737e0e504675812cf7866d101af');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T21:52:43.213498Z', 'human:ada', 'artifact.create', 'allowed', '', '', '01M801HV6D9CDY385ACAF7TWQE', NULL, 'cf686dec396df60a88c869a25c4dc2515e2acb5e9e2ba37595986a2be5213726', X'C3E69CCF5D8043CC5923CFFC4872148F', 'd97672b90ae2acfcd0c23e610438bf1ede078ed222ae74c63019b5e2b63f7cdd', 'c41b58d1746396461ca70d579bcea56e17450737e0e504675812cf7866d101af', 'c3e921f6c53e23f2bc09d836fa1d5ab0020c2a1c533b6f8cdebdd79bea75b29c');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T21:52:43.218961Z', 'human:ada', 'artifact.update', 'allowed', '', '', '01M801HV6JVQ6KZPW0FSQ8HCGD', NULL, '3655262c4c2068b491c8c3a43c67f06e77c81d74e9d49c5cfb59335bf314a74e', X'DA2081737E5F13DD37F3FA93DC57179A', '64d9b93eb3fd0add8c23318a7bc21c5945186b424335dc8e46df94f9713f04a0', 'c3e921f6c53e23f2bc09d836fa1d5ab0020c2a1c533b6f8cdebdd79bea75b29c', 'f5ef92169289d175170c170ddd3d777470fccff334c1db0d46628051a2581e56');
INSERT INTO "lattice_audit" VALUES (18, '2026-11-21T21:52:43.238839Z', 'human:ada', 'file.add', 'allowed', '', '', '01M801HV76HA63WX1HNCC04PPY', NULL, '888d54f0eb4376d87f8abc7cfff6e7afb7b8285a1efb8c50820d64ae21cc2929', X'D12BEE3A641972430E6804E177359AD6', '2fd2cd2f6c743cf9ac328a48014c85d7205e9f2484197a47b7cd071bd1024342', 'f5ef92169289d175170c170ddd3d777470fccff334c1db0d46628051a2581e56', '413e9346d988b5e41038f5496faa2336a0461f35733165b527fd061d13aeb9f3');
INSERT INTO "lattice_audit" VALUES (19, '2026-11-21T21:52:43.244239Z', 'human:ada', 'link.add', 'allowed', '', '', '01M801HV7CPY3NFSF3X9DEE1XQ', NULL, '9b67526c831642e8f68ec99457ac6cc0fe2add7394669cca7d7b027c79d8dcf4', X'9EC89CC0BBFDDEA4FD4C3DB6D824B448', 'c2c4f0754f7aed1f97a344075c41c94cc82da35b5e8e927afc71cc179d3d9916', '413e9346d988b5e41038f5496faa2336a0461f35733165b527fd061d13aeb9f3', '4b10351631cb1d6001eae570f4ea3ecc4a2697bc0afb6099b1f447263645e60e');
INSERT INTO "lattice_audit" VALUES (20, '2026-11-21T21:52:43.254757Z', 'human:ada', 'row.share', 'allowed', '', '', '01M801HV7PRJSQXKDKEN4ENYBA', NULL, 'b95ae0a7647d2c20ddb5f50834fb6faaae327047fde48ed00c116cb481d9921c', X'8806D87C032E5BBC17B70D675F07EBFB', 'bf376e04e1c7ddc26d3ce6687da9118d7617c80436d2a229ab623b5a49615a02', '4b10351631cb1d6001eae570f4ea3ecc4a2697bc0afb6099b1f447263645e60e', '509e66cadd4c845f882dca1f3b63e557221757f76d3573e1a7336cc5b16b0b7e');
INSERT INTO "lattice_audit" VALUES (21, '2026-11-21T21:52:43.261471Z', 'human:ada', 'column.mask', 'allowed', '', '', '01M801HV7XWF2W1XDVJFFB82XB', NULL, '94f3b162c1eb58c2267cf441ba9ba4a5f59b7838decc2c289aca9c4bcace6392', X'17ED55FB63D2A0A43BD1027D1FBBB0B4', '8b3d82569253eda1fa04b9ceb12ec2c766b559eb4580cc549e93a71b8df9bd66', '509e66cadd4c845f882dca1f3b63e557221757f76d3573e1a7336cc5b16b0b7e', '510b639e178ff939e8c5ac41ce97e6db9e661bea15e22a213cd2828e3c405b02');
INSERT INTO "lattice_audit" VALUES (22, '2026-11-21T21:52:43.266638Z', 'human:ada', 'table.share', 'allowed', '', '', '01M801HV82WR89WW8T2E83716S', NULL, '3f2bd88f1428c1f04c1c5c1bff5593d75da17c2a302a32f75d444f790c6860e4', X'659C6A4D45D3F8CC7D43FCD189C5662E', '49767e6d6539267176d1f9893fc2697b909f2e16d726f4a1a0610feca16f462e', '510b639e178ff939e8c5ac41ce97e6db9e661bea15e22a213cd2828e3c405b02', 'b86f070d63559b6992f0f3a14c53930414249f25d8f74f7c13a5d72ba46691e6');
INSERT INTO "lattice_audit" VALUES (23, '2026-11-21T21:52:43.277627Z', 'human:ada', 'view.save', 'allowed', '', '', '01M801HV8DMWDC3ZJE6KDDCBPF', NULL, 'b11a04de3531cf77c253b471dfe1a40bef49d7bb983046792da4642715e72cda', X'43CE448A1330274AA83F772F8E2834FB', '19177c6e8b19efe9905206d50c182c5880b6941a68927ab954058e4b80e714dd', 'b86f070d63559b6992f0f3a14c53930414249f25d8f74f7c13a5d72ba46691e6', 'd2fe33534b3752f57d5af1ad07013044d15bb69c0bbbc5b6df14834d3bc97ca0');
INSERT INTO "lattice_audit" VALUES (24, '2026-11-21T21:52:43.285091Z', 'human:ada', 'row.update', 'allowed', '', '', '01M801HV8NNKQQ8CA884PPMF7Y', NULL, '6f242c38aa3168be993ef6639d5d708a8c5e4a24e5544476aeb0e372a50446e2', X'D53C1FD966FCD01637D40BB14F716B3B', 'b91f42789f0ccee449566fb3ed6d4c28022808acabc025b9ca6149e5e0d3b6ea', 'd2fe33534b3752f57d5af1ad07013044d15bb69c0bbbc5b6df14834d3bc97ca0', 'ee3cef8bb7281ebb5a74f5cb93c992dc199dc99ee36d4f9351cfa50219620f79');
INSERT INTO "lattice_audit" VALUES (25, '2026-11-21T21:52:43.309610Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M801HV9DQCHAVVTQ29RZ20GM', NULL, 'd679edf139c9fcda14b29d1978ce2c1cf771943efc1c55c4198cda4ebd6255eb', X'148B1E5FC2FFC4B74EADA84EE00935DC', '2ef6ed42087f628c3c93fd9b0fcfb3e6325b1b279646bd0f4edb1e4a94b2208a', 'ee3cef8bb7281ebb5a74f5cb93c992dc199dc99ee36d4f9351cfa50219620f79', 'a719710fb95f3fc398315de002c9e10df72a8875659d46a5c9f46d378f261a0d');
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
INSERT INTO "lattice_blobs" VALUES (1, 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9', 22, '2026-11-21T21:52:43.213635Z');
INSERT INTO "lattice_blobs" VALUES (2, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', 23, '2026-11-21T21:52:43.220226Z');
INSERT INTO "lattice_blobs" VALUES (3, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 4, '2026-11-21T21:52:43.228854Z');
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
INSERT INTO "lattice_texts" VALUES (1, 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6', 22, 0, '2026-11-21T21:52:43.214130Z');
INSERT INTO "lattice_texts" VALUES (2, '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, '2026-11-21T21:52:43.221539Z');
INSERT INTO "lattice_texts" VALUES (3, 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, '2026-11-21T21:52:43.234660Z');
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
INSERT INTO "lattice_contents" VALUES ('01M801HV785SMQEDPGBA5XD7ET', 'bytes', '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027');
INSERT INTO "lattice_contents" VALUES ('01M801HV6EE34JMRNDZPBJ2EXY', 'text', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e');
INSERT INTO "lattice_contents" VALUES ('01M801HV6EE34JMRNDZPBJ2EXY', 'bytes', 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9');
INSERT INTO "lattice_contents" VALUES ('01M801HV785SMQEDPGBA5XD7ET', 'text', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2');
INSERT INTO "lattice_contents" VALUES ('01M801HV6EE34JMRNDZPBJ2EXY', 'bytes', 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82');
INSERT INTO "lattice_contents" VALUES ('01M801HV6EE34JMRNDZPBJ2EXY', 'text', 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6');
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
INSERT INTO "_files" VALUES ('01M801HV6EE34JMRNDZPBJ2EXY', 2, '2026-11-21T21:52:43.213498Z', 'human:ada', '2026-11-21T21:52:43.218961Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'plan.md', 'Plan', NULL, 'artifact', 'text/markdown', 23, NULL, 'ready', NULL, 0, NULL, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, NULL, NULL);
INSERT INTO "_files" VALUES ('01M801HV785SMQEDPGBA5XD7ET', 1, '2026-11-21T21:52:43.238839Z', 'human:ada', '2026-11-21T21:52:43.238839Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'paper.pdf', NULL, NULL, 'stored', 'application/octet-stream', 4, '/papers/paper.pdf', 'ready', NULL, 0, NULL, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, NULL, NULL);
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
INSERT INTO "lattice_grants" VALUES ('01M801HV42W0DYY7WVVR1P2KB0', '01M801HV3HDQQSZ2436W9C62C0', 'human:bob', 1);
INSERT INTO "lattice_grants" VALUES ('01M801HV42W0DYY7WVVR1P2KB0', '01M801HV3HDQQSZ2436W9C62C0', 'human:eve', 0);
CREATE TABLE lattice_hidden (
    row_id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    visibility TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_hidden" VALUES ('01M801HV42W0DYY7WVVR1P2KB0', '01M801HV3HDQQSZ2436W9C62C0', 'human:ada', 'custom');
CREATE TABLE _views (
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
    table_id TEXT,
    filter TEXT,
    sort TEXT,
    columns TEXT,
    frozen INTEGER
);
INSERT INTO "_views" VALUES ('01M801HV8E2PZBGTGB6KC7RBD5', 1, '2026-11-21T21:52:43.277627Z', 'human:ada', '2026-11-21T21:52:43.277627Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Grown up', '01M801HV3HDQQSZ2436W9C62C0', 'age >= 18', '["-c3"]', NULL, 1);
CREATE VIRTUAL TABLE lattice_text_000000000000000000000V1EWS USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_000000000000000000000V1EWS_data";
INSERT INTO "lattice_text_000000000000000000000V1EWS_data" VALUES (1, X'010000000000000000');
INSERT INTO "lattice_text_000000000000000000000V1EWS_data" VALUES (10, X'00000000000000');
DELETE FROM "lattice_text_000000000000000000000V1EWS_idx";
DELETE FROM "lattice_text_000000000000000000000V1EWS_config";
INSERT INTO "lattice_text_000000000000000000000V1EWS_config" VALUES ('version', 4);
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M801HV2CDVC6JDKQ6S3TP3EM', 1, '2026-11-21T21:52:43.084790Z', 'human:ada', '2026-11-21T21:52:43.084790Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M801HV2JE99F6SRJE0WWPNZ7', 1, '2026-11-21T21:52:43.090616Z', 'human:ada', '2026-11-21T21:52:43.090616Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M801HV1KYSBME7TZ56EACRD7" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M801HV1KYSBME7TZ56EACRD7_data";
INSERT INTO "lattice_text_01M801HV1KYSBME7TZ56EACRD7_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M801HV1KYSBME7TZ56EACRD7_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M801HV1KYSBME7TZ56EACRD7_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M801HV1KYSBME7TZ56EACRD7_idx";
INSERT INTO "lattice_text_01M801HV1KYSBME7TZ56EACRD7_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M801HV1KYSBME7TZ56EACRD7_config";
INSERT INTO "lattice_text_01M801HV1KYSBME7TZ56EACRD7_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M801HV3Y61FA86AC0WQWJR8T', 2, '2026-11-21T21:52:43.133522Z', 'human:ada', '2026-11-21T21:52:43.143941Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M801HV2CDVC6JDKQ6S3TP3EM', NULL);
INSERT INTO "people" VALUES ('01M801HV42W0DYY7WVVR1P2KB0', 5, '2026-11-21T21:52:43.138409Z', 'human:ada', '2026-11-21T21:52:43.309610Z', 'human:ada', NULL, 'human:ada', 'custom', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M801HV2JE99F6SRJE0WWPNZ7', 'aside');
INSERT INTO "people" VALUES ('01M801HV56BPZZWWR3RDRASSNA', 2, '2026-11-21T21:52:43.174581Z', 'human:ada', '2026-11-21T21:52:43.177665Z', 'human:ada', '2026-11-21T21:52:43.177665Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M801HV3HDQQSZ2436W9C62C0" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data";
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx";
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M801HV3HDQQSZ2436W9C62C0_config";
INSERT INTO "lattice_text_01M801HV3HDQQSZ2436W9C62C0_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHK9', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKA', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKB', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKC', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKD', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKE', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKF', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKG', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKH', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M801HV5WYJ9PJ4F0DE3HFHKJ', 1, '2026-11-21T21:52:43.185978Z', 'human:ada', '2026-11-21T21:52:43.185978Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_data";
INSERT INTO "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_idx";
INSERT INTO "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_config";
INSERT INTO "lattice_text_01M801HV5KYYFQZGEJS6XVSMQC_config" VALUES ('version', 4);
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
CREATE INDEX lattice_live_000000000000000000000V1EWS ON _views (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_000000000000000000000V1EWS ON _views (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M801HV1KYSBME7TZ56EACRD7" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M801HV1KYSBME7TZ56EACRD7" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M801HV3HDQQSZ2436W9C62C0" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M801HV3HDQQSZ2436W9C62C0" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M801HV5KYYFQZGEJS6XVSMQC" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M801HV5KYYFQZGEJS6XVSMQC" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
