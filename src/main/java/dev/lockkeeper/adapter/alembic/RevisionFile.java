package dev.lockkeeper.adapter.alembic;

import dev.lockkeeper.adapter.alembic.PythonTokens.Kind;
import dev.lockkeeper.adapter.alembic.PythonTokens.Line;
import dev.lockkeeper.adapter.alembic.PythonTokens.Token;
import dev.lockkeeper.schema.AlembicRevision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one file of Alembic's by rule: plain assignments of texts at the top level. Whatever is computed is refused, never guessed.
final class RevisionFile {

    private static final Set<String> WATCHED = Set.of("revision", "down_revision", "branch_labels", "depends_on");
    private static final Set<String> DEFINITIONS = Set.of("def", "class", "async", "@");
    private static final Set<String> BLOCKS = Set.of("if", "elif", "else", "for", "while", "try", "except", "finally", "with",
            "match", "case");
    /// What could set a name without naming it.
    private static final Set<String> HIDDEN = Set.of("exec", "eval", "globals", "locals", "vars", "setattr");
    private static final Pattern LEGACY = Pattern.compile("([a-f0-9]+)\\.py");

    private final String file;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private Optional<String> documentation = Optional.empty();
    private int starLine;

    private RevisionFile(String file) {
        this.file = file;
    }

    static AlembicRevision read(String file, byte[] bytes) throws UnreadException {
        return new RevisionFile(file).read(PythonTokens.of(PythonText.of(bytes)));
    }

    private AlembicRevision read(List<Line> lines) throws UnreadException {
        boolean inDefinition = false;
        boolean first = true;
        for (Line line : lines) {
            if (first && !line.indented() && line.tokens().stream().allMatch(token -> token.kind() == Kind.TEXT)) {
                documentation = Optional.of(join(line.tokens()));
            }
            first = false;
            if (!line.indented()) {
                inDefinition = DEFINITIONS.contains(line.first().text()) && line.first().kind() != Kind.TEXT;
            }
            if (inDefinition) {
                refuseReachingOut(line);
            } else if (line.indented() || (BLOCKS.contains(line.first().text()) && line.first().kind() == Kind.NAME)) {
                refuseWatched(line.tokens(), "not at the top level");
                refuseHidden(line.tokens());
            } else {
                for (List<Token> statement : statements(line)) {
                    topLevel(statement);
                }
            }
        }
        if (starLine > 0 && !values.keySet().containsAll(WATCHED)) {
            throw new UnreadException(starLine, "import *");
        }
        return revision();
    }

    private AlembicRevision revision() throws UnreadException {
        Optional<String> id = Optional.ofNullable(values.get("revision")).flatMap(texts -> texts.stream().findFirst());
        if (id.isEmpty()) {
            Matcher legacy = LEGACY.matcher(file);
            id = legacy.matches() && !values.containsKey("revision") ? Optional.of(legacy.group(1)) : Optional.empty();
        }
        if (id.isEmpty() || id.get().isEmpty()) {
            throw new UnreadException(0, "no revision");
        }
        if (id.get().matches("(?s).*[@+-].*")) {
            throw new UnreadException(0, "revision " + id.get() + ": @, + or -");
        }
        if (!values.containsKey("down_revision")) {
            throw new UnreadException(0, "no down_revision");
        }
        String message = documentation.map(String::strip).map(text -> text.split("\n\n", 2)[0].replace('\n', ' ')).orElse("");
        return new AlembicRevision(id.get(), texts("down_revision"), texts("branch_labels"), texts("depends_on"), file, message);
    }

    private List<String> texts(String name) {
        return values.getOrDefault(name, List.of()).stream().filter(text -> !text.isEmpty()).distinct().toList();
    }

    /// A function may still write to the file's names, by `global`; that it is never called cannot be seen.
    private static void refuseReachingOut(Line line) throws UnreadException {
        if (line.first().is("global")) {
            refuseWatched(line.tokens(), "global");
        }
    }

    private static void refuseWatched(List<Token> tokens, String why) throws UnreadException {
        for (Token token : tokens) {
            if (token.kind() == Kind.NAME && WATCHED.contains(token.text())) {
                throw new UnreadException(token.line(), token.text() + ": " + why);
            }
        }
    }

    private static List<List<Token>> statements(Line line) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> statement = new ArrayList<>();
        int open = 0;
        for (Token token : line.tokens()) {
            if (token.is("(") || token.is("[") || token.is("{")) {
                open++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                open--;
            }
            if (open == 0 && token.is(";")) {
                statements.add(statement);
                statement = new ArrayList<>();
            } else {
                statement.add(token);
            }
        }
        statements.add(statement);
        return statements.stream().filter(tokens -> !tokens.isEmpty()).toList();
    }

    private void topLevel(List<Token> statement) throws UnreadException {
        Token first = statement.getFirst();
        if (first.is("from") && statement.getLast().is("*")) {
            if (!values.isEmpty()) {
                throw new UnreadException(first.line(), "import *");
            }
            starLine = first.line();
            return;
        }
        if (first.kind() == Kind.NAME && WATCHED.contains(first.text())) {
            assigned(statement);
            return;
        }
        refuseWatched(statement, "not a plain assignment");
        refuseHidden(statement);
    }

    private static void refuseHidden(List<Token> tokens) throws UnreadException {
        for (Token token : tokens) {
            if (token.kind() == Kind.NAME && HIDDEN.contains(token.text())) {
                throw new UnreadException(token.line(), token.text());
            }
        }
    }

    private void assigned(List<Token> statement) throws UnreadException {
        Token name = statement.getFirst();
        int equals = -1;
        boolean annotated = statement.size() > 1 && statement.get(1).is(":");
        for (int i = 1; i < statement.size() && equals < 0; i++) {
            equals = statement.get(i).is("=") ? i : -1;
        }
        if (equals < 0 && annotated) {
            return;
        }
        if (equals < 0 || (equals != 1 && !annotated)) {
            throw new UnreadException(name.line(), name.text() + ": not a plain assignment");
        }
        Value value = new Value(statement.subList(equals + 1, statement.size()), name);
        values.put(name.text(), value.whole());
    }

    private static String join(List<Token> tokens) {
        return String.join("", tokens.stream().map(Token::text).toList());
    }

    /// What stands right of the sign: nothing, a text, or a list of texts.
    private static final class Value {

        private final List<Token> tokens;
        private final Token name;
        private int at;

        Value(List<Token> tokens, Token name) {
            this.tokens = tokens;
            this.name = name;
        }

        List<String> whole() throws UnreadException {
            List<String> texts = items("");
            if (at < tokens.size()) {
                throw refused(tokens.get(at));
            }
            return texts;
        }

        /// Texts with commas between, up to `end`.
        private List<String> items(String end) throws UnreadException {
            List<String> texts = new ArrayList<>();
            boolean comma = true;
            while (at < tokens.size() && !tokens.get(at).is(end)) {
                if (!comma) {
                    throw refused(tokens.get(at));
                }
                texts.addAll(item());
                comma = at < tokens.size() && tokens.get(at).is(",");
                at += comma ? 1 : 0;
            }
            return texts;
        }

        private List<String> item() throws UnreadException {
            Token token = tokens.get(at);
            for (String pair : List.of("()", "[]", "{}")) {
                if (token.is(pair.substring(0, 1))) {
                    int start = ++at;
                    List<String> inside = items(pair.substring(1));
                    if (at >= tokens.size()) {
                        throw refused(token);
                    }
                    boolean one = pair.equals("()") && inside.size() == 1 && !tokens.get(at - 1).is(",") && at > start;
                    at++;
                    // a text in brackets may go on behind them
                    return one ? List.of(inside.getFirst() + more()) : inside;
                }
            }
            if (token.is("None")) {
                at++;
                return List.of();
            }
            if (token.kind() != Kind.TEXT) {
                throw refused(token);
            }
            return List.of(more());
        }

        /// Texts beside one another, or with a plus between, are one.
        private String more() throws UnreadException {
            StringBuilder text = new StringBuilder();
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                if (token.kind() == Kind.TEXT) {
                    text.append(token.text());
                    at++;
                } else if (token.is("+")) {
                    at++;
                    if (at >= tokens.size() || tokens.get(at).kind() != Kind.TEXT) {
                        throw refused(token);
                    }
                } else {
                    break;
                }
            }
            return text.toString();
        }

        private UnreadException refused(Token token) {
            return new UnreadException(token.line(), name.text() + " = … " + token.text());
        }
    }
}
