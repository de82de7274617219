package dev.lockkeeper.ui.overview;

import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Readiness;
import java.nio.file.Path;
import java.time.Instant;
import dev.lockkeeper.containers.Load;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Answers the overview's questions as the test says.
public final class FakeQuestions implements Questions {

    public volatile Readiness chain;
    volatile Optional<Problem> failure = Optional.empty();
    /// Every work can be done.
    volatile boolean works;
    volatile Optional<Operation<?>> bringUp = Optional.empty();
    volatile Optional<Operation<?>> startEngine = Optional.empty();
    volatile Optional<Problem> uncounted = Optional.empty();
    volatile Optional<Instant> missed = Optional.empty();
    volatile boolean outdated;
    volatile Optional<Operation<?>> rebuildIndexes = Optional.empty();
    volatile List<Load> loads = List.of();
    volatile boolean measured;
    volatile int asked;
    volatile boolean stands;
    public volatile Footing footing = Footing.UNKNOWN;
    volatile boolean windows;
    volatile int surveyed;
    volatile long lockedOut = 3;
    volatile Optional<BackupEntry> backup = Optional.empty();
    volatile int pinged;

    public FakeQuestions(Readiness chain) {
        this.chain = chain;
    }

    @Override
    public Readiness check(Consumer<Readiness> asItGoes) {
        synchronized (this) {
            asked++;
        }
        failure.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        asItGoes.accept(chain);
        return chain;
    }

    @Override
    public Footing footing(Readiness walked) {
        synchronized (this) {
            surveyed++;
        }
        return footing;
    }

    @Override
    public boolean onWindows() {
        return windows;
    }

    @Override
    public boolean stands() {
        synchronized (this) {
            pinged++;
        }
        return stands;
    }

    @Override
    public void measure(boolean wanted) {
        measured = wanted;
    }

    @Override
    public List<Load> loads() {
        return loads;
    }

    @Override
    public Saved backups() {
        return new Saved(backup, missed);
    }

    @Override
    public boolean outdated() {
        return outdated;
    }

    @Override
    public long lockedAccounts() {
        uncounted.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return lockedOut;
    }

    @Override
    public Operation<Path> bundle(Path file) {
        return (_, _) -> file;
    }

    @Override
    public Optional<Operation<?>> work(Remedy.Verb verb) {
        if (works) {
            return Optional.of((_, _) -> true);
        }
        if (verb == Remedy.Verb.REBUILD_INDEXES) {
            return rebuildIndexes;
        }
        return verb == Remedy.Verb.BRING_UP ? bringUp : verb == Remedy.Verb.START_ENGINE ? startEngine : Optional.empty();
    }
}
