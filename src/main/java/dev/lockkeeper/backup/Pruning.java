package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Deletes the backups that a [Retention] lets go, as long as backups succeed.
public final class Pruning {

    /// What stands beside a file and goes before it. The manifest is first: without it the file no longer counts as a backup, so that one
    /// that is half gone is never taken for whole.
    private static final List<String> BESIDE = List.of(ManifestFile.ENDING, ".test" + ManifestFile.ENDING);

    private final Retention retention;
    private final Attempts attempts;
    private final Supplier<List<Retention.Candidate>> candidates;
    private final ZoneId zone;
    private final Removal removal;

    /// `candidates` looks at the folder anew each time.
    public Pruning(Retention retention, Attempts attempts, Supplier<List<Retention.Candidate>> candidates, ZoneId zone) {
        this(retention, attempts, candidates, zone, Files::deleteIfExists);
    }

    Pruning(Retention retention, Attempts attempts, Supplier<List<Retention.Candidate>> candidates, ZoneId zone,
            Removal removal) {
        this.retention = retention;
        this.attempts = attempts;
        this.candidates = candidates;
        this.zone = zone;
        this.removal = removal;
    }

    /// Removes one file, if it is there.
    @FunctionalInterface
    interface Removal {
        boolean remove(Path file) throws IOException;
    }

    /// What was deleted, in bytes of the backups themselves.
    public record Pruned(int files, long bytes) {}

    /// What would stay and what would go now.
    public Retention.Plan plan() {
        return retention.plan(candidates.get(), zone);
    }

    /// Throws [BackupProblem.RetentionFrozen] while the last attempt at a backup is a failed one.
    public void requireBackupsSucceed() {
        attempts.lastFailed().ifPresent(last -> {
            throw new ProblemException(new BackupProblem.RetentionFrozen(last.at(), last.failure().orElse("?")));
        });
    }

    /// Deletes what `shown` lets go, less what by now would stay. A stop leaves whole backups only.
    public Operation<Pruned> pruning(Retention.Plan shown) {
        return (journal, stop) -> prune(shown, journal, stop);
    }

    private Pruned prune(Retention.Plan shown, Journal journal, StopSignal stop) {
        requireBackupsSucceed();
        Retention.Plan now = plan();
        Set<Retention.Candidate> agreed = new HashSet<>(shown.deleted());
        List<Retention.Candidate> doomed = now.deleted().stream().filter(agreed::contains).toList();
        Optional<Retention.Candidate> anchor = now.anchor();
        long anchorBytes = anchor.map(Pruning::size).orElse(-1L);
        int files = 0;
        long bytes = 0;
        for (Retention.Candidate candidate : doomed) {
            stop.heed(Message.of("state.pruned", files));
            long size = size(candidate);
            anchor.ifPresent(kept -> mustStand(kept, anchorBytes));
            delete(candidate.file());
            files++;
            bytes += Math.max(0, size);
            journal.line(Source.KEEPER, Level.OK, "deleted " + candidate.file() + ", " + size + " bytes");
        }
        return new Pruned(files, bytes);
    }

    private static void mustStand(Retention.Candidate kept, long bytes) {
        long now = size(kept);
        if (now < 0 || now != bytes || !Files.isRegularFile(ManifestFile.beside(kept.file()))) {
            throw new ProblemException(new BackupProblem.BackupDamaged(kept.file(), now, bytes, List.of()));
        }
    }

    private void delete(Path file) {
        try {
            for (String ending : BESIDE) {
                removal.remove(file.resolveSibling(file.getFileName() + ending));
            }
            removal.remove(file);
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.BackupFolderUnusable(file, String.valueOf(e.getMessage())), e);
        }
    }

    /// -1 where it is not there.
    private static long size(Retention.Candidate candidate) {
        try {
            return Files.size(candidate.file());
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw new ProblemException(new BackupProblem.BackupFolderUnusable(candidate.file(), String.valueOf(e.getMessage())),
                    e);
        }
    }
}
