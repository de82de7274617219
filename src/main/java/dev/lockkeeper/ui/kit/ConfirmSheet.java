package dev.lockkeeper.ui.kit;

import atlantafx.base.theme.Styles;
import dev.lockkeeper.words.Words;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The sheet over the page that a [Confirmation] is asked with: cancel on the left, the verb on the right.
public final class ConfirmSheet extends VBox {

    private static final double WIDTH = 640;

    private final Confirmation asked;
    private final Words words;
    private final Runnable close;
    private final Button act;
    private final TextField name = new NoPasteField();
    private final TextField reason = new TextField();
    private boolean composing;

    /// `close` takes the sheet away.
    public ConfirmSheet(Confirmation asked, Words words, Runnable close) {
        this.asked = asked;
        this.words = words;
        this.close = close;
        this.act = asked.guard == Guard.CHANGE
                ? Buttons.primary(asked.icon, asked.verb, this::goAhead)
                : Buttons.armed(asked.icon, asked.verb, this::goAhead);
        act.setId("confirm");
        getStyleClass().add("lk-sheet");
        if (asked.guard == Guard.DESTRUCTION) {
            getStyleClass().add("destruction");
        }
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setPrefWidth(WIDTH);
        VBox body = new VBox(14);
        body.getStyleClass().add("lk-sheet-body");
        body.getChildren().add(head());
        if (!asked.facts.isEmpty()) {
            body.getChildren().add(facts());
        }
        asked.refusal.ifPresent(why -> body.getChildren().add(refused(why)));
        asked.warningsFirst.forEach(text -> body.getChildren().add(new Notice(Tone.WARN, text)));
        if (!asked.losses.isEmpty()) {
            body.getChildren().add(losses());
        }
        if (!asked.steps.isEmpty()) {
            body.getChildren().add(asked.losses.isEmpty() ? steps() : shortSteps());
        }
        asked.command.ifPresent(command -> body.getChildren().add(command(command)));
        asked.warnings.forEach(text -> body.getChildren().add(new Notice(Tone.WARN, text)));
        ScrollPane scrolling = new ScrollPane(body) {
            @Override
            protected double computePrefHeight(double width) {
                // a scroll pane asks its content as if no line broke, and would be a line short
                return body.prefHeight(WIDTH);
            }
        };
        scrolling.setFitToWidth(true);
        scrolling.getStyleClass().add("lk-sheet-scroll");
        getChildren().add(scrolling);
        if (asked.refusal.isEmpty() && (asked.typed.isPresent() || asked.reasonPrompt.isPresent())) {
            // what must be filled in never scrolls out of sight
            VBox fields = new VBox(14);
            fields.getStyleClass().add("lk-sheet-fields");
            asked.typed.ifPresent(wanted -> fields.getChildren().add(typed(wanted)));
            asked.reasonPrompt.ifPresent(prompt -> fields.getChildren().add(reason(prompt)));
            getChildren().add(fields);
            fit(scrolling, 290);
        } else {
            fit(scrolling, 170);
        }
        getChildren().add(foot());
        act.disableProperty().bind(javafx.beans.binding.Bindings.createBooleanBinding(() -> !complete(), name.textProperty(),
                reason.textProperty()));
        // a sheet that can lose data has no key that goes ahead
        act.setDefaultButton(asked.guard == Guard.CHANGE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keep);
    }

    /// As high as the window leaves it beside what stands below it; low windows scroll.
    private void fit(ScrollPane scrolling, double rest) {
        sceneProperty().subscribe(scene -> {
            scrolling.maxHeightProperty().unbind();
            if (scene != null) {
                scrolling.maxHeightProperty().bind(scene.heightProperty().subtract(rest));
            }
        });
    }

    /// Where the cursor goes first: the field to fill in, else the verb of a harmless change, else cancel.
    public Node first() {
        return asked.typed.isPresent() && asked.refusal.isEmpty()
                ? name
                : asked.refusal.isPresent()
                        ? lookup("#cancel")
                        : asked.reasonPrompt.isPresent() ? reason : asked.guard == Guard.CHANGE ? act : lookup("#cancel");
    }

    private boolean complete() {
        return asked.refusal.isEmpty() && asked.typed.map(wanted -> wanted.equals(name.getText())).orElse(true)
                && (asked.reasonPrompt.isEmpty() || !reason.getText().isBlank());
    }

    private void goAhead() {
        if (complete()) {
            close.run();
            asked.act.accept(reason.getText().strip());
        }
    }

    /// Esc leaves, unless the Korean syllable being written wants it; the same for Enter.
    private void keep(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER
                && (composing || (asked.guard != Guard.CHANGE && event.getTarget() instanceof TextField))) {
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && !composing) {
            event.consume();
            close.run();
        }
    }

    private Node head() {
        VBox titles = new VBox(4, new Wrapped(asked.title, "lk-verdict-text"), new Wrapped(asked.subtitle, "lk-muted"));
        HBox.setHgrow(titles, Priority.ALWAYS);
        HBox head = new HBox(14);
        if (asked.guard != Guard.CHANGE) {
            StackPane sign = new StackPane(new FontIcon(Feather.ALERT_OCTAGON));
            sign.getStyleClass().add("lk-danger-sign");
            head.getChildren().add(sign);
            head.setAlignment(Pos.CENTER_LEFT);
        }
        head.getChildren().add(titles);
        asked.picture.ifPresent(head.getChildren()::add);
        return head;
    }

    private Node facts() {
        HBox row = new HBox(8);
        for (Confirmation.Fact fact : asked.facts) {
            VBox box = new VBox(2, Labels.headed(fact.icon(), fact.name()), Labels.cut(Labels.strong(fact.value())));
            box.getStyleClass().add("lk-fact");
            box.setMinWidth(0);
            HBox.setHgrow(box, Priority.ALWAYS);
            box.setPrefWidth(100);
            row.getChildren().add(box);
        }
        return row;
    }

    private Node steps() {
        VBox all = new VBox();
        int number = 1;
        for (Confirmation.Step step : asked.steps) {
            Label circle = new Label(Integer.toString(number));
            circle.getStyleClass().add("lk-step-number");
            Region line = new Region();
            line.getStyleClass().add("lk-step-line");
            line.setVisible(number < asked.steps.size());
            VBox.setVgrow(line, Priority.ALWAYS);
            VBox left = new VBox(circle, line);
            left.setAlignment(Pos.TOP_CENTER);
            Label title = Labels.cut(Labels.strong(step.title()));
            title.setGraphic(new FontIcon(step.icon()));
            title.getStyleClass().add("lk-step-title");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox top = new HBox(8, title, gap, Labels.secondary(step.time()));
            VBox right = new VBox(4, top);
            if (!step.detail().isBlank()) {
                right.getChildren().add(new Wrapped(step.detail(), "lk-muted"));
            }
            right.getStyleClass().add("lk-step-words");
            HBox.setHgrow(right, Priority.ALWAYS);
            all.getChildren().add(new HBox(12, left, right));
            number++;
        }
        return all;
    }

    private Node shortSteps() {
        return new StepStrip(asked.steps.stream().map(Confirmation.Step::title).toList());
    }

    private Node losses() {
        Label heading = Labels.strong(asked.lossTitle.orElseGet(() -> words.say("kit.losses")));
        heading.setGraphic(new FontIcon(Feather.TRASH_2));
        HBox top = new HBox(heading);
        top.getStyleClass().add("lk-losses-head");
        VBox rows = new VBox();
        rows.getStyleClass().add("lk-losses-rows");
        for (Confirmation.Loss loss : asked.losses) {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label amount = Labels.strong(loss.amount());
            if (loss.data()) {
                amount.getStyleClass().add("lk-amount");
            }
            HBox row = new HBox(12, Labels.cut(Labels.body(loss.what())), gap, amount);
            row.getStyleClass().add("lk-loss");
            rows.getChildren().add(row);
        }
        VBox box = new VBox(top, rows);
        box.getStyleClass().add("lk-losses");
        return box;
    }

    private static Node command(String text) {
        Wrapped shown = new Wrapped(text, "lk-mono-text");
        VBox box = new VBox(shown);
        box.getStyleClass().add("lk-command");
        return box;
    }

    private static Node refused(String why) {
        Notice notice = new Notice(Tone.BAD, why);
        notice.setId("refused");
        return notice;
    }

    private Node typed(String wanted) {
        // the name stands apart from the sentence around it
        String[] around = words.say(asked.typedSentence, "\n").split("\n", 2);
        Label label = Labels.strong(around[0].strip());
        label.setLabelFor(name);
        name.setAccessibleText(words.say(asked.typedSentence, wanted));
        Label shown = Labels.cut(Labels.mono(wanted));
        shown.getStyleClass().add("lk-typed-name");
        HBox sentence = new HBox(5, label, shown, Labels.strong(around.length > 1 ? around[1].strip() : ""));
        sentence.setAlignment(Pos.BASELINE_LEFT);
        name.setId("typed-name");
        name.getStyleClass().add("lk-mono");
        Label left = Labels.secondary("");
        left.setMouseTransparent(true);
        name.textProperty().subscribe(text -> {
            boolean way = wanted.startsWith(text);
            name.pseudoClassStateChanged(Styles.STATE_DANGER, !way);
            int missing = wanted.length() - text.length();
            left.setText(!way ? words.say("kit.typed.differs") : missing == 0 ? "" : words.say("kit.typed.left", missing));
        });
        StackPane field = new StackPane(name, left);
        StackPane.setAlignment(left, Pos.CENTER_RIGHT);
        StackPane.setMargin(left, new javafx.geometry.Insets(0, 10, 0, 0));
        return new VBox(6, sentence, field, Labels.caption(words.say("kit.typed.hint")));
    }

    private Node reason(String prompt) {
        Label label = Labels.strong(words.say("kit.reason"));
        label.setLabelFor(reason);
        reason.setId("reason");
        reason.setPromptText(prompt);
        reason.addEventFilter(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, event -> composing = !event.getComposed().isEmpty());
        return new VBox(6, new HBox(8, label, Labels.secondary(words.say("kit.reason.kept"))), reason);
    }

    private Node foot() {
        Button cancel = Buttons.withKeys(Buttons.plain(words.say("kit.cancel"), close), "Esc");
        cancel.setId("cancel");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, cancel, gap);
        asked.aside.ifPresent(aside -> foot.getChildren().add(Buttons.flat(aside.icon(), aside.text(), aside.action())));
        foot.getChildren().add(asked.guard == Guard.CHANGE ? Buttons.withKeys(act, "Enter") : act);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("lk-sheet-foot");
        return foot;
    }

    /// A field that takes only what is typed.
    private static final class NoPasteField extends TextField {

        @Override
        public void paste() {
            // the name is to be read and typed
        }
    }
}
