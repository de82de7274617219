package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.testing.FakeHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;
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
class MigrationsViewTest {

    private static final SchemaProblem AHEAD = new SchemaProblem.SchemaAhead(new Revision("003"), new Revision("004"),
            "V004__add_user_lockout_fields.sql", 7, List.of("users.email", "users.is_locked"), List.of(),
            "ERROR: column \"email\" of relation \"users\" already exists");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    private final FakeHistory history = new FakeHistory(3);
    private boolean proves = true;
    private Optional<Path> scripts = Optional.empty();
    private final List<Path> opened = new ArrayList<>();
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @BeforeEach
    void open(FxRobot robot) {
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
    }

    private void open(FxRobot robot, Language language, Look look, Care care) {
        open(robot, language, look, care, new ImmediateThreads());
    }

    private void open(FxRobot robot, Language language, Look look, Care care, Threads threads) {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            bench = Bench.of(history, folder, threads, proves);
            MigrationsDestination page = new MigrationsDestination(bench.model(), Bench.environment(care),
                    MigrationsViewTest::advice, new MigrationsDestination.Scripts(scripts, opened::add));
            stage.setScene(frame.scene(page.view(frame), look));
            stage.show();
            page.refresh();
        });
    }

    private static Advice advice(Problem problem) {
        return Advices.on(problem);
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void no_words_are_cut_in_any_language_and_look(Language language, Look look, FxRobot robot) {
        open(robot, language, look, Care.LOCAL);
        shoot(robot, "migrations", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        robot.clickOn("#upgrade");
        shoot(robot, "migrations-upgrade", language, look);
        robot.clickOn(frame.words().say("migrations.sheet.upgrade.bare"));
        shoot(robot, "migrations-upgrade-bare", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        robot.interact(frame::close);
        robot.clickOn("#roll-back");
        shoot(robot, "migrations-roll-back", language, look);
        robot.interact(frame::close);

        robot.clickOn("#tab-schema");
        shoot(robot, "migrations-schema", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        bench.catalogs().live = () -> new Revision("004");
        history.finding = Optional.of(AHEAD);
        robot.interact(() -> bench.model().verify());
        shoot(robot, "migrations-proven-ahead", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        bench.catalogs().extra = List.of("column public.users 012 note text null",
                "column public.users 013 locked_until timestamp without time zone null");
        robot.interact(() -> bench.model().verify());
        shoot(robot, "migrations-no-revision", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        bench.catalogs().extra = List.of();
        bench.catalogs().live = () -> history.ladder().current();
        robot.interact(() -> bench.model().verify());
        robot.interact(() -> bench.model().refresh());
        shoot(robot, "migrations-ahead", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        history.finding = Optional.empty();
        history.outage = new ConnectionProblem.ConnectionRefused(new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"),
                "refused");
        robot.interact(() -> bench.model().refresh());
        shoot(robot, "migrations-outage", language, look);
        history.outage = null;
        history.level = 4;
        robot.interact(() -> bench.model().refresh());
        shoot(robot, "migrations-head", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
    }

    @Test
    void production_wants_its_name_typed_before_a_step_back(FxRobot robot) {
        open(robot, Language.KOREAN, Look.LIGHT, Care.PRODUCTION);
        robot.clickOn("#roll-back");
        shoot(robot, "migrations-production-roll-back", Language.KOREAN, Look.LIGHT);
        Button verb = robot.lookup("#confirm").queryButton();
        assertThat(verb.isDisabled()).isTrue();

        robot.clickOn("#typed-name").write("llm_webapp").clickOn("#reason").write("wrong deployment");
        assertThat(verb.isDisabled()).isFalse();
        robot.type(KeyCode.ENTER);
        assertThat(bench.runs().all()).as("Enter alone destroys nothing").isEmpty();
    }

    @Test
    void a_backup_is_declined_only_by_typing_the_name_and_never_in_production(FxRobot robot) throws Exception {
        // a run tells of itself from its own thread
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, new ScreenThreads());
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !robot.lookup("#upgrade").queryButton().isDisabled());
        robot.clickOn("#upgrade").clickOn(frame.words().say("migrations.sheet.upgrade.bare"));
        Button verb = robot.lookup("#confirm").queryButton();
        assertThat(verb.isDisabled()).isTrue();
        robot.clickOn("#typed-name").write("llm_webapp");
        assertThat(verb.isDisabled()).isFalse();
        robot.clickOn("#confirm");
        assertThat(bench.runs().all()).hasSize(1);
        bench.runs().all().getFirst().outcome().join();
        assertThat(bench.runs().all().getFirst().snapshot().steps()).extracting(step -> step.title().key())
                .doesNotContain("step.backup", "step.test-restore").contains("step.apply");

        history.level = 3;
        open(robot, Language.KOREAN, Look.LIGHT, Care.PRODUCTION);
        robot.clickOn("#upgrade");
        assertThat(robot.lookup(frame.words().say("migrations.sheet.upgrade.bare")).tryQuery()).isEmpty();
    }

    @Test
    void a_schema_ahead_of_its_ledger_is_stamped_from_the_page(FxRobot robot) throws Exception {
        // a run tells of itself from its own thread
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, new ScreenThreads());
        bench.catalogs().live = () -> new Revision("004");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !robot.lookup("#verify").queryButton().isDisabled());
        robot.clickOn("#verify");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> robot.lookup("#stamp-proven").tryQuery().isPresent());
        robot.clickOn("#stamp-proven");
        shoot(robot, "migrations-stamp", Language.KOREAN, Look.LIGHT);
        robot.clickOn("#confirm");
        bench.runs().all().getFirst().outcome().join();

        assertThat(history.level).isEqualTo(4);
    }

    @Test
    void of_two_revisions_that_look_alike_none_is_chosen_beforehand(FxRobot robot) {
        bench.catalogs().dataOnly = 4;
        bench.catalogs().server = "16";
        history.level = 2;
        bench.catalogs().live = () -> new Revision("003");
        robot.interact(() -> bench.model().refresh());
        shoot(robot, "migrations-alike", Language.KOREAN, Look.LIGHT);

        assertThat(robot.lookup("#stamp-proven").tryQuery()).isEmpty();
        assertThat(robot.lookup("#stamp-003").tryQuery()).isPresent();
        assertThat(robot.lookup("#stamp-004").tryQuery()).isPresent();
    }

    @Test
    void a_read_only_frame_lets_nothing_be_moved(FxRobot robot) {
        robot.interact(() -> frame.allow(false));

        assertThat(robot.lookup("#upgrade").queryButton().isDisabled()).isTrue();
        assertThat(robot.lookup("#roll-back").queryButton().isDisabled()).isTrue();
    }

    @Test
    void a_ladder_of_a_thousand_revisions_draws_only_what_is_in_sight(FxRobot robot) {
        proves = false; // the time of the page alone
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        history.more = 996;
        history.level = 4;
        long began = System.nanoTime();
        robot.interact(() -> bench.model().refresh());
        robot.interact(() -> stage.getScene().getRoot().layout());
        System.out.println("a ladder of 1,000 revisions: shown after " + (System.nanoTime() - began) / 1_000_000 + " ms");
        shoot(robot, "migrations-thousand", Language.KOREAN, Look.LIGHT);

        assertThat(robot.lookup("#ladder .list-cell").queryAll()).hasSizeLessThan(30);
        robot.interact(() -> bench.model().choose(new Revision("500")));
        robot.clickOn("#ladder .list-cell:selected");
        long scrolled = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            robot.type(KeyCode.DOWN);
        }
        System.out.println("a key on it: " + (System.nanoTime() - scrolled) / 100_000_000 + " ms each");
        assertThat(bench.model().page().get().chosen()).contains(new Revision("400"));
        shoot(robot, "migrations-thousand-scrolled", Language.KOREAN, Look.LIGHT);
    }

    @Test
    void a_way_back_lists_each_column_and_how_much_of_it_goes_before_anything_is_agreed_to(FxRobot robot) {
        history.level = 4;
        robot.interact(() -> bench.model().refresh());
        robot.clickOn("#roll-back");

        assertThat(robot.lookup(".lk-loss").queryAll()).hasSize(5);
        assertThat(robot.lookup(".lk-loss .label").queryAllAs(javafx.scene.control.Label.class)).extracting(
                javafx.scene.control.Label::getText).contains(frame.words().say("migrations.loss.values", 87L),
                        frame.words().say("migrations.loss.values", 120L),
                        frame.words().say("migrations.loss.column", "users", "email"),
                        frame.words().say("migrations.loss.column", "users", "is_locked"));
        assertThat(bench.runs().all()).isEmpty();
    }

    @Test
    void rows_in_the_way_close_the_sheet_and_it_says_which(FxRobot robot) {
        bench.trials().findings = List.of(new DataFinding(new DataCheck(DataCheck.Kind.DUPLICATES, new Revision("004"),
                "V004__add_user_lockout_fields.sql", 7, "users", List.of("email"), false, "SELECT 1"), 14, 29, Optional.empty()));
        robot.clickOn("#upgrade");
        shoot(robot, "migrations-upgrade-refused", Language.KOREAN, Look.LIGHT);

        assertThat(robot.lookup("#confirm").queryButton().isDisabled()).isTrue();
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        robot.type(KeyCode.ENTER);
        assertThat(bench.runs().all()).isEmpty();
    }

    @Test
    void a_red_hazard_is_told_and_in_production_answered_for_by_its_name(FxRobot robot) throws Exception {
        history.more = 1;
        history.moreSql = "ALTER TABLE users DROP COLUMN username; -- %d";
        history.level = 4;
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#upgrade");
        shoot(robot, "migrations-upgrade-red", Language.KOREAN, Look.LIGHT);
        assertThat(robot.lookup("#confirm").queryButton().isDisabled()).as("elsewhere a warning").isFalse();

        // a run tells of itself from its own thread
        open(robot, Language.ENGLISH, Look.DARK, Care.PRODUCTION, new ScreenThreads());
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !robot.lookup("#upgrade").queryButton().isDisabled());
        robot.clickOn("#upgrade");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, frame::asking);
        shoot(robot, "migrations-upgrade-red-production", Language.ENGLISH, Look.DARK);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        Button verb = robot.lookup("#confirm").queryButton();
        assertThat(verb.isDisabled()).isTrue();
        robot.clickOn("#typed-name").write("dropping-column");
        assertThat(verb.isDisabled()).isFalse();
        robot.clickOn("#confirm");
        assertThat(bench.runs().all()).hasSize(1);
        bench.runs().all().getFirst().outcome().join();
    }

    @Test
    void the_sheet_knows_what_the_last_rehearsal_held_and_who_is_connected(FxRobot robot) throws Exception {
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL, new ScreenThreads());
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !robot.lookup("#rehearse").queryButton().isDisabled());
        robot.clickOn("#rehearse");
        bench.runs().all().getFirst().outcome().join();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> bench.model().page().get().ended().isPresent()
                && !robot.lookup("#upgrade").queryButton().isDisabled());
        robot.clickOn("#upgrade");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, frame::asking);
        shoot(robot, "migrations-upgrade-rehearsed", Language.KOREAN, Look.LIGHT);

        assertThat(robot.lookup(frame.words().say("migrations.sheet.lock", "users")).tryQuery()).isPresent();
        assertThat(robot.lookup(frame.words().say("migrations.sheet.about", frame.figures().took(Duration.ofMillis(11))))
                .tryQuery()).isPresent();
        assertThat(robot.lookup(frame.words().say("migrations.sheet.sessions", 4)).tryQuery()).isPresent();
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
    }

    @Test
    void the_folder_of_scripts_is_shown_where_there_is_one(FxRobot robot) {
        assertThat(robot.lookup("#folder").queryButton().isDisabled()).as("those that come with the console").isTrue();

        scripts = Optional.of(folder);
        open(robot, Language.KOREAN, Look.LIGHT, Care.LOCAL);
        robot.clickOn("#folder");
        assertThat(opened).containsExactly(folder);
    }

    @Test
    void a_file_with_a_wrong_name_is_let_lie_after_a_yes(FxRobot robot) {
        history.folder = new SchemaProblem.ScriptMisnamed(List.of("V2_x.sql", "notes.sql"));
        robot.interact(() -> bench.model().refresh());
        shoot(robot, "migrations-misnamed", Language.KOREAN, Look.LIGHT);
        robot.clickOn("#remedy-leave-aside");
        shoot(robot, "migrations-misnamed-sheet", Language.KOREAN, Look.LIGHT);
        assertThat(bench.model().page().get().ladder()).isEmpty();

        robot.clickOn("#confirm");
        assertThat(bench.model().page().get().ladder()).isPresent();
    }

    /// One picture each; the page has to hold its words and everything in its place.
    @ParameterizedTest
    @EnumSource(names = {"KOREAN", "ENGLISH"})
    void every_broken_state_is_told_apart(Language language, FxRobot robot) {
        Look look = language == Language.KOREAN ? Look.LIGHT : Look.DARK;
        Map<String, SchemaProblem> states = new java.util.TreeMap<>(Map.of(
                "missing",
                new SchemaProblem.ScriptMissing(List.of(new Revision("002")),
                        List.of("V002__create_conversations_and_documents.sql")),
                "newer", new SchemaProblem.DatabaseNewer(List.of(new Revision("005"), new Revision("006"))),
                "duplicate",
                new SchemaProblem.ScriptDuplicate(new Revision("004"),
                        List.of("V004__add_user_lockout_fields.sql", "V4__other.sql")),
                "gap", new SchemaProblem.ScriptGap(List.of("005", "006")),
                "out-of-order", new SchemaProblem.OutOfOrder(List.of(new Revision("002"))),
                "half-done", new SchemaProblem.StepHalfDone(new Revision("004"), "V004__index.sql"),
                "not-recorded",
                new SchemaProblem.DoneNotRecorded(new Revision("004"), "V004__index.sql", List.of("ux_users_email")),
                "invalid-index",
                new SchemaProblem.InvalidIndex(new Revision("004"), "V004__index.sql", List.of("public.ux_users_email"),
                        List.of(), List.of()),
                "ledgers", new SchemaProblem.MovedByAlembic(new Revision("003"), new Revision("004"),
                        List.of("alembic_version 004, changed 2025-11-04 14:02")),
                "no-ledger", new SchemaProblem.LedgerMissing(List.of("users", "sessions"))));
        proves = false;
        open(robot, language, look, Care.LOCAL);
        states.forEach((name, problem) -> {
            history.finding = Optional.of(problem);
            robot.interact(() -> bench.model().refresh());
            shoot(robot, "migrations-state-" + name, language, look);
            robot.interact(() -> assertThat(frame.cutWords()).as(name).isEmpty());
        });
    }

    @Test
    void an_edited_script_shows_what_was_changed_since_it_was_applied(FxRobot robot) {
        String file = "V003__add_metrics_tables.sql";
        history.finding = Optional.of(new SchemaProblem.ScriptEdited(List.of(file), List.of(file + "  777 → 2"),
                List.of("--- " + file + " (applied)", "+++ " + file, "@@ -3 @@", "-  id integer", "+  id bigint")));
        robot.interact(() -> bench.model().refresh());
        robot.interact(() -> bench.model().choose(new Revision("003")));
        robot.clickOn("#tab-changes");
        shoot(robot, "migrations-edited", Language.KOREAN, Look.LIGHT);

        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        robot.interact(() -> bench.model().choose(new Revision("002")));
        assertThat(robot.lookup("#tab-changes").query().isVisible()).isFalse();
    }

    @Test
    void an_id_of_alembics_own_stands_beside_our_number(FxRobot robot) {
        history.ids = AlembicIds.of(Map.of(new Revision("004"), "20251104_add_lockout", new Revision("003"),
                "20251102_add_metrics_tables"));
        robot.interact(() -> bench.model().refresh());
        robot.interact(() -> bench.model().choose(new Revision("003")));
        shoot(robot, "migrations-alembic-ids", Language.KOREAN, Look.LIGHT);

        assertThat(robot.lookup("#detail-facts").<javafx.scene.control.Label>query().getText())
                .contains("Alembic 20251102_add_metrics_tables");
    }

    @Test
    void the_arrow_keys_walk_along_the_ladder(FxRobot robot) {
        robot.clickOn("#ladder .list-cell");
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);

        assertThat(bench.model().page().get().chosen()).contains(new Revision("002"));
    }

    @Test
    void a_revision_to_go_to_is_chosen_first_and_confirmed_after(FxRobot robot) {
        robot.clickOn("#more");
        robot.interact(() -> {
            Node item = robot.lookup(".danger-item").query();
            dev.lockkeeper.testing.Screenshots.write(item.getScene().snapshot(null), "migrations-more_ko_light");
        });
        robot.clickOn("#migrations-more-go");
        shoot(robot, "migrations-go", Language.KOREAN, Look.LIGHT);
        assertThat(frame.asking()).isTrue();
        assertThat(bench.runs().all()).isEmpty();
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        robot.interact(() -> frame.shoot(name + "_" + language.code() + "_" + look.name().toLowerCase(java.util.Locale.ROOT)));
    }
}
