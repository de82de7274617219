-- The catalog of one database as ordered lines of text: two databases with the same lines have the same schema.
--
-- Left out on purpose: the ledgers (alembic_version, flyway_schema_history, the schema lockkeeper), anything that
-- belongs to an extension, owners and what they grant themselves, and everything that changes without a migration (oids, gaps that
-- dropped columns leave in attnum, sequence positions, statistics). NOT NULL is told by its column, not by the
-- constraint that PostgreSQL 18 keeps for it, so that the lines are the same on every version.
-- Names are qualified, except inside defaults, checks, views, functions and triggers when those mention an object
-- outside pg_catalog: run it with the same search_path on both sides.
WITH
schemas AS (
    SELECT n.oid, n.nspname
    FROM   pg_catalog.pg_namespace n
    WHERE  n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockkeeper')
),
of_extension AS (
    SELECT d.classid, d.objid
    FROM   pg_catalog.pg_depend d
    WHERE  d.deptype = 'e'
),
relations AS (
    SELECT c.oid, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions,
           c.relispartition, c.relpartbound, s.nspname, c.relname,
           pg_catalog.format('%I.%I', s.nspname, c.relname) AS name
    FROM   pg_catalog.pg_class c
    JOIN   schemas s ON s.oid = c.relnamespace
    WHERE  c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S')
    AND    c.relname NOT IN ('alembic_version', 'flyway_schema_history')
    AND    NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid)
),
types AS (
    SELECT t.oid, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefault,
           pg_catalog.format('%I.%I', s.nspname, t.typname) AS name
    FROM   pg_catalog.pg_type t
    JOIN   schemas s ON s.oid = t.typnamespace
    WHERE  t.typtype IN ('e', 'd', 'r')
    AND    NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid)
),
functions AS (
    SELECT p.oid, p.prokind,
           pg_catalog.format('%I.%I(%s)', s.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)) AS name
    FROM   pg_catalog.pg_proc p
    JOIN   schemas s ON s.oid = p.pronamespace
    WHERE  NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid)
),
columns AS (
    SELECT r.oid AS relid, a.attnum, r.name AS relation, a.attname,
           pg_catalog.row_number() OVER (PARTITION BY r.oid ORDER BY a.attnum) AS position,
           -- format_type() drops the schema of a type that happens to be visible; put it back.
           CASE WHEN tn.nspname = 'pg_catalog' THEN ''
                WHEN pg_catalog.pg_type_is_visible(t.oid) THEN pg_catalog.quote_ident(tn.nspname) || '.'
                ELSE '' END || pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
           a.attnotnull, a.attidentity, a.attgenerated,
           CASE WHEN a.attcollation <> t.typcollation THEN
               (SELECT pg_catalog.format('%I.%I', cn.nspname, co.collname)
                FROM   pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                WHERE  co.oid = a.attcollation) END AS collation,
           pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression
    FROM   relations r
    JOIN   pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN   pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN   pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE  r.relkind <> 'S'
),
constraints AS (
    SELECT con.oid, con.conname, coalesce(r.name, t.name) AS owner,
           CASE WHEN con.contype = 'f'
                THEN pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(con.oid), ' REFERENCES [^(]*\(',
                         ' REFERENCES ' || pg_catalog.format('%I.%I', fn.nspname, fc.relname) || '(')
                ELSE pg_catalog.pg_get_constraintdef(con.oid) END AS definition
    FROM   pg_catalog.pg_constraint con
    LEFT JOIN relations r ON r.oid = con.conrelid
    LEFT JOIN types t ON t.oid = con.contypid
    LEFT JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid
    LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
    WHERE  (r.oid IS NOT NULL OR t.oid IS NOT NULL)
    AND    con.contype IN ('p', 'u', 'f', 'c', 'x')
),
indexes AS (
    SELECT i.indexrelid AS oid, r.name AS relation, pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
           i.indisvalid, i.indisreplident, i.indisclustered
    FROM   pg_catalog.pg_index i
    JOIN   relations r ON r.oid = i.indrelid
),
triggers AS (
    SELECT tg.oid, pg_catalog.pg_get_triggerdef(tg.oid) AS definition, tg.tgenabled
    FROM   pg_catalog.pg_trigger tg
    JOIN   relations r ON r.oid = tg.tgrelid
    WHERE  NOT tg.tgisinternal
),
-- Found once for all sequences: asked for each of them, it took the square of their number.
owned AS (
    SELECT d.objid AS sequence, d.deptype, r.name AS owner, a.attname
    FROM   pg_catalog.pg_depend d
    JOIN   relations r ON r.oid = d.refobjid
    JOIN   pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE  d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
),
lines AS (
    SELECT pg_catalog.format('schema %I', s.nspname) AS line
    FROM   schemas s

    UNION ALL
    SELECT pg_catalog.format('extension %I', e.extname)
    FROM   pg_catalog.pg_extension e

    UNION ALL
    SELECT pg_catalog.concat_ws(' ',
               CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                              WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'composite type' END,
               r.name,
               CASE r.relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END,
               CASE WHEN r.relrowsecurity THEN 'row security' END,
               CASE WHEN r.relforcerowsecurity THEN 'forced' END,
               CASE WHEN r.relkind IN ('r', 'p') AND r.relreplident <> 'd' THEN 'replica identity ' || r.relreplident::text END,
               'with ' || pg_catalog.array_to_string(r.reloptions, ','),
               CASE WHEN r.relkind = 'p' THEN 'by ' || pg_catalog.pg_get_partkeydef(r.oid) END,
               CASE WHEN r.relispartition THEN pg_catalog.pg_get_expr(r.relpartbound, r.oid) END,
               CASE WHEN r.relkind IN ('v', 'm') THEN 'as ' || pg_catalog.pg_get_viewdef(r.oid) END)
    FROM   relations r
    WHERE  r.relkind <> 'S'

    UNION ALL
    SELECT pg_catalog.format('inherits %s from %I.%I', r.name, pn.nspname, pc.relname)
    FROM   pg_catalog.pg_inherits i
    JOIN   relations r ON r.oid = i.inhrelid
    JOIN   pg_catalog.pg_class pc ON pc.oid = i.inhparent
    JOIN   pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace

    UNION ALL
    SELECT pg_catalog.concat_ws(' ',
               pg_catalog.format('column %s %s %I %s', c.relation, pg_catalog.lpad(c.position::text, 3, '0'), c.attname, c.type),
               'collate ' || c.collation,
               CASE WHEN c.attnotnull THEN 'not null' ELSE 'null' END,
               CASE c.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
               CASE WHEN c.attgenerated <> '' THEN 'generated ' ELSE 'default ' END || c.expression)
    FROM   columns c

    UNION ALL
    SELECT pg_catalog.format('constraint %s %I %s', c.owner, c.conname, c.definition)
    FROM   constraints c

    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'index', i.relation, i.definition,
               CASE WHEN NOT i.indisvalid THEN 'invalid' END,
               CASE WHEN i.indisreplident THEN 'replica identity' END,
               CASE WHEN i.indisclustered THEN 'clustered' END)
    FROM   indexes i

    UNION ALL
    SELECT pg_catalog.concat_ws(' ',
               pg_catalog.format('sequence %s %s start %s by %s from %s to %s cache %s', r.name,
                   pg_catalog.format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache),
               CASE WHEN q.seqcycle THEN 'cycle' END,
               CASE WHEN r.relpersistence = 'u' THEN 'unlogged' END,
               CASE o.deptype WHEN 'i' THEN 'identity of ' ELSE 'owned by ' END || o.owner || '.' || pg_catalog.quote_ident(o.attname))
    FROM   relations r
    JOIN   pg_catalog.pg_sequence q ON q.seqrelid = r.oid
    LEFT JOIN owned o ON o.sequence = r.oid

    UNION ALL
    SELECT pg_catalog.format('enum %s %s', t.name,
               (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                FROM   pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))
    FROM   types t
    WHERE  t.typtype = 'e'

    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'domain', t.name, pg_catalog.format_type(t.typbasetype, t.typtypmod),
               CASE WHEN t.typnotnull THEN 'not null' ELSE 'null' END, 'default ' || t.typdefault)
    FROM   types t
    WHERE  t.typtype = 'd'

    UNION ALL
    SELECT pg_catalog.format('range %s of %s', t.name, pg_catalog.format_type(g.rngsubtype, NULL))
    FROM   types t
    JOIN   pg_catalog.pg_range g ON g.rngtypid = t.oid

    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'function', f.name,
               CASE WHEN f.prokind = 'a' THEN 'aggregate' ELSE pg_catalog.pg_get_functiondef(f.oid) END)
    FROM   functions f

    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'trigger', t.definition, CASE WHEN t.tgenabled <> 'O' THEN 'enabled ' || t.tgenabled::text END)
    FROM   triggers t

    UNION ALL
    SELECT pg_catalog.concat_ws(' ', 'rule', pg_catalog.pg_get_ruledef(w.oid), CASE WHEN w.ev_enabled <> 'O' THEN 'enabled ' || w.ev_enabled::text END)
    FROM   pg_catalog.pg_rewrite w
    JOIN   relations r ON r.oid = w.ev_class
    WHERE  w.rulename <> '_RETURN'

    UNION ALL
    SELECT pg_catalog.concat_ws(' ',
               pg_catalog.format('policy %s %I for %s', r.name, p.polname, p.polcmd),
               CASE WHEN NOT p.polpermissive THEN 'restrictive' END,
               'to ' || (SELECT pg_catalog.string_agg(coalesce(pg_catalog.quote_ident(g.rolname), 'public'), ', ' ORDER BY g.rolname)
                         FROM   pg_catalog.unnest(p.polroles) AS u (roleid) LEFT JOIN pg_catalog.pg_roles g ON g.oid = u.roleid),
               'using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
               'with check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
    FROM   pg_catalog.pg_policy p
    JOIN   relations r ON r.oid = p.polrelid

    UNION ALL
    SELECT 'statistics ' || pg_catalog.pg_get_statisticsobjdef(x.oid)
    FROM   pg_catalog.pg_statistic_ext x
    JOIN   relations r ON r.oid = x.stxrelid

    UNION ALL
    SELECT pg_catalog.format('grant %s on %s to %s', x.privilege_type, g.object,
               CASE WHEN x.grantee = 0 THEN 'public' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END)
           || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END
    FROM   (SELECT s.nspname AS object, n.nspowner AS owner, coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) AS acl
            FROM   schemas s JOIN pg_catalog.pg_namespace n ON n.oid = s.oid
            UNION ALL
            SELECT r.name, c.relowner,
                   coalesce(c.relacl, pg_catalog.acldefault(CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
            FROM   relations r JOIN pg_catalog.pg_class c ON c.oid = r.oid
            UNION ALL
            SELECT r.name || '.' || pg_catalog.quote_ident(a.attname), c.relowner, a.attacl
            FROM   relations r
            JOIN   pg_catalog.pg_class c ON c.oid = r.oid
            JOIN   pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
            UNION ALL
            SELECT f.name, p.proowner, coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
            FROM   functions f JOIN pg_catalog.pg_proc p ON p.oid = f.oid) AS g
    CROSS  JOIN LATERAL pg_catalog.aclexplode(g.acl) AS x
    WHERE  x.grantee <> g.owner

    UNION ALL
    SELECT pg_catalog.format('comment on %s %s %L', o.type, o.identity, d.description)
    FROM   pg_catalog.pg_description d
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) AS o
    WHERE  (d.classoid = 'pg_catalog.pg_class'::regclass
            AND (d.objoid IN (SELECT oid FROM relations) OR d.objoid IN (SELECT oid FROM indexes)))
    OR     (d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objoid IN (SELECT oid FROM constraints))
    OR     (d.classoid = 'pg_catalog.pg_type'::regclass AND d.objoid IN (SELECT oid FROM types))
    OR     (d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objoid IN (SELECT oid FROM functions))
    OR     (d.classoid = 'pg_catalog.pg_trigger'::regclass AND d.objoid IN (SELECT oid FROM triggers))
)
-- One line each, whatever a function body contains, in an order that does not depend on the database's collation.
SELECT pg_catalog.replace(l.line, pg_catalog.chr(10), '\n') AS line
FROM   lines l
ORDER  BY l.line COLLATE "C";
