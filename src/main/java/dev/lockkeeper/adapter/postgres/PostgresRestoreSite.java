package dev.lockkeeper.adapter.postgres;

import static dev.lockkeeper.adapter.postgres.LiveDatabase.literal;
import static dev.lockkeeper.adapter.postgres.LiveDatabase.quoted;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.FileKind;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.SqlFacts;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// Builds restored databases beside the live one on its PostgreSQL server, and swaps them by name. Everything that must outlive this console
/// stands on the server: names, comments, and whether a database takes connections.
public final class PostgresRestoreSite implements RestoreSite {

    private static final Message NOT_RESTORED = Message.of("state.not-restored");
    private static final Duration PATIENCE_WITH_SESSIONS = Duration.ofSeconds(10);

    /// A database on the disk takes several times the bytes of its compressed dump.
    private static final int UNPACKED = 4;

    private static final String NO_RIGHT = "42501";

    private final PostgresAccess access;
    private final PostgresConnections connections;
    private final ArchiveTool tool;
    private final String live;

    public PostgresRestoreSite(PostgresAccess access, ArchiveTool tool) {
        this.access = access;
        this.connections = access.connections();
        this.tool = tool;
        this.live = access.address().database();
    }

    @Override
    public String serverVersion() {
        return elsewhere("lockkeeper", connection -> text(connection, "SELECT current_setting('server_version')"));
    }

    @Override
    public String identity() {
        return elsewhere("lockkeeper", this::identity);
    }

    /// The cluster's own number, which no other has, and the database's in it.
    private String identity(Connection connection) throws SQLException {
        try (PreparedStatement asking = connection.prepareStatement("""
            SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) || '/' || oid
            FROM   pg_catalog.pg_database WHERE datname = ?""")) {
            asking.setString(1, live);
            try (ResultSet row = asking.executeQuery()) {
                return row.next() ? row.getString(1) : MISSING;
            }
        }
    }

    @Override
    public Beside build(Archive archive, Purpose purpose, OperationId operation, Journal journal, StopSignal stop) {
        Connection holding = connections.elsewhere(operation.applicationName(), Limits.OPERATION);
        try {
            sweep(holding, journal);
            Optional<LiveDatabase> known = LiveDatabase.read(holding, live);
            LiveDatabase model = known.isPresent() ? known.get() : LiveDatabase.lost(holding, live, access.address().user());
            tool(archive).ifPresent(by -> mustFit(by, archive, holding));
            String name = BesideName.of(live, purpose == Purpose.TEST ? "test" : "restore", operation.text());
            BesideLabel label = new BesideLabel(live, purpose == Purpose.TEST ? BesideLabel.Role.TEST : BesideLabel.Role.RESTORE,
                    operation.text(), Instant.now(), false, model.comment());
            GuestRole guest = GuestRole.of(holding, archive, access.environment(), operation, journal);
            PostgresBeside beside = new PostgresBeside(holding, name, label, guest);
            try {
                create(holding, model, name, label, purpose);
                guest.moveInto(name);
                FaultPoint.reached("restore.created");
                beside.fill(archive, operation, journal, stop);
                if (purpose == Purpose.REPLACE) {
                    beside.dress(model, operation);
                }
                return beside;
            } catch (SQLException | RuntimeException e) {
                beside.drop();
                throw e;
            }
        } catch (SQLException e) {
            PostgresConnections.closeQuietly(holding);
            throw connections.problem(e);
        } catch (RuntimeException e) {
            PostgresConnections.closeQuietly(holding);
            throw e;
        }
    }

    /// Plain SQL is read by ourselves.
    private Optional<ArchiveTool> tool(Archive archive) {
        return archive.kind() instanceof FileKind.PlainSql ? Optional.empty() : Optional.of(tool);
    }

    private void mustFit(ArchiveTool known, Archive archive, Connection holding) {
        OptionalLong free = known.free();
        long needed = Math.max(archive.bytes() * UNPACKED, size(holding));
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new ProblemException(new BackupProblem.RoomTooSmall(access.address().toString(), free.getAsLong(), needed));
        }
    }

    /// What the live one takes now is the best guess at what its backup will.
    private long size(Connection holding) {
        try {
            return Long.parseLong(text(holding, "SELECT pg_catalog.pg_database_size(" + literal(live) + ")"));
        } catch (SQLException e) {
            return 0;
        }
    }

    private void create(Connection holding, LiveDatabase model, String name, BesideLabel label, Purpose purpose)
            throws SQLException {
        try (Statement statement = holding.createStatement()) {
            statement.execute(model.creation(name, purpose == Purpose.TEST));
            comment(statement, name, Optional.of(label.text()));
        } catch (SQLException e) {
            if (NO_RIGHT.equals(e.getSQLState())) {
                throw new ProblemException(new BackupProblem.NoRightToCreate(access.address().user()), e);
            }
            throw e;
        }
    }

    /// Removes what restore tests left whose console died.
    private void sweep(Connection holding, Journal journal) throws SQLException {
        for (Standing standing : standings(holding)) {
            if (standing.kept.role() == Role.TEST && !standing.kept.busy()) {
                dropped(holding, standing.kept.name());
                journal.line(Source.KEEPER, Level.WARN,
                        "removed " + standing.kept.name() + ", left by a restore test that was cut off");
            }
        }
        GuestRole.sweep(holding);
    }

    private static void dropped(Connection holding, String name) throws SQLException {
        try (Statement statement = holding.createStatement()) {
            OwnDatabase.drop(statement, quoted(name));
        }
    }

    private static void comment(Statement statement, String name, Optional<String> text) throws SQLException {
        statement.execute("COMMENT ON DATABASE " + quoted(name) + " IS " + text.map(LiveDatabase::literal).orElse("NULL"));
    }

    @Override
    public Contents liveContents(StopSignal stop) {
        try (Connection connection = connections.to(live, "lockkeeper", Limits.OPERATION)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return ContentsReading.read(connection, stop, NOT_RESTORED);
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    @Override
    public List<String> dangers(Archive archive, StopSignal stop) {
        return archive.kind() instanceof FileKind.PlainSql
                ? new PlainDump(connections::problem).check(archive, Journal.silent(), stop).dangers().stream()
                        .map(danger -> danger.line() + ": " + danger.what()).toList()
                : List.of();
    }

    @Override
    public List<Session> sessions() {
        return elsewhere("lockkeeper", connection -> {
            try (PreparedStatement asking = connection.prepareStatement(
                    """
                        SELECT pid, coalesce(usename::text, '?'), coalesce(application_name, ''), coalesce(host(client_addr), 'local'),
                               coalesce(state, '?'), coalesce(backend_start, pg_catalog.clock_timestamp())
                        FROM   pg_catalog.pg_stat_activity
                        WHERE  datname = ? AND pid <> pg_catalog.pg_backend_pid() AND coalesce(application_name, '') NOT LIKE 'lockkeeper%'
                        AND    backend_type = 'client backend'
                        ORDER  BY backend_start""")) {
                asking.setString(1, live);
                List<Session> sessions = new ArrayList<>();
                try (ResultSet rows = asking.executeQuery()) {
                    while (rows.next()) {
                        sessions.add(new Session(rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4),
                                rows.getString(5), rows.getObject(6, OffsetDateTime.class).toInstant()));
                    }
                }
                return List.copyOf(sessions);
            }
        });
    }

    @Override
    public List<Kept> kept() {
        return elsewhere("lockkeeper", connection -> standings(connection).stream().map(Standing::kept).toList());
    }

    /// A database beside the live one, and what it says of itself.
    private record Standing(Kept kept, Optional<BesideLabel> label) {}

    private List<Standing> standings(Connection connection) throws SQLException {
        List<Standing> standings = new ArrayList<>();
        // a name alone is enough for one whose maker died before it could write its comment
        String made = java.util.regex.Pattern.quote(BesideName.of(live, "", "").replaceAll("_+$", ""))
                + "__(test|restore)_([0-9a-f]{8})";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                            SELECT d.datname, coalesce(pg_catalog.shobj_description(d.oid, 'pg_database'), ''),
                                   CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') THEN pg_catalog.pg_database_size(d.oid) ELSE -1 END,
                                   ARRAY(SELECT a.application_name FROM pg_catalog.pg_stat_activity a WHERE a.application_name LIKE 'lockkeeper-%')
                            FROM   pg_catalog.pg_database d WHERE NOT d.datistemplate""")) {
            while (rows.next()) {
                String name = rows.getString(1);
                Optional<BesideLabel> label = BesideLabel.of(rows.getString(2))
                        .filter(known -> known.live().equals(live) && known.role() != BesideLabel.Role.SCRATCH);
                java.util.regex.Matcher byName = java.util.regex.Pattern.compile(made).matcher(name);
                boolean ours = label.isPresent() || byName.matches();
                if (!ours || name.equals(live)) {
                    continue;
                }
                String operation = label.map(BesideLabel::operation).orElseGet(() -> byName.group(2));
                BesideLabel.Role role = label.map(BesideLabel::role)
                        .orElseGet(() -> byName.group(1).equals("test") ? BesideLabel.Role.TEST : BesideLabel.Role.RESTORE);
                boolean busy = List.of((Object[]) rows.getArray(4).getArray()).stream().map(String::valueOf)
                        .anyMatch(application -> application.startsWith(new OperationId(operation).applicationName()));
                long bytes = rows.getLong(3);
                standings.add(new Standing(new Kept(name, role(role), label.map(BesideLabel::at).orElse(Instant.EPOCH),
                        bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes), busy), label));
            }
        }
        standings.sort(Comparator.comparing((Standing standing) -> standing.kept.since()).reversed());
        return standings;
    }

    private static Role role(BesideLabel.Role role) {
        return switch (role) {
            case TEST, SCRATCH -> Role.TEST;
            case RESTORE -> Role.UNFINISHED;
            case FORMER -> Role.FORMER;
        };
    }

    @Override
    public Optional<Interrupted> interrupted() {
        return elsewhere("lockkeeper", connection -> {
            Optional<LiveDatabase> now = LiveDatabase.read(connection, live);
            if (now.isPresent() && now.get().open()) {
                return Optional.empty();
            }
            List<Standing> standings = standings(connection);
            if (standings.stream().anyMatch(standing -> standing.kept.busy())) {
                return Optional.empty(); // somebody is at it
            }
            Optional<String> beside = standings.stream()
                    .filter(standing -> standing.label.filter(label -> label.role() == BesideLabel.Role.RESTORE && label.proven())
                            .isPresent())
                    .map(standing -> standing.kept.name()).findFirst();
            // closed by somebody else's hand, and for their own reasons, where nothing of ours stands beside it
            return standings.stream().noneMatch(standing -> standing.kept.role() == Role.UNFINISHED)
                    ? Optional.empty()
                    : Optional.of(new Interrupted(live, beside));
        });
    }

    @Override
    public void end(Interrupted interrupted, boolean finish, OperationId operation, Journal journal) {
        elsewhere(operation.applicationName(), connection -> {
            if (finish) {
                String beside = interrupted.beside()
                        .orElseThrow(() -> new ProblemException(new BackupProblem.NothingKept(live)));
                // the closed door was the lock of the one who died
                replace(connection, beside, () -> {}, operation, journal);
            } else {
                open(connection, live, true);
            }
            return true;
        });
    }

    @Override
    public String swapBack(Kept former, OneWriter.Held lock, OperationId operation, Journal journal, StopSignal stop) {
        return elsewhere(operation.applicationName(), connection -> {
            stop.heed(NOT_RESTORED);
            if (LiveDatabase.read(connection, former.name()).isEmpty()) {
                throw new ProblemException(new BackupProblem.NothingKept(former.name()));
            }
            return replace(connection, former.name(), lock, operation, journal);
        });
    }

    @Override
    public void drop(Kept kept, Journal journal) {
        elsewhere("lockkeeper", connection -> {
            if (kept.name().equals(live)
                    || standings(connection).stream().noneMatch(standing -> standing.kept.name().equals(kept.name()))) {
                throw new ProblemException(new BackupProblem.NothingKept(kept.name()));
            }
            dropped(connection, kept.name());
            journal.info(Source.KEEPER, "dropped " + kept.name());
            return true;
        });
    }

    /// Puts `other` in the live one's place. What goes wrong before the swap opens the live one again, as it was.
    private String replace(Connection connection, String other, OneWriter.Held lock, OperationId operation, Journal journal)
            throws SQLException {
        if (LiveDatabase.read(connection, live).isEmpty()) {
            return swap(connection, other, operation, journal);
        }
        open(connection, live, false);
        try {
            // from here the closed door is the lock: nobody can take another one in there
            lock.close();
            access.leave();
            FaultPoint.reached("restore.fenced");
            fence(connection, journal);
            return swap(connection, other, operation, journal);
        } catch (SQLException | RuntimeException e) {
            open(connection, live, true);
            throw e;
        }
    }

    /// Ends the sessions of the live database, which takes no new ones.
    private void fence(Connection connection, Journal journal) throws SQLException {
        journal.info(Source.KEEPER, live + " takes no connections now");
        long until = System.nanoTime() + PATIENCE_WITH_SESSIONS.toNanos();
        while (true) {
            List<String> left = ended(connection);
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new ProblemException(new BackupProblem.SessionsStay(left));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// Asks every session of the live database to end; returns those that are still there.
    private List<String> ended(Connection connection) throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement asking = connection.prepareStatement(
                """
                    SELECT a.pid, coalesce(a.usename::text, '?') || ' · ' || coalesce(a.application_name, '') || ' · ' || coalesce(host(a.client_addr), 'local'),
                           pg_catalog.pg_has_role(a.usesysid, 'MEMBER') OR pg_catalog.pg_has_role('pg_signal_backend', 'MEMBER')
                    FROM   pg_catalog.pg_stat_activity a WHERE a.datname = ? AND a.pid <> pg_catalog.pg_backend_pid()""");
                PreparedStatement ending = connection.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
            asking.setString(1, live);
            try (ResultSet rows = asking.executeQuery()) {
                while (rows.next()) {
                    left.add("pid " + rows.getInt(1) + " · " + rows.getString(2));
                    if (rows.getBoolean(3)) {
                        ending.setInt(1, rows.getInt(1));
                        try {
                            ending.execute();
                        } catch (SQLException e) {
                            // one of a superuser, whom only a superuser may end; it is named if it stays
                        }
                    }
                }
            }
        }
        return left;
    }

    /// Both renames in one transaction: nobody ever meets a server without the live name. The former stays closed, so that no program goes on
    /// writing where nobody looks any more.
    private String swap(Connection connection, String beside, OperationId operation, Journal journal) throws SQLException {
        BesideLabel label = standings(connection).stream().filter(standing -> standing.kept.name().equals(beside)).findFirst()
                .flatMap(Standing::label)
                .orElse(new BesideLabel(live, BesideLabel.Role.RESTORE, operation.text(), Instant.now(), true, Optional.empty()));
        Optional<LiveDatabase> replaced = LiveDatabase.read(connection, live);
        Instant now = Instant.now();
        String former = replaced.isEmpty() ? "" : BesideName.former(live, operation.text(), now);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (replaced.isPresent()) {
                statement.execute("ALTER DATABASE " + quoted(live) + " RENAME TO " + quoted(former));
                FaultPoint.reached("restore.swapping");
                comment(statement, former, Optional.of(new BesideLabel(live, BesideLabel.Role.FORMER, operation.text(), now, true,
                        replaced.get().comment()).text()));
            }
            statement.execute("ALTER DATABASE " + quoted(beside) + " RENAME TO " + quoted(live));
            comment(statement, live, label.comment());
            statement.execute("ALTER DATABASE " + quoted(live) + " ALLOW_CONNECTIONS true");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            connection.setAutoCommit(true);
            throw e;
        }
        connection.setAutoCommit(true);
        FaultPoint.reached("restore.swapped");
        journal.line(Source.KEEPER, Level.OK,
                live + " is the restored one" + (former.isEmpty() ? "" : "; the former is kept as " + former));
        return former;
    }

    private static void open(Connection connection, String name, boolean allow) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + quoted(name) + " ALLOW_CONNECTIONS " + allow);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /// On a connection to another database of the server: the live one may be closed, and is renamed.
    private <A> A elsewhere(String application, SqlQuestion<A> question) {
        try (Connection connection = connections.elsewhere(application, Limits.OPERATION)) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw connections.problem(e);
        }
    }

    /// A restored database under a name of its own. `holding` shows every other console that somebody is at it.
    private final class PostgresBeside implements Beside {

        private final Connection holding;
        private final String name;
        private final GuestRole guest;
        private BesideLabel label;
        private boolean inPlace;
        private Contents contents = new Contents(new java.util.TreeMap<>(), "");
        private ArchiveTool.Restored restored = new ArchiveTool.Restored("", 0, List.of());

        PostgresBeside(Connection holding, String name, BesideLabel label, GuestRole guest) {
            this.guest = guest;
            this.holding = holding;
            this.name = name;
            this.label = label;
        }

        void fill(Archive archive, OperationId operation, Journal journal, StopSignal stop) throws SQLException {
            restored = archive.kind() instanceof FileKind.PlainSql
                    ? plain(archive, operation, journal, stop)
                    : tool.restore(archive, name, guest.restorer(), operation, journal, stop);
            try (Connection inside = connections.to(name, operation.applicationName(), Limits.OPERATION)) {
                guest.handOver(inside);
            }
            FaultPoint.reached("restore.filled");
            stop.heed(NOT_RESTORED);
            journal.info(Source.KEEPER, "counting the rows of " + name);
            try (Connection inside = connections.to(name, operation.applicationName(), Limits.OPERATION)) {
                inside.setAutoCommit(false);
                inside.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                contents = ContentsReading.read(inside, stop, NOT_RESTORED);
            }
            FaultPoint.reached("restore.counted");
        }

        /// Statements about roles that this server does not have are left out, and told as problems: the objects are there all the same.
        private ArchiveTool.Restored plain(Archive archive, OperationId operation, Journal journal, StopSignal stop)
                throws SQLException {
            PlainDump dump = new PlainDump(connections::problem);
            SqlFacts facts = dump.check(archive, journal, stop);
            Set<String> absent = new HashSet<>(facts.roles());
            if (guest.restorer().own()) {
                absent.removeAll(roles());
            }
            try (Connection into = connections.as(guest.restorer(), name, operation.applicationName(), Limits.OPERATION)) {
                PlainDump.Ran ran = dump.run(into, archive, facts, absent, journal, stop);
                return new ArchiveTool.Restored("sql", 0, ran.leftOut());
            }
        }

        private Set<String> roles() throws SQLException {
            Set<String> names = new HashSet<>();
            try (Statement statement = holding.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT rolname FROM pg_catalog.pg_roles")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }

        /// What a live database has and a dump does not hold; and the planner's figures, without which the first queries would be slow.
        void dress(LiveDatabase model, OperationId operation) throws SQLException {
            try (Statement statement = holding.createStatement()) {
                model.dress(statement, name);
            }
            try (Connection inside = connections.to(name, operation.applicationName(), Limits.OPERATION);
                    Statement statement = inside.createStatement()) {
                statement.execute("ANALYZE");
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Contents contents() {
            return contents;
        }

        @Override
        public ArchiveTool.Restored restored() {
            return restored;
        }

        @Override
        public String takePlace(OneWriter.Held lock, Journal journal, StopSignal stop) {
            try {
                label = label.proven(true);
                try (Statement statement = holding.createStatement()) {
                    comment(statement, name, Optional.of(label.text()));
                }
                stop.heed(NOT_RESTORED);
                FaultPoint.reached("restore.proven");
                String former = replace(holding, name, lock, new OperationId(label.operation()), journal);
                inPlace = true;
                return former;
            } catch (SQLException e) {
                throw connections.problem(e);
            }
        }

        void drop() {
            if (inPlace) {
                return;
            }
            try {
                dropped(holding, name);
                guest.leave();
            } catch (SQLException e) {
                // it is swept before the next restore, or offered for removal
            }
        }

        @Override
        public void close() {
            drop();
            PostgresConnections.closeQuietly(holding);
        }
    }
}
