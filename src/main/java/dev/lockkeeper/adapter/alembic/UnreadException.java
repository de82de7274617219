package dev.lockkeeper.adapter.alembic;

import java.io.Serial;

/// Text that cannot be read by rule. `line` is counted from 1; 0 where it is about the whole file.
final class UnreadException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    UnreadException(int line, String why) {
        super(why);
        this.line = line;
    }

    /// `file:line: why`.
    String in(String file) {
        return file + (line > 0 ? ":" + line : "") + ": " + getMessage();
    }
}
