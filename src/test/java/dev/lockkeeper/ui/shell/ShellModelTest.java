package dev.lockkeeper.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.StatusLine;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import dev.lockkeeper.ui.kit.Frame;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellModelTest {

    @TempDir
    Path logs;

    private final ImmediateThreads threads = new ImmediateThreads();
    private final List<Place> refreshed = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private Instant now = Instant.parse("2025-11-04T05:06:12Z");

    private static Environment environment(String name, Care care) {
        return new Environment(name, care, new Address("localhost", 5432, "llm_webapp", "llm_app"), new Secret("x"),
                Optional.empty());
    }

    private final Environments environments = new Environments() {
        @Override
        public List<Environment> all() {
            return List.of(environment("default", Care.LOCAL), environment("production", Care.PRODUCTION));
        }

        @Override
        public Supplier<Opened> open(Optional<String> name) {
            Environment wanted = all().stream().filter(known -> known.name().equals(name.orElse("default"))).findFirst()
                    .orElseThrow(() -> new ProblemException(new EnvironmentProblem.ProjectMissing(Path.of("nowhere"))));
            return () -> new Opened(wanted, List.of(destination(Place.OVERVIEW), destination(Place.ACCOUNTS)), new Runs(logs),
                    new SimpleObjectProperty<>(StatusLine.UNKNOWN),
                    () -> closed.add(wanted
                            .name()));
        }
    };

    private final ShellModel model = new ShellModel(environments, threads, () -> now);

    @Test
    void switching_closes_the_environment_that_was_open() {
        model.open(Optional.empty());
        model.open(Optional.of("production"));
        assertThat(closed).containsExactly("default");
        assertThat(model.page().get().environment().orElseThrow().production()).isTrue();
    }

    @Test
    void the_line_at_the_foot_is_asked_for_on_whatever_page_it_opens() {
        model.open(Optional.empty());
        refreshed.clear();
        model.go(Place.ACCOUNTS);
        model.open(Optional.of("production"));
        assertThat(refreshed).containsExactly(Place.ACCOUNTS, Place.ACCOUNTS, Place.OVERVIEW);
        model.go(Place.OVERVIEW);
        refreshed.clear();
        model.again();
        assertThat(refreshed).containsExactly(Place.OVERVIEW);
    }

    private Destination destination(Place place) {
        return new Destination() {
            @Override
            public Place place() {
                return place;
            }

            @Override
            public Node view(Frame frame) {
                throw new IllegalStateException("nothing is drawn here");
            }

            @Override
            public ObservableValue<Optional<Mark>> mark() {
                return new SimpleObjectProperty<>(Optional.empty());
            }

            @Override
            public void refresh() {
                refreshed.add(place);
            }
        };
    }

    @Test
    void production_is_read_only_until_it_is_allowed_and_again_after_a_quarter_of_an_hour() {
        model.open(Optional.empty());
        assertThat(model.changesAllowed().get()).isTrue();
        model.open(Optional.of("production"));
        assertThat(model.changesAllowed().get()).isFalse();
        model.allow("maintenance");
        assertThat(model.changesAllowed().get()).isTrue();
        now = now.plus(ShellModel.LEAVE).plusMillis(60);
        threads.pass(ShellModel.LEAVE.plusMillis(60));
        assertThat(model.changesAllowed().get()).isFalse();
    }

    @Test
    void leave_to_change_does_not_survive_a_switch() {
        model.open(Optional.of("production"));
        model.allow("maintenance");
        model.open(Optional.of("default"));
        model.open(Optional.of("production"));
        assertThat(model.changesAllowed().get()).isFalse();
    }

    @Test
    void an_environment_that_cannot_be_opened_is_told_with_its_reason() {
        model.open(Optional.of("nowhere"));
        assertThat(model.page().get().standing()).isInstanceOf(ShellPage.Closed.class);
        assertThat(model.changesAllowed().get()).isFalse();
    }

    @Test
    void a_switch_is_refused_while_a_run_is_under_way() throws InterruptedException {
        model.open(Optional.empty());
        CountDownLatch go = new CountDownLatch(1);
        var run = model.page().get().opened().orElseThrow().runs().start(OperationId.fresh(), Message.verbatim("work"),
                (_, _) -> {
                    go.await();
                    return true;
                });
        assertThat(model.open(Optional.of("production"))).isFalse();
        go.countDown();
        run.await();
        assertThat(model.open(Optional.of("production"))).isTrue();
    }

    @Test
    void an_answer_that_was_overtaken_is_closed_again() {
        threads.hold();
        model.open(Optional.of("default"));
        model.open(Optional.of("production"));
        threads.letGo();
        threads.pass(Duration.ofSeconds(1));
        assertThat(model.page().get().environment().orElseThrow().name()).isEqualTo("production");
        assertThat(closed).containsExactly("default");
    }
}
