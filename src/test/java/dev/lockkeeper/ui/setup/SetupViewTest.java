package dev.lockkeeper.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.setup.SetupBench;
import dev.lockkeeper.setup.StepName;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.words.Language;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The set-up, pressed as a person would, in both languages and looks.
@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class SetupViewTest {

    private static final Problem OFF = new EngineProblem.EngineStopped("npipe:////./pipe/x", "no such file",
            Optional.of(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("C:/Docker"), Optional.of("4.38.0"), false,
                    "docker desktop start --detach")));
    private static final Problem TAKEN = new StartProblem.PortHeldByProcess(5432, 4312, "postgresql-x64-15",
            List.of("Bind for 127.0.0.1:5432 failed: port is already allocated"));

    @TempDir
    Path folder;

    @TempDir
    Path own;

    private final SimpleObjectProperty<URI> application = new SimpleObjectProperty<>(URI.create("http://localhost:3000"));
    private final List<URI> browsed = new ArrayList<>();
    private Stage stage;
    private FakeFrame frame;
    private SetupModel model;
    private SetupBench bench;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void it_is_begun_stops_in_place_and_goes_on_to_its_end(Language language, Look look, FxRobot robot) throws Exception {
        bench = new SetupBench(folder, own).bare().startable(OFF);
        bench.gate = new CountDownLatch(1);
        Operation<?> bringUp = Objects.requireNonNull(bench.works.get(Remedy.Verb.BRING_UP));
        open(robot, language, look);
        await(() -> model.page().get().activity() == SetupPage.Activity.IDLE && model.page().get().list().done() == 1);
        shoot(robot, "setup-start", language, look);

        robot.clickOn("#setup-run");
        await(() -> model.page().get().list().step(StepName.CONTAINER).state() instanceof StepState.Working working
                && working.parts().size() == 3);
        shoot(robot, "setup-running", language, look);

        robot.clickOn("#setup-pause");
        bench.gate.countDown();
        await(() -> model.page().get().stage() instanceof SetupPage.Stage.Beginning);
        bench.works.put(Remedy.Verb.BRING_UP, (journal, _) -> {
            journal.info(Source.DOCKER, "Bind 127.0.0.1:5432:");
            journal.line(Source.DOCKER, Level.ERROR, "port is already allocated");
            throw new ProblemException(TAKEN);
        });
        bench.works.put(Remedy.Verb.USE_FREE_PORT, bringUp);
        robot.clickOn("#setup-run");
        await(() -> model.page().get().stage() instanceof SetupPage.Stage.Stopped);
        shoot(robot, "setup-problem", language, look);
        assertThat(robot.lookup("#setup-remedy").queryAs(Button.class).isDisabled()).isFalse();
        robot.clickOn("#setup-copy-report");
        assertThat(frame.copied.getFirst()).contains("PORT_HELD_BY_PROCESS").doesNotContain(password());

        bench.works.put(Remedy.Verb.BRING_UP, bringUp);
        robot.clickOn("#setup-again");
        await(() -> model.page().get().stage() instanceof SetupPage.Stage.Beginning);
        assertThat(model.page().get().list().step(StepName.FILE).mended()).as("still told").isTrue();
        robot.clickOn("#setup-run");
        await(() -> model.page().get().stage() instanceof SetupPage.Stage.Done);
        shoot(robot, "setup-done", language, look);
        robot.clickOn("#setup-open");
        assertThat(browsed).containsExactly(URI.create("http://localhost:3000"));
        robot.clickOn("#setup-show-commands");
        await(() -> frame.asking());
        robot.interact(() -> frame.shoot("setup-commands" + end(language, look)));
    }

    private void open(FxRobot robot, Language language, Look look) {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            model = new SetupModel(bench.setup(), _ -> {}, new Runs(own.resolve("logs")), new ScreenThreads(),
                    InstantSource.system(), new SetupMemory());
            SetupDestination page = new SetupDestination(model, outside());
            stage.setScene(frame.scene(page.view(frame), look));
            stage.sizeToScene();
            stage.show();
            page.refresh();
        });
    }

    private SetupDestination.Outside outside() {
        return new SetupDestination.Outside() {
            @Override
            public ObservableValue<URI> application() {
                return application;
            }

            @Override
            public Advice advice(Problem problem) {
                return Advices.on(problem);
            }

            @Override
            public void open(Path file) {}

            @Override
            public void browse(URI page) {
                browsed.add(page);
            }

            @Override
            public void practice() {}

            @Override
            public void chooseProject() {}

            @Override
            public String complete(String command) {
                return command;
            }
        };
    }

    private String password() throws Exception {
        return Files.readString(folder.resolve(".env")).lines().filter(line -> line.startsWith("POSTGRES_PASSWORD="))
                .findFirst().orElseThrow().substring("POSTGRES_PASSWORD=".length());
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            frame.shoot(name + end(language, look));
            assertThat(frame.cutWords()).as(name + end(language, look)).isEmpty();
        });
    }

    private static String end(Language language, Look look) {
        return "-" + language.code() + "-" + look.name().toLowerCase(Locale.ROOT);
    }

    private static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000,
                    condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
