package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The facts about one account, beside the table.
final class AccountDrawer extends VBox {

    private final Frame frame;
    private final Words words;
    private final Label name = Labels.cut(Labels.verdict(""));
    private final Label mail = Labels.cut(Labels.secondary(""));
    private final StackPane state = new StackPane();
    private final VBox notes = new VBox(8);
    private final GridPane facts = new GridPane();

    AccountDrawer(Frame frame, Runnable close) {
        this.frame = frame;
        this.words = frame.words();
        setId("drawer");
        getStyleClass().addAll("lk-card", "account-drawer");
        VBox who = new VBox(2, name, mail);
        who.setMinWidth(0);
        HBox.setHgrow(who, Priority.ALWAYS);
        HBox head = new HBox(8, who,
                Buttons.icon(Feather.COPY, words.say("accounts.drawer.copy"), () -> frame.copy(name.getText())),
                Buttons.icon(Feather.X, words.say("kit.close"), close));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("lk-card-header");
        state.setAlignment(Pos.CENTER_LEFT);
        facts.setHgap(12);
        facts.setVgap(8);
        VBox body = new VBox(12, state, notes, facts);
        body.getStyleClass().add("lk-card-body");
        getChildren().addAll(head, body);
    }

    void show(Account account, AccountsPage page) {
        Lockout lockout = page.lockout(account);
        name.setText(account.username());
        mail.setText(account.email().orElse("—"));
        state.getChildren().setAll(Cells.badge(lockout, words, frame.figures()));
        notes.getChildren().clear();
        if (account.contradiction()) {
            notes.getChildren().add(new Notice(Tone.WARN, words.say("accounts.contradiction")));
        }
        notes.getChildren().add(new Wrapped(words.say("accounts.rule." + rule(lockout)), "lk-muted"));
        facts.getChildren().clear();
        fact("accounts.fact.until", account.lockedUntil().map(frame.figures()::dateTime).orElse("—"));
        fact("accounts.fact.until-utc", account.lockedUntil().map(Object::toString).orElse("—"));
        fact("accounts.fact.failures", frame.figures().count(account.failedAttempts()));
        fact("accounts.fact.active", words.say(account.active() ? "accounts.fact.yes" : "accounts.fact.no"));
        fact("accounts.fact.locked-column", account.seen().locked() + ", " + account.seen().until().orElse("NULL"));
        fact("accounts.fact.last", account.lastLogin().map(frame.figures()::dateTime).orElse(words.say("accounts.last.none")));
        fact("accounts.fact.id", account.id());
    }

    private static String rule(Lockout lockout) {
        return switch (lockout) {
            case Lockout.Active _ -> "active";
            case Lockout.Inactive _ -> "inactive";
            case Lockout.Locked _ -> "locked";
            case Lockout.LockExpired _ -> "expired";
        };
    }

    private void fact(String key, String value) {
        Label title = Labels.secondary(words.say(key));
        Label text = Labels.cut(Labels.body(value));
        facts.addRow(facts.getRowCount(), title, text);
        title.setMinWidth(Region.USE_PREF_SIZE);
    }
}
