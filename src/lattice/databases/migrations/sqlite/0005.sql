-- Saved views: the native table with a row for each. Its id is the same in every workspace.
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
CREATE INDEX lattice_live_000000000000000000000V1EWS ON _views (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_000000000000000000000V1EWS ON _views (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE VIRTUAL TABLE lattice_text_000000000000000000000V1EWS USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO lattice_tables (id, name, folded, sql_name, definition, native, next_column, text_slots) VALUES
    ('000000000000000000000V1EWS', '_views', '_views', '_views',
        'Saved views: a filter, a sort and columns of a table with a name', 1, 7, 8);
INSERT INTO lattice_columns (table_id, id, name, folded, sql_name, type, definition, position, slot) VALUES
    ('000000000000000000000V1EWS', 'c1', 'name', 'name', 'name', 'text', 'What people call it', 0, NULL),
    ('000000000000000000000V1EWS', 'c2', 'table_id', 'table_id', 'table_id', 'text', 'Id of the table that it shows', 1, NULL),
    ('000000000000000000000V1EWS', 'c3', 'filter', 'filter', 'filter', 'text', 'Which rows it shows; all when empty', 2, NULL),
    ('000000000000000000000V1EWS', 'c4', 'sort', 'sort', 'sort', 'json', 'Ids of the columns that it sorts by', 3, NULL),
    ('000000000000000000000V1EWS', 'c5', 'columns', 'columns', 'columns', 'json', 'Columns in order: id, hidden, width', 4, NULL),
    ('000000000000000000000V1EWS', 'c6', 'frozen', 'frozen', 'frozen', 'integer', 'How many columns at the left stay in sight', 5, NULL);
UPDATE lattice_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'schema_version';
