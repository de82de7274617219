package dev.lockkeeper.ui.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.FakeFrame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.words.Language;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@Tag("ui")
@ExtendWith(ApplicationExtension.class)
class AccountsViewTest {

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    private FakeAccounts accounts = FakeAccounts.several();
    private FakeFrame frame = new FakeFrame(Language.KOREAN);
    private long nanos;
    @SuppressWarnings("NullAway.Init")
    private AccountsModel model;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @BeforeEach
    void open(FxRobot robot) {
        open(robot, Language.KOREAN, Look.LIGHT);
    }

    private void open(FxRobot robot, Language language, Look look) {
        robot.interact(() -> {
            frame = new FakeFrame(language);
            accounts = FakeAccounts.several();
            model = new AccountsModel(accounts, new ImmediateThreads(), "operator", () -> nanos);
            AccountsDestination page = new AccountsDestination(model, false, Advices::on);
            stage.setScene(frame.scene(page.view(frame), look));
            stage.show();
            page.refresh();
        });
    }

    @ParameterizedTest
    @CsvSource({"KOREAN,LIGHT", "KOREAN,DARK", "ENGLISH,LIGHT", "ENGLISH,DARK"})
    void no_words_are_cut_in_any_language_and_look(Language language, Look look, FxRobot robot) {
        open(robot, language, look);
        robot.interact(() -> accounts.all.subList(0, 3).forEach(account -> model.choose(account, true)));
        robot.clickOn("#reason").write("identity confirmed");
        shoot(robot, "accounts", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        accounts.outcomes.put("user07", UnlockOutcome.CHANGED);
        robot.clickOn("#unlock");
        shoot(robot, "accounts-partly", language, look);
        robot.clickOn("user07").type(KeyCode.ENTER);
        shoot(robot, "accounts-drawer", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());

        accounts.outage = new ConnectionProblem.ConnectionLost(new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"),
                "lost");
        robot.interact(() -> model.refresh());
        shoot(robot, "accounts-outage", language, look);
        robot.interact(() -> assertThat(frame.cutWords()).isEmpty());
        accounts.outage = new AccountsProblem.LockoutFieldsMissing(List.of("is_locked", "locked_until"));
        robot.interact(() -> model.refresh());
        shoot(robot, "accounts-below", language, look);
        robot.clickOn("#remedy-show-migrations");
        assertThat(frame.gone).containsExactly(Place.MIGRATIONS);

        accounts.outage = null;
        accounts.all.clear();
        robot.interact(() -> model.refresh());
        shoot(robot, "accounts-empty", language, look);
    }

    @Test
    void a_person_searches_chooses_writes_a_reason_and_unlocks(FxRobot robot) {
        robot.clickOn("#search").write("minji").type(KeyCode.ENTER);
        assertThat(table(robot).getItems()).hasSize(1);
        robot.clickOn("minji.kim").type(KeyCode.SPACE);
        assertThat(robot.lookup("#unlock").queryButton().isDisabled()).as("without a reason").isTrue();

        robot.clickOn("#reason").write("called").type(KeyCode.ENTER).type(KeyCode.ENTER);
        assertThat(accounts.recorded).containsExactly("minji.kim: called (operator)");
    }

    @Test
    void the_passing_of_a_second_keeps_rows_and_cursor_in_place(FxRobot robot) {
        robot.clickOn("minji.kim").type(KeyCode.DOWN);
        nanos += Duration.ofSeconds(39).toNanos();
        robot.interact(() -> model.tick());

        assertThat(table(robot).getSelectionModel().getSelectedIndex()).isEqualTo(1);
        assertThat(robot.lookup(".lk-badge").queryAll()).anyMatch(badge -> badge.toString().contains("3초 남음"));
    }

    @Test
    void an_outage_is_told_and_the_rows_stay_on_screen(FxRobot robot) {
        accounts.outage = new ConnectionProblem.ConnectionLost(new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"),
                "lost");
        robot.interact(() -> model.refresh());

        assertThat(table(robot).getItems()).hasSize(16);
        assertThat(robot.lookup("#unlock").queryButton().isDisabled()).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static TableView<Object> table(FxRobot robot) {
        return robot.lookup("#table").queryAs(TableView.class);
    }

    private void shoot(FxRobot robot, String name, Language language, Look look) {
        robot.interact(() -> frame.shoot(name + "_" + language.code() + "_" + look.name().toLowerCase(Locale.ROOT)));
    }
}
