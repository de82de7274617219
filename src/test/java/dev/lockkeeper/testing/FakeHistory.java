package dev.lockkeeper.testing;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.MigrationHistory;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A ladder in memory, made of the scripts that the console ships. Its database can go away and come back.
public final class FakeHistory implements MigrationHistory {

    private static final List<String> NAMES = List.of("create_users_and_sessions", "create_conversations_and_documents",
            "add_metrics_tables", "add_user_lockout_fields");

    public volatile int level;
    public volatile Optional<SchemaProblem> finding = Optional.empty();
    public volatile @Nullable Problem outage;
    public volatile @Nullable Problem folder;
    /// Revisions above the shipped four.
    public volatile int more;
    /// What each of them runs; `%d` is its number.
    public volatile String moreSql = "CREATE TABLE t%d (id integer);";
    /// Under which ids Alembic knows the revisions.
    public volatile AlembicIds ids = AlembicIds.SAME;
    public volatile boolean withWayBack = true;
    public volatile boolean onlyAlembic;
    /// Closed while a move must not go on.
    public volatile CountDownLatch gate = new CountDownLatch(0);

    public FakeHistory(int level) {
        this.level = level;
    }

    @Override
    public List<Script> scripts() {
        if (folder != null) {
            throw new ProblemException(folder);
        }
        List<Script> scripts = new ArrayList<>();
        for (int number = 1; number <= NAMES.size(); number++) {
            String id = "00" + number;
            String name = NAMES.get(number - 1);
            String sql = read("/db/migration/V" + id + "__" + name + ".sql");
            String[] titles = sql.lines().findFirst().orElseThrow().replace("-- title: ", "").split(" \\| ", -1);
            List<String> touches = List
                    .of(sql.lines().skip(1).findFirst().orElseThrow().replace("-- touches: ", "").split(", ", -1));
            Optional<String> wayBack = withWayBack
                    ? Optional.of(read("/db/undo/U" + id + "__" + name + ".sql"))
                    : Optional.empty();
            scripts.add(new Script(new Revision(id), name, "V" + id + "__" + name + ".sql", sql,
                    wayBack.map(_ -> "U" + id + "__" + name + ".sql"), wayBack, Optional.of(titles[0]), Optional.of(titles[1]),
                    touches,
                    0x5c1fe27a + number, true));
        }
        for (int number = NAMES.size() + 1; number <= NAMES.size() + more; number++) {
            String id = "%03d".formatted(number);
            scripts.add(new Script(new Revision(id), "step_" + id, "V" + id + "__step_" + id + ".sql",
                    moreSql.formatted(number), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), List.of("t" + number), number, true));
        }
        return scripts;
    }

    @Override
    public void leaveAside(List<String> files) {
        if (folder instanceof SchemaProblem.ScriptMisnamed(List<String> there) && files.containsAll(there)) {
            folder = null;
        }
    }

    @Override
    public Ladder ladder() {
        if (outage != null) {
            throw new ProblemException(outage);
        }
        List<Rung> rungs = scripts().stream().map(script -> {
            boolean applied = script.revision().compareTo(current()) <= 0;
            return new Rung(script.revision(), script.name(), applied ? RungState.APPLIED : RungState.PENDING,
                    Optional.of(script),
                    applied ? Optional.of(Instant.parse("2025-11-02T05:06:31Z")) : Optional.empty(),
                    applied ? Optional.of("operator") : Optional.empty(),
                    applied ? Optional.of(Duration.ofMillis(41)) : Optional.empty());
        }).toList();
        Ledgers ledgers = onlyAlembic
                ? new Ledgers(Optional.empty(), Optional.of(current()))
                : new Ledgers(Optional.of(current()), Optional.of(current()), ids);
        return new Ladder(current(), rungs, ledgers, finding);
    }

    private Revision current() {
        return level == 0 ? Revision.BASE : new Revision("00" + level);
    }

    @Override
    public void raise(Revision next, OperationId operation, Journal journal, StopSignal stop) {
        pass();
        expect(next, ladder().pending().stream().findFirst().map(Rung::revision).orElse(Revision.BASE));
        stop.heed(Message.of("state.stands-at", current().id()));
        set(level + 1);
    }

    @Override
    public void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop) {
        pass();
        expect(highest, current());
        stop.heed(Message.of("state.stands-at", current().id()));
        set(level - 1);
    }

    @Override
    public void stamp(Revision target, OperationId operation, Journal journal) {
        pass();
        level = target.isBase() ? 0 : Integer.parseInt(target.id());
        finding = Optional.empty();
    }

    private static void expect(Revision asked, Revision there) {
        if (!asked.equals(there)) {
            throw new ProblemException(new SchemaProblem.MovedMeanwhile(asked, there));
        }
    }

    private void set(int other) {
        level = other;
    }

    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        try (InputStream bytes = Objects.requireNonNull(FakeHistory.class.getResourceAsStream(name), name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
