package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the server's programs. PostgreSQL refuses to run as root; there they run in a user namespace of their own, as nobody, while their
/// files still belong to root.
final class Commands {

    private final Path home;
    private final List<String> before;

    private Commands(Path home, List<String> before) {
        this.home = home;
        this.before = before;
    }

    static Commands in(Path home) throws IOException, InterruptedException {
        Commands plain = new Commands(home, List.of());
        if (!root(home)) {
            return plain;
        }
        Result namespaces = plain.run(Duration.ofSeconds(10), "unshare", "-U", "true");
        if (namespaces.code() != 0) {
            throw new ProblemException(new PracticeProblem.PracticeNeedsOrdinaryUser(String.join(" ", namespaces.lines())));
        }
        return new Commands(home, List.of("unshare", "-U"));
    }

    /// Ends within `limit`. What the program says goes to a file first: on Windows the server keeps a pipe open, and reading it would never
    /// end.
    Result run(Duration limit, String... command) throws IOException, InterruptedException {
        Path said = home.resolve("command.log");
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile()).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result(127, List.of(String.valueOf(e.getMessage())));
        }
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return new Result(124, List.of(command[0] + ": " + limit.toSeconds() + " s"));
        }
        return new Result(process.exitValue(), tail(said));
    }

    static List<String> tail(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - 12), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean root(Path home) throws IOException {
        return home.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ProcessHandle.current().info().user().map("root"::equals)
                        .orElseGet(() -> "root".equals(System.getProperty("user.name")));
    }

    /// How a program ended and its last words.
    record Result(int code, List<String> lines) {}
}
