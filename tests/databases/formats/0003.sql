CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "lattice_meta" VALUES ('created_at', '2026-11-21T12:59:19.113822Z');
INSERT INTO "lattice_meta" VALUES ('description', '');
INSERT INTO "lattice_meta" VALUES ('format', '3');
INSERT INTO "lattice_meta" VALUES ('instructions', '');
INSERT INTO "lattice_meta" VALUES ('name', 'Kept');
INSERT INTO "lattice_meta" VALUES ('policy', '');
INSERT INTO "lattice_meta" VALUES ('schema_version', '8');
INSERT INTO "lattice_meta" VALUES ('workspace_id', '01M7Z31569A4VMGJJYTS1YK16T');
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
INSERT INTO "lattice_tables" VALUES ('000000000000000000000F11ES', '_files', '_files', '_files', 'Documents, web pages and artifacts of this workspace', '[]', 1, 18, 8, 2, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('00000000000000000000THREAD', '_threads', '_threads', '_threads', 'Conversations with the assistant; each is seen by its person alone', '[]', 1, 4, 8, 1, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('00000000000000000MESSAGES1', '_messages', '_messages', '_messages', 'What was said in conversations', '[]', 1, 11, 8, 4, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7Z3157F0TWSZGE5XAZV9VA0', 'towns', 'towns', 'towns', '', '[]', 0, 3, 6, 2, 0, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'people', 'people', 'people', 'Who is here', '["c1"]', 0, 11, 7, 2, 1, NULL, NULL);
INSERT INTO "lattice_tables" VALUES ('01M7Z315CGVHHNY2T6XQPMTQ06', 'imported', 'imported', 'imported', '', '[]', 0, 3, 5, 10, 0, NULL, NULL);
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
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c1', 'name', 'name', 'name', 'text', NULL, 'As people call it, with its suffix', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c10', 'untrusted', 'untrusted', 'untrusted', 'boolean', NULL, 'Whether it holds words of strangers', 9, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c11', 'source', 'source', 'source', 'text', NULL, 'What brought it in', 10, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c12', 'sha256', 'sha256', 'sha256', 'text', NULL, 'SHA-256 of its bytes', 11, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c13', 'text_id', 'text_id', 'text_id', 'text', NULL, 'SHA-256 of its text as it is kept', 12, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c14', 'chars', 'chars', 'chars', 'integer', NULL, 'Characters of its text', 13, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c15', 'pages', 'pages', 'pages', 'integer', NULL, 'Pages, slides, sheets or chapters', 14, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c16', 'details', 'details', 'details', 'json', NULL, 'What the reader found beside text', 15, 5, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c17', 'modified', 'modified', 'modified', 'datetime', NULL, 'When the original was last changed', 16, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c2', 'title', 'title', 'title', 'text', NULL, 'What the document calls itself', 1, 2, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c3', 'summary', 'summary', 'summary', 'text', NULL, 'What it says, in few words', 2, 3, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c4', 'kind', 'kind', 'kind', 'text', NULL, 'stored, referenced, web or artifact', 3, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c5', 'media_type', 'media_type', 'media_type', 'text', NULL, 'Its format', 4, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c6', 'size', 'size', 'size', 'integer', NULL, 'In bytes', 5, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c7', 'path', 'path', 'path', 'text', NULL, 'Path or address that it came from', 6, 4, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c8', 'status', 'status', 'status', 'text', NULL, 'ready, no_text, partial, failed, changed or missing', 7, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('000000000000000000000F11ES', 'c9', 'error', 'error', 'error', 'text', NULL, 'Why its text is not whole', 8, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c1', 'title', 'title', 'title', 'text', NULL, 'What it is about', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c2', 'model', 'model', 'model', 'text', NULL, 'Model of its newest turn', 1, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000000THREAD', 'c3', 'forked_from', 'forked_from', 'forked_from', 'text', NULL, 'Thread it was forked from', 2, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c1', 'text', 'text', 'text', 'markdown', NULL, 'Its words', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c10', 'error', 'error', 'error', 'text', NULL, 'Why it is not whole', 9, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c2', 'thread', 'thread', 'thread', 'text', NULL, 'The thread it stands in', 1, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c3', 'turn', 'turn', 'turn', 'text', NULL, 'The turn it belongs to', 2, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c4', 'n', 'n', 'n', 'integer', NULL, 'Its number in the thread', 3, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c5', 'role', 'role', 'role', 'text', NULL, 'person, assistant, tool or note', 4, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c6', 'status', 'status', 'status', 'text', NULL, 'done, running, stopped, interrupted or failed', 5, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c7', 'blocks', 'blocks', 'blocks', 'json', NULL, 'Words, thinking, calls and results', 6, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c8', 'model', 'model', 'model', 'text', NULL, 'Model that answered', 7, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('00000000000000000MESSAGES1', 'c9', 'usage', 'usage', 'usage', 'json', NULL, 'What the answer used', 8, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z3157F0TWSZGE5XAZV9VA0', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z3157F0TWSZGE5XAZV9VA0', 'c2', 'code', 'code', 'code', 'integer', NULL, '', 1, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c1', 'name', 'name', 'name', 'text', NULL, '', 0, 1, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c10', 'dropped', 'dropped', '_dropped_c10', 'text', NULL, '', 9, 4, '2026-11-21T12:59:19.276594Z', '01M7Z315BCBJGFR0QXM3EQ11J7');
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c2', 'notes', 'notes', 'notes', 'markdown', NULL, '', 1, 2, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c3', 'age', 'age', 'age', 'integer', NULL, '', 2, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c4', 'score', 'score', 'score', 'number', NULL, '', 3, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c5', 'member', 'member', 'member', 'boolean', NULL, '', 4, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c6', 'born', 'born', 'born', 'date', NULL, '', 5, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c7', 'seen', 'seen', 'seen', 'datetime', NULL, '', 6, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c8', 'data', 'data', 'data', 'json', NULL, '', 7, 3, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z31596E8HNENDQR804NFTG', 'c9', 'town', 'town', 'town', 'reference', '01M7Z3157F0TWSZGE5XAZV9VA0', '', 8, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z315CGVHHNY2T6XQPMTQ06', 'c1', 'n', 'n', 'n', 'integer', NULL, '', 0, NULL, NULL, NULL);
INSERT INTO "lattice_columns" VALUES ('01M7Z315CGVHHNY2T6XQPMTQ06', 'c2', 'word', 'word', 'word', 'text', NULL, '', 1, 1, NULL, NULL);
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
INSERT INTO "lattice_links" VALUES ('01M7Z315AEYMB0VQ7AXAAKM6BB', 'friend', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159NKDSPRDFWFDER7WXE', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159TXGZ1Z8DJJ0YXBMCD', '2026-11-21T12:59:19.245713Z', 'human:ada');
INSERT INTO "lattice_links" VALUES ('01M7Z315FPYNDHRHWMHWGFK3ZF', 'about', '000000000000000000000F11ES', '01M7Z315ETRW3PRYDQQ0JWZWHM', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159NKDSPRDFWFDER7WXE', '2026-11-21T12:59:19.413899Z', 'human:ada');
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
INSERT INTO "lattice_events" VALUES (1, '01M7Z3157JYEY2WDGGDKDSC0S2', '01M7Z3157E614HSVQDSQT8PTZT', NULL, '2026-11-21T12:59:19.150858Z', 'human:ada', NULL, 'api', 'table.create', '01M7Z3157F0TWSZGE5XAZV9VA0', NULL, NULL, '{"name":"towns","definition":"","key":[],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}]}', X'4919CD8165CE1D376D4D5D3FDCD7DFEC', X'4F723274DDA57EF67A04EF8C8418BC3D2EEC72EBC466B18D4E521F30E64371C0');
INSERT INTO "lattice_events" VALUES (2, '01M7Z31583HJD20EJBQXB5VGJH', '01M7Z3157YVDKYEG2V9T67BGT5', NULL, '2026-11-21T12:59:19.166716Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z3157F0TWSZGE5XAZV9VA0', '01M7Z3157YVDKYEG2V9T67BGT6', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Oslo","c2":"3"}', X'9E01076209D5BDB16A701F6FE509C072', X'2B2A1D89C7DA10BF20BFAC6197863A13D36D6C8AF4869F755A2F61EABFABE2A4');
INSERT INTO "lattice_events" VALUES (3, '01M7Z3158BRAX0FF15327GB09E', '01M7Z31588JA7S42VD8NVJNR6T', NULL, '2026-11-21T12:59:19.176516Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z3157F0TWSZGE5XAZV9VA0', '01M7Z31588JA7S42VD8NVJNR6V', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bergen","c2":"46"}', X'E190B5AD0A7A88630FDE10380CD04675', X'2C4DD076891F63B7434AB519B0EED6C6C45599D0F7DEAD490098C18063F66CF8');
INSERT INTO "lattice_events" VALUES (4, '01M7Z31593R2KPEWJ021K3WJ6B', '01M7Z3158MMA5DDD499SJ0CF23', NULL, '2026-11-21T12:59:19.188939Z', 'human:ada', NULL, 'api', 'column.retype', '01M7Z3157F0TWSZGE5XAZV9VA0', NULL, '{"id":"c2","name":"code","type":"text","target":null,"definition":"","aside":"_was_c2_1"}', '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}', X'9C1F1B79FCE305812E13E8BA95754A31', X'E7ED2F4EB5974CD9BFE90BF2922EB1CF82617B332EAE3FDD0D43DED47DF8FBC5');
INSERT INTO "lattice_events" VALUES (5, '01M7Z3159ESYC561DY308116B4', '01M7Z31595BK2KPEAT7NCTPXTH', NULL, '2026-11-21T12:59:19.206008Z', 'human:ada', NULL, 'api', 'table.create', '01M7Z31596E8HNENDQR804NFTG', NULL, NULL, '{"name":"people","definition":"Who is here","key":["c1"],"columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7Z3157F0TWSZGE5XAZV9VA0","definition":""}]}', X'85643EC3280D3121D83B5600C17E7A16', X'7D8F5F3159DDA590439184A0A71A20D49FD2F2E0C743646D243D5919AAEB2E70');
INSERT INTO "lattice_events" VALUES (6, '01M7Z3159PFX6BN44JSC4D7TQ3', '01M7Z3159N2MNGA4R7CFJ55JGD', NULL, '2026-11-21T12:59:19.221037Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159NKDSPRDFWFDER7WXE', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Ada 🙂","c2":"# Notes\n[not markup] \u001b[31m","c3":9223372036854775807,"c4":0.1,"c5":true,"c6":"1815-12-10","c7":"2024-12-31T23:59:59.123456Z","c8":"{\"a\":[1,null]}","c9":"01M7Z3157YVDKYEG2V9T67BGT6"}', X'9DAFCD9399BAC49DFAFFFC7A88E17A04', X'50B4A91F6DDA26D705D32A486C82AB2078A766FF675B0245F27F4EB1A39CA32E');
INSERT INTO "lattice_events" VALUES (7, '01M7Z3159VBYZ1PCYDX1F5M5VP', '01M7Z3159TXGZ1Z8DJJ0YXBMCC', NULL, '2026-11-21T12:59:19.226271Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159TXGZ1Z8DJJ0YXBMCD', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Bob","c9":"01M7Z31588JA7S42VD8NVJNR6V"}', X'1AFD5752562CB4B409F934F808704DEA', X'CE0AD0E9B23AE7AA2115D420A5DE1CEB8063B99C15DAEACE0092EF3B2F018E1E');
INSERT INTO "lattice_events" VALUES (8, '01M7Z315A7GASTZ4FXTVZX8TPJ', '01M7Z315A3J3RKRZXEXXPZ0092', 'turn', '2026-11-21T12:59:19.235880Z', 'human:ada', NULL, 'api', 'row.update', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159NKDSPRDFWFDER7WXE', '{"_version":1,"c2":"# Notes\n[not markup] \u001b[31m"}', '{"_version":2,"c2":"changed"}', X'CF3FE4B65D0A222A845B22C5E49FBDFC', X'B4BF7E76A5E2BAAC49E6B8908E1F0F382F50FF7EE2E02122AB6417F346028357');
INSERT INTO "lattice_events" VALUES (9, '01M7Z315AFCCWB9V1R779CG3QW', '01M7Z315ADHQTHQQB69T0Q799F', NULL, '2026-11-21T12:59:19.245713Z', 'human:ada', NULL, 'api', 'link.add', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159NKDSPRDFWFDER7WXE', NULL, '{"id":"01M7Z315AEYMB0VQ7AXAAKM6BB","name":"friend","to_table":"01M7Z31596E8HNENDQR804NFTG","to_row":"01M7Z3159TXGZ1Z8DJJ0YXBMCD"}', X'A75BC133D79F90AAD9F7E45E3E47113F', X'AE95FB036EE1F28AB878821ABC68C48447FEAB4E02B465E3F4BA10090FB5869B');
INSERT INTO "lattice_events" VALUES (10, '01M7Z315ATWPCJJVWCAFG1Z878', '01M7Z315ARXAD9Q76E0H9Y4FEE', NULL, '2026-11-21T12:59:19.256615Z', 'human:ada', NULL, 'api', 'column.add', '01M7Z31596E8HNENDQR804NFTG', NULL, NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', X'B24CA4280A7AF29671330885B8C2EDEC', X'BADFFAC0B6B675A4222B268E3C15E7AFD6FD479EE27F690034886247B944802A');
INSERT INTO "lattice_events" VALUES (11, '01M7Z315B5RBH9HC2MBX29NYW7', '01M7Z315B4X7E6PDTHTB1MWWZE', NULL, '2026-11-21T12:59:19.268829Z', 'human:ada', NULL, 'api', 'row.update', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159TXGZ1Z8DJJ0YXBMCD', '{"_version":1,"c10":null}', '{"_version":2,"c10":"aside"}', X'AA54F1B23B35A6E42536A8B3C4C924EE', X'9C710A6B65750CA177CEBBB2D60D443290ED68E5DDC4DA410348345B23F03C85');
INSERT INTO "lattice_events" VALUES (12, '01M7Z315BM1XNZ6N88NEPZCQTA', '01M7Z315BCBJGFR0QXM3EQ11J7', NULL, '2026-11-21T12:59:19.276594Z', 'human:ada', NULL, 'api', 'column.drop', '01M7Z31596E8HNENDQR804NFTG', NULL, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}', NULL, X'D71C3AF1F4BCF8C7127D78C36048ECDC', X'43FF07B45EC7159520AE208210EB127AFE3C3264FB906FD13760BF55BBB7D2DD');
INSERT INTO "lattice_events" VALUES (13, '01M7Z315BSGTAQQZCPEQHTY6EA', '01M7Z315BRECECKM2AE19FCK78', NULL, '2026-11-21T12:59:19.288670Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z31596E8HNENDQR804NFTG', '01M7Z315BRECECKM2AE19FCK79', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c1":"Gone"}', X'85C25A6A9B72A577E51168870FA22E0E', X'09E894CFB074AE3D82ED37706C720F3AB7D5468391236124F7FB7A7C3CC8CBD5');
INSERT INTO "lattice_events" VALUES (14, '01M7Z315C1D65Q0E1MVB43Q429', '01M7Z315C0WMJCRNVM4685C06G', NULL, '2026-11-21T12:59:19.296661Z', 'human:ada', NULL, 'api', 'row.delete', '01M7Z31596E8HNENDQR804NFTG', '01M7Z315BRECECKM2AE19FCK79', '{"_version":1,"_deleted_at":null}', '{"_version":2,"_deleted_at":"2026-11-21T12:59:19.296661Z"}', X'3FDAE4A49F12AE7DEAB44B1C38717E71', X'E2B52EA1882B442AC8C9532DA735ECAFB6C940B48CBA862D5C74B05D0B1096CB');
INSERT INTO "lattice_events" VALUES (15, '01M7Z315DER065X514JNDJZ7KG', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'table.create', '01M7Z315CGVHHNY2T6XQPMTQ06', NULL, NULL, '{"name":"imported","definition":"","key":[],"columns":[{"id":"c1","name":"n","type":"integer","target":null,"definition":""},{"id":"c2","name":"word","type":"text","target":null,"definition":""}]}', X'83C9476979D1C70E2C14110DC9081DAD', X'FDDEC853F33F44F54CDAECA38E6E3A765B7766AFF7D0FFAA66B8B855BEA35BFE');
INSERT INTO "lattice_events" VALUES (16, '01M7Z315CXTP4BVHFQXXEKR3MR', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKP', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":0,"c2":"word0"}', X'D85FCAD3331C708BDE00E6E68C7A2963', X'6CE014F76AB1C6857CA6931AE619A9A2E238B9A521315B2BFAC2C5DE22337CEF');
INSERT INTO "lattice_events" VALUES (17, '01M7Z315CXTP4BVHFQXXEKR3MS', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKQ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":1,"c2":"word1"}', X'68BF1A584A955C5C0392AA9AF253FAA3', X'0FE7BBC1AA6683D39A2706E7DCB9186B8F62F017F654393855119B1800BA4C91');
INSERT INTO "lattice_events" VALUES (18, '01M7Z315CXTP4BVHFQXXEKR3MT', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKR', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":2,"c2":"word2"}', X'2D52C8070D49A5E4470CE11761C07832', X'97E595EDA3DF26388E15C2795E40C20B1419DD21EE1FF79B179FD6491942FF5E');
INSERT INTO "lattice_events" VALUES (19, '01M7Z315CXTP4BVHFQXXEKR3MV', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKS', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":3,"c2":"word3"}', X'85F9E4466AA0869D90E005A1688FB063', X'FFC21CA584B48A94827F70FB39F9B7601AAB1FB36EBC757EA7F7979B6EAA753A');
INSERT INTO "lattice_events" VALUES (20, '01M7Z315CXTP4BVHFQXXEKR3MW', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKT', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":4,"c2":"word4"}', X'5A1DBADB799CD74EB2C1D556005DA078', X'4D249ED69CCF69FD5C6874CB34F9471F4E62F3CBBE634A8F8550D560F21E4649');
INSERT INTO "lattice_events" VALUES (21, '01M7Z315CXTP4BVHFQXXEKR3MX', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKV', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":5,"c2":"word5"}', X'1481D7340475B5844888D782382C04D5', X'E4C246433CE435442D0853F872E5BFF78C5578E6BD0107D1CBE73FADB5E827F3');
INSERT INTO "lattice_events" VALUES (22, '01M7Z315CXTP4BVHFQXXEKR3MY', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKW', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":6,"c2":"word6"}', X'4F4A1A3D6821F6ABE945DC729CC96BEC', X'31F9C19C172117705E2CBA4D7D7748E31BE83E3C7A79D8EC0817EC7B62956388');
INSERT INTO "lattice_events" VALUES (23, '01M7Z315CXTP4BVHFQXXEKR3MZ', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKX', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":7,"c2":"word7"}', X'C1F46F4D41670FC35692EA86711849A0', X'D0C6371A157790DA80DF14BD7B07B4D91D87028F3DCCC0ECE69C4B6E7A480E1F');
INSERT INTO "lattice_events" VALUES (24, '01M7Z315CXTP4BVHFQXXEKR3N0', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKY', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":8,"c2":"word8"}', X'E8FB1ACCDBA86DFA105A0D2A845E54BA', X'AD6E6112B119785660AB330E7AE443943114B6FA05FA4E28C4154AD7C8D8D2E7');
INSERT INTO "lattice_events" VALUES (25, '01M7Z315CXTP4BVHFQXXEKR3N1', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'row.insert', '01M7Z315CGVHHNY2T6XQPMTQ06', '01M7Z315CXB71V0KF26B7R6QKZ', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","_source":"words.csv","c1":9,"c2":"word9"}', X'0C213F313A4D46D8B991CF513C2182E6', X'91937F24E76BC123CF9F83D611D1BF9E9D1013ED34A0AE17CF448F7B54502DAB');
INSERT INTO "lattice_events" VALUES (26, '01M7Z315EW3WJ12RQKPSTBG8BG', '01M7Z315ERJQQ1M9MJ6300Q9Y4', NULL, '2026-11-21T12:59:19.384832Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7Z315ETRW3PRYDQQ0JWZWHM', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c5":"text/markdown","c8":"ready","c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22,"c15":0,"c1":"plan.md","c2":"Plan","c4":"artifact","c10":false}', X'05693BF039EA6C46EA85BFC88C4FB25F', X'0C795565CE28E4D858E4070E501A841E1023AB9BA328555DFDDE926FC3A29B5A');
INSERT INTO "lattice_events" VALUES (27, '01M7Z315F3P7RAYQ32N9GNXNZQ', '01M7Z315F0N3H77YS2S5TSM5FS', NULL, '2026-11-21T12:59:19.392527Z', 'human:ada', NULL, 'api', 'row.update', '000000000000000000000F11ES', '01M7Z315ETRW3PRYDQQ0JWZWHM', '{"_version":1,"c12":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","c6":22,"c13":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","c14":22}', '{"_version":2,"c12":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","c6":23,"c13":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","c14":23}', X'FC58CFB2F019D1FEE6E6C7460A6927E6', X'76AD39BCC91934B1CCFAC4922A7D3B84E646DD69C36DFD9A3D7C6B84B28D6230');
INSERT INTO "lattice_events" VALUES (28, '01M7Z315FM1PTZSNXE0W8S2X53', '01M7Z315FJWNKHNMVJ6PC88BKQ', NULL, '2026-11-21T12:59:19.410525Z', 'human:ada', NULL, 'api', 'row.insert', '000000000000000000000F11ES', '01M7Z315FK2PM4YV98CYFSNSQG', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"everyone","c12":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","c6":4,"c5":"application/octet-stream","c8":"ready","c13":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","c14":17,"c15":2,"c1":"paper.pdf","c4":"stored","c7":"/papers/paper.pdf","c10":false}', X'FB8C05D9F7FCD6764B925E76D59E8DCE', X'E350E1BF0910B8DD1D08C83565A604CDA07EEE76F651CFC9171E5A5D2E94F6EA');
INSERT INTO "lattice_events" VALUES (29, '01M7Z315FPYNDHRHWMHWGFK3ZG', '01M7Z315FNWNMHBRHZ874SH6DA', NULL, '2026-11-21T12:59:19.413899Z', 'human:ada', NULL, 'api', 'link.add', '000000000000000000000F11ES', '01M7Z315ETRW3PRYDQQ0JWZWHM', NULL, '{"id":"01M7Z315FPYNDHRHWMHWGFK3ZF","name":"about","to_table":"01M7Z31596E8HNENDQR804NFTG","to_row":"01M7Z3159NKDSPRDFWFDER7WXE"}', X'DF1A2823FABAA8B155AB28E6B6F8A373', X'031454634EC3AD646CEA441F80DA8BC60248012A3F914B50F2B9406BA144A008');
INSERT INTO "lattice_events" VALUES (30, '01M7Z315FRB2EJCKEE1278VGYR', '01M7Z315FRB2EJCKEE1278VGYQ', NULL, '2026-11-21T12:59:19.416126Z', 'human:ada', NULL, 'api', 'row.update', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159TXGZ1Z8DJJ0YXBMCD', '{"_version":2,"c3":null}', '{"_version":3,"c3":7}', X'9FEB46AC34E561A38153CDC172BED853', X'0D451844BB59E39350070553356F90E4619F3A92139E07C8D49EA1032FB9188B');
INSERT INTO "lattice_events" VALUES (31, '01M7Z315G0FQ97M6ZH5R4VAH85', '01M7Z315FYTQF83Q3N2B4F27FM', NULL, '2026-11-21T12:59:19.422971Z', 'human:ada', NULL, 'api', 'row.update', '01M7Z31596E8HNENDQR804NFTG', '01M7Z3159TXGZ1Z8DJJ0YXBMCD', '{"_version":3,"c3":7}', '{"_version":4,"c3":null}', X'4124087103254452C9A0A478A60ACA4C', X'9B431A21DFBA71685DC6D6429B55B5DFE225D4899AD6D68BBBD2AD177AA282C5');
INSERT INTO "lattice_events" VALUES (32, '01M7Z8CXZ32TW95REXG0WD1WG0', '01M7Z8CXZ23BD3BRNE7MDDSP5R', NULL, '2026-11-21T14:33:07.810270Z', 'human:ada', NULL, 'api', 'row.insert', '00000000000000000000THREAD', '01M7Z8CXZ2HG48D6J2C2TMYYQX', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"private","c1":"Who lives in Oslo"}', X'75D8A60F7A54BCA0AC7EB04E35354CB5', X'ABB28A9CF892E54D7C6C0B92FC00A286639BC2632206CA780C4286A4AC50CB74');
INSERT INTO "lattice_events" VALUES (33, '01M7Z8CXZBKRYBHH87CD6EXGMS', '01M7Z8CXZ9VXYKEEB1C6BTR6TS', NULL, '2026-11-21T14:33:07.817233Z', 'human:ada', NULL, 'api', 'row.insert', '00000000000000000MESSAGES1', '01M7Z8CXZAQPX76BTFX4X8MAPF', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"private","c1":"Who lives in Oslo?","c2":"01M7Z8CXZ2HG48D6J2C2TMYYQX","c3":"01M7Z8CXZAQPX76BTFX4X8MAPE","c4":1,"c5":"person","c6":"done","c7":"[{\"text\":\"Who lives in Oslo?\",\"type\":\"text\"}]"}', X'EDD7CBF2A7507E083B1D8C721FFDEF19', X'827E493B3CF7DD7EBE10CB478317B8D2A3BD9AD12EE79BAD65ACC6AE60254D26');
INSERT INTO "lattice_events" VALUES (34, '01M7Z8CXZH4FS06E2AJP4TK6AP', '01M7Z8CXZGG9AJHCJF830ZX838', NULL, '2026-11-21T14:33:07.824368Z', 'agent:assistant', 'human:ada', 'api', 'row.insert', '00000000000000000MESSAGES1', '01M7Z8CXZGG9AJHCJF830ZX839', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"private","c1":"I look.","c2":"01M7Z8CXZ2HG48D6J2C2TMYYQX","c3":"01M7Z8CXZAQPX76BTFX4X8MAPE","c4":2,"c5":"assistant","c6":"done","c7":"[{\"redacted\":\"\",\"signature\":\"sig\",\"text\":\"hm\",\"type\":\"thinking\"},{\"text\":\"I look.\",\"type\":\"text\"},{\"id\":\"c1\",\"input\":{\"table\":\"people\"},\"invalid\":\"\",\"name\":\"query_rows\",\"op_id\":\"01M7Z31P000000000000000000\",\"type\":\"call\"}]","c8":"m","c9":"{\"cache_read_tokens\":3,\"cache_write_tokens\":4,\"cost\":5,\"input_tokens\":1,\"output_tokens\":2}"}', X'2BFD17836600EDBB1F35E7D0F47B14AB', X'B7FB3273D60966B0A60B6094D7CB810C8C99116F5C0FE8BBBF60FFCA71E752F1');
INSERT INTO "lattice_events" VALUES (35, '01M7Z8CXZP52BSE5WR056MZ53X', '01M7Z8CXZMJXEH2817W52HBVE3', NULL, '2026-11-21T14:33:07.828988Z', 'agent:assistant', 'human:ada', 'api', 'row.insert', '00000000000000000MESSAGES1', '01M7Z8CXZNTMCC42WSQ197M3X8', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"private","c2":"01M7Z8CXZ2HG48D6J2C2TMYYQX","c3":"01M7Z8CXZAQPX76BTFX4X8MAPE","c4":3,"c5":"tool","c6":"done","c7":"[{\"call_id\":\"c1\",\"change_ids\":[],\"elapsed_ms\":0,\"refs\":[],\"status\":\"done\",\"text\":\"2 rows\",\"trimmed\":false,\"type\":\"result\",\"words\":\"2 rows\"}]"}', X'41541CDD58805F140DC74AA514ED2214', X'955BA444E95425077DF76312DC6E0574A49EACD442C11392B36637B355DA0F21');
INSERT INTO "lattice_events" VALUES (36, '01M7Z8CXZST7QVAYQF9TJFZ8GE', '01M7Z8CXZR94KY9PJ0PVK4VQNQ', NULL, '2026-11-21T14:33:07.832312Z', 'agent:assistant', 'human:ada', 'api', 'row.insert', '00000000000000000MESSAGES1', '01M7Z8CXZRNB3CXX7EZBPRPF1S', NULL, '{"_version":1,"_owner":"human:ada","_visibility":"private","c1":"Ada does.","c2":"01M7Z8CXZ2HG48D6J2C2TMYYQX","c3":"01M7Z8CXZAQPX76BTFX4X8MAPE","c4":4,"c5":"assistant","c6":"done","c7":"[{\"text\":\"Ada does.\",\"type\":\"text\"}]"}', X'0E6945B74A53B0387384D2AECE83DD30', X'3AADCC769F6D14E48FA04C36A14829065F9F7C6D5CF1073100F9DBC0D82DB03F');
INSERT INTO "lattice_events" VALUES (37, '01M7Z8CY0778RVBC0S5FXF0YJ7', '01M7Z8CY0778RVBC0S5FXF0YJ6', NULL, '2026-11-21T14:33:07.847133Z', 'human:ada', NULL, 'api', 'workspace.rename', NULL, NULL, '{"instructions":""}', '{"instructions":"Answer briefly."}', X'58C4E6303E1827A877AD400B63B49CCE', X'73862FAEA8CB8CF51C20A0628EB34C875427F5F5AA6C36A2F2084D4AAB0D4B6E');
INSERT INTO "lattice_events" VALUES (38, '01M7Z8CY0AN81KNYJ4451R6WP3', '01M7Z8CY0A96KGHW1B6D7NTEFQ', NULL, '2026-11-21T14:33:07.850204Z', 'human:ada', NULL, 'api', 'workspace.rename', NULL, NULL, '{"policy":""}', '{"policy":"{\"actions\":[],\"budgets\":{\"day\":{\"hard_cost\":20000000,\"hard_tokens\":0,\"soft_cost\":5000000,\"soft_tokens\":0},\"turn\":{\"hard_cost\":2000000,\"hard_tokens\":0,\"soft_cost\":500000,\"soft_tokens\":0},\"workspace\":{\"hard_cost\":0,\"hard_tokens\":0,\"soft_cost\":0,\"soft_tokens\":0}},\"eagerness\":\"conservative\",\"models\":[],\"private_rows\":false,\"tables\":[],\"writes\":\"ask\"}"}', X'53B728341E583DA38AB7CF9EB4BDDCE6', X'D4791DD16ED72165868A3385C3950FD6580B9DB049F90EC711726151AEAF1623');
INSERT INTO "lattice_events" VALUES (39, '01M7Z8CY0NG6BEF3ECENV3QRNW', '01M7Z8CY0JTCTY34PMAD41W36F', NULL, '2026-11-21T14:33:07.858319Z', 'human:ada', NULL, 'api', 'workspace.rename', NULL, NULL, '{"policy":"{\"actions\":[],\"budgets\":{\"day\":{\"hard_cost\":20000000,\"hard_tokens\":0,\"soft_cost\":5000000,\"soft_tokens\":0},\"turn\":{\"hard_cost\":2000000,\"hard_tokens\":0,\"soft_cost\":500000,\"soft_tokens\":0},\"workspace\":{\"hard_cost\":0,\"hard_tokens\":0,\"soft_cost\":0,\"soft_tokens\":0}},\"eagerness\":\"conservative\",\"models\":[],\"private_rows\":false,\"tables\":[],\"writes\":\"ask\"}"}', '{"policy":""}', X'DB92249B6B9EE1D10F24D61799F26B55', X'D9746B327B99DF746B8D2B1B0B733BEB5D6B35483117E7663F173DBD1B3983DF');
INSERT INTO "lattice_events" VALUES (40, '01M7Z8CY0R1XYBSVC38F2J4G9M', '01M7Z8CY0PZ40CVNVYK5R0SN3V', NULL, '2026-11-21T14:33:07.862837Z', 'human:ada', NULL, 'api', 'workspace.rename', NULL, NULL, '{"instructions":"Answer briefly."}', '{"instructions":""}', X'D085BD2536CB243AE6653787207D5E6C', X'ECBA2D498DC02B6D68073868B5B6AD574556BD5728AFACFD6562EA4D0B1B4FC8');
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
INSERT INTO "lattice_changes" VALUES ('01M7Z3157E614HSVQDSQT8PTZT', NULL, 'table.create', 'do', '2026-11-21T12:59:19.150858Z', 'human:ada', NULL, 'api', 'made table towns', 1, 1, 1, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z3157YVDKYEG2V9T67BGT5', NULL, 'row.insert', 'do', '2026-11-21T12:59:19.166716Z', 'human:ada', NULL, 'api', 'added towns/Oslo', 1, 2, 2, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z31588JA7S42VD8NVJNR6T', NULL, 'row.insert', 'do', '2026-11-21T12:59:19.176516Z', 'human:ada', NULL, 'api', 'added towns/Bergen', 1, 3, 3, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z3158MMA5DDD499SJ0CF23', NULL, 'column.retype', 'do', '2026-11-21T12:59:19.188939Z', 'human:ada', NULL, 'api', 'retyped column towns.code from text to integer', 1, 4, 4, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z31595BK2KPEAT7NCTPXTH', NULL, 'table.create', 'do', '2026-11-21T12:59:19.206008Z', 'human:ada', NULL, 'api', 'made table people', 1, 5, 5, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z3159N2MNGA4R7CFJ55JGD', NULL, 'row.insert', 'do', '2026-11-21T12:59:19.221037Z', 'human:ada', NULL, 'api', 'added people/Ada 🙂', 1, 6, 6, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z3159TXGZ1Z8DJJ0YXBMCC', NULL, 'row.insert', 'do', '2026-11-21T12:59:19.226271Z', 'human:ada', NULL, 'api', 'added people/Bob', 1, 7, 7, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315A3J3RKRZXEXXPZ0092', 'turn', 'row.update', 'do', '2026-11-21T12:59:19.235880Z', 'human:ada', NULL, 'api', 'changed people/Ada 🙂: notes', 1, 8, 8, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315ADHQTHQQB69T0Q799F', NULL, 'link.add', 'do', '2026-11-21T12:59:19.245713Z', 'human:ada', NULL, 'api', 'linked people/Ada 🙂 to people/Bob', 1, 9, 9, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315ARXAD9Q76E0H9Y4FEE', NULL, 'column.add', 'do', '2026-11-21T12:59:19.256615Z', 'human:ada', NULL, 'api', 'added column people.dropped', 1, 10, 10, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315B4X7E6PDTHTB1MWWZE', NULL, 'row.update', 'do', '2026-11-21T12:59:19.268829Z', 'human:ada', NULL, 'api', 'changed people/Bob: dropped', 1, 11, 11, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315BCBJGFR0QXM3EQ11J7', NULL, 'column.drop', 'do', '2026-11-21T12:59:19.276594Z', 'human:ada', NULL, 'api', 'dropped column people.dropped', 1, 12, 12, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315BRECECKM2AE19FCK78', NULL, 'row.insert', 'do', '2026-11-21T12:59:19.288670Z', 'human:ada', NULL, 'api', 'added people/Gone', 1, 13, 13, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315C0WMJCRNVM4685C06G', NULL, 'row.delete', 'do', '2026-11-21T12:59:19.296661Z', 'human:ada', NULL, 'api', 'deleted people/Gone', 1, 14, 14, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315CB9CXJTYSQK9A6TQE3', NULL, 'row.import', 'do', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'api', 'imported imported: 10 added', 11, 15, 25, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315ERJQQ1M9MJ6300Q9Y4', NULL, 'artifact.create', 'do', '2026-11-21T12:59:19.384832Z', 'human:ada', NULL, 'api', 'wrote Plan', 1, 26, 26, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315F0N3H77YS2S5TSM5FS', NULL, 'artifact.update', 'do', '2026-11-21T12:59:19.392527Z', 'human:ada', NULL, 'api', 'changed text of Plan', 1, 27, 27, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315FJWNKHNMVJ6PC88BKQ', NULL, 'file.add', 'do', '2026-11-21T12:59:19.410525Z', 'human:ada', NULL, 'api', 'added file paper.pdf', 1, 28, 28, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315FNWNMHBRHZ874SH6DA', NULL, 'link.add', 'do', '2026-11-21T12:59:19.413899Z', 'human:ada', NULL, 'api', 'linked _files/plan.md to people/Ada 🙂', 1, 29, 29, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z315FRB2EJCKEE1278VGYQ', NULL, 'row.update', 'do', '2026-11-21T12:59:19.416126Z', 'human:ada', NULL, 'api', 'changed people/Bob: age', 1, 30, 30, 1, '01M7Z315FYTQF83Q3N2B4F27FM');
INSERT INTO "lattice_changes" VALUES ('01M7Z315FYTQF83Q3N2B4F27FM', NULL, 'change.undo', 'undo', '2026-11-21T12:59:19.422971Z', 'human:ada', NULL, 'api', 'undid: changed people/Bob: age', 1, 31, 31, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CXZ23BD3BRNE7MDDSP5R', NULL, 'thread.create', 'do', '2026-11-21T14:33:07.810270Z', 'human:ada', NULL, 'api', 'began the conversation Who lives in Oslo', 1, 32, 32, 0, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CXZ9VXYKEEB1C6BTR6TS', NULL, 'turn.begin', 'do', '2026-11-21T14:33:07.817233Z', 'human:ada', NULL, 'api', 'asked the assistant', 1, 33, 33, 0, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CXZGG9AJHCJF830ZX838', NULL, 'message.add', 'do', '2026-11-21T14:33:07.824368Z', 'agent:assistant', 'human:ada', 'api', 'the assistant answered', 1, 34, 34, 0, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CXZMJXEH2817W52HBVE3', NULL, 'message.add', 'do', '2026-11-21T14:33:07.828988Z', 'agent:assistant', 'human:ada', 'api', 'the assistant answered', 1, 35, 35, 0, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CXZR94KY9PJ0PVK4VQNQ', NULL, 'message.add', 'do', '2026-11-21T14:33:07.832312Z', 'agent:assistant', 'human:ada', 'api', 'the assistant answered', 1, 36, 36, 0, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CY0778RVBC0S5FXF0YJ6', NULL, 'instructions.set', 'do', '2026-11-21T14:33:07.847133Z', 'human:ada', NULL, 'api', 'changed the instructions to assistants', 1, 37, 37, 1, '01M7Z8CY0PZ40CVNVYK5R0SN3V');
INSERT INTO "lattice_changes" VALUES ('01M7Z8CY0A96KGHW1B6D7NTEFQ', NULL, 'policy.set', 'do', '2026-11-21T14:33:07.850204Z', 'human:ada', NULL, 'api', 'changed what agents may do', 1, 38, 38, 1, '01M7Z8CY0JTCTY34PMAD41W36F');
INSERT INTO "lattice_changes" VALUES ('01M7Z8CY0JTCTY34PMAD41W36F', NULL, 'change.undo', 'undo', '2026-11-21T14:33:07.858319Z', 'human:ada', NULL, 'api', 'undid: changed what agents may do', 1, 39, 39, 1, NULL);
INSERT INTO "lattice_changes" VALUES ('01M7Z8CY0PZ40CVNVYK5R0SN3V', NULL, 'change.undo', 'undo', '2026-11-21T14:33:07.862837Z', 'human:ada', NULL, 'api', 'undid: changed the instructions to assistants', 1, 40, 40, 1, NULL);
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;
INSERT INTO "lattice_undone" VALUES ('01M7Z315FYTQF83Q3N2B4F27FM', '01M7Z315FRB2EJCKEE1278VGYQ');
INSERT INTO "lattice_undone" VALUES ('01M7Z8CY0JTCTY34PMAD41W36F', '01M7Z8CY0A96KGHW1B6D7NTEFQ');
INSERT INTO "lattice_undone" VALUES ('01M7Z8CY0PZ40CVNVYK5R0SN3V', '01M7Z8CY0778RVBC0S5FXF0YJ6');
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
INSERT INTO "lattice_receipts" VALUES ('agent:assistant', '01M7Z8CXZF8BZJ0Z10ZQSWRH2J', 'fbbb1593cd643eaf7df5ed6da19a1b9ea09662c76ca2c9d44f7cbab086690efb', '2026-11-21T14:33:07.824368Z', '01M7Z8CXZGG9AJHCJF830ZX838', 34, '{"id":"01M7Z8CXZGG9AJHCJF830ZX839","thread":"01M7Z8CXZ2HG48D6J2C2TMYYQX","turn":"01M7Z8CXZAQPX76BTFX4X8MAPE","n":2,"role":"assistant","status":"done","blocks":[{"type":"thinking","text":"hm","signature":"sig","redacted":""},{"type":"text","text":"I look."},{"type":"call","id":"c1","name":"query_rows","input":{"table":"people"},"op_id":"01M7Z31P000000000000000000","invalid":""}],"at":"2026-11-21T14:33:07.824368Z","by":"agent:assistant","model":"m","usage":{"input_tokens":1,"output_tokens":2,"cache_read_tokens":3,"cache_write_tokens":4,"cost":5},"error":""}');
INSERT INTO "lattice_receipts" VALUES ('agent:assistant', '01M7Z8CXZM2H4H1Y7GYC3HQNED', '492d9f9232ee56abc9215bef7491b1c1f1dfb7c9d33d98368dcbc325db4957a0', '2026-11-21T14:33:07.828988Z', '01M7Z8CXZMJXEH2817W52HBVE3', 35, '{"id":"01M7Z8CXZNTMCC42WSQ197M3X8","thread":"01M7Z8CXZ2HG48D6J2C2TMYYQX","turn":"01M7Z8CXZAQPX76BTFX4X8MAPE","n":3,"role":"tool","status":"done","blocks":[{"type":"result","call_id":"c1","status":"done","text":"2 rows","words":"2 rows","change_ids":[],"refs":[],"elapsed_ms":0,"trimmed":false}],"at":"2026-11-21T14:33:07.828988Z","by":"agent:assistant","model":"","usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_write_tokens":0,"cost":0},"error":""}');
INSERT INTO "lattice_receipts" VALUES ('agent:assistant', '01M7Z8CXZQ1YRTN26MH15FM11V', '3649c02fa2fb18f399ac41f0266408c6e15a7adde314b67da50927ec799aa537', '2026-11-21T14:33:07.832312Z', '01M7Z8CXZR94KY9PJ0PVK4VQNQ', 36, '{"id":"01M7Z8CXZRNB3CXX7EZBPRPF1S","thread":"01M7Z8CXZ2HG48D6J2C2TMYYQX","turn":"01M7Z8CXZAQPX76BTFX4X8MAPE","n":4,"role":"assistant","status":"done","blocks":[{"type":"text","text":"Ada does."}],"at":"2026-11-21T14:33:07.832312Z","by":"agent:assistant","model":"","usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_write_tokens":0,"cost":0},"error":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z3157E2DTMN28XJ78ZCBT6', '92b46e3ed8e122c6ac03b98a97679d523d6ad429838c70fa1b94512edb809f28', '2026-11-21T12:59:19.150858Z', '01M7Z3157E614HSVQDSQT8PTZT', 1, '{"id":"01M7Z3157F0TWSZGE5XAZV9VA0","name":"towns","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"code","type":"text","target":null,"definition":""}],"definition":"","key":[],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z3157YVDKYEG2V9T67BGT4', 'd03e522051091f0def76e3dadc88c5d158eea78cda2035ddd545e6acb0f8b9b0', '2026-11-21T12:59:19.166716Z', '01M7Z3157YVDKYEG2V9T67BGT5', 2, '{"id":"01M7Z3157YVDKYEG2V9T67BGT6","version":1,"values":{"name":"Oslo","code":"3"},"created_at":"2026-11-21T12:59:19.166716Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.166716Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z31588H57JTK5B38PMQ1G5', 'ccbab1478dc836bb9c15f47017f10f909b08a704aee5457fd72c9ade92e1a39b', '2026-11-21T12:59:19.176516Z', '01M7Z31588JA7S42VD8NVJNR6T', 3, '{"id":"01M7Z31588JA7S42VD8NVJNR6V","version":1,"values":{"name":"Bergen","code":"46"},"created_at":"2026-11-21T12:59:19.176516Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.176516Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z3158M5HQRTDYQPNG6G23P', '0bd8d6591c272adb7798a9a65231317078c5156fdeccbe2777fa52adb554c9ad', '2026-11-21T12:59:19.188939Z', '01M7Z3158MMA5DDD499SJ0CF23', 4, '{"id":"c2","name":"code","type":"integer","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z31595BK2KPEAT7NCTPXTG', '168c21dd0f66bba4ce8303b5ef27bb2d658be821ae07f8b9fbf6a94059f0b979', '2026-11-21T12:59:19.206008Z', '01M7Z31595BK2KPEAT7NCTPXTH', 5, '{"id":"01M7Z31596E8HNENDQR804NFTG","name":"people","columns":[{"id":"c1","name":"name","type":"text","target":null,"definition":""},{"id":"c2","name":"notes","type":"markdown","target":null,"definition":""},{"id":"c3","name":"age","type":"integer","target":null,"definition":""},{"id":"c4","name":"score","type":"number","target":null,"definition":""},{"id":"c5","name":"member","type":"boolean","target":null,"definition":""},{"id":"c6","name":"born","type":"date","target":null,"definition":""},{"id":"c7","name":"seen","type":"datetime","target":null,"definition":""},{"id":"c8","name":"data","type":"json","target":null,"definition":""},{"id":"c9","name":"town","type":"reference","target":"01M7Z3157F0TWSZGE5XAZV9VA0","definition":""}],"definition":"Who is here","key":["c1"],"native":false}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z3159M7H872NXG8XFB7HMG', '3a9431ba9ba719fc2b6b76e95b79ffa67035f7745a970233e2db133a07f6b703', '2026-11-21T12:59:19.221037Z', '01M7Z3159N2MNGA4R7CFJ55JGD', 6, '{"id":"01M7Z3159NKDSPRDFWFDER7WXE","version":1,"values":{"name":"Ada 🙂","notes":"# Notes\n[not markup] \u001b[31m","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7Z3157YVDKYEG2V9T67BGT6"},"created_at":"2026-11-21T12:59:19.221037Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.221037Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315A303J6KG7YA7BFBHMF', '46f0b49b5785fae775eecd00210913e9a6c836a4f719ffcd18ec6783136bba1a', '2026-11-21T12:59:19.235880Z', '01M7Z315A3J3RKRZXEXXPZ0092', 8, '{"id":"01M7Z3159NKDSPRDFWFDER7WXE","version":2,"values":{"name":"Ada 🙂","notes":"changed","age":9223372036854775807,"score":0.1,"member":true,"born":"1815-12-10","seen":"2024-12-31T23:59:59.123456Z","data":{"a":[1,null]},"town":"01M7Z3157YVDKYEG2V9T67BGT6"},"created_at":"2026-11-21T12:59:19.221037Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.235880Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315AD2EWJMNSXJWP368MJ', '49f5841334fcc3a2d31172e06aaf271190a764b008e29373354d6dda73c3fb47', '2026-11-21T12:59:19.245713Z', '01M7Z315ADHQTHQQB69T0Q799F', 9, '{"id":"01M7Z315AEYMB0VQ7AXAAKM6BB","name":"friend","table":"people","row_id":"01M7Z3159TXGZ1Z8DJJ0YXBMCD","label":"Bob","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315AR4D24CKAHRBVF9ST7', 'ffaabf5c246dd1a1a24b4d637f91c8ded92f58faaa9fa1d23006c20640f18f18', '2026-11-21T12:59:19.256615Z', '01M7Z315ARXAD9Q76E0H9Y4FEE', 10, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315B49VJQACM9ESGQS3XC', 'fb243d5b408806b036651a76fe113ed8282b47874bd1824fad423447213c72b8', '2026-11-21T12:59:19.268829Z', '01M7Z315B4X7E6PDTHTB1MWWZE', 11, '{"id":"01M7Z3159TXGZ1Z8DJJ0YXBMCD","version":2,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7Z31588JA7S42VD8NVJNR6V","dropped":"aside"},"created_at":"2026-11-21T12:59:19.226271Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.268829Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315BCBJGFR0QXM3EQ11J6', 'a8f7495af98aa65958fd75656bf1810f42fa5730dae49a098336b2a29abaaacb', '2026-11-21T12:59:19.276594Z', '01M7Z315BCBJGFR0QXM3EQ11J7', 12, '{"id":"c10","name":"dropped","type":"text","target":null,"definition":""}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315BR8X0W3WGGZVMXKY8K', 'f069851c37d3c9e197f6a835e851caeef5aca41d810891637c31c9629c9ec1ac', '2026-11-21T12:59:19.288670Z', '01M7Z315BRECECKM2AE19FCK78', 13, '{"id":"01M7Z315BRECECKM2AE19FCK79","version":1,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T12:59:19.288670Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.288670Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315C0Q82MB6E839EM3PVZ', '19edb5c5091651f14887d55a2dd8a984767da7b007a08bc6d1fe48a75c694053', '2026-11-21T12:59:19.296661Z', '01M7Z315C0WMJCRNVM4685C06G', 14, '{"id":"01M7Z315BRECECKM2AE19FCK79","version":2,"values":{"name":"Gone","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":null},"created_at":"2026-11-21T12:59:19.288670Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.296661Z","updated_by":"human:ada","deleted_at":"2026-11-21T12:59:19.296661Z","owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315DBKY3F6VY01JGQVGBQ', 'b2c04ba142862fdbdfb797f6115f0572ff0f83f68c7424be956814ca8bf32ef4', '2026-11-21T12:59:19.307306Z', '01M7Z315CB9CXJTYSQK9A6TQE3', 25, '{"table":"imported","read":10,"added":10,"changed":0,"unchanged":0,"refused":0,"refusals":[]}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315EQQVYP5ENZCF1FZ9VF', 'a9af59d29f07c5a2b016df2cb7d81478c7088f7d71a1caac05819a0fde512ff1', '2026-11-21T12:59:19.384832Z', '01M7Z315ERJQQ1M9MJ6300Q9Y4', 26, '{"id":"01M7Z315ETRW3PRYDQQ0JWZWHM","version":1,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":22,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9","text_id":"fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6","chars":22,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T12:59:19.384832Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.384832Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315F0N3H77YS2S5TSM5FR', '3bf7a179b09a669d02702988f45c02aabed7fe42b8861b555691010c2b463968', '2026-11-21T12:59:19.392527Z', '01M7Z315F0N3H77YS2S5TSM5FS', 27, '{"id":"01M7Z315ETRW3PRYDQQ0JWZWHM","version":2,"values":{"name":"plan.md","title":"Plan","summary":null,"kind":"artifact","media_type":"text/markdown","size":23,"path":null,"status":"ready","error":null,"untrusted":false,"source":null,"sha256":"eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82","text_id":"4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e","chars":23,"pages":0,"details":null,"modified":null},"created_at":"2026-11-21T12:59:19.384832Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.392527Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315FJWNKHNMVJ6PC88BKP', '64f4ddf0493f864288e69720c0b2439e56001f066fa3bd10c7eecc88534a38fa', '2026-11-21T12:59:19.410525Z', '01M7Z315FJWNKHNMVJ6PC88BKQ', 28, '{"row":{"id":"01M7Z315FK2PM4YV98CYFSNSQG","version":1,"values":{"name":"paper.pdf","title":null,"summary":null,"kind":"stored","media_type":"application/octet-stream","size":4,"path":"/papers/paper.pdf","status":"ready","error":null,"untrusted":false,"source":null,"sha256":"315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027","text_id":"d93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2","chars":17,"pages":2,"details":null,"modified":null},"created_at":"2026-11-21T12:59:19.410525Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.410525Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null},"outcome":"added"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315FNH29CHA1TSWNRPZJE', '0c13943540240b53d65eaf8c15cdfcdaac7ed9e7b3e15b680cfe944f14fb236d', '2026-11-21T12:59:19.413899Z', '01M7Z315FNWNMHBRHZ874SH6DA', 29, '{"id":"01M7Z315FPYNDHRHWMHWGFK3ZF","name":"about","table":"people","row_id":"01M7Z3159NKDSPRDFWFDER7WXE","label":"Ada 🙂","outgoing":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315FQ41X7R10YFC9WF2PY', 'da17a21e4905ae166e5ef9615c1ae3a74a7efc8d124d68ce7d67899926e6b3e0', '2026-11-21T12:59:19.416126Z', '01M7Z315FRB2EJCKEE1278VGYQ', 30, '{"id":"01M7Z3159TXGZ1Z8DJJ0YXBMCD","version":3,"values":{"name":"Bob","notes":null,"age":7,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7Z31588JA7S42VD8NVJNR6V"},"created_at":"2026-11-21T12:59:19.226271Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.416126Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z315FY1JKB8ZKZBGWDFJ3C', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T12:59:19.422971Z', '01M7Z315FYTQF83Q3N2B4F27FM', 31, '{"id":"01M7Z315FYTQF83Q3N2B4F27FM","action":"change.undo","at":"2026-11-21T12:59:19.422971Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed people/Bob: age","events":1,"first_seq":31,"last_seq":31,"undone_by":null,"undoes":"01M7Z315FRB2EJCKEE1278VGYQ","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CXZ1R5QSNW0V7YZHEFM6', '33e1574c8c7d03ef67f01ff0cbb5d6f0a91f49694d44e866c587da77d07077d4', '2026-11-21T14:33:07.810270Z', '01M7Z8CXZ23BD3BRNE7MDDSP5R', 32, '{"id":"01M7Z8CXZ2HG48D6J2C2TMYYQX","title":"Who lives in Oslo","model":"","messages":0,"begun_at":"2026-11-21T14:33:07.810270Z","last_at":"2026-11-21T14:33:07.810270Z","forked_from":null,"running":null,"usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_write_tokens":0,"cost":0}}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CXZ8Y8REHWXT3CMKMTVR', '4881b2e051cd2dfb4c1d0dd64506622f725d6e837ad48c829f507f3a4603d0b3', '2026-11-21T14:33:07.817233Z', '01M7Z8CXZ9VXYKEEB1C6BTR6TS', 33, '{"thread":{"id":"01M7Z8CXZ2HG48D6J2C2TMYYQX","title":"Who lives in Oslo","model":"","messages":1,"begun_at":"2026-11-21T14:33:07.810270Z","last_at":"2026-11-21T14:33:07.810270Z","forked_from":null,"running":"01M7Z8CXZAQPX76BTFX4X8MAPE","usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_write_tokens":0,"cost":0}},"message":{"id":"01M7Z8CXZAQPX76BTFX4X8MAPF","thread":"01M7Z8CXZ2HG48D6J2C2TMYYQX","turn":"01M7Z8CXZAQPX76BTFX4X8MAPE","n":1,"role":"person","status":"done","blocks":[{"type":"text","text":"Who lives in Oslo?"}],"at":"2026-11-21T14:33:07.817233Z","by":"human:ada","model":"","usage":{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_write_tokens":0,"cost":0},"error":""},"turn":"01M7Z8CXZAQPX76BTFX4X8MAPE"}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CY060Z0JAXE2BV29QY41', 'ebfe41122142f36e808f1dc7d8134d7f68eecd87a20e1b582010316cc72cb618', '2026-11-21T14:33:07.847133Z', '01M7Z8CY0778RVBC0S5FXF0YJ6', 37, '{"text":"Answer briefly."}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CY094XJBK0YXGW5CBYCK', 'b0a3b2157807b2e162e16ef37a0af2582b94fdbb3ceaa92150c50cccbfff9e46', '2026-11-21T14:33:07.850204Z', '01M7Z8CY0A96KGHW1B6D7NTEFQ', 38, '{"writes":"ask","private_rows":false,"tables":[],"actions":[],"models":[],"eagerness":"conservative","budgets":{"turn":{"soft_tokens":0,"hard_tokens":0,"soft_cost":500000,"hard_cost":2000000},"day":{"soft_tokens":0,"hard_tokens":0,"soft_cost":5000000,"hard_cost":20000000},"workspace":{"soft_tokens":0,"hard_tokens":0,"soft_cost":0,"hard_cost":0}}}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CY0J5R9RW9DHGGK2P7Q6', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T14:33:07.858319Z', '01M7Z8CY0JTCTY34PMAD41W36F', 39, '{"id":"01M7Z8CY0JTCTY34PMAD41W36F","action":"change.undo","at":"2026-11-21T14:33:07.858319Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed what agents may do","events":1,"first_seq":39,"last_seq":39,"undone_by":null,"undoes":"01M7Z8CY0A96KGHW1B6D7NTEFQ","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', '01M7Z8CY0PPRJ47Z4GFM0ETJYS', '4064e697dbac23b72c76bf06b7e02af82bfd10d19cc8dbb7a3fce6ca40d48de7', '2026-11-21T14:33:07.862837Z', '01M7Z8CY0PZ40CVNVYK5R0SN3V', 40, '{"id":"01M7Z8CY0PZ40CVNVYK5R0SN3V","action":"change.undo","at":"2026-11-21T14:33:07.862837Z","actor":"human:ada","on_behalf_of":null,"group_id":null,"summary":"undid: changed the instructions to assistants","events":1,"first_seq":40,"last_seq":40,"undone_by":null,"undoes":"01M7Z8CY0778RVBC0S5FXF0YJ6","undoable":true}');
INSERT INTO "lattice_receipts" VALUES ('human:ada', 'bob', '1b7bd6c838fa3f1b8356671304a17a22ed6529022b7b6d7747ac5c1cf2ee2c3a', '2026-11-21T12:59:19.226271Z', '01M7Z3159TXGZ1Z8DJJ0YXBMCC', 7, '{"id":"01M7Z3159TXGZ1Z8DJJ0YXBMCD","version":1,"values":{"name":"Bob","notes":null,"age":null,"score":null,"member":null,"born":null,"seen":null,"data":null,"town":"01M7Z31588JA7S42VD8NVJNR6V"},"created_at":"2026-11-21T12:59:19.226271Z","created_by":"human:ada","updated_at":"2026-11-21T12:59:19.226271Z","updated_by":"human:ada","deleted_at":null,"owner":"human:ada","visibility":"everyone","source":null}');
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
INSERT INTO "lattice_audit" VALUES (1, '2026-11-21T12:59:19.150858Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7Z3157E614HSVQDSQT8PTZT', NULL, 'ea9412b232f1c54b92b24db157e7ef4c3b5c4b314ea410382a1336047c06bf45', X'CED2E6F98ED940CE245A788CF10455E0', 'ce428add8b7d2c3117be0f72072562b9238f35e9311e23da7ba35449dc88428b', '0000000000000000000000000000000000000000000000000000000000000000', '3883a7fc47c186f00333b0644648336aa3d9a4f34943cd955f41e7db0ab776c9');
INSERT INTO "lattice_audit" VALUES (2, '2026-11-21T12:59:19.166716Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7Z3157YVDKYEG2V9T67BGT5', NULL, '81a1e4bb29aec28f6f74da85ef0481542f800e89f43dfc2b784930bddeaffef2', X'670AB71AE812780A6B34B55B9ABCF645', 'e623ec301777ff8a5f7262956de19f4d7e8690b714bffab2769b4a1188193670', '3883a7fc47c186f00333b0644648336aa3d9a4f34943cd955f41e7db0ab776c9', 'c24d5f244c93bd0356a7a8c6bdb95ccee57695e78d8fb88a93483441b23e869a');
INSERT INTO "lattice_audit" VALUES (3, '2026-11-21T12:59:19.176516Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7Z31588JA7S42VD8NVJNR6T', NULL, 'cb76145472a35b7b0e6bee0aaadadd415f91ca804f13b243b8f23694e9311f3f', X'793CD861E21B20CC6CA13CB7076DC431', '4c33f3303c5a2cddad522d7c62b2a783a1046b3fd744ea2decf09d3c2b730ab7', 'c24d5f244c93bd0356a7a8c6bdb95ccee57695e78d8fb88a93483441b23e869a', '7ac7be391c6a00d7689319525c8afa0a533c4f81cd677fc49438b4e2798baed6');
INSERT INTO "lattice_audit" VALUES (4, '2026-11-21T12:59:19.188939Z', 'human:ada', 'column.retype', 'allowed', '', '', '01M7Z3158MMA5DDD499SJ0CF23', NULL, 'f9a8d2f13f080e4aa3a0d9e33f652edcada6c3e30ca8c0e5bf85a4473b25309d', X'688C5A89D4EA99B6A8B52EE2731840A7', 'b3d0b884a656548bca0db19fac5fc8e462593d3555bfe7a9f79b281ddc0e73e1', '7ac7be391c6a00d7689319525c8afa0a533c4f81cd677fc49438b4e2798baed6', 'b6ea9a3b4cd4a490dcfad56c3ab8ea7aea0546fe7efe21c00f8d9554cd5da649');
INSERT INTO "lattice_audit" VALUES (5, '2026-11-21T12:59:19.206008Z', 'human:ada', 'table.create', 'allowed', '', '', '01M7Z31595BK2KPEAT7NCTPXTH', NULL, '4ec49abd1ab1504c8017cab77eef81b0a36294449dc04f7afb9e62ca644bfd1a', X'097D177F05C30B71A4FA30D9135B105F', '0d9a23cb6ef22ed7d560f1270e3416f09601634fbc216ba5f26d34e90367a540', 'b6ea9a3b4cd4a490dcfad56c3ab8ea7aea0546fe7efe21c00f8d9554cd5da649', 'e7fc794e483601181f5e79171c3a293040b26cf89360ddd8f7e9c3ef0c6204ec');
INSERT INTO "lattice_audit" VALUES (6, '2026-11-21T12:59:19.221037Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7Z3159N2MNGA4R7CFJ55JGD', NULL, '670a25b3ea63214927cc0e973acbf90d24b935e9d18087d9aa8952e1c31bfdfc', X'8475792D0C2B7535AAE7136B14A78A98', '2db89e1404ff2fd65869904086df57bc99c6c7669d2b57b9732b7716238cd7f0', 'e7fc794e483601181f5e79171c3a293040b26cf89360ddd8f7e9c3ef0c6204ec', 'c753b06a004cbec6f3b735486caa7b19bc2e0411b33a33717f124a0570aeac5e');
INSERT INTO "lattice_audit" VALUES (7, '2026-11-21T12:59:19.226271Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7Z3159TXGZ1Z8DJJ0YXBMCC', NULL, 'e0c4a277a33077632af28423f13939f9a64ca3597787badc8a9c4268dff08756', X'AD81B046B8C8B3B8F3BABC83729A4FBC', 'de5413d02a36a31c609dc21dd9de5ac93e24e8b06b3e48956a762517bfa9a640', 'c753b06a004cbec6f3b735486caa7b19bc2e0411b33a33717f124a0570aeac5e', '1ca9102ba1fdab2280a3a12d6300000bbccb2ef39710063d71ad27fc0775a3e9');
INSERT INTO "lattice_audit" VALUES (8, '2026-11-21T12:59:19.235880Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7Z315A3J3RKRZXEXXPZ0092', NULL, 'e78358a78507dc12bf2a00aa9f5c1e97ec8330da100a302c29d170e8fd982aee', X'537FD3FC0963E33ACED65DC74077F1F9', 'de68053443c9a82ee482d9eea81aa3bea75d01c68e91713f9d102bb6988887d2', '1ca9102ba1fdab2280a3a12d6300000bbccb2ef39710063d71ad27fc0775a3e9', '671d240c6a2cff9600f8be7d19d6d1fa9b38b0808e4b3fbd53999b3a6daaab0b');
INSERT INTO "lattice_audit" VALUES (9, '2026-11-21T12:59:19.245713Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7Z315ADHQTHQQB69T0Q799F', NULL, '1c136490f124ff3ff387094aabb8b0f727956ec466ae1827297175c3dbf708ad', X'2C0A592A0A4A4CF0C16CA828F5BB0319', 'd042dfa90298ee19dd407b389c607e0d80022e301a282778750e7d26bd51cc1b', '671d240c6a2cff9600f8be7d19d6d1fa9b38b0808e4b3fbd53999b3a6daaab0b', '0baed0c5a862f47166047870d73d297e9cda2398f7fdde4c74cb6ae78c4746f3');
INSERT INTO "lattice_audit" VALUES (10, '2026-11-21T12:59:19.256615Z', 'human:ada', 'column.add', 'allowed', '', '', '01M7Z315ARXAD9Q76E0H9Y4FEE', NULL, '97aa82d518edbfb1a5ee24f4f9107f1e122ef4e6481fcb801093915cc67ee746', X'F9E557F9BD1B0BBAE90FB76847E966CC', '5dee3f94d91319cf2480c6c37dd1cc59e2f219d5ecdf6ccea079f60d79a1fcd9', '0baed0c5a862f47166047870d73d297e9cda2398f7fdde4c74cb6ae78c4746f3', '376ef919109cd41206de131baa8f7537a6ebd4a62e5ee233e31a6bd843ad9d56');
INSERT INTO "lattice_audit" VALUES (11, '2026-11-21T12:59:19.268829Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7Z315B4X7E6PDTHTB1MWWZE', NULL, 'bcb41451bfed03731399d1bd2ac991ea90dd1a1717b09cca898f98ffcb2123e2', X'D09E1BB98BCA0DECB9A9D0239924E77C', '56768b32fc695ffaee715be8494a9d15a03db06ce1e0d19ab371692e460b5503', '376ef919109cd41206de131baa8f7537a6ebd4a62e5ee233e31a6bd843ad9d56', '3be909699bd5d977816bc1b9def792efdb3a035b22696abd2a039cf2b0b6fa8d');
INSERT INTO "lattice_audit" VALUES (12, '2026-11-21T12:59:19.276594Z', 'human:ada', 'column.drop', 'allowed', '', '', '01M7Z315BCBJGFR0QXM3EQ11J7', NULL, '20088f6623f9b37a3caad4f56767da46e96cf2a46e54f4790303886ac9e31753', X'F2DD4E38171547BAD2258E6FCFBFD092', 'e929855d06dcc985f85ed5cf761d06da2cb07346f14d3916873fc6d547e47ffe', '3be909699bd5d977816bc1b9def792efdb3a035b22696abd2a039cf2b0b6fa8d', 'fc550b1f694c3cf26113c28e7e5aaeba1d18906147e6a3716234c911f63000d3');
INSERT INTO "lattice_audit" VALUES (13, '2026-11-21T12:59:19.288670Z', 'human:ada', 'row.insert', 'allowed', '', '', '01M7Z315BRECECKM2AE19FCK78', NULL, '1d3db2eb44a6cd155cece4a43ca3446afdc1db03640fd8ac76ec7bfd2d4d0350', X'B268FB3B63C197E20B996332539BDBE2', 'f9c6919a544af9826463c6ef5c1800fe5050952390e492d310e4516b1968f521', 'fc550b1f694c3cf26113c28e7e5aaeba1d18906147e6a3716234c911f63000d3', '5fa0e28638cb5d2db4ab3d8faf74f0b8bd751223758cc0a3f1caca12798ccf97');
INSERT INTO "lattice_audit" VALUES (14, '2026-11-21T12:59:19.296661Z', 'human:ada', 'row.delete', 'allowed', '', '', '01M7Z315C0WMJCRNVM4685C06G', NULL, '8de969679f6de6df3ab6cdc9d0273d9e07e7fb5355d2d685b83af1fa8d8e3efa', X'FF087B8C5F3F5D6E2D0B121EB5F8DC70', '1a540a3051297f3f5b6a96ae82fbe623fbc4461b47bb07ea016d3d6795f8fd9e', '5fa0e28638cb5d2db4ab3d8faf74f0b8bd751223758cc0a3f1caca12798ccf97', '0eaca79a7acfc3641ebc5efe64b007a3997206d195b1166510302d4a5f4b3dbf');
INSERT INTO "lattice_audit" VALUES (15, '2026-11-21T12:59:19.307306Z', 'human:ada', 'row.import', 'allowed', '', '', '01M7Z315CB9CXJTYSQK9A6TQE3', NULL, 'c243d649abf97977e4d59570e255898a4386276277ce1f64b32df9a8536c07c2', X'3EF7FA4CAFC325C57ADB5ABE1BB44974', '64a409c2e1855fa775ec41279a06ae9782d384e55000b770f4ab4d3190d26014', '0eaca79a7acfc3641ebc5efe64b007a3997206d195b1166510302d4a5f4b3dbf', 'd47d8deac23d94ad58bcd669dace339bfd1775385446a856b5644afabc869887');
INSERT INTO "lattice_audit" VALUES (16, '2026-11-21T12:59:19.384832Z', 'human:ada', 'artifact.create', 'allowed', '', '', '01M7Z315ERJQQ1M9MJ6300Q9Y4', NULL, 'e9416dcad847b2cd912a1781e5203080bc6cd9ba2cca46b3e099cdba0f5484eb', X'0DE7B8B07EFB9321645AD8B05E8C0DB4', '29bc61c95d7403c34e92d6d90a98c7a052469fab949e372de1deada6cd6c53d8', 'd47d8deac23d94ad58bcd669dace339bfd1775385446a856b5644afabc869887', '7f5a54eb2a2f3180f8d0e0aa35c9fc33b091ce37046a99d7f541ddbd05fe8604');
INSERT INTO "lattice_audit" VALUES (17, '2026-11-21T12:59:19.392527Z', 'human:ada', 'artifact.update', 'allowed', '', '', '01M7Z315F0N3H77YS2S5TSM5FS', NULL, '56c15d1c69f2d90302d5db08b10b5aef3b8afa1e6bac1b526158f7f6628ec563', X'51F43E31D209D470FF6AF953D59A311B', 'dd5adeb3a8b263f6cdc10fb16ed96d2dccdf70f8c384f599d1db53e2d52da94a', '7f5a54eb2a2f3180f8d0e0aa35c9fc33b091ce37046a99d7f541ddbd05fe8604', '329633cd32aa0aa93ac5ba1fd54bc24ffcb601d123831ef29bba355f2bb10744');
INSERT INTO "lattice_audit" VALUES (18, '2026-11-21T12:59:19.410525Z', 'human:ada', 'file.add', 'allowed', '', '', '01M7Z315FJWNKHNMVJ6PC88BKQ', NULL, 'f75e92f99bf469dff817e99254da51c2af02d1ffe2827376aec09f5d1e96dbd6', X'E26B7CB972635962565FAC5065714771', '5ca6d9f34b6e68a86b5ba3be073d32f544ad6bf99c8c8cf829b2588c183d8e0c', '329633cd32aa0aa93ac5ba1fd54bc24ffcb601d123831ef29bba355f2bb10744', 'f02e756ed3dd8ee01fceeb84c0d59efcbcabca723ea4c7bdfb1f34ab1f87f921');
INSERT INTO "lattice_audit" VALUES (19, '2026-11-21T12:59:19.413899Z', 'human:ada', 'link.add', 'allowed', '', '', '01M7Z315FNWNMHBRHZ874SH6DA', NULL, 'e058c264d6c8d56a07a40a1586a4837cf5c35ecf28737f48f4611a0e39badf60', X'8057FDE02F09E19412EACEF5026A431B', '98c3e917cf5d238abf41c2612d4f3730be07da7098500ecd07d5200882c0f753', 'f02e756ed3dd8ee01fceeb84c0d59efcbcabca723ea4c7bdfb1f34ab1f87f921', '9f48f7e17c58b60fa03468be094ea6798c90fbdee4ba5bba90a6ce64b88b0f15');
INSERT INTO "lattice_audit" VALUES (20, '2026-11-21T12:59:19.416126Z', 'human:ada', 'row.update', 'allowed', '', '', '01M7Z315FRB2EJCKEE1278VGYQ', NULL, '3d10e10d598cd2738582545f85ab887fe68743d879b356a10c36f2575d5fb7b5', X'F9E2452D0173CA0A8BC598B856F3BECB', '0ed7f83d4e3f493ff85aedc1f2e205714623ce3048caae81327f98739e5323c7', '9f48f7e17c58b60fa03468be094ea6798c90fbdee4ba5bba90a6ce64b88b0f15', 'a2ca0e1abadc217f49272c5929606c1f840e20ec444584ab566498ea205ef8fb');
INSERT INTO "lattice_audit" VALUES (21, '2026-11-21T12:59:19.422971Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7Z315FYTQF83Q3N2B4F27FM', NULL, '27481fb1095243bf58cb4fd5e8cf089251feac7f65d4d777ca5f23a180709a4d', X'64B32CFCE6DE85E52429BF9CF1C6BB3E', '05de14750e2c7ff4ade79a411943f4dfa47ebb56bb9ccf2478036914670d5be6', 'a2ca0e1abadc217f49272c5929606c1f840e20ec444584ab566498ea205ef8fb', '6aa0fd7c8675f1a7dd690f40da46173b5218c4182712ce0d15e8aa9fe3ac3cc1');
INSERT INTO "lattice_audit" VALUES (22, '2026-11-21T14:33:07.810270Z', 'human:ada', 'thread.create', 'allowed', '', '', '01M7Z8CXZ23BD3BRNE7MDDSP5R', NULL, '3adf7a7876714588234f4aadedbcc23441010ca4793fb686271dc736fc7e8087', X'5CE731404239971F89A22976EAE56D34', 'ef68ce819e178f6c27436cc60dbf420e5d338a1128989bc7ddd289cfa92cc77f', '6aa0fd7c8675f1a7dd690f40da46173b5218c4182712ce0d15e8aa9fe3ac3cc1', 'f4172823a88271eaaaa09a388d8c5a4c16e474bf0961adaf2395d07ee834c462');
INSERT INTO "lattice_audit" VALUES (23, '2026-11-21T14:33:07.817233Z', 'human:ada', 'turn.begin', 'allowed', '', '', '01M7Z8CXZ9VXYKEEB1C6BTR6TS', NULL, '9376e6fa55f29f879786688b4d90195d35a995a74d866d40101c6a7aa6fc392f', X'63958D70EDC9D6269822E52B9E601784', 'afb6087f305a20590ea8b50019cc1cfd503419319b9825c585b230c080d29617', 'f4172823a88271eaaaa09a388d8c5a4c16e474bf0961adaf2395d07ee834c462', '987e87bd82bc6dda2a7dd3bfa8caac8a012dacd4ea37cdfddbd943657e211500');
INSERT INTO "lattice_audit" VALUES (24, '2026-11-21T14:33:07.824368Z', 'agent:assistant', 'message.add', 'allowed', '', '', '01M7Z8CXZGG9AJHCJF830ZX838', 'human:ada', '4a57490f6c675ae8d52128755c3f46acf4c4632de5a48095e2f1e1cbe5724e54', X'896D79F3F690B0B4DDEB3051EEFBA87B', '45217a16dd037542dabc13970084afc6909e66edaf9e0f47e43be373c297e4f5', '987e87bd82bc6dda2a7dd3bfa8caac8a012dacd4ea37cdfddbd943657e211500', '254f90e7e9bb25086f93164eab43b62e32ade4343e8acf2c053e46867e281d5b');
INSERT INTO "lattice_audit" VALUES (25, '2026-11-21T14:33:07.828988Z', 'agent:assistant', 'message.add', 'allowed', '', '', '01M7Z8CXZMJXEH2817W52HBVE3', 'human:ada', 'c93b62ba45cd4cba591674671e543beccc205d23d46a49b4192ebcb99c289286', X'C1BF665DE99CA7185F2833908D8162B4', 'a373d96d0d496313da9601cff49ee5324285c426edc61c147e61b044013559de', '254f90e7e9bb25086f93164eab43b62e32ade4343e8acf2c053e46867e281d5b', 'e3cc07e4db3a08f1ec2ce51ef46c131a18c14b3a672a83a81deb907d84711366');
INSERT INTO "lattice_audit" VALUES (26, '2026-11-21T14:33:07.832312Z', 'agent:assistant', 'message.add', 'allowed', '', '', '01M7Z8CXZR94KY9PJ0PVK4VQNQ', 'human:ada', '354a614323f759892807941d02eb10b1153ecb8c2499c2f3540f420cab69db4c', X'F494827D75E3D4777B4E19488FD70457', 'a5d620f2e7d10bc53a7547d38cd94f9d036ffd1d57c0bfce439fbb4fa1a2f1ea', 'e3cc07e4db3a08f1ec2ce51ef46c131a18c14b3a672a83a81deb907d84711366', 'e8227a3404a403e875ad2d5d4b11bfe180a884746ac8c0e9b7ef19a2427e9b07');
INSERT INTO "lattice_audit" VALUES (27, '2026-11-21T14:33:07.847133Z', 'human:ada', 'instructions.set', 'allowed', '', '', '01M7Z8CY0778RVBC0S5FXF0YJ6', NULL, '2dcf3338517794efe3c035130362066e19ae30895152303f69db292f56f8e49c', X'75BF4E80A2ED97174D146EAFA39B32C1', 'dd36137dc88a82dfe4c45f2349069c6bd404af4328de34fd48b0d41d96532226', 'e8227a3404a403e875ad2d5d4b11bfe180a884746ac8c0e9b7ef19a2427e9b07', '2f10b52a86d0eda32151c869904dcded3bbbc9cc258f2a51d00d949a8303d6d8');
INSERT INTO "lattice_audit" VALUES (28, '2026-11-21T14:33:07.850204Z', 'human:ada', 'policy.set', 'allowed', '', '', '01M7Z8CY0A96KGHW1B6D7NTEFQ', NULL, '3629c01b07179bb32d5f062057ff32d4b07589a130e872a185d49f57b3f00620', X'717EAADD0A6F101C9B075DF568866EA2', 'ca6c4a7b4ef4db5e69da68ed892c642b6148c563cc7337ad53d31d083529406c', '2f10b52a86d0eda32151c869904dcded3bbbc9cc258f2a51d00d949a8303d6d8', '1862d1c0d4114976306181a02c174ca0c174f1e1b1d224190630593de10cc340');
INSERT INTO "lattice_audit" VALUES (29, '2026-11-21T14:33:07.858319Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7Z8CY0JTCTY34PMAD41W36F', NULL, 'f01736e68f8c500962bfa5f3e5dcb73f161254c2b20f3f4979d99d81cbc9c6ad', X'FE38BFF78168437A49D1B3F4B10C83B8', '54a172af16002d42d8dbcb07b5767b70b02c047ba1d59b494d4ba8841e1d0eaf', '1862d1c0d4114976306181a02c174ca0c174f1e1b1d224190630593de10cc340', '14fb871a7650b4cd06b997c267b8aefe4e79eca0bdd668f62be06e111952ed7f');
INSERT INTO "lattice_audit" VALUES (30, '2026-11-21T14:33:07.862837Z', 'human:ada', 'change.undo', 'allowed', '', '', '01M7Z8CY0PZ40CVNVYK5R0SN3V', NULL, 'bbe016ffa3e2a15c57116812ec28bc2625b7c2e7e83c9ac8db0b0849193c1b91', X'848A634A943CE989DB5DC757D2B8CE45', '1f1fdbdd7fbca3f8f4eabdd245b579be234fb881d99344d9a4847b201b18da7f', '14fb871a7650b4cd06b997c267b8aefe4e79eca0bdd668f62be06e111952ed7f', 'b2ae6f86519bf2d883028d77155bdeb03ab7a73183c536aef2d807a32243f04d');
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
INSERT INTO "lattice_blobs" VALUES (1, 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9', 22, '2026-11-21T12:59:19.385071Z');
INSERT INTO "lattice_blobs" VALUES (2, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', 23, '2026-11-21T12:59:19.393381Z');
INSERT INTO "lattice_blobs" VALUES (3, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 4, '2026-11-21T12:59:19.403441Z');
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
INSERT INTO "lattice_texts" VALUES (1, 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6', 22, 0, '2026-11-21T12:59:19.385763Z');
INSERT INTO "lattice_texts" VALUES (2, '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, '2026-11-21T12:59:19.394106Z');
INSERT INTO "lattice_texts" VALUES (3, 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, '2026-11-21T12:59:19.406954Z');
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
INSERT INTO "lattice_parts" VALUES (1, 1, 0, 0, 22, NULL, '', 'Plan', 1, replace('# Plan\nfirst thoughts\n', '\n', char(10)));
INSERT INTO "lattice_parts" VALUES (2, 2, 0, 0, 23, NULL, '', 'Plan', 1, replace('# Plan\nsecond thoughts\n', '\n', char(10)));
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
INSERT INTO "lattice_contents" VALUES ('01M7Z315FK2PM4YV98CYFSNSQG', 'bytes', '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027');
INSERT INTO "lattice_contents" VALUES ('01M7Z315ETRW3PRYDQQ0JWZWHM', 'text', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e');
INSERT INTO "lattice_contents" VALUES ('01M7Z315ETRW3PRYDQQ0JWZWHM', 'bytes', 'a26e3cbd665dfb2622118ee6f9fcadd6b0afa16132cd910f7810263ed70d99b9');
INSERT INTO "lattice_contents" VALUES ('01M7Z315FK2PM4YV98CYFSNSQG', 'text', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2');
INSERT INTO "lattice_contents" VALUES ('01M7Z315ETRW3PRYDQQ0JWZWHM', 'bytes', 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82');
INSERT INTO "lattice_contents" VALUES ('01M7Z315ETRW3PRYDQQ0JWZWHM', 'text', 'fc5d5454e006938dc32e79733e8eebcccd45b5f8642cceb27ced55aa5e4c3ea6');
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
INSERT INTO "_files" VALUES ('01M7Z315ETRW3PRYDQQ0JWZWHM', 2, '2026-11-21T12:59:19.384832Z', 'human:ada', '2026-11-21T12:59:19.392527Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'plan.md', 'Plan', NULL, 'artifact', 'text/markdown', 23, NULL, 'ready', NULL, 0, NULL, 'eb1ca4734cb4c0e870cfabbf6aa3bd697cd6ad1b8424b2acd14dcdcd8551cb82', '4c1d32093173e287dab44f78f991066a82af5e87588713a56b76c97d467e021e', 23, 0, NULL, NULL);
INSERT INTO "_files" VALUES ('01M7Z315FK2PM4YV98CYFSNSQG', 1, '2026-11-21T12:59:19.410525Z', 'human:ada', '2026-11-21T12:59:19.410525Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'paper.pdf', NULL, NULL, 'stored', 'application/octet-stream', 4, '/papers/paper.pdf', 'ready', NULL, 0, NULL, '315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027', 'd93b9bafa4e7369eca08bb2cb1eabdcec319ec008d496c1bf1ca26f076cfbda2', 17, 2, NULL, NULL);
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
CREATE TABLE "towns" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "_was_c2_1" TEXT, "code" INTEGER);
INSERT INTO "towns" VALUES ('01M7Z3157YVDKYEG2V9T67BGT6', 1, '2026-11-21T12:59:19.166716Z', 'human:ada', '2026-11-21T12:59:19.166716Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Oslo', '3', 3);
INSERT INTO "towns" VALUES ('01M7Z31588JA7S42VD8NVJNR6V', 1, '2026-11-21T12:59:19.176516Z', 'human:ada', '2026-11-21T12:59:19.176516Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bergen', '46', 46);
CREATE VIRTUAL TABLE "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0" USING fts5(s1, s2, s3, s4, s5, s6, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_data";
INSERT INTO "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_data" VALUES (1, X'02020000000000');
INSERT INTO "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_data" VALUES (137438953473, X'00000038073062657267656E02020201046F736C6F010202000331626502020201026F7301020200043262657202020201036F736C010202040B09080709');
DELETE FROM "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_idx";
INSERT INTO "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_config";
INSERT INTO "lattice_text_01M7Z3157F0TWSZGE5XAZV9VA0_config" VALUES ('version', 4);
CREATE TABLE "people" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "name" TEXT, "notes" TEXT, "age" INTEGER, "score" REAL, "member" BOOLEAN, "born" TEXT, "seen" TEXT, "data" TEXT, "town" TEXT, "_dropped_c10" TEXT);
INSERT INTO "people" VALUES ('01M7Z3159NKDSPRDFWFDER7WXE', 2, '2026-11-21T12:59:19.221037Z', 'human:ada', '2026-11-21T12:59:19.235880Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Ada 🙂', 'changed', 9223372036854775807, 0.1, 1, '1815-12-10', '2024-12-31T23:59:59.123456Z', '{"a":[1,null]}', '01M7Z3157YVDKYEG2V9T67BGT6', NULL);
INSERT INTO "people" VALUES ('01M7Z3159TXGZ1Z8DJJ0YXBMCD', 4, '2026-11-21T12:59:19.226271Z', 'human:ada', '2026-11-21T12:59:19.422971Z', 'human:ada', NULL, 'human:ada', 'everyone', NULL, 'Bob', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '01M7Z31588JA7S42VD8NVJNR6V', 'aside');
INSERT INTO "people" VALUES ('01M7Z315BRECECKM2AE19FCK79', 2, '2026-11-21T12:59:19.288670Z', 'human:ada', '2026-11-21T12:59:19.296661Z', 'human:ada', '2026-11-21T12:59:19.296661Z', 'human:ada', 'everyone', NULL, 'Gone', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIRTUAL TABLE "lattice_text_01M7Z31596E8HNENDQR804NFTG" USING fts5(s1, s2, s3, s4, s5, s6, s7, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7Z31596E8HNENDQR804NFTG_data";
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (1, X'0203010301000000');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (10, X'000000000108080008010101020101030101040101050101060101070101080101');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (137438953473, X'000000B50230310106010203010333316D010601010501016101060102020202646101020201066D61726B7570010601010401036E6F7401060101030402657301060101020203756C6C01060102040104F09F9982010203000331333101060101050102616401020201026D61010601010401026E6F010801010203020175010601020400043233316D0106010105010361646101020201036D6172010601010401036E6F740108010102030202756C010601020404080A08070D0A090A090A07090A080B080A0B');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (274877906945, X'0000001D0430626F62020202000331626F020202000432626F62020202040808');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (412316860417, X'000000820230310101010333316D0101010161010102026461010101066D61726B7570010101036E6F7401010402657301010203756C6C01010104F09F998201010003313331010101026164010101026D61010101026E6F0101020175010100043233316D01010103616461010101036D6172010101036E6F7401010202756C010104050705060A07060708070606060508070707');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (549755813889, X'00000074023031010601020301016101060102020202646101020201076368616E676564010601010201046E756C6C01060102040104F09F9982010203000331616401020201026368010601010201026E7501060102040004326164610102020103636861010601010201036E756C0106010204040808070E0B09080909090A');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (687194767361, X'0000001A0430626F620201000331626F0201000432626F620201040707');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (824633720833, X'0000003C0630617369646502060103020103626F62020202000331617302060103020102626F02020200043261736902060103020103626F62020202040C080A070B');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (962072674305, X'0000001E0530676F6E65030202000331676F030202000432676F6E030202040908');
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_data" VALUES (1099511627777, X'0000001B0530676F6E650301000331676F0301000432676F6E0301040807');
DELETE FROM "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx";
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (3, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (4, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (5, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (6, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (7, X'', 2);
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_idx" VALUES (8, X'', 2);
DELETE FROM "lattice_text_01M7Z31596E8HNENDQR804NFTG_config";
INSERT INTO "lattice_text_01M7Z31596E8HNENDQR804NFTG_config" VALUES ('version', 4);
CREATE TABLE "imported" (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _created_at TEXT NOT NULL, _created_by TEXT NOT NULL, _updated_at TEXT NOT NULL, _updated_by TEXT NOT NULL, _deleted_at TEXT, _owner TEXT NOT NULL, _visibility TEXT NOT NULL, _source TEXT, "n" INTEGER, "word" TEXT);
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKP', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 0, 'word0');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKQ', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 1, 'word1');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKR', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 2, 'word2');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKS', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 3, 'word3');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKT', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 4, 'word4');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKV', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 5, 'word5');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKW', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 6, 'word6');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKX', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 7, 'word7');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKY', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 8, 'word8');
INSERT INTO "imported" VALUES ('01M7Z315CXB71V0KF26B7R6QKZ', 1, '2026-11-21T12:59:19.307306Z', 'human:ada', '2026-11-21T12:59:19.307306Z', 'human:ada', NULL, 'human:ada', 'everyone', 'words.csv', 9, 'word9');
CREATE VIRTUAL TABLE "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06" USING fts5(s1, s2, s3, s4, s5, content='', columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
DELETE FROM "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_data";
INSERT INTO "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_data" VALUES (1, X'0A0A00000000');
INSERT INTO "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_data" VALUES (137438953473, X'0000008B0630776F7264300102020501310202020501320302020501330402020501340502020501350602020501360702020501370802020501380902020501390A0202000331776F010202010202010202010202010202010202010202010202010202010202000432776F72010202010202010202010202010202010202010202010202010202010202040A06060606060606060623');
DELETE FROM "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_idx";
INSERT INTO "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_idx" VALUES (1, X'', 2);
DELETE FROM "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_config";
INSERT INTO "lattice_text_01M7Z315CGVHHNY2T6XQPMTQ06_config" VALUES ('version', 4);
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
INSERT INTO "lattice_usage" VALUES (1, '2026-11-21T14:33:07.838140Z', 'agent:assistant', 'm', '01M7Z8CXZ2HG48D6J2C2TMYYQX', '01M7Z8CXZAQPX76BTFX4X8MAPE', 'chat', 1, 2, 3, 4, 5);
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
INSERT INTO "_threads" VALUES ('01M7Z8CXZ2HG48D6J2C2TMYYQX', 1, '2026-11-21T14:33:07.810270Z', 'human:ada', '2026-11-21T14:33:07.810270Z', 'human:ada', NULL, 'human:ada', 'private', NULL, 'Who lives in Oslo', NULL, NULL);
CREATE VIRTUAL TABLE lattice_text_00000000000000000000THREAD USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_00000000000000000000THREAD_data";
INSERT INTO "lattice_text_00000000000000000000THREAD_data" VALUES (1, X'010400000000000000');
INSERT INTO "lattice_text_00000000000000000000THREAD_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "lattice_text_00000000000000000000THREAD_data" VALUES (137438953473, X'0000005C0330696E01020401056C6976657301020301046F736C6F010205010377686F010202000331696E01020401026C6901020301026F73010205010277680102020004326C697601020301036F736C010205010377686F01020204070A0908080707070908');
DELETE FROM "lattice_text_00000000000000000000THREAD_idx";
INSERT INTO "lattice_text_00000000000000000000THREAD_idx" VALUES (1, X'', 2);
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
INSERT INTO "_messages" VALUES ('01M7Z8CXZAQPX76BTFX4X8MAPF', 1, '2026-11-21T14:33:07.817233Z', 'human:ada', '2026-11-21T14:33:07.817233Z', 'human:ada', NULL, 'human:ada', 'private', NULL, 'Who lives in Oslo?', '01M7Z8CXZ2HG48D6J2C2TMYYQX', '01M7Z8CXZAQPX76BTFX4X8MAPE', 1, 'person', 'done', '[{"text":"Who lives in Oslo?","type":"text"}]', NULL, NULL, NULL);
INSERT INTO "_messages" VALUES ('01M7Z8CXZGG9AJHCJF830ZX839', 1, '2026-11-21T14:33:07.824368Z', 'agent:assistant', '2026-11-21T14:33:07.824368Z', 'agent:assistant', NULL, 'human:ada', 'private', NULL, 'I look.', '01M7Z8CXZ2HG48D6J2C2TMYYQX', '01M7Z8CXZAQPX76BTFX4X8MAPE', 2, 'assistant', 'done', '[{"redacted":"","signature":"sig","text":"hm","type":"thinking"},{"text":"I look.","type":"text"},{"id":"c1","input":{"table":"people"},"invalid":"","name":"query_rows","op_id":"01M7Z31P000000000000000000","type":"call"}]', 'm', '{"cache_read_tokens":3,"cache_write_tokens":4,"cost":5,"input_tokens":1,"output_tokens":2}', NULL);
INSERT INTO "_messages" VALUES ('01M7Z8CXZNTMCC42WSQ197M3X8', 1, '2026-11-21T14:33:07.828988Z', 'agent:assistant', '2026-11-21T14:33:07.828988Z', 'agent:assistant', NULL, 'human:ada', 'private', NULL, NULL, '01M7Z8CXZ2HG48D6J2C2TMYYQX', '01M7Z8CXZAQPX76BTFX4X8MAPE', 3, 'tool', 'done', '[{"call_id":"c1","change_ids":[],"elapsed_ms":0,"refs":[],"status":"done","text":"2 rows","trimmed":false,"type":"result","words":"2 rows"}]', NULL, NULL, NULL);
INSERT INTO "_messages" VALUES ('01M7Z8CXZRNB3CXX7EZBPRPF1S', 1, '2026-11-21T14:33:07.832312Z', 'agent:assistant', '2026-11-21T14:33:07.832312Z', 'agent:assistant', NULL, 'human:ada', 'private', NULL, 'Ada does.', '01M7Z8CXZ2HG48D6J2C2TMYYQX', '01M7Z8CXZAQPX76BTFX4X8MAPE', 4, 'assistant', 'done', '[{"text":"Ada does.","type":"text"}]', NULL, NULL, NULL);
CREATE VIRTUAL TABLE lattice_text_00000000000000000MESSAGES1 USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
DELETE FROM "lattice_text_00000000000000000MESSAGES1_data";
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (1, X'040800000000000000');
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (10, X'000000000103030003010101020101030101');
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (137438953473, X'0000005C0330696E01020401056C6976657301020301046F736C6F010205010377686F010202000331696E01020401026C6901020301026F73010205010277680102020004326C697601020301036F736C010205010377686F01020204070A0908080707070908');
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (274877906945, X'0000002402306902020201046C6F6F6B0202030003316C6F0202030004326C6F6F02020304060908');
INSERT INTO "lattice_text_00000000000000000MESSAGES1_data" VALUES (412316860417, X'0000003504306164610402020104646F657304020300033161640402020102646F0402030004326164610402020103646F65040203040809080709');
DELETE FROM "lattice_text_00000000000000000MESSAGES1_idx";
INSERT INTO "lattice_text_00000000000000000MESSAGES1_idx" VALUES (1, X'', 2);
INSERT INTO "lattice_text_00000000000000000MESSAGES1_idx" VALUES (2, X'', 2);
INSERT INTO "lattice_text_00000000000000000MESSAGES1_idx" VALUES (3, X'', 2);
DELETE FROM "lattice_text_00000000000000000MESSAGES1_config";
INSERT INTO "lattice_text_00000000000000000MESSAGES1_config" VALUES ('version', 4);
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
CREATE INDEX "lattice_live_01M7Z3157F0TWSZGE5XAZV9VA0" ON "towns" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7Z3157F0TWSZGE5XAZV9VA0" ON "towns" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7Z31596E8HNENDQR804NFTG" ON "people" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7Z31596E8HNENDQR804NFTG" ON "people" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX "lattice_live_01M7Z315CGVHHNY2T6XQPMTQ06" ON "imported" (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_01M7Z315CGVHHNY2T6XQPMTQ06" ON "imported" (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
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
