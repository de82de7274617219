package dev.lockkeeper.setup;

import dev.lockkeeper.words.Message;

/// Something that was mended for the person, and one note to it.
public record Fixed(StepName step, Message what, Message note) {}
