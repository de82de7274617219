package dev.lockkeeper.ui.activity;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.controls.ToggleSwitch;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LogLine;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Chip;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.log.FollowedList;
import dev.lockkeeper.ui.log.LogCell;
import dev.lockkeeper.ui.log.LogRow;
import dev.lockkeeper.ui.log.Needle;
import dev.lockkeeper.words.Words;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The live log of a run: filtered, searched, followed, copied, saved.
final class LogCard extends VBox {

    private final ActivityModel model;
    private final Frame frame;
    private final Words words;
    private final FollowedList<LogLine> list;
    private final Map<Source, Chip> chips = new EnumMap<>(Source.class);
    private final CustomTextField search = new CustomTextField();
    private final Label hits = Labels.secondary("");
    private final ToggleSwitch follow;
    private final Label count = Labels.secondary("");
    private final Label file = Labels.cut(Labels.caption(""));
    private Optional<OperationId> shown = Optional.empty();
    private LogSieve sieve = LogSieve.EVERYTHING;
    private Needle needle = Needle.NOTHING;
    private final Label empty = Labels.secondary("");
    private int hitRow = -1;

    LogCard(ActivityModel model, Frame frame) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        getStyleClass().addAll("lk-card", "lk-log-card");
        list = new FollowedList<>(model.lines(), line -> LogRow.of(line, frame.figures()), this::sought);
        list.setId("log");
        list.setPlaceholder(empty);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        VBox.setVgrow(list, Priority.ALWAYS);
        follow = new ToggleSwitch(words.say("activity.follow"));
        follow.setId("follow");
        follow.selectedProperty().bindBidirectional(list.followProperty());
        getChildren().addAll(head(), list, foot());
    }

    private LogCell.Search sought() {
        return new LogCell.Search(needle, hitRow);
    }

    private Node head() {
        FlowPane sources = new FlowPane(8, 6);
        for (Source source : List.of(Source.FLYWAY, Source.POSTGRES, Source.DOCKER, Source.KEEPER)) {
            Chip chip = new Chip(source.label());
            chip.setSelected(true);
            chip.setId("source-" + source.label());
            chip.getStyleClass().add("source-" + source.label());
            chip.setOnAction(_ -> model.toggle(source));
            chips.put(source, chip);
            sources.getChildren().add(chip);
        }
        sources.setPrefWrapLength(480);
        HBox.setHgrow(sources, Priority.ALWAYS);
        search.setPromptText(words.say("activity.search"));
        search.setAccessibleText(words.say("activity.search"));
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.setId("log-search");
        search.setPrefWidth(190);
        search.setMinWidth(150);
        search.textProperty().subscribe(model::search);
        search.setOnAction(_ -> hit(1));
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        HBox head = new HBox(8, sources, search, hits,
                Buttons.icon(Feather.CHEVRON_UP, words.say("activity.hit.previous"), () -> hit(-1)),
                Buttons.icon(Feather.CHEVRON_DOWN, words.say("activity.hit.next"), () -> hit(1)));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("lk-card-header");
        return head;
    }

    private Node foot() {
        MenuButton level = new MenuButton(words.say("activity.level.DEBUG"));
        level.setId("level");
        level.setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Level least : List.of(Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)) {
            RadioMenuItem item = new RadioMenuItem(words.say("activity.level." + least.name()));
            item.setToggleGroup(group);
            item.setSelected(least == Level.DEBUG);
            item.setOnAction(_ -> {
                level.setText(item.getText());
                model.from(least);
            });
            level.getItems().add(item);
        }
        Button copy = Buttons.plain(Feather.COPY, words.say("activity.copy"), this::copy);
        copy.setId("copy-log");
        Button save = Buttons.plain(Feather.DOWNLOAD, words.say("activity.save"), this::save);
        save.setId("save-log");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox buttons = new HBox(10, follow, new KeyHint("End"), count, gap, level, copy, save);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox foot = new VBox(6, buttons, file);
        foot.getStyleClass().add("lk-card-footer");
        return foot;
    }

    void find() {
        search.requestFocus();
        search.selectAll();
    }

    private void hit(int step) {
        model.hit(step);
        showHit();
    }

    private void showHit() {
        hitRow = model.hitRow().orElse(-1);
        if (hitRow >= 0) {
            list.lookAt(hitRow);
        }
        list.refresh();
    }

    private void keys(KeyEvent event) {
        if (event.getCode() == KeyCode.F3) {
            hit(event.isShiftDown() ? -1 : 1);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            copy();
            event.consume();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.S) {
            save();
            event.consume();
        }
    }

    /// The selected lines, or all that are shown.
    private void copy() {
        frame.copy(list.chosen().stream().map(line -> "%s %-5s %-8s %s".formatted(frame.figures().millis(line.at()), line.level(),
                line.source().label(), line.text())).collect(Collectors.joining("\n")));
    }

    private void save() {
        model.page().get().run().ifPresent(run -> {
            FileChooser chooser = new FileChooser();
            chooser.setInitialFileName(String.valueOf(run.log().getFileName()));
            java.io.File chosen = chooser.showSaveDialog(getScene().getWindow());
            if (chosen != null) {
                model.save(chosen.toPath(), () -> frame.tell(Tone.OK, words.say("activity.saved", chosen.toString())),
                        () -> frame.tell(Tone.BAD, words.say("activity.not-saved", chosen.toString())));
            }
        });
    }

    void show(ActivityPage page, RunSnapshot run) {
        if (!shown.equals(Optional.of(run.id()))) {
            shown = Optional.of(run.id());
            search.clear();
            follow.setSelected(true);
        }
        empty.setText(words.say(run.running() ? "activity.log.waiting" : "activity.log.none"));
        chips.forEach((source, chip) -> {
            chip.setText(words.say("activity.source", source.label(), page.counts().getOrDefault(source, 0L)));
            chip.setSelected(page.sieve().sources().contains(source));
        });
        hits.setText(page.sieve().search().isEmpty() ? "" : page.hit() + "/" + page.hits());
        count.setText(words.say("activity.lines", list.getItems().size()));
        file.setText(words.say("activity.file", run.log().toString()));
        if (!sieve.equals(page.sieve())) {
            boolean sought = !sieve.search().equals(page.sieve().search());
            sieve = page.sieve();
            needle = new Needle(sieve.search());
            hitRow = -1;
            list.refresh();
            if (sought) {
                showHit();
            }
        }
    }

}
