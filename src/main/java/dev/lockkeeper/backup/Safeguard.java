package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.Optional;

/// The backup before a change that can lose data: taken, and restored once, before anything is touched.
public final class Safeguard {

    /// Whether the operator wants one.
    public enum Wish {
        WANTED,
        /// Declined by typing the database's name.
        DECLINED,
        /// There is nothing in the database that could be lost.
        NOT_NEEDED
    }

    private final Environment environment;
    private final Backups backups;
    private final RestoreTests tests;

    public Safeguard(Environment environment, Backups backups, RestoreTests tests) {
        this.environment = environment;
        this.backups = backups;
        this.tests = tests;
    }

    /// Throws [BackupProblem.GuardRequired] where it was declined and may not be, and [BackupProblem.KeyMissing] where it could not be proven.
    public void check(Wish wish) {
        if (wish == Wish.WANTED) {
            backups.requireProvable();
        }
        if (wish == Wish.DECLINED && environment.production()) {
            throw new ProblemException(new BackupProblem.GuardRequired(environment.name()));
        }
    }

    /// The name of the newest backup of this database at the first of these levels that has one.
    public Optional<String> newestAt(List<String> levels) {
        List<Manifest> known;
        try {
            known = backups.list().stream().flatMap(entry -> entry.manifest().stream())
                    .filter(told -> told.environment().equals(environment.name())
                            && told.database().equals(environment.address().database()))
                    .toList();
        } catch (ProblemException e) {
            return Optional.empty();
        }
        return levels.stream().flatMap(level -> known.stream().filter(told -> told.revision().equals(level)).limit(1))
                .map(Manifest::file).findFirst();
    }

    /// Takes it and proves it; `proving` is called in between. Empty where it was declined. The caller must not hold the one-writer lock.
    public Optional<BackupEntry> take(Wish wish, BackupReason reason, OperationId operation, Journal journal, StopSignal stop,
            Runnable proving) {
        check(wish);
        if (wish != Wish.WANTED) {
            return Optional.empty();
        }
        BackupEntry entry = backups.take(reason, operation, journal, stop);
        proving.run();
        RestoreTest test = tests.test(entry.file(), operation, journal, stop);
        if (!test.passed()) {
            throw new ProblemException(test.result() == RestoreTest.Result.WITH_PROBLEMS
                    ? new BackupProblem.RestoredWithProblems(test.problems(), test.lines())
                    : new BackupProblem.ContentsDiffer(RestoreTests.differences(test)));
        }
        return Optional.of(entry);
    }
}
