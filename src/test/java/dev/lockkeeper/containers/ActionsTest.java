package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.ActionUnderWay;
import dev.lockkeeper.containers.ContainerProblem.ActionWithoutEffect;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ImageStillMissing;
import dev.lockkeeper.containers.ContainerProblem.VolumeInUseTwice;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem.AnotherWriter;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.FakeService;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ActionsTest {

    private final FakeService service = new FakeService();
    private Optional<Problem> writer = Optional.empty();
    private final List<String> said = new ArrayList<>();
    private final StopSignal stop = new StopSignal();

    private final OneWriter oneWriter = _ -> {
        writer.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return () -> {};
    };

    private final Journal journal = Listening.into(said);

    private Actions actions() {
        return new Actions(Path.of("project"), new OneServerPerVolume(service, service, service),
                new Actions.Seen(service, service), service, () -> true,
                new OneAction(oneWriter, new Causes(_ -> Optional.empty())));
    }

    private Actions.Done does(Deed deed) {
        return run(actions().doing(deed, OperationId.fresh()));
    }

    private <T> T run(Operation<T> operation) {
        try {
            return operation.run(journal, stop);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem refused(Deed deed) {
        return refused(() -> does(deed));
    }

    private static Problem refused(Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("not refused");
    }

    @ParameterizedTest
    @EnumSource(names = {"START", "RESTART", "RECREATE"})
    void what_starts_it_ends_with_a_service_that_runs_and_its_command_was_said_first(Deed deed) {
        service.state = Optional.of(State.EXITED);
        Actions.Done done = does(deed);
        assertThat(done.service().orElseThrow().condition()).isEqualTo(Condition.HEALTHY);
        assertThat(said.getFirst()).isEqualTo("$ " + service.command(deed));
        assertThat(service.did).containsExactly(service.command(deed));
    }

    @Test
    void stopping_is_done_when_it_has_ended() {
        assertThat(does(Deed.STOP).service().orElseThrow().condition()).isEqualTo(Condition.EXITED);
    }

    @Test
    void compose_that_ends_well_and_changes_nothing_is_no_success() {
        service.deaf = true;
        assertThat(refused(Deed.STOP)).isInstanceOf(ActionWithoutEffect.class);
    }

    private final UnusedImage old = new UnusedImage("sha256:aaaa0000bbbb1111", Instant.EPOCH, 300);
    private final UnusedImage older = new UnusedImage("sha256:cccc0000dddd1111", Instant.EPOCH, 200);

    @Test
    void only_the_listed_images_go_and_what_somebody_needs_by_now_stays() {
        service.unused.addAll(List.of(old, older, new UnusedImage("sha256:eeee", Instant.EPOCH, 1)));
        service.needed = List.of(older.id());
        Actions.Pruned pruned = run(actions().pruning(List.of(old, older), false));
        assertThat(pruned.removed()).containsExactly(old);
        assertThat(pruned.bytes()).isEqualTo(300);
        assertThat(service.unused).extracting(UnusedImage::id).containsExactly(older.id(), "sha256:eeee");
        assertThat(said).contains("$ docker image rm aaaa0000bbbb");
    }

    @Test
    void an_image_that_is_still_there_is_no_success() {
        service.unused.add(old);
        service.sticky = true;
        assertThat(refused(() -> run(actions().pruning(List.of(old), false)))).isInstanceOf(ActionWithoutEffect.class);
    }

    @Test
    void a_server_that_lacked_the_room_is_started_in_it() {
        service.state = Optional.of(State.EXITED);
        service.unused.add(old);
        Actions.Pruned pruned = run(actions().pruning(List.of(old), true));
        assertThat(pruned.service().orElseThrow().condition()).isEqualTo(Condition.HEALTHY);
        assertThat(service.did).containsExactly("docker image rm aaaa0000bbbb", service.command(Deed.UP));
    }

    @Test
    void a_paused_one_is_continued_and_nothing_else() {
        service.state = Optional.of(State.PAUSED);
        assertThat(refused(Deed.RESTART)).isInstanceOf(ContainerPaused.class);
        assertThat(refused(Deed.STOP)).isInstanceOf(ContainerPaused.class);
        assertThat(does(Deed.UNPAUSE).service().orElseThrow().condition()).isEqualTo(Condition.HEALTHY);
        service.did.clear();
        does(Deed.UNPAUSE);
        assertThat(service.did).as("it runs already").isEmpty();
    }

    @Test
    void what_is_not_there_cannot_be_stopped() {
        service.state = Optional.empty();
        assertThat(refused(Deed.STOP)).isInstanceOf(ContainerMissing.class);
        assertThat(refused(Deed.START)).isInstanceOf(ContainerMissing.class);
        assertThat(does(Deed.RECREATE).service()).isPresent();
    }

    @Test
    void nothing_that_cuts_sessions_happens_while_somebody_changes_the_database() {
        writer = Optional.of(new AnotherWriter(new Holder(1, "a", "b", "c", Instant.EPOCH)));
        for (Deed deed : List.of(Deed.STOP, Deed.RESTART, Deed.RECREATE)) {
            assertThat(refused(deed)).isInstanceOf(AnotherWriter.class);
        }
        assertThat(service.did).isEmpty();
        service.state = Optional.of(State.EXITED);
        assertThat(does(Deed.START).service()).as("nobody can write to what has ended").isPresent();
    }

    @Test
    void a_second_action_is_refused_by_the_name_of_the_first() {
        Actions actions = actions();
        List<Problem> second = new ArrayList<>();
        Journal nosy = new Listening(_ -> {
            if (second.isEmpty()) {
                second.add(refused(() -> run(actions.doing(Deed.STOP, OperationId.fresh()))));
            }
        });
        try {
            actions.doing(Deed.RESTART, OperationId.fresh()).run(nosy, stop);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(second).containsExactly(new ActionUnderWay(service.command(Deed.RESTART)));
        assertThat(run(actions.doing(Deed.STOP, OperationId.fresh())).service()).as("free again").isPresent();
    }

    @Test
    void the_second_server_on_one_volume_is_never_started() {
        service.state = Optional.of(State.EXITED);
        service.others = List.of(new Volumes.User("other", "other-postgres-1", true));
        assertThat(refused(Deed.START))
                .isEqualTo(new VolumeInUseTwice("demo_postgres_data", "other-postgres-1", "demo-postgres-1"));
        assertThat(service.did).isEmpty();
        service.others = List.of(new Volumes.User("other", "other-postgres-1", false));
        assertThat(does(Deed.START).service()).as("the other one sleeps").isPresent();
    }

    @Test
    void a_volume_that_could_not_be_foreseen_is_looked_at_afterwards_and_the_second_server_ended() {
        service.state = Optional.empty();
        service.others = List.of(new Volumes.User("other", "other-postgres-1", true));
        assertThat(refused(Deed.UP)).isInstanceOf(VolumeInUseTwice.class);
        assertThat(service.did).containsExactly(service.command(Deed.UP), service.command(Deed.STOP));
    }

    @Test
    void a_pull_is_done_when_the_image_is_there() {
        service.images.clear();
        service.file = Optional.of(new ComposeText("c", "services:\n  postgres:\n    image: postgres:15\n", "demo",
                _ -> Optional.empty()));
        assertThat(does(Deed.PULL).images()).containsExactly("postgres:15");
        service.images.clear();
        service.deaf = true;
        assertThat(refused(Deed.PULL)).isEqualTo(new ImageStillMissing("postgres:15", List.of()));
    }

    @Test
    void a_file_with_other_images_is_told_by_their_names() {
        service.images.clear();
        service.file = Optional.of(new ComposeText("c", "services:\n  postgres:\n    image: postgres:15\n", "demo",
                _ -> Optional.empty()));
        assertThat(run(actions().loading(Path.of("images.tar"))).images()).containsExactly("postgres:15");
        assertThat(said.getFirst()).isEqualTo("$ docker load -i images.tar");
        service.images.clear();
        service.inFile = List.of("redis:7");
        assertThat(refused(() -> run(actions().loading(Path.of("images.tar")))))
                .isEqualTo(new ImageStillMissing("postgres:15", List.of("redis:7")));
    }

    @Test
    void a_failure_of_compose_comes_with_its_cause() {
        service.state = Optional.of(State.EXITED);
        service.composeFails = Optional.of(new ComposeFailed("docker compose start postgres", 1,
                List.of("Bind for 127.0.0.1:5432 failed: port is already allocated")));
        assertThat(refused(Deed.START).code()).startsWith("PORT_");
    }

    @Test
    void a_stop_is_heeded_while_waiting() {
        service.deaf = true;
        stop.request();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> does(Deed.STOP)).isInstanceOf(StoppedException.class);
    }
}
