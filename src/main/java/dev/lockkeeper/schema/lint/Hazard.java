package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.words.Message;
import java.util.Optional;

/// One thing that a rule found. `line` is counted from 1, 0 where the whole file is meant; `object` is what it is about. `allowed` is the
/// reason that the script gives for it: such a hazard is shown and does not count.
public record Hazard(Rule rule, Revision revision, String file, int line, String object, Optional<String> allowed) {

    public boolean counts() {
        return allowed.isEmpty();
    }

    /// Whether it should not run in production.
    public boolean blocks() {
        return counts() && rule.severity() == Severity.RED;
    }

    /// What was found, in one sentence.
    public Message what() {
        return Message.of("lint." + rule.id() + ".what", object);
    }

    /// Why it hurts, and by which lock.
    public Message why() {
        return Message.of("lint." + rule.id() + ".why");
    }

    /// What to write instead.
    public Message instead() {
        return Message.of("lint." + rule.id() + ".instead");
    }

    /// `V004__name.sql:12`.
    public String place() {
        return line > 0 ? file + ":" + line : file;
    }
}
