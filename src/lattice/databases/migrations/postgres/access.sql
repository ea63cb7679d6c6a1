-- Who sees and changes what in one workspace: functions, policies and grants, all of them, stated once.
-- Run again at every start and after each change of the schema; $SCHEMA is the workspace's schema.

GRANT USAGE ON SCHEMA "$SCHEMA" TO lattice_member;

-- Whether who asks may see a row that may be among the hidden ones. NULL stands for no row.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_sees(of_row text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    who text := lattice.me('$SCHEMA', NULL);
    hidden record;
BEGIN
    IF who IS NULL THEN RETURN false; END IF;
    IF who = '*' OR of_row IS NULL THEN RETURN true; END IF;
    SELECT h.owner, h.visibility, h.purged INTO hidden FROM lattice_hidden h WHERE h.row_id = of_row;
    IF NOT FOUND THEN RETURN true; END IF;
    IF hidden.purged = 1 THEN RETURN lattice.audits('$SCHEMA'); END IF;
    RETURN hidden.owner = who OR hidden.visibility = 'everyone' OR (hidden.visibility = 'custom' AND EXISTS (
        SELECT 1 FROM lattice_grants g WHERE g.row_id = of_row AND g.member = who));
END $$;

-- Whether a row that is not for everyone belongs to who asks.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_owns(of_row text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM lattice_hidden h
        WHERE h.row_id = of_row AND h.owner = lattice.me('$SCHEMA', NULL));
END $$;

-- Whether there is any row that who asks may not see: when there is none, nothing needs a closer look.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_hides() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE who text := lattice.me('$SCHEMA', NULL);
BEGIN
    RETURN who IS NULL OR who <> '*'
        AND EXISTS (SELECT 1 FROM lattice_hidden h WHERE h.owner IS DISTINCT FROM who OR h.purged = 1);
END $$;

-- Whether who asks may know of all tables, and so of what touches them.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_opens(of_table text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN lattice.me('$SCHEMA', of_table) IS NOT NULL;
END $$;

-- Events of links stand for both their ends.
CREATE INDEX IF NOT EXISTS lattice_events_links ON "$SCHEMA".lattice_events (seq) WHERE op LIKE 'link.%';

-- Whether a change touches nothing that is kept from who asks.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_change_seen(of_change text, first bigint, last bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.ticket('$SCHEMA');
BEGIN
    IF parts IS NULL THEN RETURN false; END IF;
    IF parts[3] = 'steward' THEN RETURN true; END IF;
    IF parts[7] <> '*' AND EXISTS (
        SELECT 1 FROM lattice_events e WHERE e.change_id = of_change
        AND NOT coalesce(e.table_id, '') = ANY (string_to_array(parts[7], ','))) THEN
        RETURN false;
    END IF;
    IF parts[4] <> parts[5] AND EXISTS (
        SELECT 1 FROM lattice_events e WHERE e.change_id = of_change
        AND e.table_id IN ('00000000000000000000THREAD', '00000000000000000MESSAGES1')
        AND lattice.me('$SCHEMA', e.table_id) IS NULL) THEN
        RETURN false;
    END IF;
    RETURN NOT EXISTS (
        SELECT 1 FROM lattice_hidden h WHERE (h.owner <> parts[5] OR h.purged = 1) AND EXISTS (
            SELECT 1 FROM lattice_events e WHERE e.row_id = h.row_id AND e.seq BETWEEN first AND last)
        AND NOT "$SCHEMA".lattice_sees(h.row_id)) AND NOT EXISTS (
        SELECT 1 FROM lattice_events e WHERE e.seq BETWEEN first AND last AND e.op LIKE 'link.%'
        AND NOT ("$SCHEMA".lattice_sees(lattice_sql.json_extract(coalesce(e.after, e.before), '$.to_row'))
            AND lattice.me('$SCHEMA', lattice_sql.json_extract(coalesce(e.after, e.before), '$.to_table')) IS NOT NULL));
END $$;

-- How many living rows of a table who asks may see, without looking at those for everyone.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_counts(of_table text) RETURNS TABLE (live bigint, trashed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE who text := lattice.me('$SCHEMA', of_table);
BEGIN
    IF who IS NULL THEN RETURN; END IF;
    RETURN QUERY
    SELECT t.live - coalesce(sum(1 - h.trashed), 0)::bigint, t.trashed - coalesce(sum(h.trashed), 0)::bigint
    FROM lattice_tables t
    LEFT JOIN lattice_hidden h ON h.table_id = t.id AND h.purged = 0 AND who <> '*' AND h.owner <> who
        AND NOT (h.visibility = 'custom' AND EXISTS (
            SELECT 1 FROM lattice_grants g WHERE g.row_id = h.row_id AND g.member = who))
    WHERE t.id = of_table GROUP BY t.id;
END $$;

-- Rows of a table in whose columns the words stand, newest first. It looks past the rules of the table, so
-- that the indexes of words are used, and keeps them itself. `queries` must all hold, each in any column.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_find(of_table text, columns text, queries text, most bigint)
RETURNS TABLE (place bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    who text := lattice.me('$SCHEMA', of_table);
    of_name text;
    condition text;
BEGIN
    SELECT t.sql_name INTO of_name FROM lattice_tables t WHERE t.id = of_table AND t.dropped_at IS NULL;
    SELECT string_agg('(' || (
        SELECT string_agg(format('lattice.words(t.%I) @@ %L::tsquery', c.sql_name, q.value), ' OR ')
        FROM lattice_columns c WHERE c.table_id = of_table AND c.dropped_at IS NULL
            AND c.sql_name IN (SELECT value FROM lattice_sql.json_each(columns))
            AND lattice.reads('$SCHEMA', c.audience)) || ')', ' AND ')
    INTO condition FROM lattice_sql.json_each(queries) q;
    IF who IS NULL OR of_name IS NULL OR condition IS NULL THEN RETURN; END IF;
    RETURN QUERY EXECUTE format('SELECT t._rowid_ FROM %I.%I t WHERE %s AND t._deleted_at IS NULL'
        ' AND (t._visibility = ''everyone'' OR t._owner = $1 OR $1 = ''*'' OR (t._visibility = ''custom'''
        ' AND EXISTS (SELECT 1 FROM %I.lattice_grants g WHERE g.row_id = t._id AND g.member = $1)))'
        ' ORDER BY t._rowid_ + 0 DESC LIMIT $2', '$SCHEMA', of_name, condition, '$SCHEMA') USING who, most;
END $$;

-- Parts of files in which the words stand, newest first, of files that live and that who asks may see.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_find_parts(query text, most bigint)
RETURNS TABLE (part bigint, of_text bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE who text := lattice.me('$SCHEMA', '000000000000000000000F11ES');
BEGIN
    IF who IS NULL THEN RETURN; END IF;
    RETURN QUERY SELECT p.id, p.text_key FROM lattice_parts p
        WHERE lattice.words(p.text) @@ query::tsquery AND EXISTS (
            SELECT 1 FROM lattice_texts x JOIN _files f ON f.text_id = x.id
            WHERE x.key = p.text_key AND f._deleted_at IS NULL AND "$SCHEMA".lattice_sees(f._id))
        ORDER BY p.id + 0 DESC LIMIT most;
END $$;

-- Refuses a call that does not show the steward's ticket.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_check_steward(stewards_ticket text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts text[] := lattice.read_ticket(stewards_ticket);
BEGIN
    IF parts[1] IS DISTINCT FROM '$SCHEMA' OR parts[3] IS DISTINCT FROM 'steward' THEN
        RAISE EXCEPTION 'only the steward may do that' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Where the workspace stands when a write begins; for the steward, whose ticket is shown to this call alone.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_stands(stewards_ticket text, of_actor text, of_op text)
RETURNS TABLE (version text, seq bigint, n bigint, hash text, fingerprint text, change_id text, change_seq bigint, result text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
BEGIN
    PERFORM "$SCHEMA".lattice_check_steward(stewards_ticket);
    RETURN QUERY SELECT
        (SELECT m.value FROM lattice_meta m WHERE m.key = 'schema_version'),
        (SELECT max(e.seq) FROM lattice_events e),
        a.n, a.hash, r.fingerprint, r.change_id, r.seq, r.result
    FROM (SELECT 1) one
    LEFT JOIN (SELECT x.n, x.hash FROM lattice_audit x ORDER BY x.n DESC LIMIT 1) a ON true
    LEFT JOIN lattice_receipts r ON r.actor = of_actor AND r.op_id = of_op;
END $$;

-- Writes down what turns did: their events, sums of counts, changes, records and receipts, each a JSON list of
-- lists in the order of databases/books.py; bytes are in hex.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_write_down(stewards_ticket text, events text, counts text,
    schema_changed boolean, changes text, records text, receipts text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
BEGIN
    PERFORM "$SCHEMA".lattice_check_steward(stewards_ticket);
    IF events <> '[]' THEN
        INSERT INTO lattice_events (seq, id, change_id, group_id, at, actor, on_behalf_of, origin, op, table_id,
            row_id, before, after, salt, hash)
        SELECT (e ->> 0)::bigint, e ->> 1, e ->> 2, e ->> 3, e ->> 4, e ->> 5, e ->> 6, e ->> 7, e ->> 8, e ->> 9,
            e ->> 10, e ->> 11, e ->> 12, decode(e ->> 13, 'hex'), decode(e ->> 14, 'hex')
        FROM jsonb_array_elements(events::jsonb) e;
    END IF;
    IF counts <> '[]' THEN
        UPDATE lattice_tables t SET live = t.live + (k ->> 0)::bigint, trashed = t.trashed + (k ->> 1)::bigint
        FROM jsonb_array_elements(counts::jsonb) k WHERE t.id = k ->> 2;
    END IF;
    IF schema_changed THEN
        UPDATE lattice_meta SET value = (value::bigint + 1)::text WHERE key = 'schema_version';
    END IF;
    IF changes <> '[]' THEN
        INSERT INTO lattice_changes (id, group_id, action, kind, at, actor, on_behalf_of, origin, summary,
            events, first_seq, last_seq, undoable)
        SELECT c ->> 0, c ->> 1, c ->> 2, c ->> 3, c ->> 4, c ->> 5, c ->> 6, c ->> 7, c ->> 8,
            (c ->> 9)::bigint, (c ->> 10)::bigint, (c ->> 11)::bigint, (c ->> 12)::bigint
        FROM jsonb_array_elements(changes::jsonb) c;
    END IF;
    IF records <> '[]' THEN
        INSERT INTO lattice_audit (n, at, actor, on_behalf_of, action, decision, code, stage, change_id,
            request, salt, events_digest, prev_hash, hash)
        SELECT (a ->> 0)::bigint, a ->> 1, a ->> 2, a ->> 3, a ->> 4, a ->> 5, a ->> 6, a ->> 7, a ->> 8,
            a ->> 9, decode(a ->> 10, 'hex'), a ->> 11, a ->> 12, a ->> 13
        FROM jsonb_array_elements(records::jsonb) a;
    END IF;
    IF receipts <> '[]' THEN
        INSERT INTO lattice_receipts (actor, op_id, fingerprint, at, change_id, seq, result)
        SELECT r ->> 0, r ->> 1, r ->> 2, r ->> 3, r ->> 4, (r ->> 5)::bigint, r ->> 6
        FROM jsonb_array_elements(receipts::jsonb) r;
    END IF;
END $$;

-- Keeps the list of hidden rows, and what only an owner may do with a row.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_keep_hidden() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO lattice_hidden (row_id, table_id, owner, visibility, trashed, purged)
        VALUES (OLD._id, TG_ARGV[0], OLD._owner, OLD._visibility, 1, 1)
        ON CONFLICT (row_id) DO UPDATE SET purged = 1, trashed = 1;
        RETURN OLD;
    END IF;
    IF lattice.me('$SCHEMA', NULL) <> '*' AND (TG_OP = 'INSERT' OR OLD._visibility = 'everyone')
        AND (EXISTS (SELECT 1 FROM lattice_hidden h WHERE h.row_id = NEW._id)
            OR EXISTS (SELECT 1 FROM lattice_events e WHERE e.row_id = NEW._id
                AND (TG_OP = 'INSERT' OR e.table_id <> TG_ARGV[0]))) THEN
        -- the id of another row would open, or close, what the log says of that one
        RAISE EXCEPTION 'the id is taken' USING ERRCODE = 'unique_violation';
    END IF;
    IF NEW._visibility = 'everyone' THEN
        DELETE FROM lattice_hidden WHERE row_id = NEW._id AND table_id = TG_ARGV[0];
    ELSE
        INSERT INTO lattice_hidden (row_id, table_id, owner, visibility, trashed)
        VALUES (NEW._id, TG_ARGV[0], NEW._owner, NEW._visibility, (NEW._deleted_at IS NOT NULL)::int)
        ON CONFLICT (row_id) DO UPDATE SET owner = excluded.owner, visibility = excluded.visibility,
            trashed = excluded.trashed, purged = 0;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_guard_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE who text := lattice.me('$SCHEMA', TG_ARGV[0]);
BEGIN
    IF who = '*' OR current_setting('role') = 'lattice_owner' THEN RETURN NEW; END IF;
    IF NEW._id <> OLD._id OR NEW._owner <> OLD._owner OR NEW._created_by <> OLD._created_by
        OR (NEW._visibility <> OLD._visibility AND OLD._owner IS DISTINCT FROM who) THEN
        RAISE EXCEPTION 'only its owner may share a row' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- What is shared with who asks. The rules of rows look into it, without the rules of lattice_grants.
CREATE OR REPLACE VIEW "$SCHEMA".lattice_granted WITH (security_barrier) AS
    SELECT may_write, row_id, table_id FROM "$SCHEMA".lattice_grants
    WHERE member = (SELECT lattice.me('$SCHEMA', NULL));
GRANT SELECT ON "$SCHEMA".lattice_granted TO lattice_member;
CREATE INDEX IF NOT EXISTS lattice_grants_of ON "$SCHEMA".lattice_grants (member, table_id, row_id);

-- Whether a statement goes through a table at large: then what is shared with who asks is listed once. Not of
-- more grants than 64 MB hold: a list that is not hashed would be gone through for each row.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_at_large() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('lattice.at_large', true), '') = 'on' AND c.reltuples < 1000000
    FROM pg_class c WHERE c.oid = '"$SCHEMA".lattice_grants'::regclass
$$;

-- Rules of one table of rows. `is_private`: its rows belong to the conversations of their person, whatever the role.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_protect_rows(of_name text, of_id text, is_private boolean) RETURNS void
LANGUAGE plpgsql SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    -- a saved view is for those who may know of the table that it shows
    of_table text := CASE of_id WHEN '000000000000000000000V1EWS' THEN 'table_id' ELSE quote_literal(of_id) END;
    me text := format('(SELECT lattice.me(%L, %s))', '$SCHEMA', of_table);
    writer text := format('(SELECT lattice.%s(%L, %s))', CASE WHEN is_private THEN 'me' ELSE 'writer' END, '$SCHEMA', of_table);
    actor text := format('(SELECT lattice.actor(%L))', '$SCHEMA');
    signs text := format('(SELECT lattice.signs(%L, %s))', '$SCHEMA', of_table);
    -- looked up for each row that it is asked of: a list of all of a member's grants would be made for every page
    granted text := format('(SELECT g.may_write FROM %I.lattice_granted g WHERE g.row_id = _id)', '$SCHEMA');
    listed text := format('_id IN (SELECT g.row_id FROM %I.lattice_granted g WHERE g.table_id = %L)', '$SCHEMA', of_id);
    sees text;
    writes text;
    place text := format('%I.%I', '$SCHEMA', of_name);
    masked text;
    open_columns text;
    all_columns text;
BEGIN
    -- each (SELECT …) is asked once a statement, and only when what stands before it does not decide
    sees := format('%s IS NOT NULL AND (_visibility = ''everyone'' OR %s = ANY (ARRAY[_owner, ''*''])'
        ' OR (_visibility = ''custom'' AND CASE WHEN (SELECT %I.lattice_at_large()) THEN %s ELSE %s >= 0 END))',
        me, me, '$SCHEMA', listed, granted);
    writes := format('%s IS NOT NULL AND (_visibility = ''everyone'' OR %s = ANY (ARRAY[_owner, ''*''])'
        ' OR (_visibility = ''custom'' AND %s = 1))', writer, writer, granted);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', place);
    EXECUTE format('DROP POLICY IF EXISTS keeper ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS sees ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS adds ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS changes ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS removes ON %s', place);
    EXECUTE format('CREATE POLICY keeper ON %s TO lattice_owner USING (true) WITH CHECK (true)', place);
    EXECUTE format('CREATE POLICY sees ON %s FOR SELECT TO lattice_member USING (%s)', place, sees);
    EXECUTE format('CREATE POLICY adds ON %s FOR INSERT TO lattice_member WITH CHECK ((_owner = %s'
        ' AND _created_by = %s AND _updated_by = _created_by) OR %s = ''*'')', place, writer, actor, writer);
    EXECUTE format('CREATE POLICY changes ON %s FOR UPDATE TO lattice_member USING (%s)'
        ' WITH CHECK (_updated_by = %s OR %s = ''*'')', place, writes, signs, signs);
    EXECUTE format('CREATE POLICY removes ON %s FOR DELETE TO lattice_member USING (%s = ''*'')', place, me);
    EXECUTE format('DROP TRIGGER IF EXISTS lattice_hidden_added ON %s', place);
    EXECUTE format('DROP TRIGGER IF EXISTS lattice_hidden_changed ON %s', place);
    EXECUTE format('DROP TRIGGER IF EXISTS lattice_hidden_removed ON %s', place);
    EXECUTE format('DROP TRIGGER IF EXISTS lattice_guard ON %s', place);
    EXECUTE format('CREATE TRIGGER lattice_hidden_added AFTER INSERT ON %s FOR EACH ROW'
        ' WHEN (NEW._visibility <> ''everyone'') EXECUTE FUNCTION %I.lattice_keep_hidden(%L)', place, '$SCHEMA', of_id);
    EXECUTE format('CREATE TRIGGER lattice_hidden_changed AFTER UPDATE ON %s FOR EACH ROW'
        ' WHEN (OLD._visibility <> ''everyone'' OR NEW._visibility <> ''everyone'')'
        ' EXECUTE FUNCTION %I.lattice_keep_hidden(%L)', place, '$SCHEMA', of_id);
    EXECUTE format('CREATE TRIGGER lattice_hidden_removed AFTER DELETE ON %s FOR EACH ROW'
        ' EXECUTE FUNCTION %I.lattice_keep_hidden(%L)', place, '$SCHEMA', of_id);
    EXECUTE format('CREATE TRIGGER lattice_guard BEFORE UPDATE ON %s FOR EACH ROW'
        ' WHEN (NEW._id <> OLD._id OR NEW._owner <> OLD._owner OR NEW._visibility <> OLD._visibility'
        ' OR NEW._created_by <> OLD._created_by)'
        ' EXECUTE FUNCTION %I.lattice_guard_row(%L)', place, '$SCHEMA', of_id);
    -- columns that not everyone reads are taken from the table and served through a view
    SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum),
        string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE coalesce(c.audience, 'everyone') = 'everyone'),
        string_agg(CASE WHEN coalesce(c.audience, 'everyone') = 'everyone' THEN format('t.%I', a.attname)
            ELSE format('CASE WHEN (SELECT lattice.reads(%L, %L)) THEN t.%I END AS %I', '$SCHEMA', c.audience, a.attname, a.attname)
            END, ', ' ORDER BY a.attnum)
    INTO all_columns, open_columns, masked
    FROM pg_attribute a LEFT JOIN lattice_columns c ON c.table_id = of_id
        -- what a retype kept aside is read by those who read its column
        AND (c.sql_name = a.attname OR c.id = substring(a.attname from '^_was_(c[0-9]+)_'))
    WHERE a.attrelid = place::regclass AND a.attnum > 0 AND NOT a.attisdropped;
    EXECUTE format('REVOKE ALL ON %s FROM lattice_member', place);
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %s TO lattice_member', place);
    EXECUTE format('GRANT SELECT (%s) ON %s TO lattice_member', open_columns, place);
    EXECUTE format('DROP VIEW IF EXISTS %I.%I', '$SCHEMA', 'lattice_view_' || of_id);
    IF all_columns = open_columns THEN
        EXECUTE format('GRANT SELECT ON %s TO lattice_member', place);
    ELSE
        -- the table keeps its rows from whoever reads the view, as the books do: a page is planned without a view
        EXECUTE format('ALTER POLICY keeper ON %s USING ((SELECT current_user = ''lattice_owner'') OR (%s))',
            place, sees);
        EXECUTE format('CREATE VIEW %I.%I AS SELECT %s FROM %s t',
            '$SCHEMA', 'lattice_view_' || of_id, masked, place);
        EXECUTE format('GRANT SELECT ON %I.%I TO lattice_member', '$SCHEMA', 'lattice_view_' || of_id);
    END IF;
END $$;

-- An index of words for each column that is searched.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_index_words(of_name text, of_id text) RETURNS void
LANGUAGE plpgsql SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT a.attname, format('lattice_words_%s_%s', of_id, a.attnum) AS index_name
        FROM lattice_columns c JOIN pg_attribute a ON a.attrelid = format('%I.%I', '$SCHEMA', of_name)::regclass
            AND a.attname = c.sql_name
        WHERE c.table_id = of_id AND c.dropped_at IS NULL AND c.type IN ('text', 'markdown', 'json')
            AND c.slot IS NOT NULL
    LOOP
        EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I.%I USING gin (lattice.words(%I))',
            found.index_name, '$SCHEMA', of_name, found.attname);
    END LOOP;
END $$;

-- Rules of the bookkeeping: the steward writes it; what members read of it stands here.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_protect_book(of_name text, who_sees text) RETURNS void
LANGUAGE plpgsql SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    me text := format('(SELECT lattice.me(%L, NULL))', '$SCHEMA');
    place text := format('%I.%I', '$SCHEMA', of_name);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', place);
    EXECUTE format('DROP POLICY IF EXISTS keeper ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS steward ON %s', place);
    EXECUTE format('DROP POLICY IF EXISTS sees ON %s', place);
    EXECUTE format('CREATE POLICY keeper ON %s TO lattice_owner USING (true) WITH CHECK (true)', place);
    EXECUTE format('CREATE POLICY steward ON %s TO lattice_member USING (%s = ''*'') WITH CHECK (%s = ''*'')', place, me, me);
    IF who_sees <> '' THEN
        EXECUTE format('CREATE POLICY sees ON %s FOR SELECT TO lattice_member USING (%s IS NOT NULL AND (%s))', place, me, who_sees);
    END IF;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO lattice_member', place);
END $$;

-- Columns that the one who asks may not read, by table; NULL when there are none.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_masks() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM lattice_columns c WHERE c.audience <> 'everyone') THEN RETURN NULL; END IF;
    RETURN (SELECT jsonb_object_agg(kept.table_id, kept.ids) FROM (
        SELECT c.table_id, jsonb_agg(c.id) AS ids FROM lattice_columns c
        WHERE c.audience <> 'everyone' AND NOT lattice.reads('$SCHEMA', c.audience) GROUP BY c.table_id) kept);
END $$;
CREATE INDEX IF NOT EXISTS lattice_columns_masked ON "$SCHEMA".lattice_columns (table_id) WHERE audience <> 'everyone';

-- One side of an event with nothing in these columns. The others' values are not taken apart: they stay to the letter.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_without(side text, columns jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN bool_or(columns ? s.key) THEN '{' || string_agg(to_json(s.key)::text || ':'
        || CASE WHEN columns ? s.key THEN 'null' ELSE s.value::text END, ',') || '}' ELSE side END
    FROM json_each(side::json) s
$$;

-- Takes columns of a book from members and serves them through a view in which `told` says what stands there
-- instead. The view keeps no rows: the rules of the book do, for it is its owner's, who is held by them too
-- where no function of the owner runs. So a query is planned as if there were no view.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_veil_book(of_name text, told jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    place text := format('%I.%I', '$SCHEMA', of_name);
    veil text := format('%I.%I', '$SCHEMA', replace(of_name, 'lattice_', 'lattice_view_'));
    rules text;
    open_columns text;
    all_columns text;
BEGIN
    SELECT string_agg(pg_get_expr(p.polqual, p.polrelid), ' OR ' ORDER BY p.polname DESC) INTO rules
    FROM pg_policy p WHERE p.polrelid = place::regclass AND p.polname IN ('steward', 'sees');
    EXECUTE format('ALTER POLICY keeper ON %s USING ((SELECT current_user = ''lattice_owner'') OR %s)', place, rules);
    SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE NOT told ? a.attname),
        string_agg(coalesce(told ->> a.attname, format('t.%I', a.attname)) || format(' AS %I', a.attname), ', '
            ORDER BY a.attnum)
    INTO open_columns, all_columns
    FROM pg_attribute a WHERE a.attrelid = place::regclass AND a.attnum > 0 AND NOT a.attisdropped;
    EXECUTE format('REVOKE SELECT ON %s FROM lattice_member', place);
    EXECUTE format('GRANT SELECT (%s) ON %s TO lattice_member', open_columns, place);
    EXECUTE format('DROP VIEW IF EXISTS %s', veil);
    EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s t', veil, all_columns, place);
    EXECUTE format('GRANT SELECT ON %s TO lattice_member', veil);
END $$;

SELECT "$SCHEMA".lattice_protect_book(name, sees) FROM (VALUES
    ('lattice_meta', 'true'),
    ('lattice_tables', 'lattice_opens(id)'),
    ('lattice_columns', 'lattice_opens(table_id)'),
    ('lattice_undone', 'EXISTS (SELECT 1 FROM lattice_changes c WHERE c.id = change_id)'
        ' AND EXISTS (SELECT 1 FROM lattice_changes c WHERE c.id = target_id)'),
    ('lattice_links', '(NOT (SELECT lattice_hides()) OR (lattice_sees(from_row) AND lattice_sees(to_row)))'
        ' AND lattice_opens(from_table) AND lattice_opens(to_table)'),
    ('lattice_events', '(NOT (SELECT lattice_hides()) OR (lattice_sees(row_id) AND (op NOT LIKE ''link.%'''
        ' OR lattice_sees(lattice_sql.json_extract(coalesce(after, before), ''$.to_row'')))))'
        ' AND (table_id IS NULL OR lattice_opens(table_id)) AND (op NOT LIKE ''link.%'''
        ' OR lattice_opens(lattice_sql.json_extract(coalesce(after, before), ''$.to_table'')))'),
    ('lattice_changes', 'actor = (SELECT lattice.actor(''$SCHEMA'')) OR (SELECT lattice.me(''$SCHEMA'', NULL)) = ''*'''
        ' OR lattice_change_seen(id, first_seq, last_seq)'),
    ('lattice_receipts', 'actor = (SELECT lattice.actor(''$SCHEMA''))'),
    ('lattice_audit', '(SELECT lattice.audits(''$SCHEMA'')) OR actor = (SELECT lattice.actor(''$SCHEMA''))'
        ' OR on_behalf_of = (SELECT lattice.me(''$SCHEMA'', NULL))'),
    ('lattice_approvals', 'on_behalf_of = (SELECT lattice.me(''$SCHEMA'', NULL))'),
    ('lattice_usage', 'EXISTS (SELECT 1 FROM _threads x WHERE x._id = thread)'),
    ('lattice_fetches', ''),
    ('lattice_loads', ''),
    ('lattice_turns', 'EXISTS (SELECT 1 FROM _threads x WHERE x._id = thread)'),
    ('lattice_contents', 'EXISTS (SELECT 1 FROM _files f WHERE f._id = file_id)'),
    ('lattice_puts', 'member = (SELECT lattice.me(''$SCHEMA'', ''000000000000000000000F11ES''))'),
    ('lattice_blobs', 'EXISTS (SELECT 1 FROM lattice_contents c WHERE c.id = sha256 AND c.what = ''bytes'')'
        ' OR EXISTS (SELECT 1 FROM lattice_puts p WHERE p.id = sha256)'),
    ('lattice_pieces', 'EXISTS (SELECT 1 FROM lattice_blobs b WHERE b.key = blob_key)'),
    ('lattice_texts', 'EXISTS (SELECT 1 FROM lattice_contents c WHERE c.id = lattice_texts.id AND c.what = ''text'')'
        ' OR EXISTS (SELECT 1 FROM lattice_puts p WHERE p.id = lattice_texts.id)'),
    ('lattice_parts', 'EXISTS (SELECT 1 FROM lattice_texts x WHERE x.key = text_key)'),
    ('lattice_grants', 'member = (SELECT lattice.me(''$SCHEMA'', NULL)) OR lattice_owns(row_id)'),
    ('lattice_hidden', '')
) AS book (name, sees) WHERE to_regclass(format('%I.%I', '$SCHEMA', name)) IS NOT NULL;

-- A salt is the server's alone: with it and the hash beside it values could be guessed.
SELECT "$SCHEMA".lattice_veil_book(name, told) FROM (VALUES
    ('lattice_events', jsonb_build_object(
        'before', 'CASE WHEN (SELECT "$SCHEMA".lattice_masks()) ? t.table_id'
            ' THEN "$SCHEMA".lattice_without(t.before, (SELECT "$SCHEMA".lattice_masks()) -> t.table_id) ELSE t.before END',
        'after', 'CASE WHEN (SELECT "$SCHEMA".lattice_masks()) ? t.table_id'
            ' THEN "$SCHEMA".lattice_without(t.after, (SELECT "$SCHEMA".lattice_masks()) -> t.table_id) ELSE t.after END',
        'salt', 'CASE WHEN t.salt IS NOT NULL THEN'
            ' CASE WHEN (SELECT lattice.me(''$SCHEMA'', NULL)) = ''*'' THEN t.salt ELSE ''''::bytea END END')),
    ('lattice_audit', jsonb_build_object(
        'salt', 'CASE WHEN (SELECT lattice.me(''$SCHEMA'', NULL)) = ''*'' THEN t.salt END')),
    ('lattice_tables', jsonb_build_object(
        'live', '(SELECT c.live FROM "$SCHEMA".lattice_counts(t.id) c)',
        'trashed', '(SELECT c.trashed FROM "$SCHEMA".lattice_counts(t.id) c)'))
) AS book (name, told);

-- Brings the rules of every table of rows to what they should be; `whole` looks also at those that seem right.
CREATE OR REPLACE FUNCTION "$SCHEMA".lattice_converge(whole boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "$SCHEMA", pg_catalog, pg_temp AS $$
DECLARE
    found record;
    wanted text;
BEGIN
    IF current_setting('role') <> 'lattice_owner' AND lattice.me('$SCHEMA', NULL) IS DISTINCT FROM '*' THEN
        RAISE EXCEPTION 'only the steward may do that' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR found IN
        SELECT t.id, t.sql_name, c.oid, md5(t.sql_name || string_agg(
            format('%s %s %s', a.attname, o.audience, o.slot), ',' ORDER BY a.attnum)) AS digest,
            obj_description(c.oid, 'pg_class') AS known
        FROM lattice_tables t
        JOIN pg_class c ON c.relname = t.sql_name AND c.relnamespace = '"$SCHEMA"'::regnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN lattice_columns o ON o.table_id = t.id AND o.sql_name = a.attname
        GROUP BY t.id, t.sql_name, c.oid
    LOOP
        IF whole OR found.known IS DISTINCT FROM found.digest THEN
            PERFORM "$SCHEMA".lattice_protect_rows(found.sql_name, found.id,
                found.id IN ('00000000000000000000THREAD', '00000000000000000MESSAGES1'));
            PERFORM "$SCHEMA".lattice_index_words(found.sql_name, found.id);
            EXECUTE format('COMMENT ON TABLE %I.%I IS %L', '$SCHEMA', found.sql_name, found.digest);
        END IF;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION "$SCHEMA".lattice_converge(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "$SCHEMA".lattice_converge(boolean) TO lattice_member;
REVOKE EXECUTE ON FUNCTION "$SCHEMA".lattice_protect_rows(text, text, boolean) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION "$SCHEMA".lattice_protect_book(text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION "$SCHEMA".lattice_veil_book(text, jsonb) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION "$SCHEMA".lattice_index_words(text, text) FROM PUBLIC;
SELECT "$SCHEMA".lattice_converge(true);
