package dev.lockkeeper.ui.setup;

import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepName;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One step as a row: number or sign, name, fact, time and state; below them the parts of the work, or what to do about a problem.
final class StepRow extends HBox {

    private final Frame frame;
    private final StepName name;
    private final Label fact = Labels.cut(Labels.secondary(""));
    private final Label time = Labels.secondary("");
    private final Badge badge = Badge.of(Tone.WAIT, "");
    private final StackPane circle = new StackPane();
    private final VBox words;
    private Object drawn = List.of();

    StepRow(Frame frame, StepName name) {
        super(12);
        this.frame = frame;
        this.name = name;
        setId("step-" + name.name().toLowerCase(Locale.ROOT));
        getStyleClass().add("setup-row");
        circle.getStyleClass().add("setup-circle");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, Labels.strong(frame.words().say(name.key())), gap, time, badge);
        top.setAlignment(Pos.CENTER_LEFT);
        words = new VBox(2, top, fact);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(circle, words);
        setAlignment(Pos.TOP_LEFT);
        VBox.setVgrow(this, Priority.SOMETIMES);
        setMaxHeight(65);
    }

    /// `below` stands under the fact; `said` is what stands in the fact's place of a broken step.
    void show(Step step, String said, List<Node> below) {
        Words speak = frame.words();
        Tone tone = tone(step);
        String shown = said.isEmpty() ? speak.say(step.fact()) : said;
        fact.setText(shown);
        badge.show(tone, icon(step), speak.say("setup.state." + key(step)));
        String took = step.took().isZero() ? "" : frame.figures().took(step.took());
        time.setText(step.state() instanceof StepState.Ready || step.state() instanceof StepState.Broken ? took : "");
        getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
        getStyleClass().add(tone.style());
        setAccessibleText(speak.say("setup.row", name.number(), speak.say(name.key()), badge.getText(), shown));
        Object now = List.of(tone, step.mended(),
                step.state() instanceof StepState.Working working ? working.parts() : List.of());
        if (!now.equals(drawn)) {
            drawn = now;
            circle.getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
            circle.getStyleClass().add(tone.style());
            circle.getChildren().setAll(sign(step));
        }
        words.getChildren().remove(2, words.getChildren().size());
        if (step.state() instanceof StepState.Working working && !working.parts().isEmpty()) {
            working.parts().forEach(part -> words.getChildren().add(part(part)));
            words.getChildren().add(bar(working.parts()));
        }
        below.forEach(node -> VBox.setMargin(node, new Insets(5, 0, 0, 0)));
        words.getChildren().addAll(below);
        boolean plain = words.getChildren().size() == 2;
        setMaxHeight(plain ? 65 : USE_PREF_SIZE);
        setMinHeight(USE_PREF_SIZE);
    }

    /// The running clock of a step at work.
    void runs(Duration since) {
        time.setText(frame.words().say("setup.second", since.toSeconds()));
    }

    private Node sign(Step step) {
        return switch (step.state()) {
            case StepState.Ready _ -> new FontIcon(step.mended() ? Feather.TOOL : Feather.CHECK);
            case StepState.NotNeeded _ -> new FontIcon(Feather.MINUS);
            case StepState.Looking _,StepState.Working _ -> new FontIcon(Feather.LOADER);
            case StepState.Broken _ -> new FontIcon(Feather.X);
            case StepState.Waiting _,StepState.ToDo _ -> {
                Label number = new Label(Integer.toString(name.number()));
                number.getStyleClass().add("setup-number");
                yield number;
            }
        };
    }

    private Node part(StepState.Part part) {
        Label label = Labels.cut(Labels.body(frame.words().say(part.title())));
        label.getStyleClass().addAll("setup-part", part.stage().name().toLowerCase(Locale.ROOT));
        label.setGraphic(new FontIcon(switch (part.stage()) {
            case DONE -> Feather.CHECK;
            case RUNNING -> Feather.LOADER;
            case AHEAD -> Feather.CIRCLE;
        }));
        return label;
    }

    private static Node bar(List<StepState.Part> parts) {
        long done = parts.stream().filter(part -> part.stage() == StepState.Stage.DONE).count();
        ProgressBar bar = new ProgressBar((double) done / parts.size());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("setup-bar");
        return bar;
    }

    static Tone tone(Step step) {
        return switch (step.state()) {
            case StepState.Ready _,StepState.NotNeeded _ -> Tone.OK;
            case StepState.Looking _,StepState.Working _ -> Tone.WORK;
            case StepState.Broken _ -> Tone.BAD;
            case StepState.ToDo _ -> Tone.WARN;
            case StepState.Waiting _ -> Tone.WAIT;
        };
    }

    private static Ikon icon(Step step) {
        return step.mended() && step.state().passed() ? Feather.TOOL : tone(step).icon();
    }

    static String key(Step step) {
        return switch (step.state()) {
            case StepState.Ready _ -> step.mended() ? "mended" : "done";
            case StepState.NotNeeded _ -> "not-needed";
            case StepState.Looking _,StepState.Working _ -> "working";
            case StepState.Broken _ -> "broken";
            case StepState.ToDo _ -> "to-do";
            case StepState.Waiting _ -> "waiting";
        };
    }
}
