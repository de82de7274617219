package dev.lockkeeper.adapter.flyway;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The tables and columns that a script brings, read from its text: enough to see whether a revision is really there.
final class CreatedObjects {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?";
    private static final Pattern TABLE = Pattern
            .compile("(?is)^\\s*create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?("
                    + NAME + ")");
    private static final Pattern ALTERED = Pattern
            .compile("(?is)^\\s*alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(" + NAME + ")(.*)");
    private static final Pattern COLUMN = Pattern.compile("(?is)\\badd\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?"
            + "(?!(?:constraint|primary|foreign|unique|check|exclude)\\b)(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s+\\S");
    private static final Pattern COMMENT = Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/");

    private CreatedObjects() {}

    /// A table as the script names it, or a column of one as the catalog has it.
    record Created(String table, String column) {

        boolean isTable() {
            return column.isEmpty();
        }

        // Java would make these two at their first call, which takes longer than all the rest that a verb like `current` does with them.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Created created && table.equals(created.table) && column.equals(created.column);
        }

        @Override
        public int hashCode() {
            return 31 * table.hashCode() + column.hashCode();
        }

        @Override
        public String toString() {
            return isTable() ? table : table + "." + column;
        }
    }

    static List<Created> by(String file, String script) {
        return by(StatementCuts.statements(script)
                .orElseGet(() -> Statements.of(file, script).stream().map(SqlStatement::getSql).toList()));
    }

    private static List<Created> by(List<String> statements) {
        Set<Created> created = new LinkedHashSet<>();
        for (String statement : statements) {
            String sql = COMMENT.matcher(statement).replaceAll(" ");
            Matcher table = TABLE.matcher(sql);
            if (table.find()) {
                created.add(new Created(table.group(1).replaceAll("\\s", ""), ""));
            }
            Matcher altered = ALTERED.matcher(sql);
            if (altered.find()) {
                Matcher column = COLUMN.matcher(altered.group(2));
                while (column.find()) {
                    created.add(new Created(altered.group(1).replaceAll("\\s", ""), plain(column.group(1))));
                }
            }
        }
        return new ArrayList<>(created);
    }

    /// Tables that a statement changes or drops, for naming who holds them.
    static List<String> touched(String statement) {
        Matcher found = Pattern
                .compile("(?is)\\b(?:table|on|into|update|from|truncate)\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(" + NAME + ")")
                .matcher(COMMENT.matcher(statement).replaceAll(" "));
        Set<String> tables = new LinkedHashSet<>();
        while (found.find()) {
            tables.add(found.group(1));
        }
        return new ArrayList<>(tables);
    }

    /// A column's name as the catalog has it.
    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name.toLowerCase(Locale.ROOT);
    }
}
