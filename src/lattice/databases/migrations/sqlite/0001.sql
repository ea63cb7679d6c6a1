-- The first format of a workspace file. Never changed after release: what comes later is 0002.sql.

-- One value per key: format, workspace_id, name, description, created_at, schema_version.
CREATE TABLE lattice_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Tables, also dropped ones that are kept aside. `live` and `trashed` count rows.
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
CREATE UNIQUE INDEX lattice_tables_name ON lattice_tables (folded) WHERE dropped_at IS NULL;

-- Columns, also dropped ones. `slot` is the column of the search index that holds its text.
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
CREATE UNIQUE INDEX lattice_columns_name ON lattice_columns (table_id, folded) WHERE dropped_at IS NULL;

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
CREATE UNIQUE INDEX lattice_links_from ON lattice_links (from_row, to_row, name);
CREATE INDEX lattice_links_to ON lattice_links (to_row);

-- The log: one line per row, column, table or link that changed.
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
CREATE INDEX lattice_events_row ON lattice_events (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX lattice_events_change ON lattice_events (change_id);
CREATE INDEX lattice_events_table ON lattice_events (table_id);

-- What each action did: its events, whether it was taken back, what it took back itself.
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
CREATE INDEX lattice_changes_seq ON lattice_changes (first_seq);
CREATE INDEX lattice_changes_actor ON lattice_changes (actor, first_seq);
CREATE INDEX lattice_changes_group ON lattice_changes (group_id) WHERE group_id IS NOT NULL;

-- Which changes an undo (or redo) took back.
CREATE TABLE lattice_undone (
    change_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    PRIMARY KEY (change_id, target_id)
) WITHOUT ROWID;

-- Answers of writes by op_id, kept 30 days.
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
CREATE INDEX lattice_receipts_at ON lattice_receipts (at);
CREATE INDEX lattice_receipts_change ON lattice_receipts (change_id);

-- The audit chain: append-only, each record holds the hash of the one before.
-- `request` is the salted hash of the action; a purge takes the salt away, which is not in the chain.
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

-- Imports under way: what to sweep when their process is gone.
CREATE TABLE lattice_loads (
    id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started TEXT NOT NULL,
    beat_at TEXT NOT NULL
) WITHOUT ROWID;
