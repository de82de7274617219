package dev.lockkeeper.ui.shell;

import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Results, told at the lower right: six seconds each; what went wrong stays until it is closed.
final class Toasts extends VBox {

    private static final int MOST = 4;

    Toasts() {
        getStyleClass().add("lk-toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    void tell(Words words, Tone tone, String text) {
        HBox toast = new HBox(10);
        Wrapped said = new Wrapped(text);
        HBox.setHgrow(said, Priority.ALWAYS);
        toast.getChildren().addAll(new FontIcon(tone.icon()), said,
                Buttons.icon(Feather.X, words.say("kit.close"), () -> getChildren().remove(toast)));
        toast.setAlignment(Pos.CENTER_LEFT);
        toast.getStyleClass().addAll("lk-toast", "lk-notice", tone.style());
        getChildren().add(toast);
        if (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        if (tone != Tone.BAD) {
            PauseTransition stay = new PauseTransition(Duration.seconds(6));
            stay.setOnFinished(_ -> getChildren().remove(toast));
            stay.play();
        }
    }
}
