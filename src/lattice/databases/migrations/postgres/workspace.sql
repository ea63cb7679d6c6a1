-- The bookkeeping of one workspace in its own schema ($SCHEMA), which is the search path while this runs.
-- The same tables as in SQLite's files of this format; search has indexes instead of tables.


-- One value per key: format, workspace_id, name, description, created_at, schema_version.
CREATE TABLE lattice_meta (
    key text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

-- Tables, also dropped ones that are kept aside. `live` and `trashed` count rows.
CREATE TABLE lattice_tables (
    id text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    folded text COLLATE "C" NOT NULL,
    sql_name text COLLATE "C" NOT NULL,
    definition text COLLATE "C" NOT NULL DEFAULT '',
    key text COLLATE "C" NOT NULL DEFAULT '[]',
    native bigint NOT NULL DEFAULT 0,
    next_column bigint NOT NULL DEFAULT 1,
    text_slots bigint NOT NULL DEFAULT 0,
    live bigint NOT NULL DEFAULT 0,
    trashed bigint NOT NULL DEFAULT 0,
    dropped_at text COLLATE "C",
    dropped_change text COLLATE "C"
);
CREATE UNIQUE INDEX lattice_tables_name ON lattice_tables (folded) WHERE dropped_at IS NULL;

-- Columns, also dropped ones. `slot` is the column of the search index that holds its text.
CREATE TABLE lattice_columns (
    table_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    folded text COLLATE "C" NOT NULL,
    sql_name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    target text COLLATE "C",
    definition text COLLATE "C" NOT NULL DEFAULT '',
    position bigint NOT NULL,
    slot bigint,
    dropped_at text COLLATE "C",
    dropped_change text COLLATE "C",
    PRIMARY KEY (table_id, id)
);
CREATE UNIQUE INDEX lattice_columns_name ON lattice_columns (table_id, folded) WHERE dropped_at IS NULL;

CREATE TABLE lattice_links (
    id text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    from_table text COLLATE "C" NOT NULL,
    from_row text COLLATE "C" NOT NULL,
    to_table text COLLATE "C" NOT NULL,
    to_row text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    created_by text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX lattice_links_from ON lattice_links (from_row, to_row, name);
CREATE INDEX lattice_links_to ON lattice_links (to_row);

-- The log: one line per row, column, table or link that changed.
CREATE TABLE lattice_events (
    seq bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL,
    change_id text COLLATE "C" NOT NULL,
    group_id text COLLATE "C",
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    on_behalf_of text COLLATE "C",
    origin text COLLATE "C" NOT NULL,
    op text COLLATE "C" NOT NULL,
    table_id text COLLATE "C",
    row_id text COLLATE "C",
    before text COLLATE "C",
    after text COLLATE "C",
    salt bytea,
    hash bytea NOT NULL
);
CREATE INDEX lattice_events_row ON lattice_events (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX lattice_events_change ON lattice_events (change_id);
CREATE INDEX lattice_events_table ON lattice_events (table_id);

-- What each action did: its events, whether it was taken back, what it took back itself.
CREATE TABLE lattice_changes (
    id text COLLATE "C" PRIMARY KEY,
    group_id text COLLATE "C",
    action text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    on_behalf_of text COLLATE "C",
    origin text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    events bigint NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    undoable bigint NOT NULL,
    undone_by text COLLATE "C"
);
CREATE INDEX lattice_changes_seq ON lattice_changes (first_seq);
CREATE INDEX lattice_changes_actor ON lattice_changes (actor, first_seq);
CREATE INDEX lattice_changes_group ON lattice_changes (group_id) WHERE group_id IS NOT NULL;

-- Which changes an undo (or redo) took back.
CREATE TABLE lattice_undone (
    change_id text COLLATE "C" NOT NULL,
    target_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (change_id, target_id)
);

-- Answers of writes by op_id, kept 30 days.
CREATE TABLE lattice_receipts (
    actor text COLLATE "C" NOT NULL,
    op_id text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    at text COLLATE "C" NOT NULL,
    change_id text COLLATE "C",
    seq bigint,
    result text COLLATE "C",
    PRIMARY KEY (actor, op_id)
);
CREATE INDEX lattice_receipts_at ON lattice_receipts (at);
CREATE INDEX lattice_receipts_change ON lattice_receipts (change_id);

-- The audit chain: append-only, each record holds the hash of the one before.
-- `request` is the salted hash of the action; a purge takes the salt away, which is not in the chain.
CREATE TABLE lattice_audit (
    n bigint PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    change_id text COLLATE "C",
    on_behalf_of text COLLATE "C",
    request text COLLATE "C" NOT NULL,
    salt bytea,
    events_digest text COLLATE "C" NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL
);

-- Imports under way: what to sweep when their process is gone.
CREATE TABLE lattice_loads (
    id text COLLATE "C" PRIMARY KEY,
    table_id text COLLATE "C" NOT NULL,
    host text COLLATE "C" NOT NULL,
    pid bigint NOT NULL,
    process_started text COLLATE "C" NOT NULL,
    beat_at text COLLATE "C" NOT NULL
);

-- Files: their rows, their bytes by content, their text by content and in parts.

-- Bytes, once per content. `sha256` is empty while they are coming in; `kept_at` says since when they
-- are here, so that what no file uses is swept.
CREATE TABLE lattice_blobs (
    key bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    sha256 text COLLATE "C" UNIQUE,
    size bigint NOT NULL,
    kept_at text COLLATE "C" NOT NULL
);

-- In pieces of 1 MiB (the last one is shorter), so that a range is read without the whole.
CREATE TABLE lattice_pieces (
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    blob_key bigint NOT NULL,
    n bigint NOT NULL,
    bytes bytea NOT NULL
);
CREATE UNIQUE INDEX lattice_pieces_of ON lattice_pieces (blob_key, n);

-- Texts, once per content: `id` is the SHA-256 of the parts, empty while they are coming in.
CREATE TABLE lattice_texts (
    key bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" UNIQUE,
    chars bigint NOT NULL,
    pages bigint NOT NULL,
    kept_at text COLLATE "C" NOT NULL
);

-- `start` is where the part begins in the text, in characters.
CREATE TABLE lattice_parts (
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    text_key bigint NOT NULL,
    n bigint NOT NULL,
    start bigint NOT NULL,
    chars bigint NOT NULL,
    page bigint,
    place text COLLATE "C" NOT NULL,
    heading text COLLATE "C" NOT NULL,
    level bigint NOT NULL,
    text text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX lattice_parts_of ON lattice_parts (text_key, n);
CREATE INDEX lattice_parts_start ON lattice_parts (text_key, start, n);

-- Which contents each file has or had: what stands here is kept. `what` is `bytes` or `text`.
CREATE TABLE lattice_contents (
    file_id text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (file_id, what, id)
);
CREATE INDEX lattice_contents_of ON lattice_contents (id);

-- Leaves to fetch from the web, for the budgets; those older than a day are forgotten.
CREATE TABLE lattice_fetches (
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    group_id text COLLATE "C",
    host text COLLATE "C" NOT NULL
);
CREATE INDEX lattice_fetches_at ON lattice_fetches (at);

-- The native table of files. Its id is the same in every workspace.
CREATE TABLE _files (
    _rowid_ bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,
    _id text COLLATE "C" NOT NULL PRIMARY KEY,
    _version bigint NOT NULL,
    _created_at text COLLATE "C" NOT NULL,
    _created_by text COLLATE "C" NOT NULL,
    _updated_at text COLLATE "C" NOT NULL,
    _updated_by text COLLATE "C" NOT NULL,
    _deleted_at text COLLATE "C",
    _owner text COLLATE "C" NOT NULL,
    _visibility text COLLATE "C" NOT NULL,
    _source text COLLATE "C",
    name text COLLATE "C",
    title text COLLATE "C",
    summary text COLLATE "C",
    kind text COLLATE "C",
    media_type text COLLATE "C",
    size bigint,
    path text COLLATE "C",
    status text COLLATE "C",
    error text COLLATE "C",
    untrusted boolean,
    source text COLLATE "C",
    sha256 text COLLATE "C",
    text_id text COLLATE "C",
    chars bigint,
    pages bigint,
    details text COLLATE "C",
    modified text COLLATE "C"
);
CREATE INDEX "lattice_live_000000000000000000000F11ES" ON _files (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_000000000000000000000F11ES" ON _files (_deleted_at, _id) WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_files_text ON _files (text_id);
CREATE INDEX lattice_files_sha256 ON _files (sha256);
CREATE INDEX lattice_files_path ON _files (path);
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

-- The assistant: conversations, what runs in them, what agents asked for, what models used.

-- A turn that runs: who runs it, since when nothing was heard, and what has streamed in of its answer
-- (JSON). Not in the log: it is gone when the turn ends.
CREATE TABLE lattice_turns (
    turn text COLLATE "C" PRIMARY KEY,
    thread text COLLATE "C" NOT NULL UNIQUE,
    host text COLLATE "C" NOT NULL,
    process bigint NOT NULL,
    beat_at text COLLATE "C" NOT NULL,
    blocks text COLLATE "C" NOT NULL
);

-- What agents asked for and what people answered. `request` is the action as canonical JSON.
CREATE TABLE lattice_approvals (
    id text COLLATE "C" PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    on_behalf_of text COLLATE "C" NOT NULL,
    session text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    request text COLLATE "C" NOT NULL,
    decision text COLLATE "C" NOT NULL,
    decided_at text COLLATE "C",
    decided_by text COLLATE "C",
    used_at text COLLATE "C"
);
CREATE INDEX lattice_approvals_of ON lattice_approvals (actor, session, scope);
CREATE INDEX lattice_approvals_waiting ON lattice_approvals (at) WHERE decision = 'asked';

-- What each request to a model used. Money in millionths of a US dollar.
CREATE TABLE lattice_usage (
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    actor text COLLATE "C" NOT NULL,
    model text COLLATE "C" NOT NULL,
    thread text COLLATE "C" NOT NULL,
    turn text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    cache_read_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    cost bigint NOT NULL
);
CREATE INDEX lattice_usage_at ON lattice_usage (at);
CREATE INDEX lattice_usage_turn ON lattice_usage (turn);
CREATE INDEX lattice_usage_thread ON lattice_usage (thread);

-- The native tables of conversations. Their ids are the same in every workspace.
CREATE TABLE _threads (
    _rowid_ bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,
    _id text COLLATE "C" NOT NULL PRIMARY KEY,
    _version bigint NOT NULL,
    _created_at text COLLATE "C" NOT NULL,
    _created_by text COLLATE "C" NOT NULL,
    _updated_at text COLLATE "C" NOT NULL,
    _updated_by text COLLATE "C" NOT NULL,
    _deleted_at text COLLATE "C",
    _owner text COLLATE "C" NOT NULL,
    _visibility text COLLATE "C" NOT NULL,
    _source text COLLATE "C",
    title text COLLATE "C",
    model text COLLATE "C",
    forked_from text COLLATE "C"
);
CREATE INDEX "lattice_live_00000000000000000000THREAD" ON _threads (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_00000000000000000000THREAD" ON _threads (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE TABLE _messages (
    _rowid_ bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,
    _id text COLLATE "C" NOT NULL PRIMARY KEY,
    _version bigint NOT NULL,
    _created_at text COLLATE "C" NOT NULL,
    _created_by text COLLATE "C" NOT NULL,
    _updated_at text COLLATE "C" NOT NULL,
    _updated_by text COLLATE "C" NOT NULL,
    _deleted_at text COLLATE "C",
    _owner text COLLATE "C" NOT NULL,
    _visibility text COLLATE "C" NOT NULL,
    _source text COLLATE "C",
    text text COLLATE "C",
    thread text COLLATE "C",
    turn text COLLATE "C",
    n bigint,
    role text COLLATE "C",
    status text COLLATE "C",
    blocks text COLLATE "C",
    model text COLLATE "C",
    usage text COLLATE "C",
    error text COLLATE "C"
);
CREATE INDEX "lattice_live_00000000000000000MESSAGES1" ON _messages (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_00000000000000000MESSAGES1" ON _messages (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
CREATE INDEX lattice_messages_thread ON _messages (thread, n);
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

-- The native table of saved views. Its id is the same in every workspace.
CREATE TABLE _views (
    _rowid_ bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE,
    _id text COLLATE "C" NOT NULL PRIMARY KEY,
    _version bigint NOT NULL,
    _created_at text COLLATE "C" NOT NULL,
    _created_by text COLLATE "C" NOT NULL,
    _updated_at text COLLATE "C" NOT NULL,
    _updated_by text COLLATE "C" NOT NULL,
    _deleted_at text COLLATE "C",
    _owner text COLLATE "C" NOT NULL,
    _visibility text COLLATE "C" NOT NULL,
    _source text COLLATE "C",
    name text COLLATE "C",
    table_id text COLLATE "C",
    filter text COLLATE "C",
    sort text COLLATE "C",
    columns text COLLATE "C",
    frozen bigint
);
CREATE INDEX "lattice_live_000000000000000000000V1EWS" ON _views (_id) WHERE _deleted_at IS NULL;
CREATE INDEX "lattice_trash_000000000000000000000V1EWS" ON _views (_deleted_at, _id)
    WHERE _deleted_at IS NOT NULL;
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

-- Who else may see or change a row whose visibility is `custom`.
CREATE TABLE lattice_grants (
    row_id text COLLATE "C" NOT NULL,
    table_id text COLLATE "C" NOT NULL,
    member text COLLATE "C" NOT NULL,
    may_write bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (row_id, member)
);
CREATE INDEX lattice_grants_member ON lattice_grants (member, row_id) INCLUDE (may_write);

-- Every row that is not for everyone, also purged ones: what the log, links and counts keep from others.
-- A trigger of each table writes it.
CREATE TABLE lattice_hidden (
    row_id text COLLATE "C" PRIMARY KEY,
    table_id text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    visibility text COLLATE "C" NOT NULL,
    trashed bigint NOT NULL DEFAULT 0,
    purged bigint NOT NULL DEFAULT 0
);
CREATE INDEX lattice_hidden_table ON lattice_hidden (table_id);
CREATE INDEX lattice_hidden_owner ON lattice_hidden (owner);

-- What each member brought in within the last day: with it alone may they make a file of a content, for
-- who merely knows the digest of what others keep must not come by it.
CREATE TABLE lattice_puts (
    member text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    at text COLLATE "C" NOT NULL,
    PRIMARY KEY (member, id)
);

ALTER TABLE lattice_tables ADD COLUMN visibility text COLLATE "C" NOT NULL DEFAULT 'everyone';
ALTER TABLE lattice_columns ADD COLUMN audience text COLLATE "C" NOT NULL DEFAULT 'everyone';

CREATE INDEX lattice_parts_words ON lattice_parts USING gin (lattice.words(text));
