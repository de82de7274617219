package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.DatabaseIdentity;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a move would do, before anybody agreed to it. `rungs` are in the order in which they are run;
/// `database` is the one that was shown.
record Plan(Kind kind, Revision from, Revision to, List<Rung> rungs, Optional<DatabaseIdentity> database) {

    enum Kind {
        UPGRADE, ROLL_BACK, STAMP,
        /// A stamp at the level that Alembic's ledger names.
        ADOPT;

        /// The key of its title among the operations: `op.roll-back`.
        String key() {
            return "op." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Plan {
        rungs = List.copyOf(rungs);
    }

    Message title() {
        return Message.of(kind.key(), from.id(), to.id());
    }

    /// What is lost on the way, as the scripts say.
    List<ScriptLoss> losses() {
        return kind == Kind.ROLL_BACK ? ScriptLoss.of(rungs) : List.of();
    }

    boolean toBase() {
        return kind == Kind.ROLL_BACK && to.isBase();
    }

    /// The tables that the scripts name, each once.
    List<String> touches() {
        return rungs.stream().flatMap(rung -> rung.script().stream()).flatMap(script -> script.touches().stream()).distinct()
                .toList();
    }

    /// Whether it starts with a backup, unless that is declined.
    boolean guarded() {
        return kind == Kind.UPGRADE || kind == Kind.ROLL_BACK;
    }

    /// The same steps that the run will tell of.
    List<Message> steps(Safeguard.Wish backup) {
        List<Message> steps = new ArrayList<>();
        if (!guarded()) {
            return List.of(Message.of("step.prove"), Message.of("step.record"), Message.of("step.verify"));
        }
        steps.add(Message.of("step.precheck"));
        if (backup == Safeguard.Wish.WANTED) {
            steps.add(Message.of("step.backup"));
            steps.add(Message.of("step.test-restore"));
        }
        rungs.forEach(
                rung -> steps.add(Message.of(kind == Kind.UPGRADE ? "step.apply" : "step.take-back", rung.revision().id())));
        steps.add(Message.of("step.verify"));
        return steps;
    }
}
