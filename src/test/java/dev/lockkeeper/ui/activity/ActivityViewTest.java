package dev.lockkeeper.ui.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.StartProblem;
import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.RemedyIcon;
import dev.lockkeeper.ui.kit.WaysOut;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The list of runs: those of this session, the earlier ones, and what became of those that were cut off.
@Tag("ui")
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ActivityViewTest {

    private static final Instant BEGAN = Instant.parse("2025-11-04T05:06:31Z");

    @TempDir
    Path folder;

    private Stage stage;
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    private final List<Path> opened = new ArrayList<>();
    private final List<OperationId> ended = new ArrayList<>();
    private final List<Problem> mended = new ArrayList<>();
    private boolean goesOn = true;
    private ActivityModel model;
    private ImmediateThreads threads = new ImmediateThreads();
    private Runs runs;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    private RunEntry write(String id, Message title, int hoursAgo, Optional<RunEntry.Result> result, Message words,
            Duration took) {
        Instant at = BEGAN.minus(Duration.ofHours(hoursAgo));
        RunEntry entry = new RunEntry(new OperationId(id), title, at,
                new RunEntry.Author(hoursAgo % 2 == 0 ? "operator" : "kim.seoyeon", "elsewhere", 1, Optional.empty()),
                folder.resolve(id + ".log"), Optional.empty(), List.of(), Optional.empty());
        runs.book().open(entry).intends(new Intent("upgrade", Optional.empty(), "003", "004", 4, List.of("004")));
        result.ifPresent(how -> runs.book().close(entry, new RunEntry.Ending(at.plus(took), how, words)));
        return entry;
    }

    private void open(FxRobot robot, Language language, Look look) throws InterruptedException {
        runs = new Runs(folder.resolve("logs"), new RunFiles(folder.resolve("runs-" + language + look)));
        write("0000000a", Message.of("op.upgrade", "003", "004"), 2, Optional.of(RunEntry.Result.DONE), Message.verbatim(""),
                Duration.ofMillis(4_310));
        write("0000000b", Message.of("op.roll-back", "004", "003"), 27, Optional.of(RunEntry.Result.FAILED),
                Message.verbatim("BLOCKED_BY_SESSION"), Duration.ofMillis(5_120));
        write("0000000c", Message.of("op.upgrade", "003", "004"), 51, Optional.of(RunEntry.Result.STOPPED),
                Message.of("state.stands-at", "003"), Duration.ofSeconds(75));
        write("0000000d", Message.of("op.rehearse", "004"), 100, Optional.of(RunEntry.Result.CUT_OFF),
                Message.of("verdict.rolled-back", "004", "003"), Duration.ofMillis(800));
        RunEntry orphan = write("0000000e", Message.of("op.upgrade", "003", "004"), 1, Optional.empty(), Message.verbatim(""),
                Duration.ZERO);
        robot.interact(() -> {
            frame = new FakeFrame(language);
            threads = new ImmediateThreads();
            model = new ActivityModel(runs, threads, new Aftercare() {
                @Override
                public List<Verdict> reconcile(RunBook book) {
                    return List.of(goesOn
                            ? new Verdict(orphan, Verdict.Kind.STILL_RUNNING,
                                    Message.of("verdict.still-running", "4711",
                                            "ALTER TABLE users ADD COLUMN email varchar(255)"),
                                    Optional.empty())
                            : new Verdict(orphan, Verdict.Kind.ROLLED_BACK, Message.of("verdict.rolled-back", "004", "003"),
                                    Optional.empty()));
                }

                @Override
                public boolean end(OperationId run) {
                    ended.add(run);
                    goesOn = false;
                    return true;
                }
            });
            Activity page = new Activity(model, new Activity.Outside(Advices::on, opened::add, (problem, _, _) -> Optional.of(
                    new WaysOut.Way(RemedyIcon.of(Remedy.Verb.USE_FREE_PORT),
                            frame.words().say(Remedy.of(Remedy.Verb.USE_FREE_PORT).label()), "lockkeeper env --free-port",
                            () -> mended.add(problem)))));
            stage.setScene(frame.scene(page.view(frame), look));
            stage.show();
        });
        var now = runs.start(new OperationId("0000000f"), Message.of("op.stamp", "003", "004"), (journal, _) -> {
            journal.info(Source.KEEPER, "work");
            return true;
        });
        now.await();
        robot.interact(() -> {
            threads.pass(ActivityModel.GATHER);
            model.open(Optional.empty());
            model.remember();
        });
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void earlier_runs_are_listed_without_a_word_cut(Language language, Look look, FxRobot robot) throws Exception {
        open(robot, language, look);
        String name = "_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT);
        robot.interact(() -> frame.shoot("activity-list" + name));

        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        assertThat(robot.lookup("#earlier-runs .lk-run-row").queryAll()).hasSize(5);
        robot.clickOn("#end-run");
        robot.interact(() -> frame.shoot("activity-end" + name));
        robot.interact(frame::close);
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void what_mends_the_last_run_is_pressed_where_it_failed(Language language, Look look, FxRobot robot) throws Exception {
        open(robot, language, look);
        Problem taken = new StartProblem.PortHeldByContainer(5432, "old-postgres",
                List.of("Bind for 127.0.0.1:5432 failed: port is already allocated"));
        OperationId failed = run(robot, "00000010", (_, _) -> {
            throw new ProblemException(taken);
        });
        robot.interact(() -> model.open(Optional.of(failed)));
        robot.interact(() -> frame.shoot("activity-failed_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT)));
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        robot.clickOn("#run-remedy");
        assertThat(mended).containsExactly(taken);

        run(robot, "00000011", (_, _) -> true);
        robot.interact(() -> model.open(Optional.of(failed)));
        assertThat(robot.lookup("#run-remedy").tryQuery()).as("what an earlier one failed of may be mended").isEmpty();
        assertThat(robot.lookup("#onward").tryQuery()).isPresent();
    }

    private OperationId run(FxRobot robot, String id, Operation<?> work) throws InterruptedException {
        OperationId run = new OperationId(id);
        runs.start(run, Remedy.of(Remedy.Verb.BRING_UP).label(), work).await();
        robot.interact(() -> threads.pass(ActivityModel.GATHER));
        return run;
    }

    @Test
    void an_earlier_run_opens_its_log(FxRobot robot) throws Exception {
        open(robot, Language.ENGLISH, Look.LIGHT);
        robot.interact(() -> ((Button) robot.lookup("#earlier-runs .lk-run-row").queryAll().stream()
                .filter(row -> row.getAccessibleText().contains("Roll back") || row.getAccessibleText().contains("back"))
                .findFirst().orElseThrow()).fire());

        assertThat(opened).containsExactly(folder.resolve("0000000b.log"));
    }

    @Test
    void a_run_that_goes_on_without_its_console_is_ended_only_after_a_yes(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT);
        robot.clickOn("#end-run");
        assertThat(frame.asking()).isTrue();
        assertThat(ended).isEmpty();

        robot.clickOn("#confirm");
        assertThat(ended).containsExactly(new OperationId("0000000e"));
        assertThat(robot.lookup("#end-run").tryQuery()).isEmpty();
        assertThat(model.page().get().history().verdicts()).singleElement()
                .satisfies(verdict -> assertThat(verdict.kind()).isEqualTo(Verdict.Kind.ROLLED_BACK));
    }

    @Test
    void where_nothing_may_be_changed_it_is_told_and_not_ended(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT);
        robot.interact(() -> frame.allow(false));

        assertThat(robot.lookup("#end-run").queryButton().isDisabled()).isTrue();
    }
}
