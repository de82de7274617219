package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A problem in words: what happened, why and what it means for the data, the evidence, the ways out.
public final class AdvicePanel extends VBox {

    private static final int LINES = 6;

    /// `leading`: its first way out is the screen's one filled button.
    public AdvicePanel(Tone tone, Advice advice, Frame frame, boolean leading, Consumer<Remedy> act) {
        Words words = frame.words();
        getStyleClass().addAll("lk-diagnosis", "lk-advice", tone.style());
        Wrapped headline = new Wrapped(words.say(advice.headline()), "lk-verdict-text");
        HBox.setHgrow(headline, Priority.ALWAYS);
        FontIcon sign = new FontIcon(tone.icon());
        sign.getStyleClass().addAll("lk-advice-icon", tone.style());
        Button copy = Buttons.icon(Feather.COPY, words.say("kit.copy-report"), () -> frame.copy(report(advice, words)));
        HBox top = new HBox(10, sign, headline, copy);
        top.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(top, new Wrapped(words.say(advice.explanation())));
        if (!advice.evidence().isEmpty()) {
            getChildren().add(evidence(advice.evidence()));
        }
        if (!advice.remedies().isEmpty()) {
            getChildren().add(ways(advice.remedies(), words, leading, act));
        }
    }

    private static Node evidence(List<String> lines) {
        VBox box = new VBox(2);
        box.getStyleClass().add("lk-command");
        lines.stream().limit(LINES).forEach(line -> box.getChildren().add(new Wrapped(line, "lk-mono-text")));
        return box;
    }

    private static Node ways(List<Remedy> remedies, Words words, boolean leading, Consumer<Remedy> act) {
        FlowPane row = new FlowPane(8, 8);
        VBox all = new VBox(6, row);
        boolean first = true;
        for (Remedy remedy : remedies) {
            String text = words.say(remedy.label());
            Button button = first && leading
                    ? Buttons.primary(RemedyIcon.of(remedy.verb()), text, () -> act.accept(remedy))
                    : Buttons.plain(RemedyIcon.of(remedy.verb()), text, () -> act.accept(remedy));
            button.setId("remedy-" + remedy.verb().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            row.getChildren().add(button);
            if (first && !remedy.command().isBlank()) {
                all.getChildren().add(new Wrapped(remedy.command(), "lk-mono-text"));
            }
            first = false;
        }
        return all;
    }

    /// The same words for a colleague, as Markdown.
    public static String report(Advice advice, Words words) {
        StringBuilder text = new StringBuilder("## ").append(words.say(advice.headline())).append(" (").append(advice.code())
                .append(")\n\n")
                .append(words.say(advice.explanation()))
                .append('\n');
        if (!advice.evidence().isEmpty()) {
            text.append("\n```\n").append(String.join("\n", advice.evidence())).append("\n```\n");
        }
        return text.toString();
    }
}
