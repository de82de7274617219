package dev.lockkeeper.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.containers.ContainerProblem;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverviewModelTest {

    @TempDir
    Path logs;

    private final ImmediateThreads threads = new ImmediateThreads();
    private final FakeQuestions questions = new FakeQuestions(Chains.containerExited());
    private Instant now = Chains.NOW;

    private OverviewModel model(Runs runs) {
        return new OverviewModel(Chains.LOCAL, questions, runs, threads, () -> now);
    }

    @Test
    void the_first_broken_link_is_the_verdict_and_is_looked_at() {
        OverviewModel model = model(new Runs(logs));
        model.check();
        assertThat(model.page().get().verdict()).isInstanceOfSatisfying(OverviewPage.Verdict.Stopped.class, stopped -> {
            assertThat(stopped.at().name()).isEqualTo(StationName.CONTAINER);
            assertThat(stopped.passed()).isEqualTo(2);
            assertThat(stopped.after()).isEqualTo(2);
        });
        assertThat(model.page().get().station().orElseThrow().name()).isEqualTo(StationName.CONTAINER);
        assertThat(model.status().get().tone()).isEqualTo(Tone.BAD);
    }

    @Test
    void a_chosen_station_is_held_for_half_a_minute_and_then_the_broken_one_returns() {
        OverviewModel model = model(new Runs(logs));
        model.check();
        model.pick(StationName.ENGINE);
        now = now.plusSeconds(20);
        model.check();
        assertThat(model.page().get().station().orElseThrow().name()).isEqualTo(StationName.ENGINE);
        now = now.plusSeconds(20);
        model.check();
        assertThat(model.page().get().station().orElseThrow().name()).isEqualTo(StationName.CONTAINER);
    }

    @Test
    void the_chain_is_asked_again_every_five_seconds() {
        OverviewModel model = model(new Runs(logs));
        model.check();
        threads.pass(Duration.ofSeconds(4));
        assertThat(questions.asked).isEqualTo(1);
        threads.pass(Duration.ofSeconds(1));
        assertThat(questions.asked).isEqualTo(2);
        threads.pass(Duration.ofSeconds(5));
        assertThat(questions.asked).isEqualTo(3);
        model.close();
        threads.pass(Duration.ofSeconds(60));
        assertThat(questions.asked).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("holding")
    void a_chain_that_holds_and_still_answers_is_walked_only_now_and_then(Readiness chain) {
        questions.chain = chain;
        questions.stands = true;
        OverviewModel model = model(new Runs(logs));
        model.check();
        threads.pass(OverviewModel.REST.minusMillis(1));
        assertThat(questions.pinged).isZero();
        now = now.plus(OverviewModel.REST);
        threads.pass(Duration.ofMillis(1));
        assertThat(questions.asked).isEqualTo(1);
        assertThat(questions.pinged).isEqualTo(1);
        assertThat(model.page().get().chain().orElseThrow().at()).isEqualTo(now);
        for (int rest = 2; rest <= OverviewModel.RESTS; rest++) {
            threads.pass(OverviewModel.REST);
            assertThat(questions.pinged).isEqualTo(rest);
        }
        assertThat(questions.asked).isEqualTo(1);
        threads.pass(OverviewModel.REST);
        assertThat(questions.asked).isEqualTo(2);
        assertThat(questions.pinged).isEqualTo(OverviewModel.RESTS);
    }

    static List<Readiness> holding() {
        return List.of(Chains.allWell(), Chains.onePending());
    }

    @Test
    void a_whole_chain_that_answers_no_more_is_walked_at_once_and_so_is_one_where_something_happens() {
        questions.chain = Chains.allWell();
        questions.stands = true;
        OverviewModel model = model(new Runs(logs));
        model.check();
        questions.stands = false;
        questions.chain = Chains.containerExited();
        threads.pass(OverviewModel.REST);
        assertThat(questions.asked).isEqualTo(2);
        assertThat(model.page().get().verdict()).isInstanceOf(OverviewPage.Verdict.Stopped.class);
        questions.stands = true;
        threads.pass(OverviewModel.INTERVAL);
        assertThat(questions.asked).as("a broken chain is walked each time").isEqualTo(3);
        questions.chain = Chains.allWell();
        threads.pass(OverviewModel.INTERVAL);
        model.stirred();
        assertThat(questions.asked).isEqualTo(5);
    }

    @Test
    void a_whole_chain_beside_a_warning_is_not_called_well() {
        questions.chain = Chains.allWell();
        OverviewModel model = model(new Runs(logs));
        model.check();
        assertThat(model.page().get().verdict()).isEqualTo(new OverviewPage.Verdict.Wanting(
                List.of(OverviewPage.Want.NO_BACKUP, OverviewPage.Want.LOCKED_ACCOUNTS)));
        assertThat(model.mark().get()).map(mark -> mark.tone()).contains(Tone.WARN);
        questions.missed = Optional.of(now);
        questions.lockedOut = 0;
        questions.footing = new Footing(Optional.empty(), Optional.empty(), Optional.of(new Disk(1_900_000_000, 64_000_000_000L)),
                Optional.empty());
        now = now.plus(OverviewModel.FIRM).plusSeconds(1);
        model.check();
        assertThat(model.page().get().verdict()).isEqualTo(new OverviewPage.Verdict.Wanting(
                List.of(OverviewPage.Want.BACKUP_MISSED, OverviewPage.Want.LITTLE_ROOM)));
        questions.chain = Chains.onePending();
        model.check();
        assertThat(model.page().get().verdict()).as("a link comes first").isInstanceOf(OverviewPage.Verdict.Attention.class);
    }

    @Test
    void what_the_chain_stands_on_is_asked_after_the_walk_and_again_once_it_changes_or_time_passes() {
        OverviewModel model = model(new Runs(logs));
        threads.hold();
        model.check();
        assertThat(questions.surveyed).as("the walk is not kept waiting").isZero();
        threads.letGo();
        assertThat(questions.surveyed).isEqualTo(1);
        model.check();
        assertThat(questions.surveyed).isEqualTo(1);
        questions.chain = Chains.dockerOff();
        model.check();
        assertThat(questions.surveyed).isEqualTo(2);
        now = now.plusSeconds(31);
        model.check();
        assertThat(questions.surveyed).isEqualTo(3);
        questions.chain = Chains.containerBroken(new ContainerProblem.ContainerMissing("postgres", Path.of(".")));
        model.check();
        questions.chain = Chains
                .containerBroken(new ContainerProblem.ContainerNotStarted("postgres", "port is already allocated"));
        model.check();
        assertThat(questions.surveyed).as("another problem of the same station").isEqualTo(5);
        assertThat(model.page().get().beside().footing()).isPresent();
        questions.chain = Chains.allWell();
        model.check();
        assertThat(questions.surveyed).isEqualTo(6);
        now = now.plusSeconds(31);
        model.check();
        assertThat(questions.surveyed).as("a chain that holds stands firm for a while").isEqualTo(6);
        model.checkAnew();
        assertThat(questions.surveyed).as("whoever asks is answered").isEqualTo(7);
        now = now.plus(OverviewModel.FIRM).plusSeconds(1);
        model.check();
        assertThat(questions.surveyed).isEqualTo(8);
    }

    @Test
    void what_happens_is_looked_at_at_once_and_not_only_after_five_seconds() {
        OverviewModel model = model(new Runs(logs));
        model.check();
        model.stirred();
        assertThat(questions.asked).isEqualTo(2);
        threads.hold();
        model.check();
        model.stirred();
        model.stirred();
        threads.letGo();
        assertThat(questions.asked).isEqualTo(4);
        model.close();
        model.stirred();
        assertThat(questions.asked).isEqualTo(4);
    }

    @Test
    void who_comes_to_look_sees_what_was_just_found() {
        questions.chain = Chains.allWell();
        questions.stands = true;
        OverviewModel model = model(new Runs(logs));
        model.watched(true);
        assertThat(questions.asked).as("the window begins the first walk").isZero();
        model.check();
        model.watched(false);
        now = now.plus(OverviewModel.INTERVAL);
        model.watched(true);
        assertThat(questions.asked).isEqualTo(1);
        model.watched(false);
        now = now.plusMillis(1);
        model.watched(true);
        assertThat(questions.asked).isEqualTo(2);
    }

    @Test
    void the_container_is_measured_only_while_somebody_looks_and_its_use_is_kept_for_half_an_hour() {
        OverviewModel model = model(new Runs(logs));
        model.watched(true);
        assertThat(questions.measured).isTrue();
        questions.loads = List.of(load(2, 4), load(1, 8));
        model.check();
        assertThat(model.page().get().beside().usage().cpu()).singleElement()
                .satisfies(point -> assertThat(point.value()).isEqualTo(6));
        model.check();
        assertThat(model.page().get().beside().usage().cpu()).hasSize(1);
        now = now.plusSeconds(5);
        questions.loads = List.of(load(0, 20));
        model.check();
        assertThat(model.page().get().beside().usage().cpu()).hasSize(2).last()
                .satisfies(point -> assertThat(point.value()).isEqualTo(20));
        now = now.plus(Duration.ofMinutes(31));
        model.check();
        assertThat(model.page().get().beside().usage().cpu()).isEmpty();
        model.watched(false);
        assertThat(questions.measured).isFalse();
    }

    private Load load(long secondsAgo, double cpu) {
        return new Load(now.minusSeconds(secondsAgo), cpu, OptionalLong.of(186_000_000), OptionalLong.empty());
    }

    @Test
    void nothing_is_asked_while_a_run_is_under_way() throws InterruptedException {
        Runs runs = new Runs(logs);
        OverviewModel model = model(runs);
        model.check();
        CountDownLatch go = new CountDownLatch(1);
        Run<Boolean> run = runs.start(dev.lockkeeper.operation.OperationId.fresh(), Message.verbatim("work"), (_, _) -> {
            go.await();
            return true;
        });
        threads.pass(Duration.ofSeconds(30));
        assertThat(questions.asked).isEqualTo(1);
        go.countDown();
        run.await();
    }

    @Test
    void a_run_that_ends_during_a_walk_is_followed_by_another_walk_at_once() throws InterruptedException {
        Runs runs = new Runs(logs);
        QueuedThreads queued = new QueuedThreads();
        OverviewModel model = new OverviewModel(Chains.LOCAL, questions, runs, queued, () -> now);
        model.check();
        CountDownLatch told = new CountDownLatch(1);
        runs.onChange(() -> {
            if (!runs.all().isEmpty() && runs.underWay().isEmpty()) {
                told.countDown();
            }
        });
        runs.start(OperationId.fresh(), Message.verbatim("work"), (_, _) -> true);
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        queued.answerAll();
        assertThat(questions.asked).isEqualTo(2);
        assertThat(model.page().get().asking()).isFalse();
    }

    @Test
    void others_hear_when_the_chain_breaks_or_holds_again_and_not_when_it_stays() {
        OverviewModel model = model(new Runs(logs));
        AtomicInteger heard = new AtomicInteger();
        model.onChange(heard::incrementAndGet);
        assertThat(heard).hasValue(0);
        model.check();
        model.check();
        assertThat(heard).hasValue(1);
        questions.chain = Chains.allWell();
        model.check();
        model.pick(StationName.ENGINE);
        model.check();
        assertThat(heard).hasValue(2);
        questions.chain = Chains.dockerOff();
        model.check();
        assertThat(heard).hasValue(3);
    }

    @Test
    void lockouts_are_counted_below_the_highest_revision_too_and_a_schema_without_them_takes_the_count_away() {
        OverviewModel model = model(new Runs(logs));
        questions.chain = Chains.onePending();
        model.check();
        assertThat(model.page().get().beside().locked().orElseThrow().value()).isEqualTo(3);
        questions.uncounted = Optional.of(new AccountsProblem.LockoutFieldsMissing(List.of("is_locked")));
        model.check();
        assertThat(model.page().get().beside().locked()).isEmpty();
    }

    @Test
    void a_failed_question_keeps_the_old_chain_and_says_so() {
        OverviewModel model = model(new Runs(logs));
        questions.chain = Chains.onePending();
        model.check();
        questions.failure = Optional.of(new Problem.Unexpected(new IllegalStateException("gone")));
        model.check();
        assertThat(model.page().get().verdict()).isInstanceOf(OverviewPage.Verdict.Unknown.class);
        assertThat(model.page().get().chain()).contains(Chains.onePending());
        assertThat(model.page().get().beside().container()).isPresent();
    }

    @Test
    void an_outage_keeps_what_was_seen_of_the_container_with_its_time() {
        OverviewModel model = model(new Runs(logs));
        questions.chain = Chains.onePending();
        model.check();
        questions.chain = Chains.dockerOff();
        model.check();
        assertThat(model.page().get().beside().container().orElseThrow().at()).isEqualTo(Chains.NOW);
        assertThat(model.page().get().beside().connection()).isPresent();
    }

    @Test
    void a_container_that_a_failed_start_did_not_make_is_missing_for_that_reason_until_a_start_goes_well()
            throws InterruptedException {
        Runs runs = new Runs(logs);
        OverviewModel model = model(runs);
        questions.chain = Chains.containerBroken(new ContainerProblem.ContainerMissing("postgres", Path.of(".")));
        Problem missing = new StartProblem.ImageMissing("postgres:15", List.of("no such host"));
        questions.bringUp = Optional.of((_, _) -> {
            throw new ProblemException(missing);
        });
        started(model, runs);
        assertThat(problem(model)).isEqualTo(missing);
        questions.bringUp = Optional.of((_, _) -> true);
        started(model, runs);
        assertThat(problem(model)).isInstanceOf(ContainerProblem.ContainerMissing.class);
    }

    private void started(OverviewModel model, Runs runs) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        int before = runs.all().size();
        runs.onChange(() -> {
            if (runs.all().size() > before && runs.underWay().isEmpty()) {
                ended.countDown();
            }
        });
        model.start(Verb.BRING_UP, Message.verbatim("start"));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        model.check();
    }

    private static Problem problem(OverviewModel model) {
        return ((StationState.Broken) model.page().get().station().orElseThrow().state()).problem();
    }

    @Test
    void what_cannot_be_done_here_is_not_offered() {
        OverviewModel model = model(new Runs(logs));
        assertThat(model.way(Remedy.of(Verb.BRING_UP))).isEmpty();
        questions.bringUp = Optional.of((_, _) -> true);
        assertThat(model.way(Remedy.of(Verb.BRING_UP))).contains(new Way.Work(Verb.BRING_UP));
        assertThat(model.way(Remedy.of(Verb.START_ENGINE))).isEmpty();
        assertThat(model.way(Remedy.of(Verb.COPY_COMMAND).running("x"))).contains(new Way.CopyCommand("x"));
        assertThat(model.way(Remedy.of(Verb.PRUNE_IMAGES))).contains(new Way.Tend(Verb.PRUNE_IMAGES));
        assertThat(
                new OverviewModel(Chains.environment("practice", Care.PRACTICE, "practice"), questions, new Runs(logs), threads,
                        () -> now).way(Remedy.of(Verb.PRUNE_IMAGES)))
                .as("no container").isEmpty();
        assertThat(model.way(Remedy.of(Verb.SHOW_ACTIVITY))).isEmpty();
        assertThat(
                new OverviewModel(Chains.environment("practice", Care.PRACTICE, "practice"), questions, new Runs(logs), threads,
                        () -> now).way(Remedy.of(Verb.USE_PRACTICE)))
                .isEmpty();
    }
}
