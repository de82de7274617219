package dev.lockkeeper.ui.kit;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Numbered steps in one line, as they follow each other.
public final class StepStrip extends FlowPane {

    public StepStrip(List<String> steps) {
        super(8, 8);
        getStyleClass().add("lk-step-strip");
        setAlignment(Pos.CENTER_LEFT);
        show(steps);
    }

    public void show(List<String> steps) {
        getChildren().clear();
        for (int i = 0; i < steps.size(); i++) {
            Label number = new Label(Integer.toString(i + 1));
            number.getStyleClass().add("lk-step-dot");
            HBox part = new HBox(8, number, Labels.body(steps.get(i)));
            part.setAlignment(Pos.CENTER_LEFT);
            if (i < steps.size() - 1) {
                part.getChildren().add(new FontIcon(Feather.CHEVRON_RIGHT));
            }
            getChildren().add(part);
        }
    }
}
