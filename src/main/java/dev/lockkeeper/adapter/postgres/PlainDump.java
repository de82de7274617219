package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.SqlCutter.Piece;
import dev.lockkeeper.adapter.postgres.SqlCutter.SqlCutException;
import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.SqlFacts;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Restores a plain SQL file as `pg_dump` writes one, without `psql`, whose commands in such a file would run on this machine. The file is
/// read twice: first to find what it holds and whether it may run at all, then to run it in one transaction, of which all stays or nothing.
public final class PlainDump {

    static final Message NOT_RESTORED = Message.of("state.not-restored");

    /// SQLSTATE of what we refuse before any server sees it.
    static final String REFUSED_HERE = "lockkeeper";

    static final int STEP = 1 << 16;

    private static final int MOST_DANGERS = 1_000;
    private static final String TRAILER = "-- PostgreSQL database dump complete";
    private static final Pattern VERSION = Pattern
            .compile("-- Dumped (from database|by pg_dump) version ([0-9A-Za-z.]+(?: \\([^)]{0,80}\\))?)");

    private final Function<SQLException, ProblemException> lost;
    private final int step;
    private final int limit;

    /// `lost` says what it means that the connection went away: [PostgresAccess#problem].
    public PlainDump(Function<SQLException, ProblemException> lost) {
        // a statement is held as bytes, as text and as what the driver sends
        this(lost, STEP, (int) Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8));
    }

    PlainDump(Function<SQLException, ProblemException> lost, int step, int limit) {
        this.lost = lost;
        this.step = step;
        this.limit = limit;
    }

    /// Reads the whole file; nothing runs. Throws [BackupProblem.SqlMetaCommand] for a command of `psql`, and [BackupProblem.SqlRefused] with
    /// the state `lockkeeper` for what could not run as a whole in one database: a file cut inside a statement, another encoding, CREATE
    /// DATABASE, its own ROLLBACK. A file that has no end of `pg_dump` is told by [SqlFacts#complete], which is the caller's to judge.
    public SqlFacts check(Archive archive, Journal journal, StopSignal stop) {
        try (SqlContent content = new SqlContent(archive.open())) {
            return new Check(archive, journal, stop, content).facts();
        } catch (IOException e) {
            throw unreadable(archive, e);
        }
    }

    /// Runs the file that was checked, in `connection`, whose database must be empty. Statements that only give objects or rights to one of
    /// `absent` roles are left out, and told. Everything is committed at the end, or nothing; the connection keeps the session's settings
    /// that the file made, so it should be closed after. Throws [BackupProblem.SqlRefused] at the first statement that the server refuses,
    /// and [dev.lockkeeper.operation.StoppedException] once the stop was heeded, also within a statement.
    public Ran run(Connection connection, Archive archive, SqlFacts facts, Set<String> absent, Journal journal, StopSignal stop) {
        stop.heed(NOT_RESTORED);
        try (SqlContent content = new SqlContent(archive.open())) {
            return new SqlRun(connection, archive, facts, absent, journal, stop, lost)
                    .run(content, new SqlCutter(content, step, limit, true));
        } catch (IOException e) {
            throw unreadable(archive, e);
        }
    }

    private static ProblemException unreadable(Archive archive, IOException e) {
        if (e instanceof SqlCutException cut) {
            return new ProblemException(
                    new BackupProblem.SqlRefused(archive.name(), cut.line(), REFUSED_HERE, String.valueOf(cut.getMessage())), e);
        }
        return new ProblemException(new BackupProblem.BackupUnreadable(path(archive), List.of(e.toString())), e);
    }

    static Path path(Archive archive) {
        return archive.plain().orElse(Path.of(archive.name()));
    }

    static ProblemException refused(Archive archive, long line, String why) {
        return new ProblemException(new BackupProblem.SqlRefused(archive.name(), line, REFUSED_HERE, why));
    }

    static ProblemException meta(Archive archive, Piece.MetaCommand command) {
        return new ProblemException(new BackupProblem.SqlMetaCommand(path(archive), command.line(), command.command()));
    }

    /// What was done: statements that ran, rows that the server took from each COPY block's table, and what was left out and why.
    public record Ran(long statements, SortedMap<String, Long> rows, List<String> leftOut) {

        public Ran {
            rows = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(rows));
            leftOut = List.copyOf(leftOut);
        }
    }

    /// The first reading.
    private final class Check {

        private final Archive archive;
        private final Journal journal;
        private final StopSignal stop;
        private final SqlContent content;
        private final SqlCutter cutter;

        private final SortedMap<String, Long> rows = new TreeMap<>();
        private final List<SqlFacts.Danger> dangers = new ArrayList<>();
        private final TreeSet<String> roles = new TreeSet<>();
        private long statements;
        private long blocks;
        private boolean complete;
        private String server = "";
        private String tool = "";
        private long told;

        Check(Archive archive, Journal journal, StopSignal stop, SqlContent content) {
            this.archive = archive;
            this.journal = journal;
            this.stop = stop;
            this.content = content;
            this.cutter = new SqlCutter(content, step, limit, false);
        }

        SqlFacts facts() throws IOException {
            for (Optional<Piece> piece = cutter.next(); piece.isPresent(); piece = cutter.next()) {
                progress();
                switch (piece.get()) {
                    case Piece.MetaCommand command -> throw meta(archive, command);
                    case Piece.Remark remark -> note(remark.text());
                    case SqlStatement statement -> note(statement);
                }
            }
            return new SqlFacts(content.bytes(), content.sha256(), statements, blocks, rows, complete, server, tool, dangers,
                    roles);
        }

        private void note(String remark) {
            complete = remark.equals(TRAILER) || (complete && remark.equals("--"));
            Matcher version = VERSION.matcher(remark);
            if (version.matches() && statements < 50) {
                if (version.group(1).startsWith("from")) {
                    server = version.group(2);
                } else {
                    tool = version.group(2);
                }
            }
        }

        private void note(SqlStatement statement) throws IOException {
            complete = false;
            statements++;
            Optional<String> refusal = statement.refusal();
            if (refusal.isPresent()) {
                throw refused(archive, statement.line(), refusal.get());
            }
            for (String danger : statement.dangers()) {
                if (dangers.size() < MOST_DANGERS) {
                    dangers.add(new SqlFacts.Danger(statement.line(), danger));
                }
            }
            roles.addAll(statement.roles());
            Optional<String> table = statement.copyTable();
            if (table.isPresent()) {
                blocks++;
                long count = cutter.rows((_, _, _) -> progress());
                if (statement.rowsAreLines()) {
                    rows.merge(table.get(), count, Long::sum);
                }
            }
        }

        private void progress() {
            stop.heed(NOT_RESTORED);
            if (content.bytes() - told >= 1 << 22) {
                told = content.bytes();
                journal.progress(told, Math.max(told, archive.bytes()));
            }
        }
    }
}
