package dev.lockkeeper.adapter.alembic;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an `alembic.ini` says about where the revisions are. Paths are taken from the folder in which it stands.
final class AlembicIni {

    private static final Pattern LETTER = Pattern.compile("%\\(([^)]+)\\)s|%%");

    private final Path folder;
    private final Map<String, String> values = new LinkedHashMap<>();

    private AlembicIni(Path folder) {
        this.folder = folder;
    }

    /// As Python's `configparser` reads it: `=` or `:`, lines further in belong to the one above, `%(here)s` is the folder.
    static AlembicIni of(Path folder, String text) {
        AlembicIni ini = new AlembicIni(folder);
        ini.values.put("here", folder.toString());
        boolean ours = false;
        String key = "";
        for (String line : text.split("\n", -1)) {
            String plain = line.strip();
            boolean further = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            if (plain.isEmpty() || plain.startsWith("#") || plain.startsWith(";")) {
                continue;
            }
            if (further && ours && !key.isEmpty()) {
                String more = plain;
                ini.values.computeIfPresent(key, (_, before) -> before + "\n" + more);
            } else if (plain.startsWith("[")) {
                ours = plain.equals("[alembic]");
                key = "";
            } else if (ours) {
                String[] parts = plain.split("\\s*[=:]\\s*", 2);
                key = parts[0].strip().toLowerCase(Locale.ROOT);
                ini.values.put(key, parts.length > 1 ? parts[1] : "");
            }
        }
        return ini;
    }

    /// The folders with the revisions' files. Throws where the file does not say it by rule.
    List<Path> versions() throws UnreadException {
        Optional<String> several = value("version_locations").filter(text -> !text.isBlank());
        if (several.isPresent()) {
            List<Path> folders = new ArrayList<>();
            for (String place : split(several.get())) {
                folders.add(path(place));
            }
            return folders;
        }
        Optional<String> place = value("script_location").filter(text -> !text.isBlank());
        if (place.isEmpty()) {
            throw new UnreadException(0, "no script_location");
        }
        return List.of(path(place.get()).resolve("versions"));
    }

    private List<String> split(String text) throws UnreadException {
        Optional<String> newer = value("path_separator");
        String separator = (newer.isPresent() ? newer : value("version_path_separator")).map(String::strip).orElse("");
        String between = switch (separator) {
            case "" -> ", *| +|\n";
            case "space" -> "[ \n]+";
            case "newline" -> "\n";
            case "os" -> Pattern.quote(File.pathSeparator);
            case ":", ";" -> separator;
            default -> throw new UnreadException(0, "version_path_separator = " + separator);
        };
        return Arrays.stream(text.split(between)).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    /// `package:folder` is a folder inside a package that stands beside the file.
    private Path path(String text) throws UnreadException {
        try {
            boolean drive = text.matches("(?i)[a-z]:[\\\\/].*");
            int colon = drive ? -1 : text.indexOf(':');
            return folder.resolve(colon < 0 ? text : text.substring(0, colon).replace('.', '/') + "/" + text.substring(colon + 1))
                    .normalize();
        } catch (InvalidPathException e) {
            throw new UnreadException(0, text);
        }
    }

    private Optional<String> value(String key) throws UnreadException {
        String raw = values.get(key);
        if (raw == null) {
            return Optional.empty();
        }
        StringBuilder value = new StringBuilder();
        var letters = LETTER.matcher(raw);
        while (letters.find()) {
            String name = letters.group(1);
            if (name != null && !values.containsKey(name.toLowerCase(Locale.ROOT))) {
                throw new UnreadException(0, key + " = " + raw);
            }
            letters.appendReplacement(value, java.util.regex.Matcher.quoteReplacement(
                    name == null ? "%" : Objects.requireNonNull(values.get(name.toLowerCase(Locale.ROOT)))));
        }
        return Optional.of(letters.appendTail(value).toString());
    }
}
