package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.words.Message;
import java.util.Locale;

/// How the service stands, in one word: the engine's state and its health check's taken together, since "running" alone says nothing.
public enum Condition {
    CREATED, STARTING, RUNNING, HEALTHY, UNHEALTHY, PAUSED, RESTARTING, EXITED, REMOVED;

    /// `RUNNING` is a running container that nobody checks.
    public static Condition of(State state, Health health) {
        return switch (state) {
            case CREATED -> CREATED;
            case PAUSED -> PAUSED;
            case RESTARTING -> RESTARTING;
            case EXITED, DEAD -> EXITED;
            case REMOVING -> REMOVED;
            case RUNNING -> switch (health) {
                case NONE -> RUNNING;
                case STARTING -> STARTING;
                case HEALTHY -> HEALTHY;
                case UNHEALTHY -> UNHEALTHY;
            };
        };
    }

    /// Whether a process lives in it, frozen or not.
    public boolean alive() {
        return switch (this) {
            case STARTING, RUNNING, HEALTHY, UNHEALTHY, PAUSED -> true;
            case CREATED, RESTARTING, EXITED, REMOVED -> false;
        };
    }

    /// The badge's words. `exitCode` counts where it has ended.
    public Message words(int exitCode) {
        String key = "condition." + name().toLowerCase(Locale.ROOT);
        return this == EXITED ? Message.of(key, exitCode) : Message.of(key);
    }
}
