package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the last health checks said, the newest first.
final class ProbesCard extends VBox {

    private static final int MOST = 5;

    private final Words words;
    private final Figures figures;
    private final Label check = Labels.cut(Labels.mono(""));
    private final VBox rows = new VBox(2);
    private final Button weak;
    private Optional<Told> told = Optional.empty();

    private record Told(boolean known, List<HealthCheck.Probe> probes, Optional<String> command, int weak) {}

    /// `patches` shows what makes the check weak.
    ProbesCard(Frame frame, Runnable patches) {
        this.words = frame.words();
        this.figures = frame.figures();
        check.getStyleClass().add("lk-muted");
        check.setMaxWidth(150);
        Card card = Card.titled(Feather.HEART, words.say("containers.probes"), check);
        weak = Buttons.flat(Feather.ALERT_TRIANGLE, words.say("containers.probes.weak"), patches);
        weak.setId("weak-check");
        weak.managedProperty().bind(weak.visibleProperty());
        weak.setVisible(false);
        card.body(rows, weak);
        card.setId("probes");
        card.getStyleClass().add("container-card");
        getChildren().add(card);
        setMinHeight(USE_PREF_SIZE);
        // as high as five rows: what comes later pushes nothing away
        rows.setMinHeight(96);
        rows.setAlignment(Pos.TOP_LEFT);
    }

    /// `known` is false until the first answer. `command` is what the check runs; empty where there is no check.
    void show(boolean known, List<HealthCheck.Probe> probes, Optional<String> command,
            List<HealthCheckProblem> findings) {
        List<HealthCheck.Probe> last = probes.subList(Math.max(0, probes.size() - MOST), probes.size()).reversed();
        Optional<Told> now = Optional.of(new Told(known, last, command, findings.size()));
        if (told.equals(now)) {
            return;
        }
        told = now;
        weak.setVisible(!findings.isEmpty());
        check.setText(command.map(ProbesCard::shortened).orElse(""));
        check.setTooltip(command.map(Tooltip::new).orElse(null));
        if (!known) {
            rows.getChildren().setAll(new Skeleton(3));
            return;
        }
        List<Node> fresh = new ArrayList<>();
        for (HealthCheck.Probe probe : last) {
            fresh.add(row(probe));
        }
        if (fresh.isEmpty()) {
            fresh.add(Labels.cut(Labels.secondary(words.say(command.isPresent()
                    ? "containers.probes.none-yet"
                    : "containers.probes.none"))));
        }
        rows.getChildren().setAll(fresh);
    }

    private Node row(HealthCheck.Probe probe) {
        Tone tone = probe.passed() ? Tone.OK : Tone.BAD;
        FontIcon sign = new FontIcon(probe.passed() ? Feather.CHECK : Feather.X);
        sign.getStyleClass().addAll("probe-mark", tone.style());
        Label code = new Label("exit " + probe.exitCode());
        code.getStyleClass().add("probe-code");
        code.setMinWidth(USE_PREF_SIZE);
        Label output = Labels.cut(Labels.body(probe.output().isBlank()
                ? words.say("containers.probes.silent")
                : probe.output().strip().lines().reduce((_, last) -> last).orElse("")));
        output.setTooltip(new Tooltip(probe.output().isBlank() ? output.getText() : probe.output().strip()));
        Label at = Labels.secondary(figures.clock(probe.at()));
        HBox row = new HBox(8, sign, at, code, output);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("probe-row");
        row.setAccessibleRole(AccessibleRole.TEXT);
        row.setAccessibleText(words.say(probe.passed() ? "containers.probes.passed" : "containers.probes.failed") + ", "
                + at.getText() + ", " + code.getText() + ", " + output.getText());
        return row;
    }

    /// The program alone: what it is given stands in the tip.
    private static String shortened(String command) {
        String first = command.strip().split("\\s+", 2)[0];
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
