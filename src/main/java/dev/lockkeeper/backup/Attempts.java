package dev.lockkeeper.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// How the latest attempts to take a backup ended, kept beside the backups. Several consoles may write.
public final class Attempts {

    /// Enough to see a month of trouble; more would only grow.
    static final int KEPT = 200;

    private static final String NAME = ".attempts.jsonl";
    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private final Path folder;
    private final InstantSource clock;

    public Attempts(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// One attempt that ended at `at`; `failure` is the code of its problem, absent where there is a backup.
    public record Attempt(Instant at, BackupReason reason, Optional<String> failure) {}

    /// Takes a backup and keeps how that ended. A stop that somebody asked for is no failure.
    <R> R keeping(BackupReason reason, Supplier<R> taking) {
        try {
            R taken = taking.get();
            keep(reason, Optional.empty());
            return taken;
        } catch (StoppedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            keep(reason, Optional.of(ProblemException.of(e).code()));
            throw e;
        }
    }

    private void keep(BackupReason reason, Optional<String> failure) {
        try {
            append(new Attempt(clock.instant(), reason, failure));
        } catch (IOException e) {
            // the backup stands, or its own failure is the one to tell
            LOG.log(System.Logger.Level.WARNING, "cannot keep the outcome of a backup in " + folder, e);
        }
    }

    void append(Attempt attempt) throws IOException {
        PrivateFiles.makeFolder(folder);
        try (FileChannel channel = FileChannel.open(folder.resolve(".attempts.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock _ = locked(channel)) {
            List<Attempt> attempts = new ArrayList<>(list());
            attempts.add(attempt);
            StringBuilder text = new StringBuilder();
            attempts.subList(Math.max(0, attempts.size() - KEPT), attempts.size())
                    .forEach(one -> text.append(line(one)).append('\n'));
            PrivateFiles.write(folder.resolve(NAME), text.toString());
        }
    }

    /// Oldest first. Lines that are torn or not understood are left out.
    public List<Attempt> list() throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        try {
            new String(Files.readAllBytes(folder.resolve(NAME)), StandardCharsets.UTF_8).lines()
                    .forEach(line -> parsed(line).ifPresent(attempts::add));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return List.copyOf(attempts);
    }

    /// Why backups are failing now: the last attempt, if it failed. Throws [BackupProblem.BackupFolderUnusable] where nobody can tell.
    public Optional<Attempt> lastFailed() {
        try {
            List<Attempt> attempts = list();
            return attempts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(attempts.getLast()).filter(last -> last.failure().isPresent());
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.BackupFolderUnusable(folder, e.toString()), e);
        }
    }

    private static FileLock locked(FileChannel channel) throws IOException {
        for (int tries = 500;; tries--) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                if (tries == 0) {
                    throw new IOException("held by this console", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos()); // another thread of ours has it
            }
        }
    }

    private static String line(Attempt attempt) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("at", attempt.at().toString()).put("reason",
                attempt.reason().name());
        attempt.failure().ifPresent(code -> json.put("failure", code));
        return json.toString();
    }

    private static Optional<Attempt> parsed(String line) {
        try {
            JsonNode json = Json.MAPPER.readTree(line);
            return Optional.of(new Attempt(Instant.parse(json.path("at").asText()),
                    BackupReason.valueOf(json.path("reason").asText()),
                    Optional.ofNullable(json.get("failure")).map(JsonNode::asText)));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Takes tens of milliseconds to make, which a verb that writes nothing does not have.
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}
    }
}
