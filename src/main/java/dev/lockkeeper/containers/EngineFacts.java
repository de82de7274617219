package dev.lockkeeper.containers;

import java.util.Optional;

/// What an engine says of itself. `desktop` is the version of Docker Desktop where it is one; `address` is how we reach it.
public record EngineFacts(String version, String apiVersion, String operatingSystem, Optional<String> desktop, String address) {}
