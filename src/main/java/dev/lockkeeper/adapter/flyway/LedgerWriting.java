package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.FlywayExecutor;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/// Writes both ledgers on one connection, within the caller's transaction.
final class LedgerWriting {

    /// Flyway's own lock for a history table of this name: it waits for us, and we for it.
    private static final long FLYWAY_LOCK = 77431708279161L + "\"lockkeeper\".\"flyway_schema_history\"".hashCode();

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

    /// Creates Flyway's table where it is missing, by Flyway, in a transaction of its own: an empty one says nothing.
    void prepare(Sessions sessions, OperationId operation) throws SQLException {
        if (LedgerReading.of(connection).historyExists()) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet found = statement
                        .executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'lockkeeper')")) {
            found.next();
            // IF NOT EXISTS would ask for the right to create even where the schema stands
            if (!found.getBoolean(1)) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS lockkeeper");
            }
        }
        Configuration configuration = FlywayRaise.configuration(sessions, operation, List.of(), List.of());
        new FlywayExecutor(configuration).execute((_, history, _, _, _, _, _) -> {
            history.create(false);
            return true;
        }, true, null);
    }

    /// Takes Flyway's lock until the transaction ends.
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + FLYWAY_LOCK + ")");
        }
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
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + LedgerReading.HISTORY
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, ?, ?, ?, current_user, ?, true FROM "
                + LedgerReading.HISTORY)) {
            insert.setString(1, script.revision().id());
            insert.setString(2, script.name().replace('_', ' '));
            insert.setString(3, type);
            insert.setString(4, file);
            insert.setObject(5, checksum, java.sql.Types.INTEGER);
            insert.setInt(6, milliseconds);
            insert.executeUpdate();
        }
    }

    /// Moves Alembic's ledger to what Alembic calls `target`; with `from`, only if it stands there. Throws where somebody else moved it
    /// meanwhile. Ids that are not ours are kept beside, so that a console without the Alembic folder knows them.
    static void moveAlembic(Connection connection, LedgerReading.Alembic ledger, Optional<Revision> from, Revision target,
            AlembicIds ids) throws SQLException {
        if (ledger.ids().size() > 1) {
            throw new ProblemException(new SchemaProblem.AlembicHeads(ledger.ids()));
        }
        String targetId = ids.id(target)
                .orElseThrow(() -> new ProblemException(new SchemaProblem.AlembicCounterpartMissing(target, "V" + target)));
        keep(connection, ids);
        String idThere = ledger.ids().isEmpty() ? "" : ledger.ids().getFirst();
        if (from.isPresent() && !from.get().isBase()
                && !ids.revision(idThere).orElse(new Revision(idThere)).equals(from.get())) {
            throw new SQLException("alembic_version is " + idThere + ", not " + from.get());
        }
        String sql = target.isBase()
                ? "DELETE FROM " + ledger.table() + " WHERE version_num = ?"
                : ledger.ids().isEmpty()
                        ? "INSERT INTO " + ledger.table() + " (version_num) VALUES (?)"
                        : "UPDATE " + ledger.table() + " SET version_num = ? WHERE version_num = ?";
        if (target.isBase() && ledger.ids().isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(sql)) {
            move.setString(1, target.isBase() ? idThere : targetId);
            if (!target.isBase() && !ledger.ids().isEmpty()) {
                move.setString(2, idThere);
            }
            if (move.executeUpdate() != 1) {
                throw new SQLException("alembic_version was moved by another session");
            }
        }
    }

    private static void keep(Connection connection, AlembicIds ids) throws SQLException {
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
