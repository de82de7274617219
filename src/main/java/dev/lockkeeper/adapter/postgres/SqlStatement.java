package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.adapter.postgres.SqlStatement.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One statement of an SQL file, and what can be told of it without a server. `text` is without its semicolon, and empty where it was not
/// kept; `bytes` is how long it is; `cut` is whether it has more words than `tokens`.
record SqlStatement(long line, String text, long bytes, List<Token> tokens, boolean cut) implements SqlCutter.Piece {

    private static final Set<String> NOBODY = Set.of("public", "current_user", "current_role", "session_user");
    private static final Set<String> TRUSTED_LANGUAGES = Set.of("sql", "plpgsql");

    /// What a dump calls; anything else may be somebody's own function.
    private static final Set<String> TAME_CALLS = Set.of("setval", "set_config", "lo_create", "lo_open", "lo_close", "lowrite",
            "lo_unlink", "lo_from_bytea", "lo_put");

    SqlStatement {
        tokens = List.copyOf(tokens);
    }

    /// A word of the statement. Words and names are as the server understands them: words in small letters, names without their quotes.
    record Token(Kind kind, String text) {

        enum Kind {
            WORD, NAME, TEXT, SYMBOL,
            /// A text that is written so that it would have to be decoded.
            OTHER
        }

        boolean is(String word) {
            return kind != Kind.NAME && kind != Kind.TEXT && kind != Kind.OTHER && text.equals(word);
        }

        private boolean named() {
            return kind == Kind.WORD || kind == Kind.NAME;
        }
    }

    boolean begins(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!at(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /// The table whose rows follow in the file, as the file writes its name.
    Optional<String> copyTable() {
        if (!begins("copy")) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            depth += at(i).is("(") ? 1 : at(i).is(")") ? -1 : 0;
            if (depth == 0 && at(i).is("from")) {
                return at(i + 1).is("stdin") ? Optional.of(table()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Whether each line of a COPY block is a row.
    boolean rowsAreLines() {
        return tokens.stream().noneMatch(token -> token.is("csv"));
    }

    private String table() {
        StringBuilder name = new StringBuilder();
        for (int i = 1; at(i).named() || at(i).is("."); i++) {
            if (at(i).is("from")) {
                break;
            }
            name.append(at(i).kind() == Kind.NAME && !at(i).text().matches("[a-z_][a-z0-9_]*")
                    ? '"' + at(i).text().replace("\"", "\"\"") + '"'
                    : at(i).text());
        }
        return name.toString();
    }

    /// BEGIN or COMMIT: the whole file is one transaction anyway.
    boolean framesTransaction() {
        return !chains() && !begins("commit", "prepared")
                && (begins("begin") || begins("start", "transaction") || begins("commit") || begins("end"));
    }

    /// Rows that go in one by one, without an answer.
    boolean insertsQuietly() {
        return begins("insert") && !text.toLowerCase(Locale.ROOT).contains("returning");
    }

    /// A setting for the file's own session, which an older server may not know.
    boolean sets() {
        return begins("set") && !at(1).is("role") && !(at(1).is("session") && at(2).is("authorization"))
                && !at(1).is("constraints");
    }

    private boolean chains() {
        return has("and", "chain");
    }

    /// Why it cannot run where only one database is to be filled, in one step.
    Optional<String> refusal() {
        if (begins("create", "database") || begins("drop", "database") || begins("alter", "database") || begins("alter", "system")
                || begins("create", "tablespace") || begins("drop", "tablespace")) {
            return Optional.of(at(0).text().toUpperCase(Locale.ROOT) + " " + at(1).text().toUpperCase(Locale.ROOT)
                    + ": the file is for a whole server, not for one database");
        }
        boolean undoes = (begins("rollback") && !at(1).is("to") && !(at(2).is("to") && !at(1).is("prepared")))
                || begins("abort");
        boolean twoPhase = begins("prepare", "transaction") || begins("commit", "prepared") || begins("rollback", "prepared");
        if (undoes || twoPhase || ((begins("commit") || begins("end")) && chains())) {
            return Optional.of("the file handles its transactions itself: " + head());
        }
        if (copyTable().isPresent() && tokens.stream().anyMatch(token -> token.is("binary"))) {
            return Optional.of("COPY in binary form");
        }
        return setting("standard_conforming_strings").filter(value -> !Set.of("on", "true", "yes", "1").contains(value))
                .map(_ -> "standard_conforming_strings is off: its texts would be read wrongly")
                .or(() -> setting("client_encoding").or(() -> begins("set", "names") ? Optional.of(value(2)) : Optional.empty())
                        .filter(value -> !Set.of("utf8", "utf-8", "unicode").contains(value))
                        .map(value -> "the file is not in UTF-8 but in " + value));
    }

    /// The value in small letters, where it sets this setting.
    private Optional<String> setting(String name) {
        int i = begins("set", "session") || begins("set", "local") ? 2 : 1;
        return begins("set") && at(i).named() && at(i).text().equalsIgnoreCase(name)
                ? Optional.of(value(i + 2))
                : Optional.empty();
    }

    private String value(int i) {
        return at(i).text().strip().toLowerCase(Locale.ROOT);
    }

    /// What reaches beyond the rows and tables of one database, or runs code, in the statement's own words.
    List<String> dangers() {
        List<String> dangers = new ArrayList<>();
        if (reaches()) {
            dangers.add(head());
        }
        if (begins("copy") && has("program")) {
            dangers.add("COPY … PROGRAM");
        } else if (begins("copy") && copyTable().isEmpty()) {
            dangers.add(head());
        }
        if (begins("create") || begins("alter")) {
            if (has("security", "definer")) {
                dangers.add("SECURITY DEFINER: " + head());
            }
            Token made = at(begins("create", "or", "replace") ? 3 : 1);
            boolean routine = made.is("function") || made.is("procedure");
            for (int i = 0; routine && i < tokens.size(); i++) {
                if (at(i).is("language") && !trusted(at(i + 1))) {
                    dangers.add("LANGUAGE " + at(i + 1).text() + ": " + head());
                }
            }
        }
        if (begins("select") && !tame()) {
            dangers.add(head());
        }
        if (cut && !begins("insert")) {
            dangers.add("too long to be looked through: " + head());
        }
        return List.copyOf(dangers);
    }

    private static boolean trusted(Token language) {
        return language.kind() != Kind.OTHER && TRUSTED_LANGUAGES.contains(language.text().toLowerCase(Locale.ROOT));
    }

    private boolean reaches() {
        int object = begins("create", "or", "replace") ? 3 : 1;
        boolean makes = begins("create") || begins("alter") || begins("drop");
        Token made = at(object);
        boolean beyond = makes && (made.is("role") || made.is("user") || made.is("group") || made.is("server")
                || made.is("subscription") || made.is("publication") || made.is("language")
                || (made.is("event") && at(object + 1).is("trigger"))
                || ((made.is("trusted") || made.is("procedural")) && has("language"))
                || (made.is("foreign") && at(object + 1).is("data")));
        boolean rights = (begins("grant") || begins("revoke")) && (!has("on") || has("on", "database") || has("on", "tablespace")
                || has("on", "parameter") || has("on", "foreign") || has("on", "language"));
        return beyond || rights || begins("do") || begins("call") || begins("load") || begins("import")
                || begins("reassign") || begins("drop", "owned") || begins("set", "role")
                || begins("set", "session", "authorization")
                || begins("reset", "role") || begins("reset", "session") || begins("comment", "on", "database")
                || begins("security", "label") || begins("execute") || begins("explain") || begins("with") || begins("prepare")
                || (begins("alter", "default") && !has("grant") && !has("revoke"));
    }

    /// Whether every call in it is one that a dump makes.
    private boolean tame() {
        for (int i = 1; i < tokens.size(); i++) {
            boolean call = at(i).is("(") && at(i - 1).named();
            boolean ours = i >= 3 && at(i - 2).is(".") && at(i - 3).text().equals("pg_catalog")
                    && TAME_CALLS.contains(at(i - 1).text());
            if (call && !ours) {
                return false;
            }
        }
        return true;
    }

    /// The roles that it makes owners or gives rights to; these must exist.
    Set<String> roles() {
        Set<String> roles = new LinkedHashSet<>();
        for (int i = 1; i < tokens.size(); i++) {
            if (at(i).is("to") && at(i - 1).is("owner")) {
                add(roles, i + 1);
            } else if ((begins("grant") && at(i).is("to")) || (begins("revoke") && at(i).is("from"))
                    || (begins("create", "policy") && at(i).is("to"))
                    || (begins("alter", "default") && (at(i).is("to") || at(i).is("from")))
                    || (begins("alter", "default") && at(i - 1).is("for") && (at(i).is("role") || at(i).is("user")))) {
                list(roles, i + 1);
            } else if (at(i).is("authorization") && (begins("create", "schema") || begins("set", "session"))) {
                add(roles, i + 1);
            }
        }
        if (begins("set", "role")) {
            add(roles, 2);
        }
        return roles;
    }

    /// Whether it does nothing but tell owners and rights, so that the rows and tables are the same without it.
    boolean onlyRights() {
        return (begins("alter") && has("owner", "to")) || (begins("grant") && has("on")) || (begins("revoke") && has("on"))
                || begins("alter", "default", "privileges");
    }

    private void list(Set<String> roles, int first) {
        int i = at(first).is("group") ? first + 1 : first;
        add(roles, i);
        while (at(i + 1).is(",")) {
            i += at(i + 2).is("group") ? 3 : 2;
            add(roles, i);
        }
    }

    private void add(Set<String> roles, int i) {
        boolean somebody = at(i).kind() == Kind.NAME || (at(i).kind() == Kind.WORD && !NOBODY.contains(at(i).text()))
                || at(i).kind() == Kind.TEXT;
        if (somebody && !(at(i).kind() == Kind.WORD && Set.of("default", "none").contains(at(i).text()))) {
            roles.add(at(i).text());
        }
    }

    private boolean has(String... words) {
        for (int i = 1; i + words.length <= tokens.size(); i++) {
            boolean here = true;
            for (int k = 0; k < words.length; k++) {
                here &= at(i + k).is(words[k]);
            }
            if (here) {
                return true;
            }
        }
        return false;
    }

    /// Its first words, as evidence; no text in quotes is among them, which may be a secret or a row.
    String head() {
        return tokens.stream().limit(8)
                .map(token -> token.kind() == Kind.TEXT || token.kind() == Kind.OTHER
                        ? "'…'"
                        : token.kind() == Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : token.text())
                .collect(Collectors.joining(" "));
    }

    private Token at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NONE;
    }

    private static final Token NONE = new Token(Kind.SYMBOL, "");
}
