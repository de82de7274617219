package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.OptionalLong;

/// PostgreSQL's own `pg_restore`, wherever it stands for the server of the live database.
public interface ArchiveTool {

    /// Bytes free where the server keeps its data; empty where nobody can tell from here.
    OptionalLong free();

    /// Restores the archive into `database`, which exists and is empty, as `by`. Goes on after errors of single objects
    /// and counts them. Leaves no process, session or temporary file behind. Throws [BackupProblem] where it did not get to the end.
    Restored restore(Archive archive, String database, Restorer by, OperationId operation, Journal journal, StopSignal stop);

    /// The role that restores: the environment's own, which gives every object its owner, or one made for this, which owns them all.
    record Restorer(String user, Secret password, boolean own) {

        public static Restorer of(Environment environment) {
            return new Restorer(environment.address().user(), environment.password(), true);
        }
    }

    /// What `pg_restore` says when it reads the whole archive without restoring; empty when it has nothing to say against it.
    List<String> complaints(Archive archive, OperationId operation, StopSignal stop);

    /// What it got done: `problems` objects could not be restored, `lines` say which.
    record Restored(String tool, int problems, List<String> lines) {

        public Restored {
            lines = List.copyOf(lines);
        }
    }
}
