-- Sharing: who sees rows that are added to a table, who reads a column, who sees and changes a row.
ALTER TABLE lattice_tables ADD COLUMN visibility TEXT NOT NULL DEFAULT 'everyone';
ALTER TABLE lattice_columns ADD COLUMN audience TEXT NOT NULL DEFAULT 'everyone';

-- Members who may read, or also change, a row that is for some.
CREATE TABLE lattice_grants (
    row_id TEXT NOT NULL,
    table_id TEXT NOT NULL,
    member TEXT NOT NULL,
    may_write INTEGER NOT NULL,
    PRIMARY KEY (row_id, member)
) WITHOUT ROWID;
CREATE INDEX lattice_grants_member ON lattice_grants (member);

-- Every row that is not for everyone, those that were purged since too: their events stay hidden.
CREATE TABLE lattice_hidden (
    row_id TEXT PRIMARY KEY,
    table_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    visibility TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX lattice_hidden_table ON lattice_hidden (table_id);
CREATE INDEX lattice_hidden_owner ON lattice_hidden (owner);

-- Rows that agents made private until now; conversations have a rule of their own.
INSERT INTO lattice_hidden (row_id, table_id, owner, visibility)
SELECT row_id, table_id, json_extract(after, '$._owner'), json_extract(after, '$._visibility')
FROM lattice_events
WHERE op = 'row.insert' AND after IS NOT NULL AND row_id IS NOT NULL
    AND json_extract(after, '$._visibility') <> 'everyone'
    AND table_id NOT IN ('00000000000000000000THREAD', '00000000000000000MESSAGES1');
INSERT INTO lattice_meta (key, value)
SELECT 'hidden_owners', owners
FROM (SELECT count(*) AS hidden, json_group_array(DISTINCT owner) AS owners FROM lattice_hidden)
WHERE hidden > 0;
UPDATE lattice_meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'schema_version';
