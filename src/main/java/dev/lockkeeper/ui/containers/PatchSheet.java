package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Why the word "healthy" means little here, with the change for the Compose file to take along.
final class PatchSheet extends VBox {

    PatchSheet(Frame frame, List<HealthCheckProblem> findings, Function<Problem, Advice> advice) {
        super(12);
        setId("patches");
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setMaxSize(640, USE_PREF_SIZE);
        setPrefWidth(640);
        getChildren().add(Labels.verdict(frame.words().say("containers.probes.weak")));
        for (HealthCheckProblem finding : findings) {
            Advice said = advice.apply(finding);
            VBox patch = new VBox();
            patch.getStyleClass().add("lk-command");
            finding.patch().lines().forEach(line -> patch.getChildren().add(Labels.cut(Labels.mono(line))));
            Wrapped headline = new Wrapped(frame.words().say(said.headline()), "lk-strong-text");
            HBox.setHgrow(headline, Priority.ALWAYS);
            HBox head = new HBox(8, headline,
                    Buttons.icon(Feather.COPY, frame.words().say("containers.patch.copy"), () -> frame.copy(finding.patch())));
            head.setAlignment(Pos.CENTER_LEFT);
            head.setFillHeight(false);
            getChildren().addAll(head, new Wrapped(frame.words().say(said.explanation())), patch);
        }
        Button close = Buttons.plain(frame.words().say("kit.close"), frame::close);
        close.setCancelButton(true);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().add(new HBox(8, gap, close));
    }
}
