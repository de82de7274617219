package dev.lockkeeper.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.RestoreSite.Interrupted;
import dev.lockkeeper.backup.RestoreSite.Kept;
import dev.lockkeeper.backup.RestoreSite.Role;
import dev.lockkeeper.backup.RestoreSite.Session;
import dev.lockkeeper.backup.Shelf;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.ui.backups.BackupsPage.Beside;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
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
import org.testfx.util.WaitForAsyncUtils;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
class BackupsViewTest {

    /// 14:06:12 in Seoul.
    private static final Instant NOW = Instant.parse("2025-11-04T05:06:12Z");
    private static final String NEWEST = "llm_webapp_20251104_115000_4f2a90c1.dump";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    private final FakeRestoreSite site = new FakeRestoreSite();
    private final WritingDump dump = new WritingDump();
    private final List<Path> opened = new ArrayList<>();
    @SuppressWarnings("NullAway.Init")
    private BackupsModel model;
    @SuppressWarnings("NullAway.Init")
    private BackupsDestination page;
    @SuppressWarnings("NullAway.Init")
    private Runs runs;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    private void open(FxRobot robot, Language language, Look look, Care care, InstantSource clock) throws Exception {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            runs = new Runs(folder.resolve("logs"));
            model = BackupsModelTest.model(care, folder, new BackupsModelTest.Parts(dump, site), runs, new ScreenThreads(),
                    clock);
            page = new BackupsDestination(model, Advices::on, opened::add);
            stage.setScene(frame.scene(page.view(frame), look));
            stage.sizeToScene();
            stage.show();
            page.refresh();
        });
        await(() -> model.page().get().cannotBackUp().isEmpty() && !(model.page().get().beside() instanceof Beside.Asking));
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void a_backup_is_taken_and_shown_and_no_words_are_cut(Language language, Look look, FxRobot robot) throws Exception {
        open(robot, language, look, Care.LOCAL, InstantSource.system());
        shoot(robot, "backups-empty", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("backups").resolve("from_elsewhere.dump"), "x".repeat(4000));
        robot.clickOn("#back-up");
        await(() -> model.page().get().entries().size() == 2 && model.page().get().run().isEmpty());
        shoot(robot, "backups-taken", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        robot.clickOn("from_elsewhere.dump");
        shoot(robot, "backups-unverified", language, look);
        robot.clickOn(frame.words().say("backups.folder"));
        assertThat(opened).containsExactly(folder.resolve("backups"));
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void every_state_of_a_backup_reads_well(Language language, Look look, FxRobot robot) throws Exception {
        fill();
        open(robot, language, look, Care.LOCAL, InstantSource.fixed(NOW));
        shoot(robot, "backups", language, look);
        shoot(robot, "backups-passed", language, look);
        nothingIsCut(robot);
        for (String[] state : new String[][]{{"backups-problems", "llm_webapp_20251103_173340_11aa22bb.dump"},
                {"backups-not-yet", "llm_webapp_20251103_050011_9b0c1d2e.dump"},
                {"backups-differs", "llm_webapp_20251102_142209_0f1e2d3c.dump"},
                {"backups-damaged", "llm_webapp_20251029_050011_5a6b7c8d.dump"}}) {
            robot.interact(() -> model.choose(folder.resolve("backups").resolve(state[1])));
            shoot(robot, state[0], language, look);
            nothingIsCut(robot);
        }
        robot.interact(() -> model.search("2024-nothing"));
        shoot(robot, "backups-search-none", language, look);
        nothingIsCut(robot);
        robot.clickOn("#clear-search");
        assertThat(model.page().get().sight().search()).isEmpty();
        robot.interact(() -> model.search("손상"));
        shoot(robot, "backups-search", language, look);
        site.timetable(folder.resolve("backups")).install(new dev.lockkeeper.backup.Schedule(java.time.LocalTime.of(5, 0)));
        robot.interact(() -> {
            model.search("");
            model.refresh();
        });
        await(() -> model.page().get().schedule().isPresent());
        shoot(robot, "backups-schedule", language, look);
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void a_restore_is_asked_about_with_everything_that_is_lost(Language language, Look look, FxRobot robot) throws Exception {
        fill();
        live();
        open(robot, language, look, Care.LOCAL, InstantSource.fixed(NOW));
        robot.clickOn("#restore");
        await(() -> frame.asking());
        robot.clickOn("#typed-name").write("llm_web");
        shoot(robot, "backups-restore", language, look);
        nothingIsCut(robot);

        robot.clickOn(frame.words().say("backups.sheet.bare"));
        shoot(robot, "backups-restore-bare", language, look);
        nothingIsCut(robot);
        Button verb = robot.lookup("#confirm").queryButton();
        assertThat(verb.isDisabled()).isTrue();
        robot.interact(frame::close);

        robot.interact(() -> model.choose(folder.resolve("backups").resolve("from_elsewhere.dump")));
        robot.clickOn("#restore");
        await(() -> frame.asking());
        shoot(robot, "backups-restore-unvouched", language, look);
        nothingIsCut(robot);
        robot.interact(frame::close);
        robot.interact(() -> model.choose(folder.resolve("backups").resolve("staging_20251031_050013_77aa88bb.dump")));
        robot.clickOn("#restore");
        await(() -> frame.asking());
        shoot(robot, "backups-restore-foreign", language, look);
        nothingIsCut(robot);
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void what_stands_beside_the_live_database_is_told(Language language, Look look, FxRobot robot) throws Exception {
        fill();
        keep();
        open(robot, language, look, Care.LOCAL, InstantSource.fixed(NOW));
        shoot(robot, "backups-kept", language, look);
        nothingIsCut(robot);
        robot.clickOn(".swap-back");
        shoot(robot, "backups-swap-back", language, look);
        nothingIsCut(robot);
        robot.interact(frame::close);
        robot.clickOn(".drop-kept");
        shoot(robot, "backups-drop", language, look);
        nothingIsCut(robot);
        robot.interact(frame::close);

        site.outage = Optional.of(new ConnectionProblem.ConnectionRefused(
                new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), "refused"));
        refresh(robot);
        await(() -> model.page().get().beside() instanceof Beside.Unknown);
        shoot(robot, "backups-kept-unknown", language, look);
        nothingIsCut(robot);

        site.outage = Optional.empty();
        site.interrupted = Optional.of(new Interrupted("llm_webapp", Optional.of("llm_webapp__restore_4f2a90c1")));
        refresh(robot);
        await(() -> model.page().get().interrupted().isPresent());
        shoot(robot, "backups-interrupted", language, look);
        nothingIsCut(robot);
        robot.clickOn("#remedy-finish-restore");
        shoot(robot, "backups-finish", language, look);
        nothingIsCut(robot);
        robot.interact(frame::close);
        robot.clickOn("#remedy-reopen");
        robot.clickOn("#confirm");
        await(() -> model.page().get().interrupted().isEmpty() && model.page().get().run().isEmpty());
        assertThat(site.log).contains("reopened");
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "ENGLISH,DARK"})
    void production_is_named_and_restores_only_when_changes_are_allowed(Language language, Look look, FxRobot robot)
            throws Exception {
        fill();
        live();
        keep();
        open(robot, language, look, Care.PRODUCTION, InstantSource.fixed(NOW));
        robot.interact(() -> frame.allow(false));
        assertThat(robot.lookup("#restore").queryButton().isDisabled()).isTrue();
        assertThat(robot.lookup(".drop-kept").queryButton().isDisabled()).isTrue();
        assertThat(robot.lookup("#test-restore").queryButton().isDisabled()).as("it changes nothing").isFalse();
        shoot(robot, "backups-production-read-only", language, look);
        nothingIsCut(robot);

        robot.interact(() -> frame.allow(true));
        robot.clickOn("#restore");
        await(() -> frame.asking());
        shoot(robot, "backups-production-restore", language, look);
        nothingIsCut(robot);
        assertThat(robot.lookup(frame.words().say("backups.sheet.bare")).tryQuery()).as("no way round the backup").isEmpty();
    }

    @Test
    void a_restore_is_typed_confirmed_and_run_and_the_way_back_stands_on_the_page(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, InstantSource.system());
        robot.clickOn("#back-up");
        await(() -> model.page().get().entries().size() == 1 && model.page().get().run().isEmpty());
        robot.press(KeyCode.CONTROL).type(KeyCode.T).release(KeyCode.CONTROL);
        await(() -> model.page().get().chosenEntry().filter(entry -> entry.verified()).isPresent()
                && model.page().get().run().isEmpty());
        shoot(robot, "backups-tested", Language.KOREAN, Look.LIGHT);

        robot.clickOn("#restore");
        await(() -> frame.asking());
        robot.clickOn("#typed-name").write("llm_webapp").clickOn("#reason").write("LK-212");
        robot.type(KeyCode.ENTER);
        assertThat(frame.asking()).as("Enter goes ahead with nothing").isTrue();
        robot.clickOn("#confirm");
        await(() -> model.page().get().kept().size() == 1 && model.page().get().run().isEmpty());
        shoot(robot, "backups-restored", Language.KOREAN, Look.LIGHT);
        nothingIsCut(robot);
        assertThat(model.page().get().entries()).as("what was there was backed up first").hasSize(2);

        robot.clickOn("#swap-back");
        robot.clickOn("#typed-name").write("llm_webapp").clickOn("#reason").write("wrong one").clickOn("#confirm");
        await(() -> model.page().get().kept().size() == 2 && model.page().get().run().isEmpty());
        assertThat(site.log).anyMatch(line -> line.startsWith("back to "));
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,900", "ENGLISH,900", "KOREAN,1600", "ENGLISH,1600"})
    void narrow_and_wide_windows_cut_no_words(Language language, int width, FxRobot robot) throws Exception {
        fill();
        open(robot, language, Look.LIGHT, Care.LOCAL, InstantSource.fixed(NOW));
        robot.interact(() -> {
            stage.setWidth(width);
            stage.setHeight(616);
        });
        shoot(robot, "backups-" + width, language, Look.LIGHT);
        nothingIsCut(robot);
    }

    @Test
    void the_keys_find_open_and_clear(FxRobot robot) throws Exception {
        fill();
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, InstantSource.fixed(NOW));
        robot.interact(page::find);
        robot.write("손상");
        assertThat(model.page().get().sight().rows()).hasSize(2);
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        assertThat(robot.lookup("#test-restore").queryButton().isFocused()).isTrue();
        robot.interact(() -> assertThat(page.escape()).isTrue());
        assertThat(model.page().get().sight().search()).isEmpty();
        robot.interact(() -> assertThat(page.escape()).isFalse());
    }

    @Test
    void ten_thousand_files_scroll_without_a_stall(FxRobot robot) throws Exception {
        new Shelf(folder.resolve("backups")).put(10_000, NOW);
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, InstantSource.fixed(NOW));
        await(() -> model.page().get().entries().size() == 10_000);
        List<Long> pulses = new ArrayList<>();
        robot.interact(() -> {
            TableView<?> table = robot.lookup("#backup-table").queryTableView();
            for (int i = 0; i < 200; i++) {
                long began = System.nanoTime();
                table.scrollTo(i * 47);
                frame.applyCss();
                frame.layout();
                pulses.add(System.nanoTime() - began);
            }
        });
        long[] sorted = pulses.stream().mapToLong(Long::longValue).sorted().toArray();
        List<Long> typed = new ArrayList<>();
        robot.interact(() -> {
            for (String text : List.of("0", "00", "004", "0042", "004", "00", "")) {
                long began = System.nanoTime();
                model.search(text);
                frame.applyCss();
                frame.layout();
                typed.add((System.nanoTime() - began) / 1_000_000);
            }
        });
        System.out.printf(
                "10,000 rows: a jump and its layout %.1f ms in the middle, %.1f ms at worst; typing in the search %s ms%n",
                sorted[sorted.length / 2] / 1e6, Arrays.stream(sorted).max().orElse(0) / 1e6, typed);
    }

    /// The folder of the picture, and what it does not show.
    private void fill() throws IOException {
        Shelf shelf = new Shelf(folder.resolve("backups"));
        Path newest = shelf.put(NEWEST, at("2025-11-04T11:50:00"), "development", "003", BackupReason.ASKED, 4_200_000);
        shelf.passed(newest, at("2025-11-04T11:51:00"));
        shelf.passed(shelf.put("llm_webapp_20251104_050012_aa11bb22.dump", at("2025-11-04T05:00:12"), "development", "003",
                BackupReason.SCHEDULED, 4_200_000), at("2025-11-04T05:01:00"));
        shelf.withProblems(shelf.put("llm_webapp_20251103_173340_11aa22bb.dump", at("2025-11-03T17:33:40"), "development", "003",
                BackupReason.ASKED, 4_200_000), at("2025-11-03T17:35:00"));
        shelf.put("llm_webapp_20251103_050011_9b0c1d2e.dump", at("2025-11-03T05:00:11"), "development", "003",
                BackupReason.SCHEDULED, 4_100_000);
        shelf.differs(shelf.put("llm_webapp_20251102_142209_0f1e2d3c.dump", at("2025-11-02T14:22:09"), "development", "002",
                BackupReason.BEFORE_UPGRADE, 3_900_000), at("2025-11-02T14:23:00"));
        shelf.passed(shelf.put("llm_webapp_20251102_050012_44cc55dd.dump", at("2025-11-02T05:00:12"), "development", "002",
                BackupReason.SCHEDULED, 3_900_000), at("2025-11-02T05:01:00"));
        shelf.put("llm_webapp_20251101_050010_33bb44cc.dump", at("2025-11-01T05:00:10"), "development", "002",
                BackupReason.SCHEDULED, 3_900_000);
        shelf.passed(shelf.put("staging_20251031_050013_77aa88bb.dump", at("2025-10-31T05:00:13"), "staging", "002",
                BackupReason.BEFORE_RESTORE, 3_800_000), at("2025-10-31T05:01:00"));
        Path cut = shelf.put("llm_webapp_20251029_050011_5a6b7c8d.dump", at("2025-10-29T05:00:11"), "development", "002",
                BackupReason.SCHEDULED, 3_700_000);
        shelf.cut(cut, 1_100_000);
        Files.setLastModifiedTime(cut, java.nio.file.attribute.FileTime.from(at("2025-10-29T05:00:11")));
        for (int day = 22; day <= 28; day++) {
            shelf.passed(shelf.put("llm_webapp_202510%d_050010_0000000%d.dump".formatted(day, day % 10),
                    at("2025-10-%dT05:00:10".formatted(day)), "development", "001", BackupReason.SCHEDULED, 3_600_000),
                    at("2025-10-%dT05:01:00".formatted(day)));
        }
        Path elsewhere = shelf.bare("from_elsewhere.dump", 900_000);
        Files.setLastModifiedTime(elsewhere, java.nio.file.attribute.FileTime.from(at("2025-10-21T09:00:00")));
    }

    /// What happened since the newest backup.
    private void live() {
        TreeMap<String, Long> rows = new TreeMap<>(Shelf.contents().rows());
        rows.putAll(Map.of("public.users", 96L, "public.conversations", 424L, "public.messages", 3163L));
        site.live = new Contents(rows, "f1");
        for (int i = 0; i < 4; i++) {
            site.sessions.add(new Session(100 + i, "llm_webapp", i < 3 ? "uvicorn" : "psql", "172.18.0.3", "idle", NOW));
        }
    }

    private void keep() {
        site.kept.add(new Kept("llm_webapp__old_20251104_031200_4f2a90c1", Role.FORMER, at("2025-11-04T12:12:00"),
                OptionalLong.of(12_600_000), false));
        site.kept.add(
                new Kept("llm_webapp__restore_9b0c1d2e", Role.UNFINISHED, at("2025-11-03T18:02:00"), OptionalLong.of(8_100_000),
                        false));
        site.kept.add(new Kept("llm_webapp__old_20251101_020000_77aa88bb", Role.FORMER, at("2025-11-01T11:00:00"),
                OptionalLong.empty(), true));
    }

    private static Instant at(String seoul) {
        return Instant.parse(seoul + "Z").minus(Duration.ofHours(9));
    }

    private void refresh(FxRobot robot) {
        robot.interact(() -> model.refresh());
    }

    private void nothingIsCut(FxRobot robot) {
        robot.interact(() -> {
            assertThat(frame.cutWords()).isEmpty();
            assertThat(frame.lookupAll(".label").stream()
                    .map(node -> node instanceof javafx.scene.control.Label label ? String.valueOf(label.getText()) : ""))
                    .noneMatch(text -> text.matches("\\[[a-z]+[.-].*]"));
        });
    }

    private static void await(java.util.concurrent.Callable<Boolean> so) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, so);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> frame.shoot(name + "_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT)));
    }
}
