package dev.lockkeeper.ui.backups;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The files of the folder: found by search, one of them chosen.
final class BackupTable extends VBox {

    private static final double ROOM_FOR_BY = 600;
    private static final double ROOM_FOR_ENVIRONMENT = 500;

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final CustomTextField search = new CustomTextField();
    private final TableView<BackupEntry> table = new TableView<>();
    private final Label foot = Labels.cut(Labels.secondary(""));
    private Optional<Path> testing = Optional.empty();
    private List<BackupEntry> rows = List.of();
    private boolean showing;

    /// `details` is what Enter does on a file.
    BackupTable(BackupsModel model, Frame frame, Runnable details) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        getStyleClass().addAll("lk-card", "table-card");
        setMinWidth(0);
        search();
        table();
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()
                    && table.getSelectionModel().getSelectedItem() != null) {
                event.consume();
                details.run();
            }
        });
        HBox line = new HBox(search);
        HBox.setHgrow(search, Priority.ALWAYS);
        line.getStyleClass().add("backup-search-line");
        line.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(line, table, foot());
        VBox.setVgrow(table, Priority.ALWAYS);
    }

    private void search() {
        search.setId("backup-search");
        search.setPromptText(words.say("backups.search"));
        search.setAccessibleText(words.say("backups.search"));
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.setRight(new KeyHint("Ctrl F"));
        search.setText(model.page().get().sight().search());
        search.textProperty().subscribe((_, text) -> model.search(text));
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN) {
                event.consume();
                focus();
            }
        });
    }

    private HBox foot() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(8, foot, gap, new KeyHint("Ctrl T"), Labels.secondary(words.say("backups.test")),
                new KeyHint("Enter"), Labels.secondary(words.say("backups.details")));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("lk-card-footer");
        line.setMinHeight(USE_PREF_SIZE);
        return line;
    }

    private void table() {
        table.setId("backup-table");
        table.getStyleClass().addAll(Tweaks.EDGE_TO_EDGE, Styles.DENSE, "accounts-table", "backup-table");
        table.setFixedCellSize(44);
        table.setMinHeight(0);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        TableColumn<BackupEntry, BackupEntry> file = column("backups.column.file", 276, FileCell::new, this::file);
        TableColumn<BackupEntry, BackupEntry> environment = column("backups.column.environment", 72, () -> chip(),
                this::environment);
        TableColumn<BackupEntry, BackupEntry> size = column("backups.column.size", 66, () -> Labels.body(""), this::size);
        size.getStyleClass().add("amount-column");
        // the file's name takes what the others leave
        file.setMinWidth(160);
        file.setMaxWidth(Double.MAX_VALUE);
        TableColumn<BackupEntry, BackupEntry> by = column("backups.column.by", 84, () -> Labels.cut(Labels.body("")),
                (label, entry) -> label.setText(by(entry, words)));
        table.getColumns().setAll(List.of(file, environment,
                column("backups.column.revision", 54, () -> Labels.strong(""),
                        (label, entry) -> label.setText(entry.manifest().map(Manifest::revision).orElse("—"))),
                size, by,
                column("backups.column.test", 98, () -> Labels.toned(Tone.WAIT, ""), this::state)));
        table.widthProperty().subscribe(width -> {
            // narrow windows give up what the detail tells too
            by.setVisible(width.doubleValue() == 0 || width.doubleValue() >= ROOM_FOR_BY);
            environment.setVisible(width.doubleValue() == 0 || width.doubleValue() >= ROOM_FOR_ENVIRONMENT);
        });
        table.getSelectionModel().selectedItemProperty().subscribe(entry -> {
            if (entry != null && !showing) {
                model.choose(entry.file());
            }
        });
    }

    /// Cells draw their part once and fill it anew for each row, so that ten thousand rows scroll as ten do.
    private <N extends Node> TableColumn<BackupEntry, BackupEntry> column(String key, double width, Supplier<N> drawing,
            BiConsumer<N, BackupEntry> filling) {
        TableColumn<BackupEntry, BackupEntry> column = new TableColumn<>(words.say(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            private final N drawn = drawing.get();

            @Override
            protected void updateItem(@Nullable BackupEntry entry, boolean empty) {
                super.updateItem(entry, empty);
                setText(null);
                if (entry == null || empty) {
                    setGraphic(null);
                } else {
                    filling.accept(drawn, entry);
                    if (!drawn.equals(getGraphic())) {
                        setGraphic(drawn);
                    }
                }
            }
        });
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static final class FileCell extends VBox {
        private final Label name = Labels.cut(Labels.mono(""));
        private final Label when = Labels.caption("");

        FileCell() {
            super(1);
            // the beginning is the database, which is the same in most rows
            name.getStyleClass().add("backup-file");
            name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            getChildren().addAll(name, when);
            setAlignment(Pos.CENTER_LEFT);
        }
    }

    private void file(FileCell cell, BackupEntry entry) {
        cell.name.setText(BackupsModel.name(entry.file()));
        cell.when.setText(frame.figures().lately(entry.at(), model.now()));
    }

    private static Label chip() {
        Label chip = Labels.cut(new Label());
        chip.getStyleClass().add("backup-environment");
        return chip;
    }

    private void environment(Label chip, BackupEntry entry) {
        Optional<String> name = entry.manifest().map(Manifest::environment);
        chip.setVisible(name.isPresent());
        chip.setText(name.map(this::told).orElse(""));
        boolean foreign = name.filter(other -> !other.equals(model.environment().name())).isPresent();
        mark(chip, "foreign", foreign);
    }

    private String told(String environment) {
        String key = "backups.environment." + environment;
        return words.knows(key) ? words.say(key) : environment;
    }

    private void size(Label label, BackupEntry entry) {
        label.setText(frame.figures().bytes(entry.bytes()));
        mark(label, "backup-cut", entry.cut());
    }

    private static void mark(Label label, String style, boolean so) {
        if (so != label.getStyleClass().contains(style)) {
            if (so) {
                label.getStyleClass().add(style);
            } else {
                label.getStyleClass().remove(style);
            }
        }
    }

    static String by(BackupEntry entry, Words words) {
        return entry.manifest().map(manifest -> switch (manifest.reason()) {
            case ASKED -> manifest.takenBy();
            case SCHEDULED, BEFORE_UPGRADE, BEFORE_ROLLBACK, BEFORE_RESTORE, ADOPTED -> words.say(manifest.reason().key());
        }).orElse("—");
    }

    private void state(Label label, BackupEntry entry) {
        boolean now = testing.equals(Optional.of(entry.file()));
        label.setText(words.say(now ? "backups.testing" : entry.state().key()));
        (now ? StateLook.TESTING : StateLook.of(entry.state())).dress(label);
    }

    void find() {
        search.requestFocus();
        search.selectAll();
    }

    /// Clears the search; false where there was none.
    boolean clear() {
        if (search.getText().isEmpty()) {
            return false;
        }
        search.clear();
        return true;
    }

    void focus() {
        table.requestFocus();
    }

    void show(BackupsPage page, Node placeholder) {
        showing = true;
        if (!search.getText().equals(page.sight().search())) {
            search.setText(page.sight().search());
        }
        if (!placeholder.equals(table.getPlaceholder())) {
            table.setPlaceholder(placeholder);
        }
        if (!rows.equals(page.sight().rows())) {
            rows = page.sight().rows();
            table.getItems().setAll(rows);
        }
        page.chosenEntry().ifPresent(entry -> {
            if (!entry.equals(table.getSelectionModel().getSelectedItem())) {
                table.getSelectionModel().select(entry);
                table.scrollTo(Math.max(0, table.getSelectionModel().getSelectedIndex() - 3));
            }
        });
        if (!testing.equals(page.work().testing())) {
            testing = page.work().testing();
            table.refresh();
        }
        foot.setText(count(page));
        showing = false;
    }

    private String count(BackupsPage page) {
        int all = page.entries().size();
        if (all == 0) {
            return "";
        }
        String bytes = frame.figures().bytes(page.bytes());
        String text = page.sight().rows().size() < all
                ? words.say("backups.foot.found", all, page.sight().rows().size(), bytes)
                : words.say("backups.foot", all, bytes);
        return page.unverified() > 0 ? text + " · " + words.say("backups.foot.unverified", page.unverified()) : text;
    }
}
