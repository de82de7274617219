package dev.lockkeeper.environment;

import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What all the `.env*` files of a folder hold, templates and editors' copies included: for keeping it out of what is handed on.
public final class EnvEntries {

    private static final int LIMIT = 1 << 20;
    private static final Pattern LINE = Pattern.compile("^\\s*(?:export\\s+)?([\\w.-]+)\\s*[=:](.*)$", Pattern.MULTILINE);
    private static final Pattern SECRET_KEY = Pattern.compile(
            "(?i).*(pass|pwd|secret|token|credential|private|salt|api_?key|access_?key|signing|encryption).*|(?i)(.*[_.-])?(key|dsn|auth|pw|pin)");
    private static final Pattern IN_ADDRESS = Pattern.compile("://[^:/@\\s]*:([^@\\s]+)@");

    private EnvEntries() {}

    /// A key of a file and its value; `secret` by the key's name, or as the password within an address.
    public record Entry(Path file, String key, Secret value, boolean secret) {}

    /// Never throws: of a file that Compose would not understand, the lines are taken as they are.
    public static List<Entry> in(Path folder) {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(folder)) {
            entries.addAll(of(file));
        }
        return List.copyOf(entries);
    }

    /// Whether a key of this name holds a secret.
    public static boolean secret(String key) {
        return SECRET_KEY.matcher(key).matches();
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".env*")) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private static List<Entry> of(Path file) {
        List<Entry> entries = new ArrayList<>();
        try {
            EnvFile.read(file, name -> Optional.ofNullable(System.getenv(name))).values()
                    .forEach((key, value) -> add(entries, file, key, value));
        } catch (ProblemException e) {
            // the lines tell
        }
        // As it was typed, too: a value in quotes, or one with `$` in it, is read differently by other programs.
        Matcher line = LINE.matcher(text(file));
        while (line.find()) {
            String typed = line.group(2).strip();
            add(entries, file, line.group(1), typed);
            add(entries, file, line.group(1), unquoted(typed));
            add(entries, file, line.group(1), unquoted(typed.replaceFirst("\\s+#.*$", "").strip()));
        }
        return entries;
    }

    private static void add(List<Entry> entries, Path file, String key, String value) {
        boolean secret = secret(key);
        if (entries.stream().noneMatch(known -> known.key().equals(key) && known.value().reveal().equals(value))) {
            entries.add(new Entry(file, key, new Secret(value), secret));
        }
        Matcher password = IN_ADDRESS.matcher(value);
        while (!secret && password.find()) {
            String found = password.group(1);
            if (entries.stream().noneMatch(known -> known.secret() && known.value().reveal().equals(found))) {
                entries.add(new Entry(file, key, new Secret(found), true));
            }
        }
    }

    private static String unquoted(String typed) {
        boolean quoted = typed.length() > 1 && (typed.charAt(0) == '"' || typed.charAt(0) == '\'')
                && typed.charAt(typed.length() - 1) == typed.charAt(0);
        return quoted ? typed.substring(1, typed.length() - 1) : typed;
    }

    private static String text(Path file) {
        try {
            // a file in another character set still has its letters at their places
            return Files.size(file) > LIMIT ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
