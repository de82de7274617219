package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder with a Compose file, and how its containers are recognised.
record ComposeProject(Path folder) {

    private static final String WORKING_DIR = "com.docker.compose.project.working_dir";
    private static final String NAME = "com.docker.compose.project";

    /// In the order in which Compose looks for them.
    private static final List<String> FILES = List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    /// Read by Compose beside the file.
    private static final List<String> OVERRIDES = List.of("compose.override.yaml", "compose.override.yml",
            "docker-compose.override.yml", "docker-compose.override.yaml");
    /// What names files that only Compose finds.
    private static final Pattern ELSEWHERE = Pattern.compile("^[\\s-]*(?:include|extends|env_file)\\s*:", Pattern.MULTILINE);

    private static final Pattern NAMED_IN_FILE = Pattern.compile("^name:\\s*[\"']?([^\"'\\s#]+)", Pattern.MULTILINE);
    private static final Pattern NAMED_IN_ENV = Pattern.compile(
            "^\\s*(?:export\\s+)?COMPOSE_PROJECT_NAME\\s*=\\s*[\"']?([^\"'\\s#]+)",
            Pattern.MULTILINE);

    Optional<Path> file() {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /// Why there is no file.
    ProblemException missing() {
        return new ProblemException(FILES.stream().map(folder::resolve).filter(Files::isDirectory).findFirst()
                .<ContainerProblem>map(ContainerProblem.ComposeFileIsFolder::new)
                .orElseGet(() -> new ContainerProblem.ComposeFileMissing(folder)));
    }

    /// Stands for the file and all that Compose fills into it: the environment's files, and those variables that have a say. Empty where the file
    /// names files that are not looked for here.
    Optional<String> mark(Map<String, String> variables, Optional<Path> environmentFile) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            StringBuilder texts = new StringBuilder();
            for (String name : Stream.concat(FILES.stream(), OVERRIDES.stream()).toList()) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    byte[] bytes = Files.readAllBytes(file);
                    texts.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
                    add(all, name, bytes);
                }
            }
            for (Path file : Stream.concat(Stream.of(folder.resolve(".env")), environmentFile.stream()).distinct().toList()) {
                if (Files.isRegularFile(file)) {
                    add(all, file.toString(), Files.readAllBytes(file));
                }
            }
            String text = texts.toString();
            for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
                if (variable.getKey().startsWith("COMPOSE_") || text.contains("$" + variable.getKey())
                        || text.contains("${" + variable.getKey())) {
                    add(all, variable.getKey(), variable.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            boolean whole = !ELSEWHERE.matcher(text).find() && !variables.containsKey("COMPOSE_FILE");
            return whole ? Optional.of(HexFormat.of().formatHex(all.digest())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static void add(MessageDigest all, String name, byte[] bytes) {
        all.update((name + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
        all.update(bytes);
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
