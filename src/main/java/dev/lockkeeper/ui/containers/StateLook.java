package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How a container's state is told: its tone, its icon and its word.
final class StateLook {

    private StateLook() {}

    static Tone tone(ContainerFacts facts) {
        return switch (facts.state()) {
            case RUNNING -> switch (facts.health()) {
                case HEALTHY, NONE -> Tone.OK;
                case STARTING -> Tone.WORK;
                case UNHEALTHY -> Tone.BAD;
            };
            case CREATED, REMOVING -> Tone.WAIT;
            case PAUSED -> Tone.WARN;
            case RESTARTING, EXITED, DEAD -> Tone.BAD;
        };
    }

    static Ikon icon(ContainerFacts facts) {
        return switch (facts.state()) {
            case EXITED, DEAD -> Feather.X_CIRCLE;
            case PAUSED -> Feather.PAUSE_CIRCLE;
            case CREATED -> Feather.PLUS_CIRCLE;
            default -> tone(facts).icon();
        };
    }

    static Message word(ContainerFacts facts) {
        return switch (facts.state()) {
            case RUNNING -> switch (facts.health()) {
                case HEALTHY -> Message.of("overview.badge.healthy");
                case NONE -> Message.of("overview.container.running");
                case STARTING -> Message.of("overview.badge.starting");
                case UNHEALTHY -> Message.of("overview.badge.unhealthy");
            };
            case CREATED -> Message.of("overview.container.created");
            case PAUSED -> Message.of("overview.container.paused");
            case REMOVING -> Message.of("overview.container.removing");
            case RESTARTING -> Message.of("overview.container.restarting");
            case EXITED, DEAD -> Message.of("overview.badge.exited", facts.exitCode());
        };
    }
}
