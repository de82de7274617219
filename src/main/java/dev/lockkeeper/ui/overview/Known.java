package dev.lockkeeper.ui.overview;

import java.time.Instant;

/// Something that was learnt, and when. It is shown with its time as soon as a later question failed.
public record Known<T>(T value, Instant at) {}
