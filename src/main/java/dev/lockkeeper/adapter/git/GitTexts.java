package dev.lockkeeper.adapter.git;

import dev.lockkeeper.schema.OlderTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Older texts of a file in a git work tree. Reads blobs only, so that nothing a repository configures is run; without git, or outside a
/// work tree, there are none.
public final class GitTexts implements OlderTexts {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int VERSIONS = 50;
    private static final int BYTES = 1 << 20;

    private final String program;

    public GitTexts() {
        this("git");
    }

    GitTexts(String program) {
        this.program = program;
    }

    @Override
    public List<String> changes(Path file, Predicate<String> wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null) {
            return List.of();
        }
        for (String blob : blobs(folder, name.toString(), end)) {
            Optional<String> older = ask(folder, end, "cat-file", "blob", blob).map(GitTexts::text).filter(wanted);
            if (older.isPresent()) {
                try {
                    return LineDiff.of(name.toString(), older.get(), text(Files.readAllBytes(file)));
                } catch (IOException e) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /// Of the newest commits that touched it, both sides.
    private List<String> blobs(Path folder, String name, long end) {
        return ask(folder, end, "log", "--format=", "--raw", "--no-abbrev", "--no-renames", "-n", String.valueOf(VERSIONS), "--",
                "./" + name).stream().flatMap(raw -> text(raw).lines())
                .map(line -> line.split("\\s+", 6)).filter(parts -> parts.length == 6)
                .flatMap(parts -> Arrays.asList(parts[3], parts[2]).stream())
                .filter(id -> id.matches("[0-9a-f]{40,64}") && !id.matches("0+")).distinct().toList();
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Empty for whatever goes wrong: that git knows nothing is no trouble of anybody's.
    private Optional<byte[]> ask(Path folder, long end, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(program, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.empty();
        }
        CompletableFuture<byte[]> said = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (InputStream out = process.getInputStream()) {
                said.complete(out.readNBytes(BYTES));
            } catch (IOException e) {
                said.completeExceptionally(e);
            }
        });
        try {
            process.getOutputStream().close();
            byte[] bytes = said.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS) && process.exitValue() == 0
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }
}
