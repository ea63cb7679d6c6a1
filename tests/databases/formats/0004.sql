CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T18:18:02.064988Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '4');
INSERT INTO "lattice_meta" VALUES ('hidden_owners', '["human:ada"]');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('schema_version', '10');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M7ZN8QYGHGA88Y4DVBMP5EH2');
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
INSERT INTO "lattice_tables" VALUES ('01M7ZN8QZKVFHDDF5X1RBX903J', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL, 'private');
INSERT INTO "lattice_tables" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_tables" VALUES ('01M7ZN8R3Z97NXDACYN44J472C', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_columns" VALUES ('01M7ZN8QZKVFHDDF5X1RBX903J', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8QZKVFHDDF5X1RBX903J', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T18:18:02.199649Z', '01M7ZN8R2QS3W0YVZ3NCC4FRH1', 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL, 'admin');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R1MWG9DW7RSX1TETTAA', 'c9', 'town', 'town', 'town', 'reference', '01M7ZN8QZKVFHDDF5X1RBX903J', '', 8, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R3Z97NXDACYN44J472C', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL, 'everyone');
INSERT INTO "lattice_columns" VALUES ('01M7ZN8R3Z97NXDACYN44J472C', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL, 'everyone');
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
INSERT INTO "lattice_links" VALUES ('01M7ZN8R2DTZEQ4GB15E4ESN54', 'friend', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R1YM10PH6FG9XQARAEA', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', '2026-11-21T18:18:02.189096Z', 'human:ada');
INSERT INTO "lattice_links" VALUES ('01M7ZN8R61YFQ57D2E2EE727RA', 'about', '000000000000000000000F11ES', '01M7ZN8R562JYCAAGKA0Z1D81D', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R1YM10PH6FG9XQARAEA', '2026-11-21T18:18:02.304767Z', 'human:ada');
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
INSERT INTO "lattice_events" VALUES (1, '01M7ZN8QZSMKB1QSKR8WGSP8P9', '01M7ZN8QZJ0NZEHB70FQ7BG8ZW', NULL, '2026-11-21T18:18:02.098897Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZN8QZKVFHDDF5X1RBX903J', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'FA37B741068DF47BEAF2A5D4D7DABA1E', X'DAE38D1FD5180609CFB595C97BAB4FCD981F40C23C2DCADC1A3EC83400098BCD');
INSERT INTO "lattice_events" VALUES (2, '01M7ZN8R0ASDN2MEAACPYRG9R9', '01M7ZN8R097BD6HYBWYTQ2WW9H', NULL, '2026-11-21T18:18:02.121731Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8QZKVFHDDF5X1RBX903J', '01M7ZN8R09BV6ZDYVJFTRKZJBH', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'949D4156A754C0752951ED9BFA6194B2', X'42D54BAB707AC091B380DCECA60D39BD9071AA8501C56825E845A6C758AA2A30');
INSERT INTO "lattice_events" VALUES (3, '01M7ZN8R0DHFEAMS28C8H36K7P', '01M7ZN8R0DH1QH288BA1ECMB8G', NULL, '2026-11-21T18:18:02.125020Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8QZKVFHDDF5X1RBX903J', '01M7ZN8R0DH1QH288BA1ECMB8H', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'234F67D36348B24F76FF002582D009C0', X'90337FD8384E23C36E64D4F261238616A74E634307E0D45FBE0B4029221DAB0D');
INSERT INTO "lattice_events" VALUES (4, '01M7ZN8R1HA7148D5A4KKVE1C8', '01M7ZN8R0RXFN4S72VF3FPQ1GP', NULL, '2026-11-21T18:18:02.136892Z', 'human:ada', NULL, 'api', 'column.retype', '01M7ZN8QZKVFHDDF5X1RBX903J', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'18B94F1AFB19BD843892B69EDBF8A7FB', X'CD637CC1478D977462CE32FD568A7B2D631C219923B4F116571D903BF9DCEDF2');
INSERT INTO "lattice_events" VALUES (5, '01M7ZN8R1SRR2B3H0PY80TWQ14', '01M7ZN8R1ME9FCX090HCNZ3621', NULL, '2026-11-21T18:18:02.164213Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZN8R1MWG9DW7RSX1TETTAA', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7ZN8QZKVFHDDF5X1RBX903J","definition":""}]}', X'A3171968F54D2B2441275EEB36D11CC3', X'5B27A718E27505367B38EBBDA3F4C0CD499A09E362D06833361CD23DAD639B81');
INSERT INTO "lattice_events" VALUES (6, '01M7ZN8R2093K8B0EG5BWK8RBP', '01M7ZN8R1YM10PH6FG9XQARAE9', NULL, '2026-11-21T18:18:02.174050Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R1YM10PH6FG9XQARAEA', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M7ZN8R09BV6ZDYVJFTRKZJBH"}', X'FE297332A0A1759D271E2CCCCD5D8ED8', X'BE2D2E520EF9E40D2D9F9B35B9A05B0A77FDBD60737ABEF589F17AC26B85DE28');
INSERT INTO "lattice_events" VALUES (7, '01M7ZN8R24QMFR25YG2F08BCDV', '01M7ZN8R23ZC37SYW2K8YYHKWR', NULL, '2026-11-21T18:18:02.179059Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M7ZN8R0DH1QH288BA1ECMB8H"}', X'F7E266867B7C86873C9E421368029B4B', X'E9ADAB6AFEB7A5B7B13C37DA4375A2A87D3913CEE3649AACCA326C6690002E6B');
INSERT INTO "lattice_events" VALUES (8, '01M7ZN8R27GBD8C3QVYZN6NQYQ', '01M7ZN8R26P4R51VHKTHA5B8B7', 'turn', '2026-11-21T18:18:02.182641Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R1YM10PH6FG9XQARAEA', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'782FDD9CE7875D70672A1A57F17810DA', X'F32B4EBE19E79D1EE26B0049F2417B4CD6A3B580AB0C73B9688308203E7ABADC');
INSERT INTO "lattice_events" VALUES (9, '01M7ZN8R2DTZEQ4GB15E4ESN55', '01M7ZN8R2DTZEQ4GB15E4ESN53', NULL, '2026-11-21T18:18:02.189096Z', 'human:ada', NULL, 'api', 'link.add', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R1YM10PH6FG9XQARAEA', NULL, '{"id":"01M7ZN8R2DTZEQ4GB15E4ESN54","name":"friend","to_table":"01M7ZN8R1MWG9DW7RSX1TETTAA","to_row":"01M7ZN8R23ZC37SYW2K8YYHKWS"}', X'530FBE50F6321D9B48BE27506FAC8876', X'C3FA5923571CAEAB177EC34B4F8A82E7E418C1F82654F65F8D1E1919F7AA4774');
INSERT INTO "lattice_events" VALUES (10, '01M7ZN8R2JH0YSMT47SARMVPXG', '01M7ZN8R2GA6BN2BN6ZSZ1PV5V', NULL, '2026-11-21T18:18:02.192120Z', 'human:ada', NULL, 'api', 'column.add', '01M7ZN8R1MWG9DW7RSX1TETTAA', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'9EB5611E104B11F462E94693DD5FB50C', X'E3A06A03B50D0EB765F4A7A80E290E311D071CD5F0C5A3A8A9766AE74978513A');
INSERT INTO "lattice_events" VALUES (11, '01M7ZN8R2NYVS39YA2KS798C07', '01M7ZN8R2MWZGKRSBW16NK4G73', NULL, '2026-11-21T18:18:02.196811Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'BAAA5C27BBF4A18DC19E5CAAEA405FE1', X'B0ACA40214BBC6F0F155D02982C92DF10CE0A469F11B35FEC7F10357F92C3998');
INSERT INTO "lattice_events" VALUES (12, '01M7ZN8R2Y4F3RP4T4CE3PE4TV', '01M7ZN8R2QS3W0YVZ3NCC4FRH1', NULL, '2026-11-21T18:18:02.199649Z', 'human:ada', NULL, 'api', 'column.drop', '01M7ZN8R1MWG9DW7RSX1TETTAA', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'856E7B4285C3376DEB44C74D9F7CF28D', X'1E5688AEC916723E750C43D8373027E0A4B008567B284761B9196D6819A2B4CA');
INSERT INTO "lattice_events" VALUES (13, '01M7ZN8R36KTVB7AXBW1N274XC', '01M7ZN8R35DKTET5MDKCTHM34J', NULL, '2026-11-21T18:18:02.213484Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R35EHRQGC973M7RM5VM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'FEF410B719F8A200FE06F7BE8BDBB027', X'7BF76DEF8574DC61AC789DF905028B25B2EBD829BD5C2B03776551AEE673F897');
INSERT INTO "lattice_events" VALUES (14, '01M7ZN8R39N3EW2N6Q212BXAGA', '01M7ZN8R38GSZ3F8HSEZDGYWFM', NULL, '2026-11-21T18:18:02.216727Z', 'human:ada', NULL, 'api', 'row.delete', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R35EHRQGC973M7RM5VM', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T18:18:02.216727Z"}', X'1955C38E9FB5A2FA9026CDE109A7C422', X'1D273FB344642D3DFC80F82EF59EEC01072D8C4F91D1A5DA96CF9E93D79F9080');
INSERT INTO "lattice_events" VALUES (15, '01M7ZN8R4KNH7T2P5VN6B2K09D', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'table.create', '01M7ZN8R3Z97NXDACYN44J472C', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'2E0708B3D7CB2BBD3A8C0528E83A3ACB', X'D591D940A2EB1C53A2BCF66FB6EE1FA83144F0C4B9D3C56635D4B0224B215DEA');
INSERT INTO "lattice_events" VALUES (16, '01M7ZN8R47SWVM58HND8YVWRSW', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSJ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'FE26C4C38B76EBA00342F5343759FEA6', X'FBCF35206BFDDA1E07CC37D90DEDA39B6A7B1D0464B487CC7D7170F855D0CE97');
INSERT INTO "lattice_events" VALUES (17, '01M7ZN8R47SWVM58HND8YVWRSX', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSK', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'E8E968AD8B53E2154E652E05A10AC408', X'960BA5DB3381EBB7092A1DD87C1031DCD6BC885CDD4CEFF8D0F132091C6EA685');
INSERT INTO "lattice_events" VALUES (18, '01M7ZN8R47SWVM58HND8YVWRSY', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'B0BC64087A4E9987708188A9A0022CA5', X'549BFD4A52AEBFA4C151756D2D02B482FA8942A089175A277ADC28A7F67CD851');
INSERT INTO "lattice_events" VALUES (19, '01M7ZN8R47SWVM58HND8YVWRSZ', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSN', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'08ED5CC5F81E9068FF01FCD11A5C3E6C', X'31CF0DEE99F516CB47A69814AEC175D181055B972E5F2DF96164FD635C1BAB2A');
INSERT INTO "lattice_events" VALUES (20, '01M7ZN8R47SWVM58HND8YVWRT0', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSP', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'252AC160BCA9BAA4444DF860545EC33F', X'F81D17F54FF12FCD9099CB32AA86597D06317C802A5743BE834C9ABD2562507D');
INSERT INTO "lattice_events" VALUES (21, '01M7ZN8R47SWVM58HND8YVWRT1', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSQ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'6C4F3C41B094EF7AFCE75579BC564EE1', X'903274CAAA876778572526D8EBAF19B627406B6B15FE94CB27FE8C63D09C5CBF');
INSERT INTO "lattice_events" VALUES (22, '01M7ZN8R47SWVM58HND8YVWRT2', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSR', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'4BD223AAC4AF9F8225F8987DC31E5C43', X'3FBEF630E783340598DA05F5A8BED109DFB2FC6459773205159704EBDEB5EEB4');
INSERT INTO "lattice_events" VALUES (23, '01M7ZN8R47SWVM58HND8YVWRT3', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSS', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'0848B675AA2EB5B10FAC14B7BC585457', X'4D8F2566884C551D764778667EBBA9D61D0EA9E8B1C2BCE8942A80F4284DC11E');
INSERT INTO "lattice_events" VALUES (24, '01M7ZN8R47SWVM58HND8YVWRT4', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRST', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'0557D409142DED742D6A83646B445DC4', X'F4EBEAB09D13EFABF3FED67BD3BD918AC4EE506054EA15874F9F48DB7BCFD84C');
INSERT INTO "lattice_events" VALUES (25, '01M7ZN8R47SWVM58HND8YVWRT5', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'row.insert', '01M7ZN8R3Z97NXDACYN44J472C', '01M7ZN8R47SWVM58HND8YVWRSV', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'701C84650CC5951AC6CF6834B5E86C6D', X'ACC54C4AA06C952DC0E6F450B2F850CEE8AC13D07FB9BE36E8798F562B1C5236');
INSERT INTO "lattice_events" VALUES (26, '01M7ZN8R58YQ7EYZ30PRZC0QED', '01M7ZN8R540TZNZGE5E2876J4Z', NULL, '2026-11-21T18:18:02.276808Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7ZN8R562JYCAAGKA0Z1D81D', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c5":"text/markdown","c8":"ready","c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22,"c15":0,"c1":"plan.md","c2":"Plan","c4":"artifact","c10":false}', X'4F12BDBC4EEBCF9345FE3AB4BDE9AAEC', X'7DE4D02ABB0AC0D5D0994DF3C6BE6834FF0D583BE8753C69A867571BDDFF3312');
INSERT INTO "lattice_events" VALUES (27, '01M7ZN8R5DXJWZJ755DR486113', '01M7ZN8R5AEN272R7MGP3RB69X', NULL, '2026-11-21T18:18:02.282858Z', 'human:ada', NULL, 'api', 'row.update', '000000000000000000000F11ES', '01M7ZN8R562JYCAAGKA0Z1D81D', '{"_version":1,"c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22}', '{"_version":2,"c12":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","c6":23,"c13":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","c14":23}', X'BF31EB627559AFBBABF6457B5EB68F5A', X'CD20BD788CC6489D9A1062152B7AAA329F3B400D1CA4AB4AE84BB889957309A9');
INSERT INTO "lattice_events" VALUES (28, '01M7ZN8R5YWYH93FNXX46VXTPA', '01M7ZN8R5W77AP83D86J7EBMY7', NULL, '2026-11-21T18:18:02.300341Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7ZN8R5X3K7N0KJ8S3Y730TZ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","c6":4,"c5":"application/octet-stream","c8":"ready","c13":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","c14":17,"c15":2,"c1":"paper.pdf","c4":"stored","c7":"/papers/paper.pdf","c10":false}', X'92A018696BB3746831C0D333D8FC1AC6', X'4841CFAFFE5AEA507517922F07998ACF9B4FC05F72BEA7E80C2D9295EA8EADCA');
INSERT INTO "lattice_events" VALUES (29, '01M7ZN8R61YFQ57D2E2EE727RB', '01M7ZN8R60K4PFJ58KBK2RKNVJ', NULL, '2026-11-21T18:18:02.304767Z', 'human:ada', NULL, 'api', 'link.add', '000000000000000000000F11ES', '01M7ZN8R562JYCAAGKA0Z1D81D', NULL, '{"id":"01M7ZN8R61YFQ57D2E2EE727RA","name":"about","to_table":"01M7ZN8R1MWG9DW7RSX1TETTAA","to_row":"01M7ZN8R1YM10PH6FG9XQARAEA"}', X'BB10937AE33E3D7BDE7BE97D754ECB8B', X'A223863BDBC008083E194A467AEF3CE0FB17F07284100B9B4F22C6DAFD057984');
INSERT INTO "lattice_events" VALUES (30, '01M7ZN8R69XA9FP8W1BV4GMSG7', '01M7ZN8R6791D5DTR8HTKHC8KJ', NULL, '2026-11-21T18:18:02.311115Z', 'human:ada', NULL, 'api', 'row.share', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', '{"_version":2,"_owner":"human:ada","_visibility":"everyone","_read":[],"_write":[]}', '{"_version":3,"_owner":"human:ada","_visibility":"custom","_read":["human:eve"],"_write":["human:bob"]}', X'F2B5F683F8C20BD28F534E104FD1429F', X'393ED2A3E814DA5B5593360ACB789AA94A8DA8242D2860E1D52F7D3EDA5CC5B3');
INSERT INTO "lattice_events" VALUES (31, '01M7ZN8R6CSZAE86SMWYCE20J0', '01M7ZN8R6CSZAE86SMWYCE20HZ', NULL, '2026-11-21T18:18:02.316287Z', 'human:ada', NULL, 'api', 'column.mask', '01M7ZN8R1MWG9DW7RSX1TETTAA', NULL, '{"id":"c4","audience":"everyone"}', '{"id":"c4","audience":"admin"}', X'25C781300AAAE88BF8621F020D744F41', X'11A9354F3FB0FFEB7E14FDD8F36ADBAB3C978A4E194E3AF01083A684E30054DF');
INSERT INTO "lattice_events" VALUES (32, '01M7ZN8R6J88EFQFRMWMKW7FRG', '01M7ZN8R6HWC7CES6PN8N60CAM', NULL, '2026-11-21T18:18:02.321544Z', 'human:ada', NULL, 'api', 'table.share', '01M7ZN8QZKVFHDDF5X1RBX903J', NULL, '{"default":"everyone"}', '{"default":"private"}', X'8A7187212A12FF007C89EEC464180E8A', X'D943FBE41C0C45BB07D648DF834ACB80A3857D0FC16D29402CADE4FF3CCF3047');
INSERT INTO "lattice_events" VALUES (33, '01M7ZN8R6NDJBC9KBVKT3XBXFS', '01M7ZN8R6NCRHBNZK3WGC6XK57', NULL, '2026-11-21T18:18:02.325053Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', '{"_version":3,"c3":null}', '{"_version":4,"c3":7}', X'D7A6270E6B768F895DB00791192D9C7F', X'861361F483BF956EBF8CCC5B4E6952DD4B0FA24EC77E2ED098C196741726C49F');
INSERT INTO "lattice_events" VALUES (34, '01M7ZN8R74F01S97D0DDVNHHWC', '01M7ZN8R73TKS3JRG45P8P40B3', NULL, '2026-11-21T18:18:02.339151Z', 'human:ada', NULL, 'api', 'row.update', '01M7ZN8R1MWG9DW7RSX1TETTAA', '01M7ZN8R23ZC37SYW2K8YYHKWS', '{"_version":4,"c3":7}', '{"_version":5,"c3":null}', X'F5C350247B9B9E87E74950BD62EEB072', X'CEF752BE6A8A7C041D2AADDBCA3B1F76F6EF870E806EC3F9AFC703AC47BFD9F3');
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
INSERT INTO "lattice_changes" VALUES ('01M7ZN8QZJ0NZEHB70FQ7BG8ZW', NULL, 'table.create', 'do', '2026-11-21T18:18:02.098897Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R097BD6HYBWYTQ2WW9H', NULL, 'row.insert', 'do', '2026-11-21T18:18:02.121731Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R0DH1QH288BA1ECMB8G', NULL, 'row.insert', 'do', '2026-11-21T18:18:02.125020Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R0RXFN4S72VF3FPQ1GP', NULL, 'column.retype', 'do', '2026-11-21T18:18:02.136892Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R1ME9FCX090HCNZ3621', NULL, 'table.create', 'do', '2026-11-21T18:18:02.164213Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R1YM10PH6FG9XQARAE9', NULL, 'row.insert', 'do', '2026-11-21T18:18:02.174050Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R23ZC37SYW2K8YYHKWR', NULL, 'row.insert', 'do', '2026-11-21T18:18:02.179059Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R26P4R51VHKTHA5B8B7', 'turn', 'row.update', 'do', '2026-11-21T18:18:02.182641Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R2DTZEQ4GB15E4ESN53', NULL, 'link.add', 'do', '2026-11-21T18:18:02.189096Z', 'human:ada', NULL, 'api', 'linked people/Ada 🙂 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R2GA6BN2BN6ZSZ1PV5V', NULL, 'column.add', 'do', '2026-11-21T18:18:02.192120Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R2MWZGKRSBW16NK4G73', NULL, 'row.update', 'do', '2026-11-21T18:18:02.196811Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R2QS3W0YVZ3NCC4FRH1', NULL, 'column.drop', 'do', '2026-11-21T18:18:02.199649Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R35DKTET5MDKCTHM34J', NULL, 'row.insert', 'do', '2026-11-21T18:18:02.213484Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R38GSZ3F8HSEZDGYWFM', NULL, 'row.delete', 'do', '2026-11-21T18:18:02.216727Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, 'row.import', 'do', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R540TZNZGE5E2876J4Z', NULL, 'artifact.create', 'do', '2026-11-21T18:18:02.276808Z', 'human:ada', NULL, 'api', 'wrote Plan', 1, 26, 26, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R5AEN272R7MGP3RB69X', NULL, 'artifact.update', 'do', '2026-11-21T18:18:02.282858Z', 'human:ada', NULL, 'api', 'changed text of Plan', 1, 27, 27, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R5W77AP83D86J7EBMY7', NULL, 'file.add', 'do', '2026-11-21T18:18:02.300341Z', 'human:ada', NULL, 'api', 'added file paper.pdf', 1, 28, 28, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R60K4PFJ58KBK2RKNVJ', NULL, 'link.add', 'do', '2026-11-21T18:18:02.304767Z', 'human:ada', NULL, 'api', 'linked _files/plan.md to people/Ada 🙂', 1, 29, 29, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R6791D5DTR8HTKHC8KJ', NULL, 'row.share', 'do', '2026-11-21T18:18:02.311115Z', 'human:ada', NULL, 'api', 'shared people/Bob with 2 members', 1, 30, 30, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R6CSZAE86SMWYCE20HZ', NULL, 'column.mask', 'do', '2026-11-21T18:18:02.316287Z', 'human:ada', NULL, 'api', 'column people.score is read by the owner and admins', 1, 31, 31, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R6HWC7CES6PN8N60CAM', NULL, 'table.share', 'do', '2026-11-21T18:18:02.321544Z', 'human:ada', NULL, 'api', 'new rows of towns are for their owner alone', 1, 32, 32, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R6NCRHBNZK3WGC6XK57', NULL, 'row.update', 'do', '2026-11-21T18:18:02.325053Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 33, 33, 1, '01M7ZN8R73TKS3JRG45P8P40B3');
INSERT INTO "lattice_changes" VALUES ('01M7ZN8R73TKS3JRG45P8P40B3', NULL, 'change.undo', 'undo', '2026-11-21T18:18:02.339151Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 34, 34, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M7ZN8R73TKS3JRG45P8P40B3', '01M7ZN8R6NCRHBNZK3WGC6XK57');
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
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8QZHQ2G3N8AJ0769ES3T', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T18:18:02.098897Z', '01M7ZN8QZJ0NZEHB70FQ7BG8ZW', 1, '{"id":"01M7ZN8QZKVFHDDF5X1RBX903J","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"code","type":"text","target":null,"definition":"","audience":"everyone","masked":false}],"definition":"","key":[],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R08EY1HGPD0KE97C2J8', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T18:18:02.121731Z', '01M7ZN8R097BD6HYBWYTQ2WW9H', 2, '{"id":"01M7ZN8R09BV6ZDYVJFTRKZJBH","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T18:18:02.121731Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.121731Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R0CZ6T77HJGPV89KW56', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T18:18:02.125020Z', '01M7ZN8R0DH1QH288BA1ECMB8G', 3, '{"id":"01M7ZN8R0DH1QH288BA1ECMB8H","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T18:18:02.125020Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.125020Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R0RK0EVNHHWF97E7HSB', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T18:18:02.136892Z', '01M7ZN8R0RXFN4S72VF3FPQ1GP', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R1KXC6R88V021C4KE4A', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T18:18:02.164213Z', '01M7ZN8R1ME9FCX090HCNZ3621', 5, '{"id":"01M7ZN8R1MWG9DW7RSX1TETTAA","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c3","name":"age","type":"integer","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c4","name":"score","type":"number","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c5","name":"member","type":"boolean","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c6","name":"born","type":"date","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c8","name":"data","type":"json","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c9","name":"town","type":"reference","target":"01M7ZN8QZKVFHDDF5X1RBX903J","definition":"","audience":"everyone","masked":false}],"definition":"Who is here","key":["c1"],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R1WG6KWVS3TZXCAV7BD', '3e137649f28ebd5d9edbee91e13f28cd5cad02e217241d5303773da1176e9dc1', '2026-11-21T18:18:02.174050Z', '01M7ZN8R1YM10PH6FG9XQARAE9', 6, '{"id":"01M7ZN8R1YM10PH6FG9XQARAEA","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7ZN8R09BV6ZDYVJFTRKZJBH"},"created_at":"2026-11-21T18:18:02.174050Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.174050Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R26DEMF7Y78NA60ZZZ9', '5a715d7b72cc4c210fc986137b6b3fb9e7fec2b58bb4525fc3e70f4ab39d1a25', '2026-11-21T18:18:02.182641Z', '01M7ZN8R26P4R51VHKTHA5B8B7', 8, '{"id":"01M7ZN8R1YM10PH6FG9XQARAEA","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7ZN8R09BV6ZDYVJFTRKZJBH"},"created_at":"2026-11-21T18:18:02.174050Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.182641Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R2CKW4AC19ASGRNQ3WR', '247fa1a2b42dbda24c209dfbe77042a994233cfdb5ff0c9c2e304f5be1e33062', '2026-11-21T18:18:02.189096Z', '01M7ZN8R2DTZEQ4GB15E4ESN53', 9, '{"id":"01M7ZN8R2DTZEQ4GB15E4ESN54","name":"friend","table":"people","row_id":"01M7ZN8R23ZC37SYW2K8YYHKWS","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R2F4MCFCRQDCJWJ50FM', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T18:18:02.192120Z', '01M7ZN8R2GA6BN2BN6ZSZ1PV5V', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R2MQE2X264J1V7PKEA1', 'bb6e46183b2ec5667801d1d17189aedfbe7a32e1ed95a303cc6a2f1173c9aa64', '2026-11-21T18:18:02.196811Z', '01M7ZN8R2MWZGKRSBW16NK4G73', 11, '{"id":"01M7ZN8R23ZC37SYW2K8YYHKWS","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZN8R0DH1QH288BA1ECMB8H","dropped":"aside"},"created_at":"2026-11-21T18:18:02.179059Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.196811Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R2Q75T8V9AAGJ2FVNK1', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T18:18:02.199649Z', '01M7ZN8R2QS3W0YVZ3NCC4FRH1', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":"","audience":"everyone","masked":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R34YQQNHGJPZ0TCMMG9', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T18:18:02.213484Z', '01M7ZN8R35DKTET5MDKCTHM34J', 13, '{"id":"01M7ZN8R35EHRQGC973M7RM5VM","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T18:18:02.213484Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.213484Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R38GSZ3F8HSEZDGYWFK', 'a4fb1245ba70f5d1e59fc7bf80d7bbd2904ddc089bb66b3e5c5c53ad9b46c01e', '2026-11-21T18:18:02.216727Z', '01M7ZN8R38GSZ3F8HSEZDGYWFM', 14, '{"id":"01M7ZN8R35EHRQGC973M7RM5VM","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T18:18:02.213484Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.216727Z","updated_by":"human:ada","deleted_at":"2026-11-21T18:18:02.216727Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R4DMDY4P4X13ZC0YTZN', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T18:18:02.237522Z', '01M7ZN8R3XC9DJZ36NDGHXBN4K', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R530YCPKY0CETHPWWAJ', 'a9af59d29f07c5a2b016df2cb7d81478c7088f7d71a1caac05819a0fde512ff1', '2026-11-21T18:18:02.276808Z', '01M7ZN8R540TZNZGE5E2876J4Z', 26, '{"id":"01M7ZN8R562JYCAAGKA0Z1D81D","version":1,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":22,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","text_id":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","chars":22,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T18:18:02.276808Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.276808Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R5AEN272R7MGP3RB69W', '855f55dfdaaa2968e1f7671ff4d39dd4f6f3ffee52b28178e2a0d126b9eec036', '2026-11-21T18:18:02.282858Z', '01M7ZN8R5AEN272R7MGP3RB69X', 27, '{"id":"01M7ZN8R562JYCAAGKA0Z1D81D","version":2,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":23,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","text_id":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","chars":23,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T18:18:02.276808Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.282858Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R5W77AP83D86J7EBMY6', '64f4ddf0493f864288e69720c0b2439e56001f066fa3bd10c7eecc88534a38fa', '2026-11-21T18:18:02.300341Z', '01M7ZN8R5W77AP83D86J7EBMY7', 28, '{"row":{"id":"01M7ZN8R5X3K7N0KJ8S3Y730TZ","version":1,"values":{"name":"paper.pdf","title":null,"summary":null,"kind":"stored","media_type":"application/octet-stream","size":4,"path":"/papers/paper.pdf","status":"ready","error":null,"untrusted":false,"source":null,"sha256":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","text_id":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","chars":17,"pages":2,"details":null,"modified":null},"created_at":"2026-11-21T18:18:02.300341Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.300341Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null},"outcome":"added"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R60K4PFJ58KBK2RKNVH', 'a67dc8189277f02193ba91414eb45c544f17307b701c0dd9067d801e42e2450c', '2026-11-21T18:18:02.304767Z', '01M7ZN8R60K4PFJ58KBK2RKNVJ', 29, '{"id":"01M7ZN8R61YFQ57D2E2EE727RA","name":"about","table":"people","row_id":"01M7ZN8R1YM10PH6FG9XQARAEA","label":"Ada 🙂","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R6625NNR9RR5V3KN880', 'bfae202bf770d6432bc9f35600bbc53226749634bfa7667b14ea25e387c098c0', '2026-11-21T18:18:02.311115Z', '01M7ZN8R6791D5DTR8HTKHC8KJ', 30, '{"owner":"human:ada","visibility":"custom","read":["human:eve"],"write":["human:bob"],"may_share":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R6BHS9TQW7ZK7AMBJVA', '0953a6606a539a532f2c360d67f42a399d67dfcac379b6ce18bbb9d702a6e1c4', '2026-11-21T18:18:02.316287Z', '01M7ZN8R6CSZAE86SMWYCE20HZ', 31, '{"id":"01M7ZN8R1MWG9DW7RSX1TETTAA","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c3","name":"age","type":"integer","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c4","name":"score","type":"number","target":null,"definition":"","audience":"admin","masked":false},{"id":"c5","name":"member","type":"boolean","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c6","name":"born","type":"date","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c8","name":"data","type":"json","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c9","name":"town","type":"reference","target":"01M7ZN8QZKVFHDDF5X1RBX903J","definition":"","audience":"everyone","masked":false}],"definition":"Who is here","key":["c1"],"native":false,"default_visibility":"everyone"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R6G2HVEWQW64WA3D65H', 'e97e248ec6d3d84a477a946ba3380a1b4b560afa3a64fb2ea8d2042b51185365', '2026-11-21T18:18:02.321544Z', '01M7ZN8R6HWC7CES6PN8N60CAM', 32, '{"id":"01M7ZN8QZKVFHDDF5X1RBX903J","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":"","audience":"everyone","masked":false},{"id":"c2","name":"code","type":"integer","target":null,"definition":"","audience":"everyone","masked":false}],"definition":"","key":[],"native":false,"default_visibility":"private"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R6MV6WPAE2GX4M7MWEA', 'baa51cc6320857188fd17645c5293a5fd32fe3cfbf31aad328c6b65bd2a2e084', '2026-11-21T18:18:02.325053Z', '01M7ZN8R6NCRHBNZK3WGC6XK57', 33, '{"id":"01M7ZN8R23ZC37SYW2K8YYHKWS","version":4,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZN8R0DH1QH288BA1ECMB8H"},"created_at":"2026-11-21T18:18:02.179059Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.325053Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"custom","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7ZN8R72MHQ5WHDEM8J68NXF', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T18:18:02.339151Z', '01M7ZN8R73TKS3JRG45P8P40B3', 34, '{"id":"01M7ZN8R73TKS3JRG45P8P40B3","action":"change.undo","at":"2026-11-21T18:18:02.339151Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":34,"last_seq":34,"undone_by":null,"undoes":"01M7ZN8R6NCRHBNZK3WGC6XK57","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', '65587a097d438acb150b2e9a7da672e280652ac0bbabd5aa213640ba4fdb54f8', '2026-11-21T18:18:02.179059Z', '01M7ZN8R23ZC37SYW2K8YYHKWR', 7, '{"id":"01M7ZN8R23ZC37SYW2K8YYHKWS","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7ZN8R0DH1QH288BA1ECMB8H"},"created_at":"2026-11-21T18:18:02.179059Z","created_by":"human:ada","updated_at":"2026-11-21T18:18:02.179059Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
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
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T18:18:02.098897Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7ZN8QZJ0NZEHB70FQ7BG8ZW', NULL, 'c25429e116513348000f2b025e9ff06e39fe0881c422670c39ba308c248507f0', X'5A91F23F6EAFBBE38C20065815ABD0AB', '9dc0d2353960d987abfe6e2add3611895e7174f9c1c33715928aebc78b2b559d', '0000000000000000000000000000000000000000000000000000000000000000', 'e6d99e6d6b1ce8df59216d1acd54ab45e6c51cfaec6f14a1e4480a30bd51ed85');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T18:18:02.121731Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZN8R097BD6HYBWYTQ2WW9H', NULL, '015f9b3c48201b9216e7222e6c33d56872cad2976e16450c3f1281046ff1cf5f', X'9597CF8334C44B066971CF78C60C52EF', '475f9b1644ee2f18c266ee4fb383299a143bdfabe34978efca92d50adda4c55a', 'e6d99e6d6b1ce8df59216d1acd54ab45e6c51cfaec6f14a1e4480a30bd51ed85', 'f0a60002ae66ac546e4e9f7a3e72d57328003e129290e749db241644680ca72b');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T18:18:02.125020Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZN8R0DH1QH288BA1ECMB8G', NULL, '4218cada4df4c1a33515051ef4e6de84ce19f4f89ada2501fd8f5919c956fd63', X'71ED9043AAF9459E77B20527C18597EC', '27aa38da33f093dcf14f68df2109c41f7a7159c5a52b514d8f7d1734d0ac3050', 'f0a60002ae66ac546e4e9f7a3e72d57328003e129290e749db241644680ca72b', 'c9e3d30b2b616ccec8b5dfc01ed0b6ffa3a9330163045cb3ae4d709e35083e0d');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T18:18:02.136892Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M7ZN8R0RXFN4S72VF3FPQ1GP', NULL, '546b649ba0d22e4ca750acb815b1f4c0135068b3d18d02b04211476312a49ecb', X'F7779E5E3B81BC976E1F7347B75FCF49', '2554cff885fcb785bbc94dbb8ab38b204e4a202c8109ca61b106888cfbd71846', 'c9e3d30b2b616ccec8b5dfc01ed0b6ffa3a9330163045cb3ae4d709e35083e0d', 'd602423f8db71fe4056b4a9df223cef7672067d040ba8a9053fe6b4c62cee506');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T18:18:02.164213Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7ZN8R1ME9FCX090HCNZ3621', NULL, 'd8ec6ee795f108144e97a87aee26284ca3e9dbd1de23f5c22df80e66e10290d3', X'4463806A7751AEA859C1051284A7FE0E', '21ba191d0f7c4488decae916bdb9b44d21b7bf85417cfef7c8eb20109f2c8475', 'd602423f8db71fe4056b4a9df223cef7672067d040ba8a9053fe6b4c62cee506', '0520329e42dce09a00399cfa77954443bf8a14545c5b59cc1d7b8a90954a0393');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T18:18:02.174050Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZN8R1YM10PH6FG9XQARAE9', NULL, '2d5295b03afcf27a516cec1d029c196d529aa69c0c8417381a811a0b3b416b95', X'80964BBF5A944B8C977131126FF5F581', '883828f012cb7d1096c23065535c346ac7f55bcb8a06a04b5aa7f784564117fe', '0520329e42dce09a00399cfa77954443bf8a14545c5b59cc1d7b8a90954a0393', '1b71993b76775ae3f59638cb0385fc02982813496eb603ec3cfc279aeb08f8f0');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T18:18:02.179059Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZN8R23ZC37SYW2K8YYHKWR', NULL, '196de3f09f8b6d79e2b05881e9d55baf6646e45e0c68cb3fb283492b52142487', X'F03D7977ED272E0217B94B8C21AE2BF4', '7444fba38e141e4bdcd402bdf6f04e4c0cf836ff45b99f0f4da424ce36278bf4', '1b71993b76775ae3f59638cb0385fc02982813496eb603ec3cfc279aeb08f8f0', 'e1202c0d4842825f3641ffabc6c903ed5c6bc21601530a38bd28b3eaebf98aa5');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T18:18:02.182641Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZN8R26P4R51VHKTHA5B8B7', NULL, '4a642ffc3b6c0e974bdc752e59751f3f1eff712febf2bf990f6cb781a8bf0e80', X'3064ED53C8D21D90B94994C17D305E1D', '79ed897ef7594b15f098c5a1bcf721f1f7ee9fd332ce2ea58eedf176975c26b5', 'e1202c0d4842825f3641ffabc6c903ed5c6bc21601530a38bd28b3eaebf98aa5', 'd9be767de65e00014857bddad3b5eddffb9a1926fe2e1bee1e65c5a1259d2500');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T18:18:02.189096Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7ZN8R2DTZEQ4GB15E4ESN53', NULL, '48dfe45dec16ba773d984097e0195f3b952477ace23c6aaa83fa7b23a97a76f7', X'AA67DAD63D5099F6DB0D9E620525DC62', '42226badd95448f3f7dd85cb1e30199569c6b0f4c7029093f2e036e0d72f55e2', 'd9be767de65e00014857bddad3b5eddffb9a1926fe2e1bee1e65c5a1259d2500', 'aeb019c04f94a4d94c20da1c75215adda03a08fd34c568b321ca4ab772c5c848');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T18:18:02.192120Z', 'human:ada', 'column.add', 'allowed', '', '', '01M7ZN8R2GA6BN2BN6ZSZ1PV5V', NULL, 'b2c3e15fd0215ae6aa1788d6dfc8739f233c77d64c383dbc6cba043f4065f06e', X'C77D02BA348E6E99AD4D2105A0582349', '710a519664f1934dad40faddd06aabeb52c446ca6503eb4774a56d42e1f4f402', 'aeb019c04f94a4d94c20da1c75215adda03a08fd34c568b321ca4ab772c5c848', 'a68d282600f628bb8004c599f52ade7bee3db11dd41804d4fa5b1a728da38af0');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T18:18:02.196811Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZN8R2MWZGKRSBW16NK4G73', NULL, 'da3b58d063869d0cc9d870c6670e4268855388253f464df49bf96fe96e2adf95', X'D1CBFB571E2E2A3D7F83207306CCAD61', '76ab25e9dc02f28278ea531ded0ca9cb7ca88ec44b7b576c2876e14fff94fb43', 'a68d282600f628bb8004c599f52ade7bee3db11dd41804d4fa5b1a728da38af0', '4f5310ccb72f56ca6e6764bff7652e18bc355e83404fa886f570f4ab086b89e5');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T18:18:02.199649Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M7ZN8R2QS3W0YVZ3NCC4FRH1', NULL, '67b1e15a9e8009c982701bc8d37e17562e1d170ea33bcb8ff1fbb73feaf87fb9', X'80ED8C33753733BCA93867CC55CCF8BD', '23038cb213bea836863a8524aa59328e553a1b3453978d79c6610498d55535b3', '4f5310ccb72f56ca6e6764bff7652e18bc355e83404fa886f570f4ab086b89e5', '9e3c0759a6f95e112af4ce57983f562a23e6c33e9bcb4a292fcf0e7a0fb58fb5');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T18:18:02.213484Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7ZN8R35DKTET5MDKCTHM34J', NULL, '2c468c5bc952e1a9e8f76a92416f29e2a9507c4016607b3739c8cebfaca2ae96', X'3C04D79561062F85B5A7E4C6FE3B97B1', '0e4cd2ba9347a427ee3caaf076d15118ff347c731aa03b33fdea270a4e4c6a0f', '9e3c0759a6f95e112af4ce57983f562a23e6c33e9bcb4a292fcf0e7a0fb58fb5', 'a871ca8030eb504b4d773f4df4b60e01f4b7e52ed8c1ecfe2b494f631e9c87ce');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T18:18:02.216727Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M7ZN8R38GSZ3F8HSEZDGYWFM', NULL, 'ee319d625192d8c5e0826c06d4391fb9dd3d73962ebc3288d85d741e3a6ccb22', X'42C2CA4DCCB428A236AD0AB57B4CA658', 'eaa46ba1f869f9b8d121f6b44256b22c082825169dc55909fc08d262c83d3249', 'a871ca8030eb504b4d773f4df4b60e01f4b7e52ed8c1ecfe2b494f631e9c87ce', '7d81da7c6776c4ee828c3bd11305f6d7b98e43e9dc9ea7aebae5e069372ef3e7');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T18:18:02.237522Z', 'human:ada', 'row.import', 'allowed', '', '', '01M7ZN8R3XC9DJZ36NDGHXBN4K', NULL, 'b3713b555ea2ec34be83c2a3fe401853e5c020e109871a39667f950ac087e9dc', X'E2C0FCEAEA41E5429863D7E94BE47888', 'f7c07ef8c9d77ece8259554b01e198d3ff61b646f22effb784fb6f7aff91c42d', '7d81da7c6776c4ee828c3bd11305f6d7b98e43e9dc9ea7aebae5e069372ef3e7', '34e0aa8ebd8c1df6397bc36225106bb3a37122bc9d4d7ec562764153c6b4c5d6');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T18:18:02.276808Z', 'human:ada', 'artifact.create', 'allowed', '', '', '01M7ZN8R540TZNZGE5E2876J4Z', NULL, '5ff6ccfc3d24a1adee59e974bc013417790f47a31c459ed2abb023d5c679d276', X'DCEFEFB115296613F16DBE3FE9A6BCAC', 'd3fb7061791673f097d58d8fb894f7646519eb0e7f03da026d28e0ff2395cf1b', '34e0aa8ebd8c1df6397bc36225106bb3a37122bc9d4d7ec562764153c6b4c5d6', '4c5e3817741fe7887603191ace9eebab419624f951f0bc9d3de55a849ba861bf');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T18:18:02.282858Z', 'human:ada', 'artifact.update', 'allowed', '', '', '01M7ZN8R5AEN272R7MGP3RB69X', NULL, 'd1d1c5cf0fb7477b2c6295d303ec5c0f064ecd25ad5aef1c17bcce4d54dd3cc5', X'6C332A3CA8A547CF8124FCADDCCF1639', '58ea876aff800f407d9c71483b26b033da010d7b0d9b644832ec6182122ee61f', '4c5e3817741fe7887603191ace9eebab419624f951f0bc9d3de55a849ba861bf', '9256161bb0a13c9d038c6418c51d9cfc632efc49e8b940d19b1c73b469fe3d8c');
INSERT INTO "lattice_audit" VALUES (18, '2026-11-21T18:18:02.300341Z', 'human:ada', 'file.add', 'allowed', '', '', '01M7ZN8R5W77AP83D86J7EBMY7', NULL, '025c95a3febc138ff1aa6b907174cfd82ffaa34e40c9a32a4e2b5d6e261e3626', X'3FD10F6DC187C3289881263593464BB1', '2ead65033df1aa223cbc83b78724f7a3d77cba015e925905ac4c157eb2dddb3a', '9256161bb0a13c9d038c6418c51d9cfc632efc49e8b940d19b1c73b469fe3d8c', '453cfe50ebe05b42dd087e62def1df92e8df32cd3f8f4f03b3b0090ed98bcf9c');
INSERT INTO "lattice_audit" VALUES (19, '2026-11-21T18:18:02.304767Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7ZN8R60K4PFJ58KBK2RKNVJ', NULL, '9a969f653270e05958e586efef6fc7ac1c64eb6b9aa72e54414891382fa073ad', X'2C86B186EE17F397D8613320039BEB34', 'a2a3420b01ffb9f452e8202b6d41dddb4c63dd00b3926eb407b1e0f8c620e215', '453cfe50ebe05b42dd087e62def1df92e8df32cd3f8f4f03b3b0090ed98bcf9c', '56727413f67eb5e08c18c707eb1d4242927f89047991419610e84f9b22b10be0');
INSERT INTO "lattice_audit" VALUES (20, '2026-11-21T18:18:02.311115Z', 'human:ada', 'row.share', 'allowed', '', '', '01M7ZN8R6791D5DTR8HTKHC8KJ', NULL, '2a8c9b78d1cdb6510381f018091afa3d619376ea34bd52a766e0925922d96e85', X'2BA94B1AC2B937C86BB305ACF8236DDF', 'b750e0c42d6bd8c85a9065900671370f64f447b2ec2b70b9b9cd5c0421f2fc4d', '56727413f67eb5e08c18c707eb1d4242927f89047991419610e84f9b22b10be0', '0e5382c3a9fe18d3276f5387c153ce9fd046356ff6254482c2a47984869c377c');
INSERT INTO "lattice_audit" VALUES (21, '2026-11-21T18:18:02.316287Z', 'human:ada', 'column.mask', 'allowed', '', '', '01M7ZN8R6CSZAE86SMWYCE20HZ', NULL, '0b0937d8af8ba4f7304007d748719387820829b283748b7dfa31af4a98dfe3c3', X'0BA3373F94D2060EFD8120D7313938CC', '8fe8f728cb2fd02e81806d1ad699d086e62d17e4a222bfc168feed0017c5c9d2', '0e5382c3a9fe18d3276f5387c153ce9fd046356ff6254482c2a47984869c377c', '48d0b13293d1d102444b37b787798d45ff2070786fa6d3b5fb9719bf7d705ceb');
INSERT INTO "lattice_audit" VALUES (22, '2026-11-21T18:18:02.321544Z', 'human:ada', 'table.share', 'allowed', '', '', '01M7ZN8R6HWC7CES6PN8N60CAM', NULL, 'd6cbea0f5c48460ea415b89925ff3f3b08de1d9dd0f9ab4defc2970d6411e02c', X'8A05CC77A8B66461AFD3609AE03F4308', '70b7b0807d7be517f2952ff8235431b0be01aaa1d0433da322866557d14d31bb', '48d0b13293d1d102444b37b787798d45ff2070786fa6d3b5fb9719bf7d705ceb', '3a8767d1f78dff2a72c4f5992993d3eb17b0095a5c6ea1252245c26a980e92b4');
INSERT INTO "lattice_audit" VALUES (23, '2026-11-21T18:18:02.325053Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7ZN8R6NCRHBNZK3WGC6XK57', NULL, 'c9afcb32ac8ef6be1a2e1ef86a5db6c73f19b7ebe0c2292838d79128f5bec722', X'7A7068FF408CA706A161182D0AB924D7', 'f4b0362eb967b653ad7cc9491f403ae42cbd86a02b69630d1321135470ba2269', '3a8767d1f78dff2a72c4f5992993d3eb17b0095a5c6ea1252245c26a980e92b4', 'fd4d2c4c8e7ae77b8124e0b3129c5ed196f9aa3863c7123a87f8c55f00222f2b');
INSERT INTO "lattice_audit" VALUES (24, '2026-11-21T18:18:02.339151Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7ZN8R73TKS3JRG45P8P40B3', NULL, '2fc1835c38eae83378f246c2dd5770c6c73c5b41f1e56962ff397c6d4027fc6d', X'8B2EC9EC211F286E0338483F4C248480', 'fbb5f2e4123933d80ba6c1b324b61905dc0d7aa5e2d6c5a23a34d03bfc47e4bd', 'fd4d2c4c8e7ae77b8124e0b3129c5ed196f9aa3863c7123a87f8c55f00222f2b', '22c81268f3bb320660d9d9cc7722bcdd7af43e0cbe4f9c0f821b271d04232ee4');
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
INSERT INTO "lattice_blobs" VALUES (1, 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9', 22, '2026-11-21T18:18:02.277010Z');
INSERT INTO "lattice_blobs" VALUES (2, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', 23, '2026-11-21T18:18:02.283894Z');
INSERT INTO "lattice_blobs" VALUES (3, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 4, '2026-11-21T18:18:02.292018Z');
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
INSERT INTO "lattice_texts" VALUES (1, 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6', 22, 0, '2026-11-21T18:18:02.277682Z');
INSERT INTO "lattice_texts" VALUES (2, '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, '2026-11-21T18:18:02.284426Z');
INSERT INTO "lattice_texts" VALUES (3, 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, '2026-11-21T18:18:02.295949Z');
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
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R5X3K7N0KJ8S3Y730TZ', 'bytes', '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027');
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R562JYCAAGKA0Z1D81D', 'text', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e');
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R562JYCAAGKA0Z1D81D', 'bytes', 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9');
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R5X3K7N0KJ8S3Y730TZ', 'text', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2');
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R562JYCAAGKA0Z1D81D', 'bytes', 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82');
INSERT INTO "lattice_contents" VALUES ('01M7ZN8R562JYCAAGKA0Z1D81D', 'text', 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6');
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
INSERT INTO "_files" VALUES ('01M7ZN8R562JYCAAGKA0Z1D81D', 2, '2026-11-21T18:18:02.276808Z', 'human:ada', '2026-11-21T18:18:02.282858Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'plan.md', 'Plan', NULL, 'artifact', 'text/markdown', 23, NULL, 'ready', NULL, 0, NULL, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, NULL, NULL);
INSERT INTO "_files" VALUES ('01M7ZN8R5X3K7N0KJ8S3Y730TZ', 1, '2026-11-21T18:18:02.300341Z', 'human:ada', '2026-11-21T18:18:02.300341Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'paper.pdf', NULL, NULL, 'stored', 'application/octet-stream', 4, '/papers/paper.pdf', 'ready', NULL, 0, NULL, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, NULL, NULL);
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
INSERT INTO "lattice_grants" VALUES ('01M7ZN8R23ZC37SYW2K8YYHKWS', '01M7ZN8R1MWG9DW7RSX1TETTAA', 'human:bob', 1);
INSERT INTO "lattice_grants" VALUES ('01M7ZN8R23ZC37SYW2K8YYHKWS', '01M7ZN8R1MWG9DW7RSX1TETTAA', 'human:eve', 0);
CREATE TABLE lattice_hidden (
    row_id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    visibility TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_hidden" VALUES ('01M7ZN8R23ZC37SYW2K8YYHKWS', '01M7ZN8R1MWG9DW7RSX1TETTAA', 'human:ada', 'custom');
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M7ZN8R09BV6ZDYVJFTRKZJBH', 1, '2026-11-21T18:18:02.121731Z', 'human:ada', '2026-11-21T18:18:02.121731Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M7ZN8R0DH1QH288BA1ECMB8H', 1, '2026-11-21T18:18:02.125020Z', 'human:ada', '2026-11-21T18:18:02.125020Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_data";
INSERT INTO "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_idx";
INSERT INTO "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_config";
INSERT INTO "lattice_text_01M7ZN8QZKVFHDDF5X1RBX903J_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M7ZN8R1YM10PH6FG9XQARAEA', 2, '2026-11-21T18:18:02.174050Z', 'human:ada', '2026-11-21T18:18:02.182641Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M7ZN8R09BV6ZDYVJFTRKZJBH', NULL);
INSERT INTO "people" VALUES ('01M7ZN8R23ZC37SYW2K8YYHKWS', 5, '2026-11-21T18:18:02.179059Z', 'human:ada', '2026-11-21T18:18:02.339151Z', 'human:ada', NULL, 'human:ada', 'custom', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M7ZN8R0DH1QH288BA1ECMB8H', 'aside');
INSERT INTO "people" VALUES ('01M7ZN8R35EHRQGC973M7RM5VM', 2, '2026-11-21T18:18:02.213484Z', 'human:ada', '2026-11-21T18:18:02.216727Z', 'human:ada', '2026-11-21T18:18:02.216727Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data";
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx";
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_config";
INSERT INTO "lattice_text_01M7ZN8R1MWG9DW7RSX1TETTAA_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSJ', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSK', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSM', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSN', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSP', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSQ', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSR', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSS', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRST', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M7ZN8R47SWVM58HND8YVWRSV', 1, '2026-11-21T18:18:02.237522Z', 'human:ada', '2026-11-21T18:18:02.237522Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M7ZN8R3Z97NXDACYN44J472C" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_data";
INSERT INTO "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_idx";
INSERT INTO "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_config";
INSERT INTO "lattice_text_01M7ZN8R3Z97NXDACYN44J472C_config" VALUES ('version', 4);
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
CREATE INDEX "lattice_live_01M7ZN8QZKVFHDDF5X1RBX903J" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZN8QZKVFHDDF5X1RBX903J" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7ZN8R1MWG9DW7RSX1TETTAA" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZN8R1MWG9DW7RSX1TETTAA" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7ZN8R3Z97NXDACYN44J472C" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7ZN8R3Z97NXDACYN44J472C" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
