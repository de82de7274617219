package dev.lockkeeper.ui.accounts;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The columns of the accounts. Cells are renewed every second without rebuilding the table.
final class Cells {

    /// So many pips are drawn; the number beside them has no limit.
    private static final int PIPS = 5;

    private final Words words;
    private final Figures figures;
    private final Supplier<AccountsPage> page;
    private final List<Renewed> renewed = new ArrayList<>();

    Cells(Frame frame, Supplier<AccountsPage> page) {
        this.words = frame.words();
        this.figures = frame.figures();
        this.page = page;
    }

    /// Shows the passing of time, and what was chosen, in the cells that are there.
    void renew() {
        renewed.forEach(Renewed::renew);
    }

    TableColumn<Account, Account> check(CheckBox all, BiConsumer<Account, Boolean> chosen) {
        TableColumn<Account, Account> column = column("", 40, () -> new CheckCell(chosen));
        column.setGraphic(all);
        column.setMinWidth(40);
        column.setMaxWidth(40);
        return column;
    }

    TableColumn<Account, Account> text(String key, double width, String style, Function<Account, String> text) {
        return column(words.say(key), width, () -> new Renewed(account -> {
            Label label = Labels.cut(Labels.body(text.apply(account)));
            label.getStyleClass().add(style);
            return label;
        }, false));
    }

    TableColumn<Account, Account> state(double width) {
        return column(words.say("accounts.column.state"), width, () -> new Renewed(this::state, true));
    }

    TableColumn<Account, Account> failures(double width) {
        return column(words.say("accounts.column.failures"), width, () -> new Renewed(this::failures, false));
    }

    TableColumn<Account, Account> until(String zone, double width) {
        return column(words.say("accounts.column.until", zone), width, () -> new Renewed(this::until, true));
    }

    private static TableColumn<Account, Account> column(String title, double width,
            Supplier<TableCell<Account, Account>> cell) {
        TableColumn<Account, Account> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> cell.get());
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 90));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    Node state(Account account) {
        Badge badge = badge(page.get().lockout(account), words, figures);
        if (!account.contradiction()) {
            return badge;
        }
        Label sign = new Label("", new FontIcon(Feather.ALERT_TRIANGLE));
        sign.getStyleClass().addAll("account-odd");
        sign.setAccessibleText(words.say("accounts.contradiction"));
        sign.setTooltip(new Tooltip(words.say("accounts.contradiction")));
        HBox both = new HBox(6, badge, sign);
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    static Badge badge(Lockout lockout, Words words, Figures figures) {
        return switch (lockout) {
            case Lockout.Active() -> Badge.of(Tone.OK, words.say("accounts.state.active"));
            case Lockout.Inactive() -> Badge.of(Tone.WAIT, Feather.SLASH, words.say("accounts.state.inactive"));
            case Lockout.Locked(Optional<Duration> left) -> Badge.of(Tone.BAD, Feather.LOCK, left
                    .map(rest -> words.say("accounts.state.locked", figures.left(rest)))
                    .orElse(words.say("accounts.state.locked-forever")));
            case Lockout.LockExpired() -> Badge.of(Tone.WARN, Feather.CLOCK, words.say("accounts.state.expired"));
        };
    }

    private Node failures(Account account) {
        Label number = Labels.strong(figures.count(account.failedAttempts()));
        number.getStyleClass().add("pips-number");
        boolean full = account.failedAttempts() >= PIPS;
        HBox pips = new HBox(3, number);
        pips.setAlignment(Pos.CENTER_LEFT);
        for (int i = 0; i < PIPS; i++) {
            Region pip = new Region();
            pip.getStyleClass().addAll("pip", i >= account.failedAttempts() ? "none" : full ? "bad" : "warn");
            pips.getChildren().add(pip);
        }
        return pips;
    }

    private Node until(Account account) {
        Optional<Instant> until = account.lockedUntil();
        Instant now = page.get().now();
        boolean locked = page.get().lockout(account) instanceof Lockout.Locked;
        Label label = until.isEmpty()
                ? Labels.secondary("—")
                : locked
                        ? Labels.strong(figures.when(until.get(), now))
                        : Labels.secondary(until.get().isAfter(now)
                                ? figures.when(until.get(), now)
                                : words.say("accounts.until.past", figures.when(until.get(), now)));
        return Labels.cut(label);
    }

    /// A cell that can be drawn anew from the account it shows.
    private final class Renewed extends TableCell<Account, Account> {

        private final Function<Account, Node> drawing;

        Renewed(Function<Account, Node> drawing, boolean withTime) {
            this.drawing = drawing;
            if (withTime) {
                renewed.add(this);
            }
        }

        void renew() {
            Account account = getItem();
            setGraphic(account == null || isEmpty() ? null : drawing.apply(account));
        }

        @Override
        protected void updateItem(@Nullable Account account, boolean empty) {
            super.updateItem(account, empty);
            setText(null);
            renew();
        }
    }

    /// Whether an account is chosen.
    private final class CheckCell extends TableCell<Account, Account> {

        private final CheckBox box = new CheckBox();

        CheckCell(BiConsumer<Account, Boolean> chosen) {
            getStyleClass().add("check-cell");
            box.setFocusTraversable(false);
            box.setOnAction(_ -> {
                if (getItem() != null) {
                    chosen.accept(getItem(), box.isSelected());
                }
            });
            checks.add(this);
        }

        @Override
        protected void updateItem(@Nullable Account account, boolean empty) {
            super.updateItem(account, empty);
            setText(null);
            setGraphic(account == null || empty ? null : box);
            renew();
        }

        void renew() {
            Account account = getItem();
            if (account == null || isEmpty()) {
                return;
            }
            box.setSelected(page.get().chosen().contains(account.id()));
            box.setAccessibleText(words.say("accounts.choose", account.username()));
        }
    }

    private final List<CheckCell> checks = new ArrayList<>();

    /// Shows anew what was chosen.
    void renewChecks() {
        checks.forEach(CheckCell::renew);
    }
}
