package dev.lockkeeper.containers;

import java.util.Optional;

/// The Linux beneath Docker Desktop on Windows. `said` is what it says where it does not work, in its own words.
public record Wsl(boolean works, Optional<String> version, Optional<String> said) {}
