package dev.lockkeeper.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.words.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
class BackupsViewTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    @SuppressWarnings("NullAway.Init")
    private BackupsModel model;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void a_backup_is_taken_and_shown_and_no_words_are_cut(Language language, Look look, FxRobot robot) throws Exception {
        WritingDump dump = new WritingDump();
        List<Path> opened = new ArrayList<>();
        robot.interact(() -> {
            frame = new FakeFrame(language);
            model = BackupsModelTest.model(folder, dump, new Runs(folder.resolve("logs")), new ScreenThreads());
            BackupsDestination page = new BackupsDestination(model, Advices::on, opened::add);
            stage.setScene(frame.scene(page.view(frame), look));
            stage.show();
            page.refresh();
        });
        await(() -> model.page().get().cannotBackUp().isEmpty());
        shoot(robot, "backups-empty", language, look);

        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("backups").resolve("from_elsewhere.dump"), "x".repeat(4000));
        robot.clickOn("#back-up");
        await(() -> model.page().get().entries().size() == 2 && model.page().get().run().isEmpty());
        shoot(robot, "backups", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        robot.clickOn("from_elsewhere.dump");
        shoot(robot, "backups-unverified", language, look);
        robot.clickOn(frame.words().say("backups.folder"));
        assertThat(opened).containsExactly(folder.resolve("backups"));
    }

    private static void await(java.util.concurrent.Callable<Boolean> so) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, so);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        robot.interact(() -> frame.shoot(name + "_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT)));
    }
}
