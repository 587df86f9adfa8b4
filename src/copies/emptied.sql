-- What stands before the script of a copy. A copy drops only what it holds
-- itself: the tables of a newer version would stay, and that version could not
-- create them again. Nothing here commits: only a copy that was read to its end does.
BEGIN;
SET LOCAL client_min_messages = warning;
DO $$
DECLARE
    found RECORD;
BEGIN
    -- Table by table: the schema may belong to the server's owner, and hold
    -- what its extensions put there.
    FOR found IN
        SELECT space.nspname, class.relname
        FROM pg_catalog.pg_class AS class
        JOIN pg_catalog.pg_namespace AS space ON space.oid = class.relnamespace
        WHERE space.nspname = current_schema()
            AND class.relkind IN ('r', 'p')
            AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_depend AS need
                WHERE need.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND need.objid = class.oid
                    AND need.deptype = 'e'
            )
    LOOP
        -- A partition is gone with its table.
        EXECUTE pg_catalog.format('DROP TABLE IF EXISTS %I.%I CASCADE', found.nspname, found.relname);
    END LOOP;
END
$$;
