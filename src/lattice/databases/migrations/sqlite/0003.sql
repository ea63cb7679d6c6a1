-- The assistant: conversations, what runs in them, what agents asked for, what models used.

-- A turn that runs: who runs it, since when nothing was heard, and what has streamed in of its answer
-- (JSON). Not in the log: it is gone when the turn ends.
CREATE TABLE lattice_turns (
    turn TEXT PRIMARY KEY,
    thread TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    process INTEGER NOT NULL,
    beat_at TEXT NOT NULL,
    blocks TEXT NOT NULL
) WITHOUT ROWID;

-- What agents asked for and what people answered. `request` is the action as canonical JSON.
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
CREATE INDEX lattice_approvals_of ON lattice_approvals (actor, session, scope);
CREATE INDEX lattice_approvals_waiting ON lattice_approvals (at) WHERE decision = 'asked';

-- What each request to a model used. Money in millionths of a US dollar.
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
CREATE INDEX lattice_usage_at ON lattice_usage (at);
CREATE INDEX lattice_usage_turn ON lattice_usage (turn);
CREATE INDEX lattice_usage_thread ON lattice_usage (thread);

-- The native tables of conversations. Their ids are the same in every workspace.
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
CREATE INDEX lattice_live_00000000000000000000THREAD ON _threads (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_00000000000000000000THREAD ON _threads (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE VIRTUAL TABLE lattice_text_00000000000000000000THREAD USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
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
CREATE INDEX lattice_live_00000000000000000MESSAGES1 ON _messages (_id) WHERE _deleted_at IS NULL;
CREATE INDEX lattice_trash_00000000000000000MESSAGES1 ON _messages (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_messages_thread ON _messages (thread, n);
CREATE VIRTUAL TABLE lattice_text_00000000000000000MESSAGES1 USING fts5(
    s1, s2, s3, s4, s5, s6, s7, s8, content='', columnsize=0, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO lattice_tables (id, name, folded, sql_name, definition, native, next_column, text_slots) VALUES
    ('00000000000000000000THREAD', '_threads', '_threads', '_threads',
        'Conversations with the assistant; each is seen by its person alone', 1, 4, 8),
    ('00000000000000000MESSAGES1', '_messages', '_messages', '_messages',
        'What was said in conversations', 1, 11, 8);
INSERT INTO lattice_columns (table_id, id, name, folded, sql_name, type, definition, position, slot) VALUES
    ('00000000000000000000THREAD', 'c1', 'title', 'title', 'title', 'text', 'What it is about', 0, 1),
    ('00000000000000000000THREAD', 'c2', 'model', 'model', 'model', 'text', 'Model of its newest turn', 1, NULL),
    ('00000000000000000000THREAD', 'c3', 'forked_from', 'forked_from', 'forked_from', 'text', 'Thread it was forked from', 2, NULL),
    ('00000000000000000MESSAGES1', 'c1', 'text', 'text', 'text', 'markdown', 'Its words', 0, 1),
    ('00000000000000000MESSAGES1', 'c2', 'thread', 'thread', 'thread', 'text', 'The thread it stands in', 1, NULL),
    ('00000000000000000MESSAGES1', 'c3', 'turn', 'turn', 'turn', 'text', 'The turn it belongs to', 2, NULL),
    ('00000000000000000MESSAGES1', 'c4', 'n', 'n', 'n', 'integer', 'Its number in the thread', 3, NULL),
    ('00000000000000000MESSAGES1', 'c5', 'role', 'role', 'role', 'text', 'person, assistant, tool or note', 4, NULL),
    ('00000000000000000MESSAGES1', 'c6', 'status', 'status', 'status', 'text', 'done, running, stopped, interrupted or failed', 5, NULL),
    ('00000000000000000MESSAGES1', 'c7', 'blocks', 'blocks', 'blocks', 'json', 'Words, thinking, calls and results', 6, NULL),
    ('00000000000000000MESSAGES1', 'c8', 'model', 'model', 'model', 'text', 'Model that answered', 7, NULL),
    ('00000000000000000MESSAGES1', 'c9', 'usage', 'usage', 'usage', 'json', 'What the answer used', 8, NULL),
    ('00000000000000000MESSAGES1', 'c10', 'error', 'error', 'error', 'text', 'Why it is not whole', 9, NULL);
UPDATE lattice_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'schema_version';
