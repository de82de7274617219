package dev.lockkeeper.ui.kit;

import javafx.animation.PauseTransition;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Grey bars where words will stand. They come only after 300 ms, so that quick answers do not flicker.
public final class Skeleton extends VBox {

    private static final double[] WIDTHS = {0.85, 0.65, 0.78, 0.54, 0.70};

    public Skeleton(int rows) {
        getStyleClass().add("lk-skeleton");
        for (int row = 0; row < rows; row++) {
            Region bar = new Region();
            bar.getStyleClass().add("lk-skeleton-bar");
            bar.maxWidthProperty().bind(widthProperty().multiply(WIDTHS[row % WIDTHS.length]));
            getChildren().add(bar);
        }
        setVisible(false);
        PauseTransition patience = new PauseTransition(Duration.millis(300));
        patience.setOnFinished(_ -> setVisible(true));
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                patience.playFromStart();
            } else {
                patience.stop();
            }
        });
    }
}
