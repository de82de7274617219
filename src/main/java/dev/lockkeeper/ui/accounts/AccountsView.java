package dev.lockkeeper.ui.accounts;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.accounts.AccountsPage.Listing;
import dev.lockkeeper.ui.accounts.UnlockReport.Answer;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Chip;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Keys;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The accounts page: who is locked out, found by search and filter, unlocked with a reason.
final class AccountsView extends BorderPane {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final AccountsModel model;
    private final Frame frame;
    private final Words words;
    private final boolean production;
    private final Function<Problem, Advice> advice;

    private final PageHeader header;
    private final VBox told = new VBox(8);
    private final CustomTextField search = new CustomTextField();
    private final Map<AccountsFilter.View, Chip> chips = new EnumMap<>(AccountsFilter.View.class);
    private final CheckBox all = new CheckBox();
    private final Cells cells;
    private final TableView<Account> table = new TableView<>();
    private final TableColumn<Account, Account> last;
    private final VBox card = new VBox();
    private final HBox middle = new HBox(16, card);
    private final VBox unavailable = new VBox();
    private final Label shownCount = Labels.cut(Labels.secondary(""));
    private final Label chosenCount = Labels.strong("");
    private final Button none;
    private final CustomTextField reason = new CustomTextField();
    private final Label why = Labels.cut(Labels.secondary(""));
    private final Button unlock;
    private final AccountDrawer drawer;

    private Optional<AccountList> listed = Optional.empty();
    private Optional<String> open = Optional.empty();
    private boolean composing;
    private @Nullable AccountsPage before;

    AccountsView(AccountsModel model, Frame frame, boolean production, Function<Problem, Advice> advice) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.production = production;
        this.advice = advice;
        setId("accounts");
        getStyleClass().add("lk-page");
        header = new PageHeader(words.say("nav.accounts"), "",
                Buttons.withKeys(Buttons.plain(Feather.REFRESH_CW, words.say("accounts.refresh"), model::refresh), "F5"));
        cells = new Cells(frame, this::page);
        last = cells.text("accounts.column.last", 130, "lk-muted",
                account -> account.lastLogin().map(at -> frame.figures().when(at, page().now()))
                        .orElse(words.say("accounts.last.none")));
        none = Buttons.flat(Feather.X, words.say("accounts.choose.none"), () -> model.chooseAll(false));
        unlock = Buttons.withKeys(Buttons.primary(Feather.UNLOCK, "", this::unlock), "Ctrl+Enter");
        unlock.setId("unlock");
        drawer = new AccountDrawer(frame, this::shut);
        setCenter(body());
        Keys.shortcut(this, KeyCode.L, reason::requestFocus);
        Timeline clock = new Timeline(new KeyFrame(Duration.seconds(1), _ -> model.tick()));
        clock.setCycleCount(Animation.INDEFINITE);
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                clock.stop();
            } else {
                clock.play();
            }
        });
        WhileShown.follow(this, model.page(), this::show);
        WhileShown.follow(this, frame.changesAllowed(), _ -> bar(page()));
    }

    private AccountsPage page() {
        return model.page().get();
    }

    private VBox body() {
        HBox filters = filters();
        told.managedProperty().bind(Bindings.isNotEmpty(told.getChildren()));
        table();
        card.getStyleClass().addAll("lk-card", "table-card");
        card.getChildren().addAll(table, foot(), bar());
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox.setHgrow(card, Priority.ALWAYS);
        card.setMinWidth(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        middle.setMinHeight(0);
        middle.visibleProperty().bind(Bindings.isEmpty(unavailable.getChildren()));
        middle.managedProperty().bind(middle.visibleProperty());
        filters.visibleProperty().bind(middle.visibleProperty());
        filters.managedProperty().bind(middle.visibleProperty());
        unavailable.managedProperty().bind(Bindings.isNotEmpty(unavailable.getChildren()));
        VBox body = new VBox(header, told, filters, middle, unavailable);
        body.getStyleClass().add("lk-page-body");
        return body;
    }

    private HBox filters() {
        search.setId("search");
        search.setPromptText(words.say("accounts.search"));
        search.setAccessibleText(words.say("accounts.search"));
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.setRight(new KeyHint("Ctrl F"));
        search.getStyleClass().add("account-search");
        search.setText(page().filter().search());
        PauseTransition pause = new PauseTransition(Duration.millis(250));
        pause.setOnFinished(_ -> model.search(search.getText()));
        search.textProperty().subscribe((_, _) -> pause.playFromStart());
        search.setOnAction(_ -> {
            pause.stop();
            model.search(search.getText());
        });
        HBox row = new HBox(8, search);
        row.setAlignment(Pos.CENTER_LEFT);
        for (AccountsFilter.View view : AccountsFilter.View.values()) {
            Chip chip = new Chip(words.say(view.key()));
            chip.setId("view-" + view.name().toLowerCase(java.util.Locale.ROOT));
            chip.setOnAction(_ -> {
                chip.setSelected(true);
                model.view(view);
            });
            chips.put(view, chip);
            row.getChildren().add(chip);
        }
        return row;
    }

    private void table() {
        table.setId("table");
        table.getStyleClass().addAll(Tweaks.EDGE_TO_EDGE, Styles.DENSE, "accounts-table");
        table.setFixedCellSize(36);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        all.setOnAction(_ -> model.chooseAll(all.isSelected()));
        all.setAccessibleText(words.say("accounts.choose.all"));
        table.getColumns().setAll(List.of(cells.check(all, model::choose),
                cells.text("accounts.column.name", 140, "lk-semibold", Account::username),
                cells.text("accounts.column.mail", 210, "lk-muted", account -> account.email().orElse("—")),
                cells.state(178), cells.failures(110),
                cells.until(frame.figures().zone(page().now()).replaceAll(",.*", ""), 170), last));
        table.setRowFactory(_ -> row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        table.skinProperty().subscribe(skin -> {
            if (skin != null) {
                table.lookupAll(".scroll-bar").forEach(node -> {
                    if (node instanceof ScrollBar bar && bar.getOrientation() == javafx.geometry.Orientation.VERTICAL) {
                        bar.valueProperty().subscribe(value -> {
                            if (bar.getMax() > bar.getMin() && value.doubleValue() > 0.9 * bar.getMax()) {
                                model.more();
                            }
                        });
                    }
                });
            }
        });
    }

    private TableRow<Account> row() {
        TableRow<Account> row = new TableRow<>() {
            @Override
            protected void updateItem(@Nullable Account account, boolean empty) {
                super.updateItem(account, empty);
                pseudoClassStateChanged(CHOSEN, account != null && !empty && page().chosen().contains(account.id()));
            }
        };
        rows.add(row);
        return row;
    }

    private final List<TableRow<Account>> rows = new ArrayList<>();

    /// Space chooses, Shift with an arrow chooses while walking, Ctrl+A all, Enter opens the details.
    private void key(KeyEvent event) {
        Account account = table.getSelectionModel().getSelectedItem();
        if (event.isShortcutDown() && event.getCode() == KeyCode.A) {
            model.chooseAll(true);
            event.consume();
        } else if (account != null && event.getCode() == KeyCode.SPACE) {
            model.choose(account, !page().chosen().contains(account.id()));
            event.consume();
        } else if (account != null && event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            open = Optional.of(account.id());
            details();
            event.consume();
        } else if (account != null && event.isShiftDown() && (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP)) {
            model.choose(account, true);
            int next = table.getSelectionModel().getSelectedIndex() + (event.getCode() == KeyCode.DOWN ? 1 : -1);
            if (next >= 0 && next < table.getItems().size()) {
                table.getSelectionModel().clearAndSelect(next);
                table.scrollTo(Math.max(0, next - 3));
                model.choose(table.getItems().get(next), true);
            }
            event.consume();
        }
    }

    private HBox foot() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, shownCount, gap, new KeyHint("Space"), Labels.secondary(words.say("accounts.key.choose")),
                new KeyHint("Enter"),
                Labels.secondary(words.say("accounts.key.details")), new KeyHint("Ctrl L"),
                Labels.secondary(words.say("accounts.key.unlock")));
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("lk-card-footer");
        return foot;
    }

    private HBox bar() {
        Label label = Labels.strong(words.say("kit.reason"));
        label.setLabelFor(reason);
        reason.setId("reason");
        reason.setPromptText(words.say("accounts.reason"));
        reason.getStyleClass().add("account-reason");
        reason.addEventHandler(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, event -> composing = !event.getComposed().isEmpty());
        reason.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !composing) {
                event.consume();
                unlock();
            }
        });
        reason.textProperty().subscribe(_ -> buttons(page()));
        chosenCount.setGraphic(new FontIcon(Feather.CHECK_SQUARE));
        why.getStyleClass().add("account-why");
        HBox.setHgrow(why, Priority.ALWAYS);
        why.setMaxWidth(Double.MAX_VALUE);
        HBox bar = new HBox(10, chosenCount, none, why, label, reason, unlock);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("account-bar");
        return bar;
    }

    /// Puts the cursor into the search field.
    void find() {
        search.requestFocus();
        search.selectAll();
    }

    /// Closes the details, else clears what was chosen, else the search.
    boolean escape() {
        if (open.isPresent()) {
            shut();
            return true;
        }
        if (!page().chosen().isEmpty()) {
            model.chooseAll(false);
            return true;
        }
        if (!search.getText().isEmpty()) {
            search.clear();
            return true;
        }
        return false;
    }

    /// Unlocks those chosen, once a reason is written; production asks once more.
    void unlock() {
        if (page().cannotUnlock().isPresent() || !frame.changesAllowed().get()) {
            return;
        }
        if (reason.getText().isBlank()) {
            reason.pseudoClassStateChanged(Styles.STATE_DANGER, true);
            reason.requestFocus();
            return;
        }
        String given = reason.getText();
        if (!production) {
            go(given);
            return;
        }
        int number = page().toUnlock().size();
        frame.confirm(Confirmation.of(Guard.LOSS, words.say("accounts.sheet.title", number),
                page().toUnlock().stream().limit(6).map(Account::username).reduce((one, other) -> one + ", " + other).orElse(""))
                .warning(words.say("accounts.sheet.warning", given))
                .doing(Feather.UNLOCK, words.say("accounts.sheet.verb", number), _ -> go(given)));
    }

    private void go(String given) {
        model.unlock(given);
        reason.clear();
    }

    private void shut() {
        open = Optional.empty();
        details();
        table.requestFocus();
    }

    private void show(AccountsPage page) {
        AccountsPage old = before;
        before = page;
        if (old != null && old.listing().equals(page.listing()) && old.chosen().equals(page.chosen())
                && old.report().equals(page.report())
                && old.filter().equals(page.filter()) && old.work() == page.work()) {
            cells.renew(); // only time went by
            details();
            return;
        }
        header.show(words.say("nav.accounts"), subtitle(page));
        listing(page);
        told(page);
        chips(page);
        bar(page);
        details();
    }

    private String subtitle(AccountsPage page) {
        String zone = frame.figures().zone(page.now());
        return page.list().map(list -> words.say("accounts.subtitle", list.counts().getOrDefault(AccountsFilter.View.ALL, 0L),
                list.counts().getOrDefault(AccountsFilter.View.LOCKED, 0L), zone)).orElse(words.say("accounts.subtitle.none"));
    }

    private void listing(AccountsPage page) {
        if (!page.list().equals(listed)) {
            listed = page.list();
            String kept = Optional.ofNullable(table.getSelectionModel().getSelectedItem()).map(Account::id).orElse("");
            if (page.rows().size() >= table.getItems().size() && !table.getItems().isEmpty()
                    && page.rows().subList(0, table.getItems().size()).equals(table.getItems())) {
                table.getItems().addAll(page.rows().subList(table.getItems().size(), page.rows().size())); // scrolling must not jump
            } else {
                table.getItems().setAll(page.rows());
                page.rows().stream().filter(account -> account.id().equals(kept)).findFirst()
                        .ifPresent(table.getSelectionModel()::select);
            }
            cells.renew();
        }
        cells.renewChecks();
        rows.forEach(
                row -> row.pseudoClassStateChanged(CHOSEN, row.getItem() != null && page.chosen().contains(row.getItem().id())));
        long chosen = page.rows().stream().filter(account -> page.chosen().contains(account.id())).count();
        all.setIndeterminate(chosen > 0 && chosen < page.rows().size());
        all.setSelected(chosen > 0 && chosen == page.rows().size());
        table.setPlaceholder(placeholder(page));
        boolean old = page.listing() instanceof Listing.Old;
        table.pseudoClassStateChanged(PseudoClass.getPseudoClass("old"), old);
        shownCount.setText(page.list().map(list -> words.say(page.more() ? "accounts.shown.more" : "accounts.shown",
                list.counts().getOrDefault(page.filter().view(), (long) list.rows().size()), list.rows().size())).orElse(""));
        unavailable.getChildren().clear();
        if (page.listing() instanceof Listing.Unavailable(Problem problem)) {
            unavailable.getChildren().add(unavailable(problem));
        }
    }

    private Node unavailable(Problem problem) {
        Advice words4 = advice.apply(problem);
        boolean schema = problem instanceof AccountsProblem.LockoutFieldsMissing
                || problem instanceof AccountsProblem.UsersMissing;
        if (schema && words4.remedies().isEmpty()) {
            words4 = words4.offering(Remedy.of(Remedy.Verb.SHOW_MIGRATIONS), Remedy.of(Remedy.Verb.CHECK_AGAIN));
        }
        return new AdvicePanel(schema ? Tone.WARN : Tone.BAD, words4, frame, true, remedy -> {
            switch (remedy.verb()) {
                case SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT -> frame.go(Place.MIGRATIONS);
                case CHECK_AGAIN, TRY_AGAIN -> model.refresh();
                case SHOW_ACTIVITY, SHOW_LOG -> frame.go(Place.ACTIVITY);
                case COPY_REPORT -> frame.copy(AdvicePanel.report(advice.apply(problem), words));
                default -> frame.go(Place.OVERVIEW);
            }
        });
    }

    private Node placeholder(AccountsPage page) {
        if (page.list().isEmpty()) {
            return new Skeleton(12);
        }
        if (!page.filter().search().isEmpty()) {
            return new EmptyState(Feather.SEARCH, words.say("accounts.empty.search", page.filter().search()),
                    words.say("accounts.empty.search.why"), Buttons.plain(words.say("accounts.empty.clear"), search::clear));
        }
        String view = page.filter().view().name().toLowerCase(java.util.Locale.ROOT);
        return new EmptyState(Feather.UNLOCK, words.say("accounts.empty." + view), words.say("accounts.empty.why"));
    }

    private void told(AccountsPage page) {
        told.getChildren().clear();
        if (page.listing() instanceof Listing.Old(AccountList list, Problem problem)) {
            told.getChildren().add(new Notice(Tone.WARN,
                    words.say("accounts.old", frame.figures().minutes(list.serverTime()), advice.apply(problem).headline()),
                    Buttons.plain(Feather.ARROW_RIGHT, words.say("accounts.old.why"), () -> frame.go(Place.OVERVIEW))));
        }
        if (page.list().filter(AccountList::naiveTimes).isPresent()) {
            told.getChildren().add(new Notice(Tone.WARN, words.say("accounts.naive")));
        }
        page.report().ifPresent(report -> told.getChildren().add(new Notice(report.whole() ? Tone.OK : Tone.WARN, said(report),
                Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss))));
    }

    private String said(UnlockReport report) {
        if (report.whole()) {
            return words.say("accounts.done", report.unlocked());
        }
        StringBuilder text = new StringBuilder(words.say("accounts.partly", report.answers().size(), report.unlocked()));
        for (Answer answer : report.others()) {
            text.append('\n').append(switch (answer) {
                case Answer.Ended(var name, var outcome) ->
                    words.say("accounts.answer." + outcome.name().toLowerCase(java.util.Locale.ROOT), name);
                case Answer.Refused(var name, var problem) ->
                    words.say("accounts.answer.refused", name, advice.apply(problem).headline());
                case Answer.NotTried(var name) -> words.say("accounts.answer.not-tried", name);
            });
        }
        return text.toString();
    }

    private void chips(AccountsPage page) {
        chips.forEach((view, chip) -> {
            chip.setSelected(page.filter().view() == view);
            chip.setText(words.say(view.key())
                    + page.list().map(list -> "  " + frame.figures().count(list.counts().getOrDefault(view, 0L)))
                            .orElse(""));
        });
    }

    private void bar(AccountsPage page) {
        chosenCount.setText(words.say("accounts.chosen", page.chosen().size()));
        none.setVisible(!page.chosen().isEmpty());
        none.setManaged(none.isVisible());
        buttons(page);
    }

    private void buttons(AccountsPage page) {
        reason.pseudoClassStateChanged(Styles.STATE_DANGER, false);
        unlock.setText(words.say(production ? "accounts.unlock.production" : "accounts.unlock", page.toUnlock().size()));
        boolean allowed = frame.changesAllowed().get();
        unlock.setDisable(!allowed || page.cannotUnlock().isPresent() || reason.getText().isBlank());
        why.setText(!allowed
                ? words.say("migrations.off.read-only")
                : page.cannotUnlock().map(words::say).orElse(reason.getText().isBlank() ? words.say("accounts.off.reason") : ""));
    }

    private void details() {
        Optional<Account> account = open.flatMap(id -> page().rows().stream().filter(row -> row.id().equals(id)).findFirst());
        if (account.isEmpty()) {
            middle.getChildren().remove(drawer);
        } else {
            drawer.show(account.get(), page());
            if (!middle.getChildren().contains(drawer)) {
                middle.getChildren().add(drawer);
            }
        }
        last.setVisible(account.isEmpty());
    }
}
