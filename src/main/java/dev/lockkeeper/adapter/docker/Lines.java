package dev.lockkeeper.adapter.docker;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Puts lines of plain text together from pieces that end anywhere, also inside a character.
final class Lines {

    private static final int LONGEST = 16 * 1024;

    private final LineAssembly assembly;

    Lines(Consumer<String> to) {
        assembly = new LineAssembly(LONGEST,
                (bytes, length, _) -> to.accept(PlainText.of(new String(bytes, 0, length, StandardCharsets.UTF_8))));
    }

    void add(byte[] piece) {
        assembly.add(piece);
    }

    /// Says the last line, where it had no end.
    void end() {
        assembly.end();
    }
}
