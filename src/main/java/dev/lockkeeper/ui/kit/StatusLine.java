package dev.lockkeeper.ui.kit;

import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the foot of the window tells: connection, schema, when that was last checked, and how often it is.
public record StatusLine(Tone tone, Message connection, Message schema, Optional<Instant> checkedAt, Duration every) {

    public static final StatusLine UNKNOWN = new StatusLine(Tone.WAIT, Message.of("shell.connection.unknown"),
            Message.of("shell.schema.unknown"), Optional.empty(), Duration.ZERO);
}
