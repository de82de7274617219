package dev.lockkeeper.schema;

import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.words.Message;
import java.util.Locale;
import java.util.Optional;

/// What became of a run that was cut off, as the server tells it. `problem` is what has to be mended, with its ways out.
public record Verdict(RunEntry run, Kind kind, Message words, Optional<SchemaProblem> problem) {

    static Verdict of(RunEntry run, Kind kind, Object... arguments) {
        return new Verdict(run, kind, Message.of("verdict." + kind.key(), arguments), Optional.empty());
    }

    Verdict mending(SchemaProblem found) {
        return new Verdict(run, kind, words, Optional.of(found));
    }

    public enum Kind {
        /// A session of it is at work on the server.
        STILL_RUNNING,
        /// Cut off before it changed anything.
        NOT_BEGUN,
        /// It reached what it wanted.
        COMPLETED,
        /// The step it was in was undone by the server.
        ROLLED_BACK,
        /// Between two steps.
        BETWEEN,
        /// A step outside a transaction did its work, and no ledger says so.
        DONE_NOT_RECORDED,
        /// A step outside a transaction left an index that nothing can use.
        INVALID_INDEX,
        /// A step outside a transaction was begun, and nobody can tell how far it came.
        HALF_DONE,
        /// The server cannot be asked, or tells of another state than this run can have left.
        UNKNOWN,
        /// It was no move of the schema.
        NO_MOVE;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether nothing more can become known.
        boolean certain() {
            return this != STILL_RUNNING && this != UNKNOWN;
        }
    }
}
