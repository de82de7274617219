package dev.lockkeeper.environment;

import dev.lockkeeper.environment.EnvFlaw.EnvKeysMissing;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes an `.env` file by as little as it takes, and keeps the file as it was beside it.
public final class EnvMend {

    private EnvMend() {}

    /// Takes away the flaws that can be mended without a question; every other byte stays. Returns the copy of the file as it was; empty
    /// where there was nothing to mend. Throws [EnvironmentProblem].
    public static Optional<Path> mend(Path file, Optional<Path> example) {
        List<EnvFlaw> flaws = EnvLint.of(file, example).stream().filter(EnvFlaw::mendable).toList();
        if (flaws.isEmpty()) {
            return Optional.empty();
        }
        EnvText text = EnvText.read(file);
        String mended = withoutRepeated(text.text(), text.entries(file)).replace("\r\n", "\n");
        for (EnvFlaw flaw : flaws) {
            if (flaw instanceof EnvKeysMissing missing) {
                mended = withKeys(mended, missing);
            }
        }
        return Optional.of(written(file, mended));
    }

    /// Gives a key another value, where it stands last or else at the end. Returns the copy of the file as it was.
    /// Throws [EnvironmentProblem].
    public static Path set(Path file, String key, String value) {
        EnvText text = EnvText.read(file);
        String all = text.text();
        Optional<EnvGrammar.Entry> last = text.entries(file).stream().filter(entry -> entry.key().equals(key))
                .reduce((_, later) -> later);
        String changed = last
                .map(entry -> all.substring(0, entry.value()) + quoted(value) + comment(all.substring(entry.value(), entry.to()))
                        + all.substring(entry.to()))
                .orElseGet(() -> ended(all) + key + "=" + quoted(value) + "\n");
        return written(file, (text.coding() == EnvText.Coding.UTF_8_MARKED ? "\uFEFF" : "") + changed);
    }

    /// The same for a secret: before it is written, the file is closed to everybody but its owner.
    public static Path setSecret(Path file, String key, Secret value) {
        try {
            PrivateFiles.close(file);
        } catch (IOException e) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentUnwritable(file, String.valueOf(e.getMessage())), e);
        }
        return set(file, key, value.reveal());
    }

    /// Puts the secrets in which a `$` begins a variable into single quotes, so that what is written is what arrives. Returns the copy of the
    /// file as it was; empty where there was none. Throws [EnvironmentProblem].
    public static Optional<Path> quote(Path file) {
        Set<Integer> expanded = new HashSet<>();
        for (EnvFlaw flaw : EnvLint.of(file, Optional.empty())) {
            if (flaw instanceof EnvFlaw.PasswordExpanded found) {
                expanded.add(found.line());
            }
        }
        if (expanded.isEmpty()) {
            return Optional.empty();
        }
        EnvText text = EnvText.read(file);
        StringBuilder changed = new StringBuilder(text.text());
        for (EnvGrammar.Entry entry : text.entries(file).reversed()) {
            if (expanded.contains(text.line(entry.from()))) {
                String raw = text.text().substring(entry.value(), entry.to());
                changed.replace(entry.value(), entry.to(), "'" + written(raw).replace("'", "\\'") + "'" + comment(raw));
            }
        }
        return Optional.of(written(file, (text.coding() == EnvText.Coding.UTF_8_MARKED ? "\uFEFF" : "") + changed));
    }

    /// A value as its author wrote it, with its variables in it.
    private static String written(String raw) {
        String value = raw.startsWith("\"")
                ? raw.substring(1, Math.max(1, raw.lastIndexOf('"'))).replaceAll("\\\\([\"\\\\])", "$1")
                : raw.substring(0, raw.length() - comment(raw).length()).strip();
        return value.replaceAll("\\$\\$|\\\\\\$", "\\$");
    }

    /// Plain where Compose reads it as it stands, else in single quotes, in which it changes nothing.
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@%+=-]*") ? value : "'" + value.replace("'", "\\'") + "'";
    }

    /// What follows the value on its line.
    private static String comment(String raw) {
        int at = raw.startsWith("'") || raw.startsWith("\"") ? -1 : raw.indexOf(" #");
        return at < 0 ? "" : raw.substring(at);
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /// Without the lines that do not count because the key comes again.
    private static String withoutRepeated(String text, List<EnvGrammar.Entry> entries) {
        Set<String> later = new HashSet<>();
        List<EnvGrammar.Entry> idle = new ArrayList<>();
        for (EnvGrammar.Entry entry : entries.reversed()) {
            if (!later.add(entry.key())) {
                idle.add(entry);
            }
        }
        idle.sort(Comparator.comparingInt(EnvGrammar.Entry::from).reversed());
        StringBuilder kept = new StringBuilder(text);
        for (EnvGrammar.Entry entry : idle) {
            int end = text.indexOf('\n', entry.to());
            kept.delete(text.lastIndexOf('\n', entry.from()) + 1, end < 0 ? text.length() : end + 1);
        }
        return kept.toString();
    }

    /// With the example's lines for what is missing, secrets excepted: the example's is known to everybody.
    private static String withKeys(String text, EnvKeysMissing missing) {
        EnvText example = EnvText.read(missing.example());
        StringBuilder more = new StringBuilder(ended(text));
        for (EnvGrammar.Entry entry : example.entries(missing.example())) {
            if (missing.keys().contains(entry.key()) && !EnvLint.secret(entry.key())) {
                more.append(example.text(), entry.from(), entry.to()).append('\n');
            }
        }
        return more.toString();
    }

    private static Path written(Path file, String text) {
        try {
            return KeptFile.replace(file, text);
        } catch (IOException e) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentUnwritable(file,
                    String.valueOf(e.getMessage())), e);
        }
    }
}
