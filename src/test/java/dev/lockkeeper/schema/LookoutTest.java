package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.FakeTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookoutTest implements TrialsContract {

    private final FakeTrials trials = new FakeTrials();

    @Override
    public Trials trials() {
        return trials;
    }

    @Override
    public List<Script> scripts() {
        List<Script> shipped = new ArrayList<>();
        try (var files = Files.list(Path.of("resources/db/migration"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String back = name.replaceFirst("V", "U");
                shipped.add(new Script(new Revision(name.substring(1, 4)), name.substring(6, name.length() - 4), name,
                        Files.readString(file), Optional.of(back),
                        Optional.of(Files.readString(Path.of("resources/db/undo", back))),
                        Optional.empty(), Optional.empty(), List.of(), 0, true));
            }
            return shipped;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void every_question_to_the_data_is_about_tables_that_are_there() {
        Script table = script("005", "CREATE TABLE t (id bigint PRIMARY KEY, a text);");
        Script unique = script("006", "ALTER TABLE t ADD UNIQUE (a);\nCREATE TABLE u (a text);\nCREATE UNIQUE INDEX ON u (a);");

        assertThat(DataChecks.of(List.of(table), List.of(unique))).singleElement().satisfies(check -> {
            assertThat(check.object()).isEqualTo("t.a");
            assertThat(check.line()).isEqualTo(1);
            assertThat(check.sql()).contains("GROUP BY (\"a\") HAVING count(*) > 1");
        });
        assertThat(DataChecks.of(List.of(), List.of(table, unique))).isEmpty();
    }

    @Test
    void a_rehearsal_on_the_target_waits_for_its_turn() {
        Lookout lookout = new Lookout(new History(3), trials, _ -> {
            throw new ProblemException(new OperationProblem.AnotherWriter(new Holder(7, "hong", "lockkeeper-1", "10.0.0.2",
                    Instant.EPOCH)));
        });

        assertThatThrownBy(() -> lookout.rehearseOnTarget("head", OperationId.fresh()).run(Journal.silent(), new StopSignal()))
                .isInstanceOf(ProblemException.class);
        assertThat(preview(lookout, "head").steps()).extracting(Preview.Step::file)
                .containsExactly("V004__add_user_lockout_fields.sql");
    }

    @Test
    void a_preview_goes_up_or_back_and_says_where_there_is_nothing_to_do() {
        Lookout lookout = new Lookout(new History(3), trials, _ -> () -> {});

        assertThat(preview(lookout, "base").steps()).extracting(step -> step.revision().id()).containsExactly("003", "002",
                "001");
        assertThat(preview(lookout, "-1").to()).isEqualTo(new Revision("002"));
        assertThatThrownBy(() -> preview(lookout, "003")).isInstanceOfSatisfying(ProblemException.class,
                thrown -> assertThat(thrown
                        .problem()).isInstanceOf(SchemaProblem.NothingToDo.class));
    }

    @Test
    void a_difference_after_the_way_back_is_told_by_what_it_is() {
        RoundTrip.Leg leg = new RoundTrip.Leg(new Revision("003"), Optional.empty(), List.of(), List.of(), Optional.empty());

        assertThat(leg.closed()).isFalse();
        assertThat(leg.words()).extracting(words -> words.key()).containsExactly("round-trip.no-way-back");
    }

    private static Preview preview(Lookout lookout, String target) {
        return lookout.preview(target);
    }

    private static Script script(String revision, String sql) {
        return new Script(new Revision(revision), "x", "V" + revision + "__x.sql", sql, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), 0, true);
    }

    /// The shipped revisions, applied up to a level.
    private final class History implements MigrationHistory {

        private final int level;

        History(int level) {
            this.level = level;
        }

        @Override
        public List<Script> scripts() {
            return LookoutTest.this.scripts();
        }

        @Override
        public void leaveAside(List<String> files) {
            throw new IllegalStateException("nothing is noted");
        }

        @Override
        public Ladder ladder() {
            Revision current = scripts().get(level - 1).revision();
            return new Ladder(current,
                    scripts().stream().map(script -> new Rung(script.revision(), script.name(), script.revision()
                            .compareTo(current) <= 0 ? RungState.APPLIED : RungState.PENDING, Optional.of(script),
                            Optional.empty(), Optional
                                    .empty(),
                            Optional.empty())).toList(),
                    new Ledgers(Optional.of(current), Optional.empty()), Optional.empty());
        }

        @Override
        public void raise(Revision next, OperationId operation, Journal journal, StopSignal stop) {
            throw new IllegalStateException("nothing is moved");
        }

        @Override
        public void lower(Revision highest, OperationId operation, Journal journal, StopSignal stop) {
            throw new IllegalStateException("nothing is moved");
        }

        @Override
        public void stamp(Revision target, OperationId operation, Journal journal) {
            throw new IllegalStateException("nothing is moved");
        }
    }
}
