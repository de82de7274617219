package dev.lockkeeper.containers;

import java.time.Instant;
import java.util.OptionalLong;

/// What the container used in one second: `cpu` in hundredths of one core, `memory` in bytes without what the system only keeps for later, and
/// the most it may use. Memory is missing where the engine did not say.
public record Load(Instant at, double cpu, OptionalLong memory, OptionalLong limit) {}
