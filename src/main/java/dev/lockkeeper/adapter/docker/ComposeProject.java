package dev.lockkeeper.adapter.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder with a Compose file, and how its containers are recognised.
record ComposeProject(Path folder) {

    private static final String WORKING_DIR = "com.docker.compose.project.working_dir";
    private static final String NAME = "com.docker.compose.project";

    /// In the order in which Compose looks for them.
    private static final List<String> FILES = List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    private static final Pattern NAMED_IN_FILE = Pattern.compile("^name:\\s*[\"']?([^\"'\\s#]+)", Pattern.MULTILINE);
    private static final Pattern NAMED_IN_ENV = Pattern.compile(
            "^\\s*(?:export\\s+)?COMPOSE_PROJECT_NAME\\s*=\\s*[\"']?([^\"'\\s#]+)",
            Pattern.MULTILINE);

    Optional<Path> file() {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /// What `${name}` stands for in the file: as Compose, a shell's value first, then the one of `.env`.
    Optional<String> variable(String name, Map<String, String> variables, Path environmentFile) {
        return Optional.ofNullable(variables.get(name)).or(() -> first(
                Pattern.compile("^\\s*(?:export\\s+)?" + Pattern.quote(name) + "\\s*=\\s*[\"']?([^\"'\\s#]+)", Pattern.MULTILINE),
                environmentFile));
    }

    /// Whether a container with these labels is of this project. Compose itself goes by the project's name alone.
    boolean owns(Map<String, String> labels) {
        return livesIn(labels) || name(System.getenv()).equals(labels.get(NAME));
    }

    /// Whether a container with these labels was brought up from this very folder.
    boolean livesIn(Map<String, String> labels) {
        String from = labels.get(WORKING_DIR);
        if (from == null || from.isBlank()) {
            return false;
        }
        try {
            return real(Path.of(from)).equals(real(folder));
        } catch (InvalidPathException e) {
            // a path of another system, such as one of WSL
            return false;
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /// The project's name as Compose would choose it.
    String name(Map<String, String> variables) {
        String chosen = variables.get("COMPOSE_PROJECT_NAME");
        if (chosen != null && !chosen.isBlank()) {
            return chosen;
        }
        return first(NAMED_IN_ENV, folder.resolve(".env")).or(() -> file().flatMap(file -> first(NAMED_IN_FILE, file)))
                .orElseGet(() -> normal(real(folder)));
    }

    private static String normal(Path folder) {
        Path last = folder.getFileName();
        return last == null
                ? ""
                : last.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceAll("^[_-]+", "");
    }

    private static Optional<String> first(Pattern pattern, Path file) {
        try {
            Matcher found = pattern.matcher(Files.readString(file, StandardCharsets.UTF_8));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
