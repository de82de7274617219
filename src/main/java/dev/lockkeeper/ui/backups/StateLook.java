package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry.State;
import dev.lockkeeper.ui.kit.Tone;
import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// How a backup's state looks: its colour, and the icon that says the same without it.
record StateLook(Tone tone, Ikon icon) {

    static final StateLook TESTING = new StateLook(Tone.WORK, Feather.LOADER);

    static StateLook of(State state) {
        return switch (state) {
            case PASSED -> new StateLook(Tone.OK, Feather.CHECK_CIRCLE);
            case WITH_PROBLEMS -> new StateLook(Tone.WARN, Feather.ALERT_TRIANGLE);
            case NOT_YET -> new StateLook(Tone.WAIT, Feather.MINUS_CIRCLE);
            case DAMAGED -> new StateLook(Tone.BAD, Feather.X_CIRCLE);
            case UNVERIFIED -> new StateLook(Tone.WARN, Feather.HELP_CIRCLE);
        };
    }

    static StateLook of(Fortnight.Standing standing) {
        return switch (standing) {
            case PASSED -> new StateLook(Tone.OK, Feather.CHECK);
            case WITH_PROBLEMS -> new StateLook(Tone.WARN, Feather.ALERT_TRIANGLE);
            case NOT_YET -> new StateLook(Tone.WAIT, Feather.CLOCK);
            case DAMAGED -> new StateLook(Tone.BAD, Feather.X);
            case NONE -> new StateLook(Tone.WAIT, Feather.MINUS);
        };
    }

    /// Gives a toned label this look. A label that has it already is left alone: styling anew is what makes scrolling dear.
    void dress(Label label) {
        if (!label.getStyleClass().contains(tone.style())) {
            for (Tone other : Tone.values()) {
                label.getStyleClass().remove(other.style());
            }
            label.getStyleClass().add(tone.style());
        }
        if (label.getGraphic() instanceof FontIcon drawn) {
            if (!icon.equals(drawn.getIconCode())) {
                drawn.setIconCode(icon);
            }
        } else {
            label.setGraphic(new FontIcon(icon));
        }
    }
}
