package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/// What one step of a move runs: the script's statements, and what we put around them.
final class StepText {

    private final Script script;
    private final Ladder ladder;
    private final boolean alembicToo;

    StepText(Script script, Ladder ladder, boolean alembicToo) {
        this.script = script;
        this.ladder = ladder;
        this.alembicToo = alembicToo;
    }

    Preview.Step step(boolean up) {
        String file = up ? script.file() : script.wayBackFile().orElseThrow();
        List<Preview.Line> lines = new ArrayList<>();
        for (SqlStatement statement : Statements.of(file, up ? script.sql() : script.wayBackSql().orElseThrow())) {
            lines.add(
                    new Preview.Line(statement.getLineNumber(), Refusals.withoutHeading(statement.getSql()),
                            statement.canExecuteInTransaction()));
        }
        Revision below = ladder.below(script.revision());
        if (up) {
            alembic(below, script.revision(), lines);
            lines.add(history("SQL", file));
        } else {
            lines.add(history("DELETE", file));
            alembic(script.revision(), below, lines);
        }
        return new Preview.Step(script.revision(), file, lines);
    }

    private Preview.Line history(String type, String file) {
        return ours("INSERT INTO " + LedgerReading.HISTORY + " (version, type, script, …) VALUES ('" + script.revision() + "', '"
                + type
                + "', '" + file.replace("'", "''") + "', …)");
    }

    private void alembic(Revision from, Revision to, List<Preview.Line> lines) {
        if (ladder.ledgers().alembic().isEmpty()) {
            if (!alembicToo) {
                return;
            }
            if (from.equals(ladder.current())) {
                lines.add(ours("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc"
                        + " PRIMARY KEY (version_num))"));
                lines.add(ours("INSERT INTO alembic_version (version_num) VALUES ('" + id(to) + "')"));
                return;
            }
        }
        lines.add(ours(to.isBase()
                ? "DELETE FROM alembic_version WHERE version_num = '" + id(from) + "'"
                : from.isBase()
                        ? "INSERT INTO alembic_version (version_num) VALUES ('" + id(to) + "')"
                        : "UPDATE alembic_version SET version_num = '" + id(to) + "' WHERE version_num = '" + id(from) + "'"));
    }

    /// As Alembic calls it.
    private String id(Revision revision) {
        return ladder.ledgers().alembicId(revision);
    }

    private static Preview.Line ours(String sql) {
        return new Preview.Line(0, sql, true);
    }
}
