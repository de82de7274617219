package dev.lockkeeper.containers;

import java.util.Optional;

/// What is known of the program that runs the engine on this machine. `place` is where it is installed, `running` whether its process is
/// there, `command` starts it as a person would type it (empty where nothing is installed).
public record DesktopFacts(Kind kind, Optional<String> place, Optional<String> version, boolean running, String command) {

    /// Who runs the engine here.
    public enum Kind {
        /// Docker Desktop: we may start it.
        DESKTOP,
        /// A service of the system or of the account: we only say the command.
        SERVICE, ABSENT
    }

    public boolean startable() {
        return kind == Kind.DESKTOP;
    }
}
