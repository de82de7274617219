package dev.lockkeeper.schema.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A script as a person reads it: its statements, each with the comments that belong to it. `rest` are the comments behind the last one.
public record SqlText(String sql, List<Part> parts, List<Token> rest) {

    public SqlText {
        parts = List.copyOf(parts);
        rest = List.copyOf(rest);
    }

    /// One statement. `line` is that of its first word. Its comments stand before it, in it, or behind it on its last line.
    public record Part(int line, String text, List<Token> tokens, List<Token> comments, Change change) {

        public Part {
            tokens = List.copyOf(tokens);
            comments = List.copyOf(comments);
        }
    }

    public static SqlText of(String sql) {
        return new Cutting(sql).cut();
    }

    /// The words and quoted names of an expression: whatever in it may be a column.
    public static List<String> names(String expression) {
        return Tokens.of(expression).stream().filter(Token::name).map(Token::text).toList();
    }

    public Stream<Token> comments() {
        return Stream.concat(parts.stream().flatMap(part -> part.comments().stream()), rest.stream());
    }

    /// Goes through the tokens once and collects a statement at a time.
    private static final class Cutting {

        private final String sql;
        private final List<Part> parts = new ArrayList<>();
        private List<Token> tokens = new ArrayList<>();
        private List<Token> comments = new ArrayList<>();
        private int parentheses;
        private int blocks;
        private int lastLine;

        Cutting(String sql) {
            this.sql = sql;
        }

        SqlText cut() {
            for (Token token : Tokens.of(sql)) {
                switch (token.kind()) {
                    case DATA -> {
                        // belongs to the COPY that has just ended
                    }
                    case COMMENT -> comment(token);
                    case META -> {
                        end();
                        tokens.add(token);
                        lastLine = token.line();
                        end();
                    }
                    default -> code(token);
                }
            }
            end();
            return new SqlText(sql, parts, comments);
        }

        private void comment(Token token) {
            if (tokens.isEmpty() && !parts.isEmpty() && token.line() == lastLine) {
                Part last = parts.removeLast();
                parts.add(new Part(last.line(), last.text(), last.tokens(), Stream.concat(last.comments().stream(), Stream.of(
                        token)).toList(), last.change()));
            } else {
                comments.add(token);
            }
        }

        private void code(Token token) {
            if (token.sign("(")) {
                parentheses++;
            } else if (token.sign(")")) {
                parentheses--;
            } else if (opensBlock(token)) {
                blocks++;
            } else if (blocks > 0 && token.word("end")) {
                blocks--;
            }
            if (token.sign(";") && parentheses <= 0 && blocks == 0) {
                lastLine = token.line();
                end();
            } else {
                tokens.add(token);
            }
        }

        /// `BEGIN ATOMIC … END` holds statements of its own, and each `CASE` in it an `END`.
        private boolean opensBlock(Token token) {
            return blocks > 0
                    ? token.word("case")
                    : token.word("atomic") && tokens.size() > 2 && tokens.getLast().word("begin")
                            && tokens.getFirst().word("create");
        }

        private void end() {
            if (!tokens.isEmpty()) {
                Token first = tokens.getFirst();
                String text = sql.substring(first.start(), tokens.getLast().end());
                parts.add(new Part(first.line(), text, tokens, comments, new Changes(sql, tokens).read()));
                tokens = new ArrayList<>();
                comments = new ArrayList<>();
            }
            parentheses = 0;
            blocks = 0;
        }
    }
}
