package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.ui.kit.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How a condition looks: its tone, and the icon that says the same.
record StateLook(Tone tone, Ikon icon) {

    static StateLook of(Condition condition) {
        return switch (condition) {
            case CREATED -> new StateLook(Tone.WAIT, Feather.PLUS_CIRCLE);
            case STARTING -> new StateLook(Tone.WORK, Feather.LOADER);
            case RUNNING -> new StateLook(Tone.OK, Feather.PLAY_CIRCLE);
            case HEALTHY -> new StateLook(Tone.OK, Feather.CHECK_CIRCLE);
            case UNHEALTHY -> new StateLook(Tone.WARN, Feather.ALERT_TRIANGLE);
            case PAUSED -> new StateLook(Tone.WARN, Feather.PAUSE_CIRCLE);
            case RESTARTING -> new StateLook(Tone.BAD, Feather.ROTATE_CW);
            case EXITED -> new StateLook(Tone.BAD, Feather.X_CIRCLE);
            case REMOVED -> new StateLook(Tone.WAIT, Feather.MINUS_CIRCLE);
        };
    }
}
