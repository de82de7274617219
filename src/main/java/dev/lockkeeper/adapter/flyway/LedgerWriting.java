package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.internal.util.AbbreviationUtils;
import org.jspecify.annotations.Nullable;

/// Writes both ledgers on one connection, within the caller's transaction.
final class LedgerWriting {

    private static final String COLUMNS = " (installed_rank, version, description, type, script, checksum, installed_by,"
            + " execution_time, success)";

    private final Connection connection;
    private final List<Script> scripts;
    private final boolean alembicToo;
    private final AlembicIds ids;

    /// `alembicToo`: begin Alembic's ledger where there is none.
    LedgerWriting(Connection connection, List<Script> scripts, boolean alembicToo, AlembicIds ids) {
        this.connection = connection;
        this.scripts = scripts;
        this.alembicToo = alembicToo;
        this.ids = ids;
    }

    /// Takes Flyway's lock until the transaction ends.
    void lock() throws SQLException {
        HistoryTable.lock(connection);
    }

    /// Makes both ledgers say `target`, with a row for every revision that thereby counts as applied or taken back.
    void set(Revision target, String why) throws SQLException {
        lock();
        FaultPoint.reached("ledger.locked");
        LedgerReading reading = LedgerReading.of(connection);
        LadderDrawing drawing = new LadderDrawing(scripts, reading, AlembicMatch.NONE);
        for (Script script : scripts.reversed()) {
            if (script.revision().compareTo(target) > 0 && drawing.appliedByFlyway(script.revision())) {
                takenBack(script, why, null, 0);
            }
        }
        for (Script script : scripts) {
            if (script.revision().compareTo(target) <= 0 && !drawing.appliedByFlyway(script.revision())) {
                insert(script, "SQL", script.file(), script.checksum(), 0);
            }
        }
        FaultPoint.reached("ledger.history-written");
        if (reading.alembic().isPresent()) {
            moveAlembic(connection, reading.alembic().get(), Optional.empty(), target, ids);
        } else if (alembicToo) {
            moveAlembic(connection, beginAlembic(connection), Optional.empty(), target, ids);
        }
    }

    /// Creates Alembic's table as Alembic does, empty.
    static LedgerReading.Alembic beginAlembic(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc"
                    + " PRIMARY KEY (version_num))");
        }
        return new LedgerReading.Alembic("alembic_version", List.of(), Optional.empty());
    }

    /// Records that a revision was taken back, as the `DELETE` row that every Flyway understands.
    void takenBack(Script script, String by, @Nullable Integer checksum, int milliseconds) throws SQLException {
        insert(script, "DELETE", by, checksum, milliseconds);
    }

    private void insert(Script script, String type, String file, @Nullable Integer checksum, int milliseconds)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + LedgerReading.HISTORY + COLUMNS
                + " SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, ?, ?, ?, current_user, ?, true FROM "
                + LedgerReading.HISTORY)) {
            insert.setString(1, version(script.revision()));
            insert.setString(2, description(script));
            insert.setString(3, type);
            insert.setString(4, AbbreviationUtils.abbreviateScript(file));
            insert.setObject(5, checksum, java.sql.Types.INTEGER);
            insert.setInt(6, milliseconds);
            insert.executeUpdate();
        }
    }

    /// Writes the row of a script that was run, word for word as Flyway would, and moves Alembic's ledger with it, in one round trip.
    static void applied(Connection connection, Script script, int rank, String by, int milliseconds, boolean success,
            Optional<AlembicMove> move) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(move.map(alembic -> alembic.sql() + "; ").orElse("")
                + "INSERT INTO " + LedgerReading.HISTORY + COLUMNS + " VALUES (?, ?, ?, 'SQL', ?, ?, ?, ?, ?)")) {
            int parameter = 0;
            for (String value : move.map(AlembicMove::values).orElse(List.of())) {
                write.setString(++parameter, value);
            }
            write.setInt(++parameter, rank);
            write.setString(++parameter, version(script.revision()));
            write.setString(++parameter, description(script));
            write.setString(++parameter, AbbreviationUtils.abbreviateScript(script.file()));
            write.setInt(++parameter, script.checksum());
            write.setString(++parameter, by);
            write.setInt(++parameter, milliseconds);
            write.setBoolean(++parameter, success);
            write.execute();
            if (move.isPresent()) {
                move.get().mustHaveMoved(write.getUpdateCount());
            }
        }
    }

    /// As Flyway writes a version, whatever stands between its numbers in the file's name.
    static String version(Revision revision) {
        return revision.id().replace('_', '.');
    }

    private static String description(Script script) {
        return AbbreviationUtils.abbreviateDescription(script.name().replace('_', ' '));
    }

    /// Moves Alembic's ledger to what Alembic calls `target`; with `from`, only if it stands there. Throws where somebody else moved it
    /// meanwhile. Ids that are not ours are kept beside, so that a console without the Alembic folder knows them.
    static void moveAlembic(Connection connection, LedgerReading.Alembic ledger, Optional<Revision> from, Revision target,
            AlembicIds ids) throws SQLException {
        Optional<AlembicMove> wanted = AlembicMove.of(ledger.table(), ledger.ids(), from, target, ids);
        keep(connection, ids);
        if (wanted.isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(wanted.get().sql())) {
            int parameter = 0;
            for (String value : wanted.get().values()) {
                move.setString(++parameter, value);
            }
            wanted.get().mustHaveMoved(move.executeUpdate());
        }
    }

    static void keep(Connection connection, AlembicIds ids) throws SQLException {
        if (ids.byRevision().isEmpty() || ids.refusal().isPresent()) {
            return;
        }
        boolean there;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement
                        .executeQuery("SELECT pg_catalog.to_regclass('" + LedgerReading.IDS + "') IS NOT NULL")) {
            found.next();
            there = found.getBoolean(1);
            if (!there) {
                statement.execute("CREATE TABLE " + LedgerReading.IDS + " (revision text PRIMARY KEY, alembic_id text NOT NULL"
                        + " UNIQUE, kept_at timestamptz NOT NULL DEFAULT pg_catalog.now())");
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + LedgerReading.IDS
                + " (revision, alembic_id) VALUES (?, ?) ON CONFLICT (revision) DO NOTHING")) {
            for (Map.Entry<Revision, String> entry : ids.byRevision().entrySet()) {
                insert.setString(1, entry.getKey().id());
                insert.setString(2, entry.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
