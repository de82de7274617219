package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.adapter.postgres.ClientPrograms;
import dev.lockkeeper.adapter.postgres.LocalDump;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;

/// The practice database's backup: a dump where this machine has `pg_dump` of the same major, else a cold copy.
public final class PracticeDump implements Dump {

    private final ClientPrograms programs;
    private final LocalDump local;
    private final ColdCopy cold;

    /// `environment` is what [PracticeDatabase#start] gave.
    public PracticeDump(PracticeDatabase practice, Environment environment, PostgresAccess access, ClientPrograms programs) {
        this.programs = programs;
        this.local = new LocalDump(environment, access, programs);
        this.cold = new ColdCopy(practice, new PostgresMoments(access));
    }

    @Override
    public BackupMethod method() {
        return chosen().method();
    }

    @Override
    public String command() {
        return chosen().command();
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        return chosen().write(to, operation, journal, stop);
    }

    private Dump chosen() {
        return programs.have(PracticeDatabase.MAJOR) ? local : cold;
    }
}
