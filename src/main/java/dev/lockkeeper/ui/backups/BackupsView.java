package dev.lockkeeper.ui.backups;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.ui.backups.BackupsPage.Folder;
import dev.lockkeeper.ui.backups.BackupsPage.Way;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Keys;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The backups page: what stands in the folder, one file read closely, and taking one more.
final class BackupsView extends BorderPane {

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final Function<Problem, Advice> advice;

    private final PageHeader header;
    private final Button take;
    private final VBox told = new VBox(8);
    private final TableView<BackupEntry> table = new TableView<>();
    private final Label foot = Labels.cut(Labels.secondary(""));
    private final VBox detail = new VBox();
    private final VBox way = new VBox(8);
    private Optional<BackupsPage> before = Optional.empty();

    BackupsView(BackupsModel model, Frame frame, Function<Problem, Advice> advice, Consumer<Path> openFolder) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.advice = advice;
        setId("backups");
        getStyleClass().add("lk-page");
        take = Buttons.withKeys(Buttons.primary(Feather.ARCHIVE, words.say("backups.take"), model::backUp), "Ctrl+B");
        take.setId("back-up");
        header = new PageHeader(words.say("nav.backups"), "",
                Buttons.plain(Feather.FOLDER, words.say("backups.folder"), () -> openFolder.accept(model.path())),
                Buttons.plain(Feather.COPY, words.say("backups.path"), () -> frame.copy(model.path().toString())), take);
        setCenter(body());
        Keys.shortcut(this, KeyCode.B, model::backUp);
        WhileShown.follow(this, model.page(), this::show);
    }

    private VBox body() {
        told.managedProperty().bind(Bindings.isNotEmpty(told.getChildren()));
        table();
        HBox line = new HBox(foot);
        line.getStyleClass().add("lk-card-footer");
        line.visibleProperty().bind(foot.textProperty().isNotEmpty());
        line.managedProperty().bind(line.visibleProperty());
        VBox card = new VBox(table, line);
        card.getStyleClass().addAll("lk-card", "table-card");
        card.setMinWidth(0);
        VBox.setVgrow(table, Priority.ALWAYS);
        HBox.setHgrow(card, Priority.ALWAYS);
        detail.getStyleClass().add("lk-card");
        VBox.setVgrow(detail, Priority.ALWAYS);
        Card next = Card.titled(Feather.TERMINAL, words.say("backups.way")).body(way);
        VBox side = new VBox(14, detail, next);
        side.getStyleClass().add("backup-side");
        HBox both = new HBox(16, card, side);
        VBox.setVgrow(both, Priority.ALWAYS);
        both.setMinHeight(0);
        VBox body = new VBox(header, told, both);
        body.getStyleClass().add("lk-page-body");
        return body;
    }

    private void table() {
        table.setId("backup-table");
        table.getStyleClass().addAll(Tweaks.EDGE_TO_EDGE, Styles.DENSE, "accounts-table");
        table.setFixedCellSize(44);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().setAll(List.of(
                column("backups.column.file", 330, this::file),
                column("backups.column.revision", 64,
                        entry -> Labels.strong(entry.manifest().map(Manifest::revision).orElse("—"))),
                column("backups.column.size", 68, entry -> Labels.body(frame.figures().bytes(entry.bytes()))),
                column("backups.column.by", 104, entry -> Labels.cut(Labels.body(by(entry)))),
                column("backups.column.test", 96, this::test)));
        table.getSelectionModel().selectedItemProperty().subscribe(entry -> {
            if (entry != null) {
                model.choose(entry.file());
            }
        });
    }

    private TableColumn<BackupEntry, BackupEntry> column(String key, double width, Function<BackupEntry, Node> drawing) {
        TableColumn<BackupEntry, BackupEntry> column = new TableColumn<>(words.say(key));
        column.setCellValueFactory(row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable BackupEntry entry, boolean empty) {
                super.updateItem(entry, empty);
                setText(null);
                setGraphic(entry == null || empty ? null : drawing.apply(entry));
            }
        });
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 70));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private Node file(BackupEntry entry) {
        VBox both = new VBox(1, Labels.cut(Labels.mono(String.valueOf(entry.file().getFileName()))),
                Labels.caption(frame.figures().when(entry.at(), Instant.now())
                        + entry.manifest().map(manifest -> " · " + manifest.environment()).orElse("")));
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private String by(BackupEntry entry) {
        return entry.manifest().map(manifest -> switch (manifest.reason()) {
            case ASKED -> manifest.takenBy();
            case SCHEDULED, BEFORE_UPGRADE, BEFORE_ROLLBACK, BEFORE_RESTORE, ADOPTED -> words.say(manifest.reason().key());
        }).orElse("—");
    }

    private Node test(BackupEntry entry) {
        return entry.manifest().isPresent()
                ? Labels.secondary(words.say("backups.test.not-yet"))
                : Badge.of(Tone.WARN, words.say("backups.unverified"));
    }

    /// The one primary action.
    void primary() {
        model.backUp();
    }

    private void show(BackupsPage page) {
        header.show(words.say("nav.backups"), words.say("backups.subtitle", model.path().toString()));
        take.setDisable(page.cannotBackUp().isPresent());
        told(page);
        Optional<BackupsPage> old = before;
        before = Optional.of(page);
        if (old.isEmpty() || !old.get().folder().equals(page.folder())) {
            table.getItems().setAll(page.entries());
            table.setPlaceholder(placeholder(page));
            foot.setText(page.entries().isEmpty()
                    ? ""
                    : words.say(page.unverified() > 0 ? "backups.foot.unverified" : "backups.foot", page.entries().size(),
                            frame.figures().bytes(page.bytes()), page.unverified()));
        }
        page.chosenEntry().ifPresent(entry -> {
            if (!entry.equals(table.getSelectionModel().getSelectedItem())) {
                table.getSelectionModel().select(entry);
            }
        });
        if (old.isEmpty() || !old.get().chosenEntry().equals(page.chosenEntry())) {
            detail(page.chosenEntry());
        }
        if (old.isEmpty() || !old.get().way().equals(page.way())) {
            way(page.way());
        }
    }

    private Node placeholder(BackupsPage page) {
        return switch (page.folder()) {
            case Folder.Blank() -> new Skeleton(8);
            case Folder.Listed _ -> new EmptyState(Feather.ARCHIVE, words.say("backups.empty"), words.say("backups.empty.why"));
            case Folder.Unusable(Problem problem) -> new AdvicePanel(Tone.BAD, advice.apply(problem), frame, false, this::mend);
        };
    }

    private void mend(Remedy remedy) {
        switch (remedy.verb()) {
            case CHECK_AGAIN, TRY_AGAIN -> model.refresh();
            case SHOW_ACTIVITY, SHOW_LOG -> frame.go(Place.ACTIVITY);
            case SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT -> frame.go(Place.MIGRATIONS);
            default -> frame.go(Place.OVERVIEW);
        }
    }

    private void told(BackupsPage page) {
        told.getChildren().clear();
        page.run().ifPresent(run -> told.getChildren().add(new Notice(Tone.WORK, words.say("backups.off.running", run.title()),
                Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY)))));
        page.ended().ifPresent(run -> told.getChildren().add(ended(run)));
    }

    private Notice ended(RunSnapshot run) {
        Button away = Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss);
        Button look = Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY));
        return switch (run.outcome().orElseThrow()) {
            case Outcome.Done<?>(BackupEntry entry) ->
                new Notice(Tone.OK, words.say("backups.done", String.valueOf(entry.file().getFileName()),
                        frame.figures().bytes(entry.bytes()), frame.figures().took(run.elapsed())), away);
            case Outcome.Done<?> _ -> new Notice(Tone.OK, words.say(run.title()), away);
            case Outcome.Stopped<?>(Message state) -> new Notice(Tone.WARN, words.say("backups.stopped", state), look, away);
            case Outcome.Failed<?>(Problem problem) ->
                new Notice(Tone.BAD, words.say("backups.failed", advice.apply(problem).headline()), look, away);
        };
    }

    private void detail(Optional<BackupEntry> chosen) {
        detail.getChildren().clear();
        if (chosen.isEmpty()) {
            detail.getChildren()
                    .add(new EmptyState(Feather.FILE, words.say("backups.none-chosen"), words.say("backups.none-chosen.why")));
            return;
        }
        BackupEntry entry = chosen.get();
        Optional<Manifest> manifest = entry.manifest();
        Badge badge = manifest.isPresent()
                ? Badge.of(Tone.WAIT, Feather.MINUS_CIRCLE, words.say("backups.test.badge"))
                : Badge.of(Tone.WARN, words.say("backups.unverified"));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox first = new HBox(8, badge, gap,
                Buttons.icon(Feather.COPY, words.say("backups.copy-path"), () -> frame.copy(entry.file().toString())));
        first.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(4, first, Labels.cut(Labels.mono(String.valueOf(entry.file().getFileName()))));
        head.getStyleClass().add("lk-card-header");
        GridPane facts = new GridPane();
        facts.setHgap(12);
        facts.setVgap(8);
        fact(facts, "backups.fact.at",
                frame.figures().dateTime(entry.at()) + " · " + frame.figures().ago(entry.at(), Instant.now()));
        fact(facts, "backups.fact.size", frame.figures().bytes(entry.bytes()));
        VBox body = new VBox(12, facts);
        body.getStyleClass().add("lk-card-body");
        manifest.ifPresentOrElse(told -> {
            fact(facts, "backups.fact.environment", told.environment() + " · " + told.database());
            fact(facts, "backups.fact.revision", told.revision());
            fact(facts, "backups.fact.server", told.serverVersion());
            fact(facts, "backups.fact.method",
                    words.say("backups.method." + told.method().name().toLowerCase(java.util.Locale.ROOT)));
            fact(facts, "backups.fact.tool", told.tool());
            fact(facts, "backups.fact.by", told.takenBy());
            body.getChildren().addAll(Labels.secondary("sha256"), sha(told.sha256()));
        }, () -> body.getChildren().add(new Wrapped(words.say("backups.unverified.why"), "lk-muted")));
        detail.getChildren().addAll(head, body);
    }

    private Node sha(String sum) {
        String half = sum.length() > 32 ? sum.substring(0, 32) + "\n" + sum.substring(32) : sum;
        Wrapped text = new Wrapped(half, "lk-mono-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(8, text, Buttons.icon(Feather.COPY, words.say("backups.copy-sha"), () -> frame.copy(sum)));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fact(GridPane facts, String key, String value) {
        Label text = Labels.cut(Labels.body(value));
        facts.addRow(facts.getRowCount(), Labels.secondary(words.say(key)), text);
    }

    private void way(Way now) {
        way.getChildren().clear();
        switch (now) {
            case Way.Asking() -> way.getChildren().add(Labels.secondary(words.say("backups.off.asking")));
            case Way.Open(var method, var command) -> {
                VBox box = new VBox(new Wrapped(command, "lk-mono-text"));
                box.getStyleClass().add("lk-command");
                way.getChildren().addAll(
                        new Wrapped(words.say("backups.method." + method.name().toLowerCase(java.util.Locale.ROOT))), box);
                if (method == dev.lockkeeper.backup.BackupMethod.COLD_COPY) {
                    way.getChildren().add(new Wrapped(words.say("backups.method.cold_copy.why"), "lk-muted"));
                }
            }
            case Way.Closed(Problem problem) -> {
                Advice told4 = advice.apply(problem);
                way.getChildren().addAll(Labels.toned(Tone.WARN, words.say("backups.off.no-way")),
                        new Wrapped(words.say(told4.headline())),
                        new Wrapped(words.say(told4.explanation()), "lk-muted"));
            }
        }
    }
}
