package dev.lockkeeper.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Understands the plainest command lines, a verb without options of its own, and leaves all others to the [Grammar]: loading the
/// parser takes longer than such a verb.
final class Shorthand {

    static final Set<String> VERBS = Set.of("current", "history", "doctor", "up", "which");
    private static final List<String> WORDS = List.of("--project", "--environment", "--migrations", "--alembic", "--lang",
            "--confirm");
    private static final List<String> FLAGS = List.of("--json", "--yes");

    private Shorthand() {}

    /// The same as the grammar says, or empty where that has to be asked.
    static Optional<Typed> read(String... arguments) {
        Map<String, String> options = new HashMap<>();
        @Nullable
        String verb = null;
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (verb == null && VERBS.contains(word)) {
                verb = word;
            } else if (FLAGS.contains(word)) {
                if (options.put(word, "true") != null) {
                    return Optional.empty();
                }
            } else if (WORDS.contains(name)) {
                String value = equals >= 0 ? word.substring(equals + 1) : i + 1 < arguments.length ? arguments[++i] : "";
                if (!plain(value) || options.put(name, value) != null) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(verb).flatMap(Verbs::named)
                .map(known -> new Typed(Optional.of(known),
                        new Asked(option -> Optional.ofNullable(options.get(option)), Optional.empty()),
                        false, Optional.empty()));
    }

    /// Whether nobody could take it for anything but a value.
    private static boolean plain(String value) {
        return !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0 && !Verbs.known(value);
    }
}
