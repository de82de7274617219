package dev.lockkeeper.containers;

import java.util.Optional;

/// What an engine says of itself. `desktop` is the version of Docker Desktop where it is one; `address` is how we reach it.
public record EngineFacts(String version, String apiVersion, String operatingSystem, Optional<String> desktop, String address,
        Reach reach) {

    /// An engine at this machine's usual place.
    public EngineFacts(String version, String apiVersion, String operatingSystem, Optional<String> desktop, String address) {
        this(version, apiVersion, operatingSystem, desktop, address, Reach.USUAL);
    }

    /// How we come to it. `chosenBy` is the setting that names it, such as `context colima`, where it is not the usual place.
    public record Reach(Optional<String> chosenBy, boolean rootless, boolean remote, boolean unencrypted) {

        public static final Reach USUAL = new Reach(Optional.empty(), false, false, false);
    }
}
