package dev.lockkeeper.schema.lint;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.sql.Change;
import dev.lockkeeper.schema.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Looks through pending scripts for what would hurt. Reads texts only, and asks no database.
public final class Lint {

    private final Memory memory = new Memory();
    private final List<Hazard> hazards = new ArrayList<>();

    private Lint() {}

    /// The hazards of `pending`, in the order of the scripts. What `applied` scripts made counts as a table in use; what an earlier pending
    /// one makes is new and empty.
    public static List<Hazard> of(List<Script> applied, List<Script> pending) {
        Lint lint = new Lint();
        for (Script script : applied) {
            SqlText.of(script.sql()).parts().forEach(part -> lint.memory.note(part.change(), false));
        }
        pending.forEach(lint::look);
        return List.copyOf(lint.hazards);
    }

    private void look(Script script) {
        SqlText text = SqlText.of(script.sql());
        List<Allowance> everywhere = text.comments().flatMap(comment -> Allowance.in(comment).stream()).toList();
        Finding file = new Finding(script, 0, everywhere);
        for (Allowance allowance : everywhere) {
            if (!allowance.valid()) {
                new Finding(script, allowance.line(), List.of()).accept(Rule.ALLOWING_NOTHING, allowance.id());
            }
        }
        hidden(script.file(), script.sql(), script, everywhere);
        script.wayBackSql().ifPresent(back -> hidden(script.wayBackFile().orElse(script.file()), back, script, everywhere));
        statements(script, text, file);
        wayBack(script, text, file);
    }

    private void statements(Script script, SqlText text, Finding file) {
        boolean limited = false;
        boolean told = false;
        for (SqlText.Part part : text.parts()) {
            List<Allowance> allowed = part.comments().stream().flatMap(comment -> Allowance.in(comment).stream()).toList();
            Finding finding = new Finding(script, part.line(), allowed);
            TableRules tables = new TableRules(memory, finding);
            session(part.change(), finding);
            concurrently(part.change(), text, finding);
            tables.look(part.change());
            limited |= part.change() instanceof Change.Setting(var name, var value) && name.equals("lock_timeout")
                    && !endless(value);
            if (!limited && !told && tables.locks(part.change())) {
                told = true;
                file.accept(Rule.MISSING_LOCK_TIMEOUT, script.file());
            }
            memory.note(part.change(), true);
        }
    }

    /// What takes the script out of its transaction, its role or its server.
    private static void session(Change change, BiConsumer<Rule, String> found) {
        switch (change) {
            case Change.Transaction(var word) -> found.accept(Rule.OWN_TRANSACTION, word.toUpperCase(Locale.ROOT));
            case Change.ActAs(var words) -> found.accept(Rule.ACTING_AS_ANOTHER, words);
            case Change.Setting(var name, var value) when name.equals("lock_timeout") && endless(value) -> found.accept(
                    Rule.DISABLING_LOCK_TIMEOUT, name + " = " + value);
            case Change.ServerWide(var words) -> found.accept(Rule.SERVER_WIDE_COMMAND, words);
            case Change.CopyOutside(var words) -> found.accept(Rule.COPYING_OUTSIDE, words);
            case Change.Meta(var command) -> found.accept(Rule.PSQL_META_COMMAND, command);
            default -> {
                // stays where it is
            }
        }
    }

    private static boolean endless(String value) {
        return value.matches("0+\\s*\\w*") || value.equalsIgnoreCase("default");
    }

    private static void concurrently(Change change, SqlText text, BiConsumer<Rule, String> found) {
        boolean others = text.parts().stream().filter(part -> !(part.change() instanceof Change.Setting)).count() > 1;
        switch (change) {
            case Change.CreateIndex index when index.concurrently() && others -> found.accept(Rule.CONCURRENTLY_MIXED,
                    index.index().map(Object::toString).orElse(index.table().toString()));
            case Change.DropIndex drop when drop.concurrently() && others -> found.accept(Rule.CONCURRENTLY_MIXED,
                    drop.indexes().getFirst().toString());
            default -> {
                // runs with the others in one transaction
            }
        }
    }

    private void wayBack(Script script, SqlText text, Finding file) {
        if (text.parts().isEmpty()) {
            return;
        }
        if (script.wayBackSql().isEmpty()) {
            file.accept(Rule.MISSING_WAY_BACK, "U" + script.revision() + "__" + script.name() + ".sql");
            return;
        }
        List<String> left = Made.left(text, SqlText.of(script.wayBackSql().get()));
        if (!left.isEmpty()) {
            file.accept(Rule.WAY_BACK_LEAVES_OBJECTS, script.wayBackFile().orElse("") + ": " + String.join(", ", left));
        }
    }

    /// Characters that make a script look like another one: changes of direction, and letters without any width.
    private void hidden(String name, String sql, Script script, List<Allowance> allowed) {
        int line = 1;
        int lastLine = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\n') {
                line++;
            } else if (disguises(c) && lastLine != line) {
                lastLine = line;
                hazards.add(new Hazard(Rule.HIDDEN_CHARACTERS, script.revision(), name, line, "U+%04X".formatted((int) c), reason(
                        Rule.HIDDEN_CHARACTERS, allowed)));
            }
        }
    }

    private static boolean disguises(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') || c == '\u200E' || c == '\u200F'
                || c == '\u061C' || c == '\u200B' || c == '\u2060' || c == '\u00AD'
                || (c < ' ' && c != '\t' && c != '\r' && c != '\f');
    }

    private static Optional<String> reason(Rule rule, List<Allowance> allowed) {
        return allowed.stream().filter(allowance -> allowance.valid() && allowance.rule().equals(Optional.of(rule)))
                .map(Allowance::reason).findFirst();
    }

    /// Hears of what was found at one statement of a script.
    private final class Finding implements BiConsumer<Rule, String> {

        private final Script script;
        private final int line;
        private final List<Allowance> allowed;

        Finding(Script script, int line, List<Allowance> allowed) {
            this.script = script;
            this.line = line;
            this.allowed = allowed;
        }

        @Override
        public void accept(Rule rule, String object) {
            Revision revision = script.revision();
            hazards.add(new Hazard(rule, revision, script.file(), line, object, reason(rule, allowed)));
        }
    }
}
