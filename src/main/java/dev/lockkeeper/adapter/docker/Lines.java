package dev.lockkeeper.adapter.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Puts lines together from pieces that end anywhere, also inside a character.
final class Lines {

    /// A program that never ends its line must not fill the memory.
    private static final int LONGEST = 16 * 1024;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Consumer<String> to;

    Lines(Consumer<String> to) {
        this.to = to;
    }

    void add(byte[] piece) {
        for (byte b : piece) {
            if (b == '\n') {
                flush();
            } else if (pending.size() < LONGEST) {
                pending.write(b);
            }
        }
    }

    /// Says the last line, where it had no end.
    void end() {
        if (pending.size() > 0) {
            flush();
        }
    }

    private void flush() {
        to.accept(PlainText.of(pending.toString(StandardCharsets.UTF_8)));
        pending.reset();
    }
}
