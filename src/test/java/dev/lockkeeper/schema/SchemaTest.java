package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.FakeDump;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.testing.FakeCatalogs;
import dev.lockkeeper.testing.FakeHistory;
import dev.lockkeeper.testing.FakeTrials;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Environment ENVIRONMENT = new Environment("default", Care.LOCAL,
            new Address("127.0.0.1", 5432, "llm_webapp", "llm_app"), new Secret("x"), Optional.empty());

    @TempDir
    Path folder = Path.of("");

    private final FakeHistory history = new FakeHistory(3);
    private final FakeCatalogs catalogs = new FakeCatalogs(() -> history.ladder().current());
    private FakeDump dump = new FakeDump();
    private OneWriter oneWriter = _ -> () -> {};

    @Test
    void an_upgrade_backs_up_first_and_ends_at_its_target() throws Exception {
        Run<Ladder> run = run(schema().upgrade("head", OperationId.fresh()));

        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isEqualTo(4);
        assertThat(backups(dump).list()).singleElement()
                .satisfies(entry -> assertThat(entry.manifest().orElseThrow().reason()).isEqualTo(BackupReason.BEFORE_UPGRADE));
        assertThat(run.snapshot().steps()).extracting(RunSnapshot.Step::title).extracting(Message::key).containsExactly(
                "step.precheck",
                "step.backup", "step.test-restore", "step.apply", "step.verify");
    }

    @Test
    void one_step_leaves_the_next_revision_and_nothing_more() throws Exception {
        history.level = 1;

        run(schema().upgrade("+1", OperationId.fresh())).await();

        assertThat(history.level).isEqualTo(2);
    }

    @Test
    void without_a_backup_nothing_is_moved() throws Exception {
        dump = new FakeDump().arriving(FakeDump.Arrival.CUT);

        assertThat(run(schema().upgrade("head", OperationId.fresh())).await()).isInstanceOf(Outcome.Failed.class);
        assertThat(history.level).isEqualTo(3);
    }

    @Test
    void a_second_writer_is_told_who_is_at_work() throws Exception {
        Holder holder = new Holder(214, "llm_app", "lockkeeper-1a2b", "10.0.0.7", Instant.EPOCH);
        oneWriter = _ -> {
            throw new dev.lockkeeper.operation.ProblemException(new OperationProblem.AnotherWriter(holder));
        };

        assertThat(problem(schema().upgrade("head", OperationId.fresh()))).isEqualTo(new OperationProblem.AnotherWriter(holder));
        assertThat(problem(schema().stamp("004", OperationId.fresh()))).isEqualTo(new OperationProblem.AnotherWriter(holder));
        assertThat(history.level).isEqualTo(3);
    }

    @Test
    void a_stamp_is_written_only_for_what_the_schema_is() throws Exception {
        assertThat(problem(schema().stamp("004", OperationId.fresh()))).isInstanceOfSatisfying(SchemaProblem.StampUntrue.class,
                untrue -> {
                    assertThat(untrue.found()).isEqualTo(new Identity.Exactly(new Revision("003"), java.util.List.of()));
                    assertThat(untrue.differences()).hasSize(5).allMatch(Difference::isMissing)
                            .extracting(missing -> missing.object().path()).contains("users.email");
                });
        assertThat(history.level).isEqualTo(3);
        catalogs.live = () -> new Revision("004");

        assertThat(run(schema().stamp("004", OperationId.fresh())).await()).isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isEqualTo(4);
    }

    @Test
    void what_is_adopted_is_what_the_schema_is() throws Exception {
        history.level = 0;
        catalogs.live = () -> new Revision("002");

        assertThat(run(schema().adopt(Optional.empty(), OperationId.fresh())).await()).isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isEqualTo(2);
        catalogs.extra = java.util.List.of("column public.users 019 note text null");
        assertThat(problem(schema().adopt(Optional.empty(), OperationId.fresh())))
                .isInstanceOf(SchemaProblem.NotAdoptable.class);
    }

    @Test
    void a_result_that_is_not_the_revision_is_told_object_by_object() throws Exception {
        catalogs.live = () -> {
            if (history.level == 4) {
                catalogs.extra = java.util.List.of("column public.users 019 note text null");
            }
            return history.ladder().current();
        };

        assertThat(problem(schema().upgrade("head", OperationId.fresh()))).isInstanceOfSatisfying(
                SchemaProblem.VerifyFailed.class, failed -> {
                    assertThat(failed.revision()).isEqualTo(new Revision("004"));
                    assertThat(failed.differences()).singleElement()
                            .satisfies(extra -> assertThat(extra.object().path()).isEqualTo("users.note"));
                });
        assertThat(history.level).isEqualTo(4);
    }

    @Test
    void what_differed_before_the_run_is_told_apart_from_what_is_new() throws Exception {
        catalogs.extra = java.util.List.of("column public.users 019 note text null");

        assertThat(run(schema().upgrade("head", OperationId.fresh())).await())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem())
                        .isInstanceOfSatisfying(SchemaProblem.VerifyFailed.class, proof -> {
                            assertThat(proof.differences()).isEmpty();
                            assertThat(proof.before()).hasSize(1);
                        }));
        assertThat(history.level).isEqualTo(4);
    }

    @Test
    void a_plan_back_lists_its_files_in_the_order_of_the_run() throws Exception {
        SchemaPlan plan = schema().plan("001", "operator");
        Path file = folder.resolve("back.json");
        plan.write(file);

        assertThat(plan.scripts().sequencedKeySet()).extracting(name -> name.substring(0, 4)).containsExactly("U003", "U002");
        assertThat(SchemaPlan.read(file).scripts().sequencedKeySet()).containsExactlyElementsOf(plan.scripts().keySet());
    }

    @Test
    void a_plan_applies_to_the_state_it_was_made_for_and_to_no_other() throws Exception {
        SchemaPlan plan = schema().plan("head", "operator");
        Path file = folder.resolve("plan.json");
        plan.write(file);
        assertThat(SchemaPlan.read(file)).isEqualTo(plan);
        catalogs.extra = java.util.List.of("column public.users 019 note text null");

        assertThat(
                problem((journal, stop) -> schema().apply(plan, Safeguard.Wish.WANTED, OperationId.fresh()).run(journal, stop)))
                .isInstanceOfSatisfying(SchemaProblem.PlanStale.class,
                        stale -> {
                            assertThat(stale.changes()).hasSize(2);
                            assertThat(stale.changes().getFirst()).startsWith("schema: ");
                            assertThat(stale.changes().getLast()).contains("users.note");
                        });
        assertThat(history.level).isEqualTo(3);
        catalogs.extra = java.util.List.of();

        assertThat(run(schema().apply(plan, Safeguard.Wish.WANTED, OperationId.fresh())).await())
                .isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isEqualTo(4);
        assertThat(
                problem((journal, stop) -> schema().apply(plan, Safeguard.Wish.WANTED, OperationId.fresh()).run(journal, stop)))
                .isInstanceOf(SchemaProblem.PlanStale.class);
    }

    @Test
    void a_plan_that_was_changed_is_none() throws Exception {
        Path file = folder.resolve("plan.json");
        schema().plan("head", "operator").write(file);
        String text = java.nio.file.Files.readString(file);

        for (String other : java.util.List.of(text.replace("\"003\"", "\"002\""), text.substring(0, text.length() / 2), "",
                "[]")) {
            java.nio.file.Files.writeString(file, other);
            assertThat(problem((_, _) -> {
                SchemaPlan.read(file);
                throw new AssertionError(other);
            })).isInstanceOf(SchemaProblem.PlanUnreadable.class);
        }
        assertThat(problem((_, _) -> {
            SchemaPlan.read(folder);
            throw new AssertionError();
        })).isInstanceOf(SchemaProblem.PlanUnreadable.class);
    }

    @Test
    void what_was_built_once_is_not_built_again() throws Exception {
        run(schema().verify(Optional.empty(), OperationId.fresh())).await();
        run(schema().verify(Optional.of("004"), OperationId.fresh())).await();
        int built = catalogs.built.get();
        run(schema().verify(Optional.of("002"), OperationId.fresh())).await();
        run(schema().which(OperationId.fresh())).await();

        assertThat(catalogs.built.get()).isEqualTo(built);
    }

    @Test
    void a_way_back_that_is_missing_is_told_before_anything_happens() throws Exception {
        history.withWayBack = false;

        assertThat(problem(schema().rollBack("-1", OperationId.fresh()))).isInstanceOf(SchemaProblem.WayBackMissing.class);
        assertThat(backups(dump).list()).isEmpty();
        assertThatThrownBy(() -> schema().checked("-1", false)).isInstanceOfSatisfying(
                dev.lockkeeper.operation.ProblemException.class,
                e -> assertThat(((SchemaProblem.WayBackMissing) e.problem()).backup()).isEmpty());
    }

    @Test
    void where_a_way_back_is_missing_the_newest_backup_of_that_level_is_named() throws Exception {
        run(schema().upgrade("head", OperationId.fresh())).await();
        String taken = backups(dump).list().getFirst().manifest().orElseThrow().file();
        history.withWayBack = false;

        assertThatThrownBy(() -> schema().checked("003", false)).isInstanceOfSatisfying(
                dev.lockkeeper.operation.ProblemException.class,
                e -> assertThat(((SchemaProblem.WayBackMissing) e.problem()).backup()).contains(taken));
    }

    @Test
    void only_what_is_half_done_is_mended() throws Exception {
        assertThat(problem(schema().recovery().clearing(new Revision("003"), OperationId.fresh())))
                .isEqualTo(new SchemaProblem.NotHalfDone(new Revision("003"), new Revision("003")));
    }

    @Test
    void a_roll_back_to_base_takes_every_revision_away_highest_first() throws Exception {
        Run<Ladder> run = run(schema().rollBack("base", OperationId.fresh()));

        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isZero();
        assertThat(run.snapshot().steps()).hasSize(7);
    }

    @Test
    void a_stop_during_the_backup_leaves_the_schema() throws Exception {
        Run<?>[] running = new Run<?>[1];
        dump = new FakeDump().meanwhile(() -> {
            while (running[0] == null) {
                Thread.onSpinWait();
            }
            running[0].stop();
        });
        Run<Ladder> run = run(schema().upgrade("head", OperationId.fresh()));
        running[0] = run;

        assertThat(run.await()).isInstanceOf(Outcome.Stopped.class);
        assertThat(history.level).isEqualTo(3);
    }

    @Test
    void what_must_be_mended_first_blocks_an_upgrade() throws Exception {
        for (SchemaProblem finding : java.util.List.of(new SchemaProblem.ScriptEdited(java.util.List.of("V001__x.sql")),
                new SchemaProblem.RevisionUnknown("x", "alembic_version"),
                new SchemaProblem.LedgerMissing(java.util.List.of("orders")),
                new SchemaProblem.SchemaBehindLedger(new Revision("003"), "V003__x.sql",
                        java.util.List.of("metric_snapshots")))) {
            history.finding = Optional.of(finding);
            assertThat(problem(schema().upgrade("head", OperationId.fresh()))).isEqualTo(finding);
        }
        assertThat(history.level).isEqualTo(3);
    }

    @Test
    void a_ledger_that_alembic_moved_does_not_block() throws Exception {
        history.finding = Optional.of(new SchemaProblem.MovedByAlembic(new Revision("004"), new Revision("003")));

        assertThat(run(schema().upgrade("head", OperationId.fresh())).await()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_target_on_the_wrong_side_is_refused() throws Exception {
        assertThat(problem(schema().upgrade("002", OperationId.fresh())))
                .isEqualTo(new SchemaProblem.NothingToDo(new Revision("003"), true));
        assertThat(problem(schema().rollBack("004", OperationId.fresh())))
                .isEqualTo(new SchemaProblem.NothingToDo(new Revision("003"), false));
        assertThat(problem(schema().upgrade("099", OperationId.fresh()))).isInstanceOf(SchemaProblem.TargetUnknown.class);
        history.level = 4;
        assertThat(problem(schema().upgrade("head", OperationId.fresh()))).isInstanceOf(SchemaProblem.NothingToDo.class);
    }

    @Test
    void behind_a_pooler_of_transactions_nothing_is_begun() throws Exception {
        Problem pooler = new ConnectionProblem.TransactionPooler(ENVIRONMENT.address(), "pg_backend_pid() = 1, then 2");
        oneWriter = new OneWriter() {
            @Override
            public Held hold(OperationId operation) {
                throw new AssertionError("too late");
            }

            @Override
            public void mustLast() {
                throw new dev.lockkeeper.operation.ProblemException(pooler);
            }
        };

        assertThat(problem(schema().upgrade("head", OperationId.fresh()))).isEqualTo(pooler);
        assertThat(catalogs.built).hasValue(0);
        assertThat(history.level).isEqualTo(3);
    }

    @Test
    void rows_in_the_way_stop_an_upgrade_before_its_backup() throws Exception {
        FakeTrials trials = new FakeTrials();
        DataFinding twice = new DataFinding(
                new DataCheck(DataCheck.Kind.DUPLICATES, new Revision("004"), "V004__x.sql", 3, "users",
                        java.util.List.of("email"), false, "SELECT 1"),
                14, 29, Optional.empty());
        trials.findings = java.util.List.of(twice);

        assertThat(problem(gated(trials, false).upgrade("head", OperationId.fresh())))
                .isEqualTo(new SchemaProblem.DataRefuses(java.util.List.of(twice)));
        assertThat(history.level).isEqualTo(3);
        assertThat(backups(dump).list()).isEmpty();

        trials.findings = java.util.List.of(new DataFinding(twice.check(), 0, 0, Optional.of("statement timeout")));
        assertThat(run(gated(trials, false).upgrade("head", OperationId.fresh())).await()).as("what nobody knows stops nobody")
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void in_production_each_red_rule_is_answered_for_by_its_name() throws Exception {
        history.level = 4;
        history.more = 1;
        history.moreSql = "ALTER TABLE users DROP COLUMN username; TRUNCATE users; -- %d";
        Schema gated = gated(new FakeTrials(), true);

        assertThat(problem(gated.upgrade("head", OperationId.fresh()))).isInstanceOfSatisfying(
                SchemaProblem.HazardsUnaccepted.class, red -> assertThat(red.hazards()).extracting(Hazard::rule)
                        .containsExactly(Rule.DROPPING_COLUMN, Rule.TRUNCATING_TABLE));
        assertThat(problem(gated.on(Terms.USUAL.accepting(java.util.List.of(Rule.DROPPING_COLUMN))).upgrade("head",
                OperationId.fresh()))).isInstanceOfSatisfying(SchemaProblem.HazardsUnaccepted.class,
                        red -> assertThat(red.hazards()).extracting(Hazard::rule).containsExactly(Rule.TRUNCATING_TABLE));
        assertThat(backups(dump).list()).isEmpty();
        assertThat(gated.plan("head", "kim").to()).as("a plan is there to be looked at").isEqualTo(new Revision("005"));

        assertThat(run(gated.on(Terms.USUAL.accepting(java.util.List.of(Rule.DROPPING_COLUMN, Rule.TRUNCATING_TABLE)))
                .upgrade("head", OperationId.fresh())).await()).isInstanceOf(Outcome.Done.class);
        assertThat(history.level).isEqualTo(5);
    }

    @Test
    void elsewhere_a_red_hazard_is_told_in_the_log() throws Exception {
        history.level = 4;
        history.more = 1;
        history.moreSql = "ALTER TABLE users DROP COLUMN username; -- %d";

        Run<Ladder> run = run(gated(new FakeTrials(), false).upgrade("head", OperationId.fresh()));

        assertThat(run.await()).isInstanceOf(Outcome.Done.class);
        assertThat(run.feed().after(0).lines()).anySatisfy(line -> assertThat(line.text()).contains("dropping-column"));
    }

    private Schema gated(FakeTrials trials, boolean production) {
        return schema().behind(Gate.of(new Lookout(history, trials, _ -> () -> {}), production));
    }

    private Problem problem(Operation<Ladder> operation) throws Exception {
        return switch (run(operation).await()) {
            case Outcome.Failed<Ladder>(var problem) -> problem;
            case Outcome<Ladder> other -> throw new AssertionError(other);
        };
    }

    private <R> Run<R> run(Operation<R> operation) {
        return Run.start(OperationId.fresh(), Message.verbatim("test"), operation, folder.resolve("logs"), () -> {});
    }

    private Schema schema() {
        return new Schema(history, catalogs.proof(folder), new FakeRestoreSite().safeguard(ENVIRONMENT, backups(dump)),
                oneWriter);
    }

    private Backups backups(Dump how) {
        return new Backups(ENVIRONMENT, new BackupFolder(folder.resolve("backups")), how, Sealing.none(), oneWriter, () -> "003");
    }
}
