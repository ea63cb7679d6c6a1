-- Files: their rows, their bytes by content, their text by content and in parts.

-- Bytes, once per content. `sha256` is empty while they are coming in; `kept_at` says since when they
-- are here, so that what no file uses is swept.
CREATE TABLE lattice_blobs (
    key INTEGER PRIMARY KEY,
    sha256 TEXT UNIQUE,
    size INTEGER NOT NULL,
    kept_at TEXT NOT NULL
);

-- In pieces of 1 MiB (the last one is shorter), so that a range is read without the whole.
CREATE TABLE lattice_pieces (
    id INTEGER PRIMARY KEY,
    blob_key INTEGER NOT NULL,
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE UNIQUE INDEX lattice_pieces_of ON lattice_pieces (blob_key, n);

-- Texts, once per content: `id` is the SHA-256 of the parts, empty while they are coming in.
CREATE TABLE lattice_texts (
    key INTEGER PRIMARY KEY,
    id TEXT UNIQUE,
    chars INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    kept_at TEXT NOT NULL
);

-- `start` is where the part begins in the text, in characters.
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
CREATE UNIQUE INDEX lattice_parts_of ON lattice_parts (text_key, n);
CREATE INDEX lattice_parts_start ON lattice_parts (text_key, start, n);
CREATE VIRTUAL TABLE lattice_parts_text USING fts5(
    text, content='lattice_parts', content_rowid='id', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);

-- Which contents each file has or had: what stands here is kept. `what` is `bytes` or `text`.
CREATE TABLE lattice_contents (
    file_id TEXT NOT NULL,
    what TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (file_id, what, id)
) WITHOUT ROWID;
CREATE INDEX lattice_contents_of ON lattice_contents (id);

-- Leaves to fetch from the web, for the budgets; those older than a day are forgotten.
CREATE TABLE lattice_fetches (
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    group_id TEXT,
    host TEXT NOT NULL
);
CREATE INDEX lattice_fetches_at ON lattice_fetches (at);

-- The native table of files. Its id is the same in every workspace.
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
CREATE INDEX lattice_live_000000000000000000000F11ES ON _files (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_000000000000000000000F11ES ON _files (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_files_text ON _files (text_id);
CREATE INDEX lattice_files_sha256 ON _files (sha256);
CREATE INDEX lattice_files_path ON _files (path);
CREATE VIRTUAL TABLE lattice_text_000000000000000000000F11ES USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO lattice_tables (id, name, folded, sql_name, definition, native, next_column, text_slots)
VALUES ('000000000000000000000F11ES', '_files', '_files', '_files',
    'Documents, web pages and artifacts of this workspace', 1, 18, 8);
INSERT INTO lattice_columns (table_id, id, name, folded, sql_name, type, definition, position, slot) VALUES
    ('000000000000000000000F11ES', 'c1', 'name', 'name', 'name', 'text', 'As people call it, with its suffix', 0, 1),
    ('000000000000000000000F11ES', 'c2', 'title', 'title', 'title', 'text', 'What the document calls itself', 1, 2),
    ('000000000000000000000F11ES', 'c3', 'summary', 'summary', 'summary', 'text', 'What it says, in few words', 2, 3),
    ('000000000000000000000F11ES', 'c4', 'kind', 'kind', 'kind', 'text', 'stored, referenced, web or artifact', 3, NULL),
    ('000000000000000000000F11ES', 'c5', 'media_type', 'media_type', 'media_type', 'text', 'Its format', 4, NULL),
    ('000000000000000000000F11ES', 'c6', 'size', 'size', 'size', 'integer', 'In bytes', 5, NULL),
    ('000000000000000000000F11ES', 'c7', 'path', 'path', 'path', 'text', 'Path or address that it came from', 6, 4),
    ('000000000000000000000F11ES', 'c8', 'status', 'status', 'status', 'text', 'ready, no_text, partial, failed, changed or missing', 7, NULL),
    ('000000000000000000000F11ES', 'c9', 'error', 'error', 'error', 'text', 'Why its text is not whole', 8, NULL),
    ('000000000000000000000F11ES', 'c10', 'untrusted', 'untrusted', 'untrusted', 'boolean', 'Whether it holds words of strangers', 9, NULL),
    ('000000000000000000000F11ES', 'c11', 'source', 'source', 'source', 'text', 'What brought it in', 10, NULL),
    ('000000000000000000000F11ES', 'c12', 'sha256', 'sha256', 'sha256', 'text', 'SHA-256 of its bytes', 11, NULL),
    ('000000000000000000000F11ES', 'c13', 'text_id', 'text_id', 'text_id', 'text', 'SHA-256 of its text as it is kept', 12, NULL),
    ('000000000000000000000F11ES', 'c14', 'chars', 'chars', 'chars', 'integer', 'Characters of its text', 13, NULL),
    ('000000000000000000000F11ES', 'c15', 'pages', 'pages', 'pages', 'integer', 'Pages, slides, sheets or chapters', 14, NULL),
    ('000000000000000000000F11ES', 'c16', 'details', 'details', 'details', 'json', 'What the reader found beside text', 15, 5),
    ('000000000000000000000F11ES', 'c17', 'modified', 'modified', 'modified', 'datetime', 'When the original was last changed', 16, NULL);
UPDATE lattice_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'schema_version';
