-- What is of the whole server: workspaces, members, tokens, invitations, and who asks. Run again at every
-- start as lattice_owner; nothing in it may fail when it is there already.
-- $LOWER stands for a collation that knows the cases of all letters.

CREATE SCHEMA IF NOT EXISTS lattice;
GRANT USAGE ON SCHEMA lattice TO lattice_member;
-- What the engine calls without saying where it is: nothing else is found by its bare name.
CREATE SCHEMA IF NOT EXISTS lattice_sql;
GRANT USAGE ON SCHEMA lattice_sql TO lattice_member;

-- The key that tickets are signed with, as the two padded blocks of HMAC (RFC 2104), and the password of
-- the login role. Nobody but the owner reads it.
CREATE TABLE IF NOT EXISTS lattice.keys (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    key bytea NOT NULL,
    password text NOT NULL
);

CREATE TABLE IF NOT EXISTS lattice.workspaces (
    id text COLLATE "C" PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    epoch text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    removed_at text COLLATE "C"
);

CREATE TABLE IF NOT EXISTS lattice.members (
    workspace text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    joined_at text COLLATE "C" NOT NULL,
    invited_by text COLLATE "C",
    last_seen_at text COLLATE "C",
    removed_at text COLLATE "C",
    on_behalf_of text COLLATE "C",
    PRIMARY KEY (workspace, id)
);

CREATE TABLE IF NOT EXISTS lattice.tokens (
    id text COLLATE "C" PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE,
    actor text COLLATE "C" NOT NULL,
    admin boolean NOT NULL DEFAULT false,
    workspaces text COLLATE "C" NOT NULL DEFAULT '[]',
    on_behalf_of text COLLATE "C",
    device text COLLATE "C" NOT NULL DEFAULT '',
    created_at text COLLATE "C" NOT NULL,
    expires_at text COLLATE "C",
    last_used_at text COLLATE "C",
    revoked_at text COLLATE "C",
    replaced_by text COLLATE "C",
    actions text COLLATE "C" NOT NULL DEFAULT '[]',
    tables text COLLATE "C" NOT NULL DEFAULT '[]',
    dollars_a_day double precision
);
CREATE INDEX IF NOT EXISTS tokens_actor ON lattice.tokens (actor);

CREATE TABLE IF NOT EXISTS lattice.invites (
    id text COLLATE "C" PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE,
    workspace text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    for_name text COLLATE "C" NOT NULL DEFAULT '',
    member text COLLATE "C" NOT NULL DEFAULT '',
    created_by text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    expires_at text COLLATE "C" NOT NULL,
    used_at text COLLATE "C",
    used_by text COLLATE "C",
    withdrawn_at text COLLATE "C"
);
CREATE INDEX IF NOT EXISTS invites_workspace ON lattice.invites (workspace);
-- Who used it may ask again when the answer was lost: under which op_id, and which token it brought.
ALTER TABLE lattice.invites ADD COLUMN IF NOT EXISTS op_id text COLLATE "C";
ALTER TABLE lattice.invites ADD COLUMN IF NOT EXISTS token text COLLATE "C";

-- Workspaces on their way in: what each consists of (its manifest as JSON), and how far each part has come.
CREATE TABLE IF NOT EXISTS lattice.arrivals (
    workspace text COLLATE "C" PRIMARY KEY,
    manifest text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    owner_name text COLLATE "C" NOT NULL,
    begun_at text COLLATE "C" NOT NULL,
    verified_at text COLLATE "C",
    opened_at text COLLATE "C",
    token text COLLATE "C"
);
CREATE TABLE IF NOT EXISTS lattice.arrived (
    workspace text COLLATE "C" NOT NULL,
    part text COLLATE "C" NOT NULL,
    rows bigint NOT NULL,
    after text COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace, part)
);

-- pg_temp stands last in the path of every function that runs as the owner: unnamed it would be searched
-- first, and a caller's own temporary table would take the place of a real one.

-- The parts of the ticket of this transaction: schema, when it ends, member or steward, actor, principal,
-- role, ids of the tables it opens (or *). NULL when there is none, or one that the server did not sign.
-- Only functions that run as the owner may call it: nobody else reads the key.
CREATE OR REPLACE FUNCTION lattice.read_ticket(raw text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    genuine boolean := (
        SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(substr(raw, 65), 'UTF8'))), 'hex') = left(raw, 64)
        FROM lattice.keys);
BEGIN
    -- when it ends is looked at only in one that is genuine: in others anything may stand there
    IF genuine THEN
        IF split_part(raw, '|', 2)::double precision >= extract(epoch FROM clock_timestamp())::double precision THEN
            RETURN string_to_array(substr(raw, 65), '|');
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION lattice.ticket() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN lattice.read_ticket(current_setting('lattice.ticket', true));
END $$;

-- The same when it is for this workspace.
CREATE OR REPLACE FUNCTION lattice.ticket(of_schema text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.read_ticket(current_setting('lattice.ticket', true));
BEGIN
    RETURN CASE WHEN parts[1] = of_schema THEN parts END;
END $$;

-- Whether the steward asks, of whatever workspace or of none.
CREATE OR REPLACE FUNCTION lattice.steward() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce((lattice.ticket())[3] = 'steward', false);
END $$;

-- Whose rights count by a ticket: * for the steward, NULL for nobody or for whom the table is closed.
-- Conversations are their person's, and the assistant's that has them.
CREATE OR REPLACE FUNCTION lattice.principal(parts text[], of_table text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN parts[3] = 'steward' THEN '*'
        WHEN of_table IS NOT NULL AND parts[7] <> '*' AND NOT of_table = ANY (string_to_array(parts[7], ',')) THEN NULL
        WHEN of_table IN ('00000000000000000000THREAD', '00000000000000000MESSAGES1')
            AND parts[4] <> parts[5] AND parts[4] <> 'agent:assistant' THEN NULL
        ELSE parts[5] END
$$;

-- Who asks: the person whose rights count; * for the steward, NULL for nobody or for whom the table is closed.
CREATE OR REPLACE FUNCTION lattice.me(of_schema text, of_table text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.read_ticket(current_setting('lattice.ticket', true));
BEGIN
    RETURN CASE WHEN parts[1] = of_schema THEN lattice.principal(parts, of_table) END;
END $$;

-- The same for who may write there: owner, admin and editor.
CREATE OR REPLACE FUNCTION lattice.writer(of_schema text, of_table text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.read_ticket(current_setting('lattice.ticket', true));
BEGIN
    RETURN CASE WHEN parts[1] = of_schema AND (parts[3] = 'steward' OR parts[6] IN ('owner', 'admin', 'editor'))
        THEN lattice.principal(parts, of_table) END;
END $$;

-- In whose name who may write there changes rows: the actor's; * for the steward, NULL for who may not.
CREATE OR REPLACE FUNCTION lattice.signs(of_schema text, of_table text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.read_ticket(current_setting('lattice.ticket', true));
BEGIN
    IF parts[1] IS DISTINCT FROM of_schema OR lattice.principal(parts, of_table) IS NULL THEN RETURN NULL; END IF;
    IF parts[3] = 'steward' THEN RETURN '*'; END IF;
    RETURN CASE WHEN parts[6] IN ('owner', 'admin', 'editor')
        OR of_table IN ('00000000000000000000THREAD', '00000000000000000MESSAGES1') THEN parts[4] END;
END $$;

-- The actor that acts, such as an agent; * for the steward.
CREATE OR REPLACE FUNCTION lattice.actor(of_schema text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.ticket(of_schema);
BEGIN
    RETURN CASE WHEN parts[3] = 'steward' THEN '*' ELSE parts[4] END;
END $$;

-- Whether the role of who asks is among those that may read a column with this audience.
CREATE OR REPLACE FUNCTION lattice.reads(of_schema text, audience text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.ticket(of_schema);
BEGIN
    IF parts IS NULL THEN RETURN false; END IF;
    RETURN parts[3] = 'steward' OR CASE audience
        WHEN 'everyone' THEN true
        WHEN 'admin' THEN parts[6] IN ('owner', 'admin')
        ELSE parts[6] = 'owner' END;
END $$;

-- Whether a schema's audit may be read whole.
CREATE OR REPLACE FUNCTION lattice.audits(of_schema text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.ticket(of_schema);
BEGIN
    RETURN coalesce(parts[3] = 'steward' OR parts[6] IN ('owner', 'admin'), false);
END $$;

-- What is of the server is reached by the steward of the server alone.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['workspaces', 'members', 'tokens', 'invites', 'arrivals', 'arrived'] LOOP
        EXECUTE format('ALTER TABLE lattice.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE lattice.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('DROP POLICY IF EXISTS keeper ON lattice.%I', name);
        EXECUTE format('CREATE POLICY keeper ON lattice.%I TO lattice_owner USING (true) WITH CHECK (true)', name);
        EXECUTE format('DROP POLICY IF EXISTS steward ON lattice.%I', name);
        EXECUTE format('CREATE POLICY steward ON lattice.%I TO lattice_member'
            ' USING ((SELECT lattice.steward()))'
            ' WITH CHECK ((SELECT lattice.steward()))', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON lattice.%I TO lattice_member', name);
    END LOOP;
END $$;

-- A list from the outside as rows, under the name and in the form that SQLite has.
CREATE OR REPLACE FUNCTION lattice_sql.json_each(list text) RETURNS TABLE (value text)
LANGUAGE sql IMMUTABLE AS $$ SELECT e.value COLLATE "C" FROM jsonb_array_elements_text(list::jsonb) e (value) $$;

-- NULL when there is no such key, as SQLite has it.
CREATE OR REPLACE FUNCTION lattice_sql.json_type(object text, path text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT jsonb_typeof(object::jsonb -> substr(path, 3)) COLLATE "C" $$;

CREATE OR REPLACE FUNCTION lattice_sql.json_extract(object text, path text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT (object::jsonb ->> substr(path, 3)) COLLATE "C" $$;

-- Text as it is searched: folded words in order, without case and diacritics, as SQLite's index cuts them.
CREATE OR REPLACE FUNCTION lattice.words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.simple', CASE
        WHEN octet_length($1) = char_length($1)
        THEN regexp_replace(lower(left($1, 400000)), '[^a-z0-9]+', ' ', 'g')
        ELSE regexp_replace(
            lower(regexp_replace(normalize(left($1, 400000), NFD), '[\u0300-\u036f]', '', 'g') COLLATE $LOWER),
            '[^[:alnum:]]+' COLLATE $LOWER, ' ', 'g')
        END)
$$;

-- Python's str.lower, as far as the collation goes.
CREATE OR REPLACE FUNCTION lattice.text_lower(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT lower($1 COLLATE $LOWER) COLLATE "C" $$;

-- A float as people read it: as Python writes it, which knows exponents from 1e16 on, and not 1e15.
CREATE OR REPLACE FUNCTION lattice.number_text(float8) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN abs($1) >= 1e15 AND abs($1) < 1e16
        THEN trunc($1)::bigint::text || CASE WHEN $1 = trunc($1) THEN '' ELSE ltrim(abs($1 - trunc($1))::text, '0') END
        ELSE $1::text END COLLATE "C"
$$;

-- Runs one statement that makes or changes tables; for the steward alone. New tables are protected at once.
CREATE OR REPLACE FUNCTION lattice.ddl(of_schema text, statement text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF lattice.me(of_schema, NULL) IS DISTINCT FROM '*' THEN
        RAISE EXCEPTION 'only the steward may do that' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('search_path', quote_ident(of_schema) || ', lattice_sql, pg_catalog, pg_temp', true);
    EXECUTE statement;
END $$;
