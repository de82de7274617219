package dev.lockkeeper.cli;

import java.util.Optional;

/// A command line, understood. `help` is the text that was asked for.
record Typed(Optional<Verb> verb, Asked asked, boolean version, Optional<String> help) {}
