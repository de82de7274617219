package dev.lockkeeper.ui.log;

import atlantafx.base.controls.CustomTextField;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Chip;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.KeyHint;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.ui.log.ContainerLogModel.Saved;
import dev.lockkeeper.ui.log.ContainerLogPage.Flow;
import dev.lockkeeper.ui.log.ContainerSieve.Loudness;
import dev.lockkeeper.words.Words;
import java.io.File;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The log of a container: followed, sifted, searched, copied, saved.
public final class ContainerLogCard extends VBox {

    private final ContainerLogModel model;
    private final Frame frame;
    private final Words words;
    private final Function<Problem, Advice> advice;
    private final FollowedList<LogEntry> list;
    private final Map<Loudness, Chip> chips = new EnumMap<>(Loudness.class);
    private final CustomTextField search = new CustomTextField();
    private final Label hits = Labels.secondary("");
    private final Label state = Labels.cut(Labels.secondary(""));
    private final Label skipped = Labels.cut(Labels.secondary(""));
    private final Label saving = Labels.secondary("");
    private final FollowSwitch follow;
    private final Button stopSaving;
    private final Button save;
    private String fileName = "container.log";
    private Needle marked = Needle.NOTHING;
    private int hitAt;

    public ContainerLogCard(ContainerLogModel model, Frame frame, Function<Problem, Advice> advice) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.advice = advice;
        getStyleClass().addAll("lk-card", "lk-log-card", "lk-container-log");
        list = new FollowedList<>(model.lines(), this::row,
                () -> new LogCell.Search(model.needle(), model.hitRow().orElse(-1)));
        list.setId("container-log");
        list.setPlaceholder(Labels.secondary(words.say("log.empty")));
        follow = new FollowSwitch(words.say("log.follow"), list.followProperty());
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                openLine();
            }
        });
        // before the list takes the key for itself
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openLine();
                event.consume();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        stopSaving = Buttons.plain(words.say("log.save.stop"), model::stopSaving);
        stopSaving.setId("stop-saving");
        save = Buttons.plain(Feather.DOWNLOAD, words.say("log.save"), this::save);
        save.setId("save-container-log");
        getChildren().addAll(head(), list, foot());
        WhileShown.follow(this, model.page(), this::show);
    }

    /// The name that a saved log is offered, such as the container's.
    public void named(String container) {
        fileName = container + ".log";
    }

    private LogRow row(LogEntry entry) {
        return LogRow.of(entry, frame.figures(),
                entry.whole() ? "" : words.say("log.longer", frame.figures().bytes(entry.bytes())));
    }

    private Node head() {
        HBox left = new HBox(8, Labels.headed(Feather.TERMINAL, words.say("log.title")));
        left.setAlignment(Pos.CENTER_LEFT);
        for (Loudness loudness : Loudness.values()) {
            Chip chip = new Chip(words.say("log.chip." + loudness, 0));
            chip.setId("log-" + loudness);
            chip.setOnAction(_ -> {
                chip.setSelected(true);
                model.only(loudness);
            });
            chips.put(loudness, chip);
            left.getChildren().add(chip);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        search.setPromptText(words.say("log.search"));
        search.setAccessibleText(words.say("log.search"));
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.setRight(hits);
        hits.setId("container-log-hits");
        search.setId("container-log-search");
        search.setPrefWidth(206);
        search.setMinWidth(110);
        search.setText(model.needle().text());
        search.textProperty().subscribe(text -> {
            if (!new Needle(text.strip()).equals(model.needle())) {
                model.search(text);
                list.refresh(); // where as much was found as before, the page stays as it is
                if (!text.isBlank()) {
                    lookAtHit();
                }
            }
        });
        search.setOnAction(_ -> hit(1));
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
                hit(-1);
                event.consume();
            }
        });
        HBox head = new HBox(6, left, gap, search,
                Buttons.icon(Feather.CHEVRON_UP, words.say("log.hit.previous"), () -> hit(-1)),
                Buttons.icon(Feather.CHEVRON_DOWN, words.say("log.hit.next"), () -> hit(1)));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("lk-card-header");
        return head;
    }

    private Node foot() {
        follow.setId("follow-container");
        follow.setMinWidth(USE_PREF_SIZE);
        MenuButton source = new MenuButton();
        source.setId("log-source");
        source.setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Optional<Source> only : List.of(Optional.<Source>empty(), Optional.of(Source.POSTGRES),
                Optional.of(Source.DOCKER))) {
            RadioMenuItem item = new RadioMenuItem(only.map(Source::label).orElse(words.say("log.source.all")));
            item.setToggleGroup(group);
            item.setOnAction(_ -> {
                source.setText(item.getText());
                model.only(only);
            });
            source.getItems().add(item);
            if (only.equals(model.page().get().sieve().source())) {
                item.setSelected(true);
                source.setText(item.getText());
            }
        }
        source.setAccessibleText(words.say("log.source"));
        Button copy = Buttons.plain(Feather.COPY, words.say("log.copy"), this::copy);
        copy.setId("copy-container-log");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        state.setId("container-log-state");
        skipped.setId("container-log-skipped");
        HBox foot = new HBox(10, follow, new KeyHint("End"), state, skipped, gap, saving, stopSaving, source, copy, save);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("lk-card-footer");
        return foot;
    }

    /// Puts the cursor into the search (Ctrl+F).
    public void find() {
        search.requestFocus();
        search.selectAll();
    }

    private void openLine() {
        LogEntry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            frame.open(new LineSheet(chosen, frame));
        }
    }

    private void hit(int step) {
        model.hit(step);
        lookAtHit();
    }

    private void lookAtHit() {
        model.hitRow().ifPresent(list::lookAt);
    }

    private void keys(KeyEvent event) {
        if (event.getCode() == KeyCode.F3) {
            hit(event.isShiftDown() ? -1 : 1);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
            find();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.C && list.isFocused()) {
            copy();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.S) {
            save();
        } else {
            return;
        }
        event.consume();
    }

    /// The selected lines, or all that are shown. Secrets are hidden in them as on screen.
    private void copy() {
        frame.copy(list.chosen().stream().map(entry -> "%s %-9s %-8s %s".formatted(frame.figures().millis(entry.at()),
                entry.word().label(), entry.source().label(), entry.text().text())).collect(Collectors.joining("\n")));
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setInitialFileName(fileName);
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) {
            model.save(chosen.toPath(), this::saved, problem -> frame.tell(Tone.BAD,
                    words.say("log.not-saved", chosen.toString(), words.say(advice.apply(problem).headline()))));
        }
    }

    private void saved(Saved saved) {
        frame.tell(saved.hidden() ? Tone.WARN : Tone.OK, words.say(saved.hidden() ? "log.saved.hidden" : "log.saved",
                saved.file().toString(), frame.figures().bytes(saved.bytes())));
    }

    private void show(ContainerLogPage page) {
        chips.forEach((loudness, chip) -> {
            chip.setText(words.say("log.chip." + loudness, frame.figures().count(page.counts().getOrDefault(loudness, 0))));
            chip.setSelected(page.sieve().loudness() == loudness);
        });
        hits.setText(model.needle().isEmpty() ? "" : page.hit() + "/" + page.hits());
        follow.flows(page.flow() instanceof Flow.Live || page.flow() instanceof Flow.Broken);
        switch (page.flow()) {
            // what was read before stays, and says how old it is
            case Flow.Closed() -> say(null, model.lines().isEmpty()
                    ? ""
                    : words.say("log.closed",
                            frame.figures().clock(model.lines().getLast().at())));
            case Flow.Live() -> say(null, "");
            case Flow.Ended() -> say(new FontIcon(Feather.PAUSE_CIRCLE), words.say("log.ended"));
            case Flow.Broken(Problem problem) ->
                say(new FontIcon(Feather.ALERT_TRIANGLE), words.say("log.broken", words.say(advice.apply(problem).headline())));
        }
        skipped.setText(page.skipped() == 0 ? "" : words.say("log.skipped", frame.figures().count(page.skipped())));
        saving.setText(page.saving().map(bytes -> words.say("log.saving", frame.figures().bytes(bytes))).orElse(""));
        saving.setManaged(page.saving().isPresent());
        stopSaving.setVisible(page.saving().isPresent());
        stopSaving.setManaged(page.saving().isPresent());
        save.setDisable(page.saving().isPresent() || page.flow() instanceof Flow.Closed);
        if (!marked.equals(model.needle()) || hitAt != page.hit()) {
            marked = model.needle();
            hitAt = page.hit();
            list.refresh();
        }
    }

    private void say(@org.jspecify.annotations.Nullable Node sign, String text) {
        state.setGraphic(sign);
        state.setText(text);
    }
}
