package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Source;
import java.util.List;

/// Reads a PostgreSQL container's lines one after the other and makes them fit to be shown: how loud each is, without terminal commands, secrets
/// hidden. Touched by one thread at a time.
public final class LogReading {

    /// How far a line's prefix may reach: `log_line_prefix` is the operator's, a word after it belongs to the text.
    private static final int PREFIX = 200;

    private final Side out;
    private final Side err;
    private volatile boolean hidden;

    public LogReading(List<Secret> secrets) {
        out = new Side(new Masks(secrets));
        err = new Side(new Masks(secrets));
    }

    public LogEntry read(ContainerLine line) {
        return (line.stream() == Stream.OUT ? out : err).read(line);
    }

    /// Whether something had to be hidden so far. Any thread.
    public boolean hidden() {
        return hidden;
    }

    private final class Side {

        private final Masks masks;
        private LogWord loud = LogWord.LOG;

        Side(Masks masks) {
            this.masks = masks;
        }

        LogEntry read(ContainerLine line) {
            boolean goesOn = line.text().startsWith("\t");
            ShownText text = ShownText.of(line.text());
            LogWord word = LogWord.NONE;
            if (!goesOn) {
                Found found = word(text.text());
                word = found.word;
                text = text.from(found.textAt);
                if (word.heads()) {
                    loud = word == LogWord.FATAL && ServerLog.endsSession(text.text()) ? LogWord.LOG : word;
                } else if (word == LogWord.NONE) {
                    loud = LogWord.LOG;
                }
                if (word != LogWord.NONE) {
                    masks.anew();
                }
            }
            String masked = masks.apply(text.text());
            if (!masked.equals(text.text())) {
                text = new ShownText(masked, List.of());
                hidden = true;
            }
            return new LogEntry(line.at(), Source.POSTGRES, word, loud, text, line.bytes());
        }

        private record Found(LogWord word, int textAt) {}

        private static Found word(String text) {
            int limit = Math.min(text.length(), PREFIX);
            for (int colon = text.indexOf(":  ", 0, limit); colon > 0; colon = text.indexOf(":  ", colon + 1, limit)) {
                int start = colon;
                while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
                    start--;
                }
                LogWord word = LogWord.of(text.substring(start, colon));
                if (word != LogWord.NONE) {
                    return new Found(word, start == 0 || usual(text, start) ? colon + 3 : 0);
                }
            }
            return new Found(said(text), 0);
        }

        /// The programs around the server say it in their own way.
        private static LogWord said(String text) {
            if (text.startsWith("Error: ") || text.startsWith("initdb: error: ") || text.startsWith("postgres: error: ")
                    || text.startsWith("pg_ctl: could not ")) {
                return LogWord.ERROR;
            }
            return text.startsWith("initdb: warning: ") ? LogWord.WARNING : LogWord.NONE;
        }

        /// Whether what stands before the word is the image's own prefix (`2025-11-04 14:01:29.123 UTC [57] `), which says what the columns say.
        private static boolean usual(String text, int end) {
            if (end < 27 || text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(13) != ':'
                    || !text.startsWith("] ", end - 2)) {
                return false;
            }
            int spaces = 0;
            for (int i = 0; i < end; i++) {
                spaces += text.charAt(i) == ' ' ? 1 : 0;
            }
            return spaces == 4 && text.charAt(10) == ' ' && text.lastIndexOf(" [", end) > 19;
        }
    }
}
