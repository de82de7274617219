package dev.lockkeeper.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Footing.PortUse;
import dev.lockkeeper.testing.FakeDesktop;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static final Path PROJECT = Path.of("project");
    private static final Path DATA = Path.of("data");
    private static final Wsl WORKS = new Wsl(true, Optional.of("2.3.26.0"), Optional.empty());

    private final FakeDesktop desktop = new FakeDesktop();
    private Optional<PortHolder> holder = Optional.empty();
    private boolean answers;
    private boolean one;
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private final AtomicInteger looked = new AtomicInteger();

    private Survey survey(String host, Duration limit) {
        return new Survey(new Environment("e", Care.LOCAL, new Address(host, 5432, "app", "app"), new Secret("x"),
                Optional.of(PROJECT.resolve(".env"))), PROJECT,
                new Survey.Machine(desktop, _ -> holder, _ -> answers, new Disks() {
                    @Override
                    public Optional<Disk> of(Path folder) {
                        looked.incrementAndGet();
                        try {
                            hangs.await();
                        } catch (InterruptedException e) {
                            return Optional.empty();
                        }
                        return Optional.of(folder.equals(DATA) ? new Disk(2, 3) : new Disk(5, 8));
                    }

                    @Override
                    public boolean same(Path first, Path other) {
                        return one;
                    }
                }, () -> Optional.of(DATA)), limit);
    }

    private Survey survey() {
        return survey("127.0.0.1", Duration.ofSeconds(20));
    }

    private static Readiness walked(boolean serves, Optional<ContainerFacts> container) {
        List<Station> stations = new ArrayList<>();
        for (StationName name : StationName.values()) {
            StationState state = name.number() <= 2 && serves
                    ? new StationState.Ok()
                    : name.number() == 1
                            ? new StationState.Broken(new Problem.Unexpected(new IllegalStateException()))
                            : new StationState.Waiting();
            stations.add(new Station(name, state, Message.verbatim(""), Duration.ZERO));
        }
        return new Readiness(stations, Instant.EPOCH, container, Optional.empty(), Optional.empty());
    }

    private static ContainerFacts container(State state, String published) {
        return new ContainerFacts("c1", "demo-postgres-1", "postgres:15", state, Health.NONE, 0, 0, Optional.empty(),
                Optional.empty(), Optional.of(published), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void a_port_is_free_the_projects_own_or_somebody_elses() {
        Optional<ContainerFacts> ended = Optional.of(container(State.EXITED, "127.0.0.1:5432 → 5432"));
        assertThat(survey().look(walked(true, ended)).port()).contains(new PortUse.Free(5432));
        answers = true;
        assertThat(survey().look(walked(true, ended)).port()).contains(new PortUse.Held(5432, Optional.empty()));
        holder = Optional.of(new PortHolder.Program(4312, "postgres"));
        assertThat(survey().look(walked(true, ended)).port()).contains(new PortUse.Held(5432, holder));
        assertThat(survey().look(walked(true, Optional.of(container(State.RUNNING, "127.0.0.1:5432 → 5432")))).port())
                .contains(new PortUse.Ours(5432, "demo-postgres-1"));
        assertThat(survey().look(walked(true, Optional.of(container(State.RUNNING, "127.0.0.1:5433 → 5432")))).port())
                .as("published elsewhere").contains(new PortUse.Held(5432, holder));
        holder = Optional.of(new PortHolder.Container("demo-postgres-1"));
        assertThat(survey().look(walked(true, ended)).port()).contains(new PortUse.Ours(5432, "demo-postgres-1"));
    }

    @Test
    void the_engines_disk_is_told_only_where_it_is_another_one() {
        assertThat(survey().look(walked(true, Optional.empty())).project()).contains(new Disk(5, 8));
        assertThat(survey().look(walked(true, Optional.empty())).engine()).contains(new Disk(2, 3));
        one = true;
        assertThat(survey().look(walked(true, Optional.empty())).engine()).isEmpty();
    }

    @Test
    void without_an_engine_wsl_is_asked_anew_and_with_one_only_once() {
        Survey survey = survey();
        desktop.wsl = Optional.of(WORKS);
        Footing off = survey.look(walked(false, Optional.empty()));
        assertThat(off.wsl()).contains(WORKS);
        assertThat(off.port()).as("nobody could be asked whose it is").isEmpty();
        Wsl broken = new Wsl(false, Optional.empty(), Optional.of("not installed"));
        desktop.wsl = Optional.of(broken);
        assertThat(survey.look(walked(true, Optional.empty())).wsl()).contains(WORKS);
        assertThat(survey.look(walked(false, Optional.empty())).wsl()).contains(broken);
    }

    @Test
    void a_disk_that_hangs_is_given_up_and_not_asked_a_second_time_while_it_hangs() {
        hangs = new CountDownLatch(1);
        Survey survey = survey("127.0.0.1", Duration.ofMillis(50));
        Footing found = survey.look(walked(false, Optional.empty()));
        assertThat(found.project()).isEmpty();
        survey.look(walked(false, Optional.empty()));
        assertThat(looked).hasValue(1);
        hangs.countDown();
    }

    @Test
    void of_a_database_elsewhere_only_the_projects_disk_is_looked_at() {
        desktop.wsl = Optional.of(WORKS);
        assertThat(survey("db.example.org", Duration.ofSeconds(20)).look(walked(true, Optional.empty())))
                .isEqualTo(new Footing(Optional.empty(), Optional.empty(), Optional.of(new Disk(5, 8)), Optional.empty()));
    }
}
