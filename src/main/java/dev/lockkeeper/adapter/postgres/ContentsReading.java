package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts every row of a database's own tables.
final class ContentsReading {

    private ContentsReading() {}

    /// One table that holds rows of its own: as SQL names it, as people do, and its bytes on the server's disk.
    record Table(String quoted, String name, long bytes) {}

    /// The tables of the database; without `all`, those that hold rows of the application: partitioned ones hold none themselves, those of
    /// extensions are made by the extension.
    static List<Table> tables(Connection connection, boolean all) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
                   CASE WHEN c.relkind = 'r' THEN pg_catalog.pg_table_size(c.oid) ELSE 0 END
            FROM   pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE  c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
            AND    n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
            AND    (""" + all + """
             OR c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'))
            ORDER  BY c.oid""")) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getString(2), rows.getLong(3)));
            }
        }
        return tables;
    }

    /// What the transaction of `connection` sees. The stop cancels the count on the server.
    static Contents read(Connection connection, StopSignal stop, Message stopped) throws SQLException {
        SortedMap<String, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                StopSignal.Waiting _ = stop.whenRequested(() -> cancel(statement))) {
            for (Table table : tables(connection, false)) {
                stop.heed(stopped);
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM ONLY " + table.quoted())) {
                    count.next();
                    rows.put(table.name(), count.getLong(1));
                }
            }
        } catch (SQLException e) {
            stop.heed(stopped);
            throw e;
        }
        return new Contents(rows, CatalogReading.fingerprint(connection));
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException _) {
            // it has ended already, or the connection has
        }
    }
}
