package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.testing.FakeHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsModelTest {

    private static final ConnectionProblem REFUSED = new ConnectionProblem.ConnectionRefused(
            new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), "refused");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final QueuedThreads threads = new QueuedThreads();
    private final FakeHistory history = new FakeHistory(3);

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void open() {
        bench = Bench.of(history, folder, threads);
        bench.model().refresh();
        threads.answerAll();
    }

    @Test
    void the_next_revision_to_apply_is_chosen_and_the_verdict_says_how_far_it_is() {
        assertThat(page().chosen()).contains(new Revision("004"));
        assertThat(page().verdict())
                .isEqualTo(Message.of("migrations.verdict.pending", "003", "004", 1, Message.of("migrations.ledgers.proven")));
        assertThat(page().finding()).isEmpty();
    }

    @Test
    void an_outage_lists_the_files_and_shows_no_level_from_memory() {
        history.outage = REFUSED;
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().ladder()).isEmpty();
        assertThat(page().rungs()).hasSize(4).allMatch(rung -> rung.state() == RungState.UNKNOWN);
        assertThat(page().finding()).contains(REFUSED);
        assertThat(page().upgrade()).isEmpty();
        assertThat(page().cannotRaise(new Revision("004"))).contains(Message.of("migrations.off.unknown"));
        assertThat(page().chosen()).as("what was being read stays open").contains(new Revision("004"));
    }

    @Test
    void a_folder_that_cannot_be_trusted_is_told_without_a_ladder() {
        history.outage = REFUSED;
        history.folder = new SchemaProblem.MigrationFolderEmpty("migrations");
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().rungs()).isEmpty();
        assertThat(page().finding()).contains(new SchemaProblem.MigrationFolderEmpty("migrations"));
    }

    @Test
    void an_answer_that_a_later_question_has_overtaken_is_dropped() {
        bench.model().refresh();
        bench.model().refresh();
        history.level = 4;
        threads.answer(1);
        history.level = 1;
        threads.answer(0);

        assertThat(page().ladder().orElseThrow().current()).isEqualTo(new Revision("004"));
    }

    @Test
    void a_schema_ahead_of_its_ledger_blocks_the_way_up_and_not_the_stamp() {
        bench.catalogs().live = () -> new Revision("004");
        history.finding = Optional.of(new SchemaProblem.SchemaAhead(new Revision("003"), new Revision("004"), "V004.sql", 0,
                List.of("users.email"), List.of(), "42701"));
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().verdict()).isEqualTo(Message.of("migrations.verdict.ahead", "003", "004"));
        assertThat(page().upgrade()).isEmpty();
        assertThat(page().liveLevel()).contains(new Revision("004"));
        assertThat(page().stamp(new Revision("004"))).isPresent();
    }

    @Test
    void a_database_newer_than_this_checkout_is_not_moved() {
        history.finding = Optional.of(new SchemaProblem.RevisionUnknown("20260101_later", "alembic_version"));
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().cannotRaise(new Revision("004"))).contains(Message.of("migrations.off.finding"));
        assertThat(page().upgrade()).isEmpty();
        assertThat(page().finding()).containsInstanceOf(SchemaProblem.RevisionUnknown.class);
    }

    @Test
    void the_way_back_says_what_it_takes_away() {
        Plan plan = page().stepBack().orElseThrow();

        assertThat(plan.to()).isEqualTo(new Revision("002"));
        assertThat(plan.losses()).extracting(ScriptLoss::table).containsExactly("metric_collection_failures", "metric_snapshots");
        assertThat(plan.steps(Safeguard.Wish.WANTED)).extracting(Message::key).containsExactly("step.precheck", "step.backup",
                "step.test-restore",
                "step.take-back", "step.verify");
        assertThat(plan.steps(Safeguard.Wish.DECLINED)).extracting(Message::key).containsExactly("step.precheck",
                "step.take-back",
                "step.verify");
    }

    @Test
    void without_a_script_for_the_way_back_nothing_can_be_taken_back_and_the_page_says_which_is_missing() {
        history.withWayBack = false;
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().stepBack()).isEmpty();
        assertThat(page().cannotLower(new Revision("002"))).contains(Message.of("migrations.off.way-back", "003"));
    }

    @Test
    void the_way_to_a_revision_leads_up_or_back() {
        assertThat(page().goTo(new Revision("004")).orElseThrow().kind()).isEqualTo(Plan.Kind.UPGRADE);
        assertThat(page().goTo(new Revision("001")).orElseThrow().rungs()).extracting(rung -> rung.revision().id())
                .containsExactly("003", "002");
        assertThat(page().goTo(Revision.BASE).orElseThrow().toBase()).isTrue();
        assertThat(page().goTo(new Revision("003"))).as("it is there already").isEmpty();
    }

    @Test
    void only_a_database_that_Alembic_alone_keeps_can_be_adopted() {
        assertThat(page().adopt()).isEmpty();
        history.onlyAlembic = true;
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().adopt().orElseThrow().to()).isEqualTo(new Revision("003"));
    }

    @Test
    void a_schema_changed_by_hand_is_seen_at_the_next_look() {
        assertThat(page().identity()).isPresent();
        assertThat(page().deviation()).isEmpty();
        bench.catalogs().extra = List.of("column public.users 019 note text null");
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().deviation()).isPresent();
    }

    @Test
    void where_it_is_compared_on_request_only_an_earlier_answer_is_not_shown_as_todays() {
        bench = Bench.of(history, folder, threads, false);
        bench.model().refresh();
        threads.answerAll();
        bench.model().verify();
        threads.answerAll();
        assertThat(page().identity()).isPresent();
        bench.model().refresh();
        threads.answerAll();

        assertThat(page().proof()).isEqualTo(new MigrationsPage.Proof.Unasked());
    }

    @Test
    void while_a_move_runs_no_other_starts_and_after_it_the_ladder_is_read_anew() {
        history.gate = new CountDownLatch(1);
        bench.catalogs().live = () -> new Revision("004");
        bench.model().verify();
        threads.answerAll();
        Plan plan = page().stamp(new Revision("004")).orElseThrow();
        bench.model().perform(plan, Safeguard.Wish.WANTED, "");
        bench.model().perform(plan, Safeguard.Wish.WANTED, "");

        assertThat(bench.runs().all()).as("a double click").hasSize(1);
        assertThat(page().cannotStamp()).contains(Message.of("migrations.off.running", plan.title()));

        history.gate.countDown();
        threads.until(() -> page().ended().isPresent() && !page().asking());

        assertThat(page().ended().flatMap(RunSnapshot::outcome).orElseThrow()).isInstanceOf(Outcome.Done.class);
        assertThat(page().run()).isEmpty();
        assertThat(page().ladder().orElseThrow().current()).isEqualTo(new Revision("004"));
        assertThat(page().chosen()).contains(new Revision("004"));
    }

    @Test
    void an_upgrade_takes_its_backup_first_and_notes_the_reason() {
        bench.model().perform(page().upgrade().orElseThrow(), Safeguard.Wish.WANTED, "FR-031");
        threads.until(() -> page().ended().isPresent() && !page().asking());

        assertThat(page().ended().flatMap(RunSnapshot::outcome).orElseThrow()).isInstanceOf(Outcome.Done.class);
        assertThat(page().ladder().orElseThrow().atHead()).isTrue();
        assertThat(bench.runs().all().getFirst().feed().after(0).lines()).anyMatch(line -> line.text().endsWith(": FR-031"))
                .anyMatch(line -> line.text().startsWith("backup "));
    }

    @Test
    void the_words_about_a_move_go_when_the_schema_leaves_the_level_that_it_reached() {
        bench.model().perform(page().upgrade().orElseThrow(), Safeguard.Wish.WANTED, "");
        threads.until(() -> page().ended().isPresent() && !page().asking());
        bench.model().refresh();
        threads.answerAll();
        assertThat(page().ended()).as("still there").isPresent();

        history.level = 3;
        bench.model().refresh();
        threads.answerAll();
        assertThat(page().ended()).isEmpty();
    }

    @Test
    void a_move_that_started_elsewhere_keeps_the_buttons_off_and_its_end_refreshes_the_ladder() {
        CountDownLatch gate = new CountDownLatch(1);
        bench.runs().start(dev.lockkeeper.operation.OperationId.fresh(), Message.of("op.backup"), (_, _) -> {
            gate.await();
            history.level = 4;
            return "done";
        });
        threads.until(() -> page().run().isPresent());
        assertThat(page().upgrade()).isEmpty();

        gate.countDown();
        threads.until(() -> page().run().isEmpty() && page().ladder().orElseThrow().atHead());
        assertThat(page().ended()).as("it is told where it started").isEmpty();
    }

    private MigrationsPage page() {
        return bench.model().page().get();
    }
}
