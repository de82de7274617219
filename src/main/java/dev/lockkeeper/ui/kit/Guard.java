package dev.lockkeeper.ui.kit;

/// How much stands between a person and what a button does.
public enum Guard {
    /// Changes something (L2): a sheet with the steps; Enter goes ahead.
    CHANGE,
    /// Can lose data (L3): says what is lost; Enter does nothing.
    LOSS,
    /// Destroys (L4): the database's name must be typed, and a reason given.
    DESTRUCTION;

    /// One level more, as production asks for.
    public Guard stricter() {
        return switch (this) {
            case CHANGE -> LOSS;
            case LOSS, DESTRUCTION -> DESTRUCTION;
        };
    }
}
