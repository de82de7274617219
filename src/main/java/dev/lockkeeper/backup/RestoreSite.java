package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where backups come back to life: beside the live database, on its server, never in it.
public interface RestoreSite {

    /// What a database beside the live one is for.
    enum Purpose {
        /// To be counted and dropped.
        TEST,
        /// To take the live one's place.
        REPLACE
    }

    /// Builds the archive's database beside the live one, counts what stands in it, and for `REPLACE` gives it the live one's owner, settings
    /// and grants. Removes first what consoles that died left of their tests. Throws [BackupProblem].
    Beside build(Archive archive, Purpose purpose, OperationId operation, Journal journal, StopSignal stop);

    /// A database that stands beside the live one. Closing drops it, unless it took the live one's place.
    interface Beside extends AutoCloseable {

        String name();

        Contents contents();

        ArchiveTool.Restored restored();

        /// Puts it in the live one's place in one step; whoever is connected to the live one is cut off. `lock` is the one-writer lock, which
        /// is given back in there: its session is one of those. Returns the name under which the former database is kept; empty where there was none.
        String takePlace(OneWriter.Held lock, Journal journal, StopSignal stop);

        @Override
        void close();
    }

    /// What a file that is restored statement by statement reaches for beyond its own tables, line by line; empty for others.
    List<String> dangers(Archive archive, StopSignal stop);

    /// What stands in the live database now.
    Contents liveContents(StopSignal stop);

    /// Who is connected to the live database, ourselves left out.
    List<Session> sessions();

    /// The server's version, `15.18`.
    String serverVersion();

    /// Identifies the live database for good: a name may come to mean another one. [#MISSING] where the server has none of that name.
    String identity();

    String MISSING = "";

    /// What stands beside the live database, newest first.
    List<Kept> kept();

    /// Why the live database lets nobody in, where a restore was cut off between closing it and the end.
    Optional<Interrupted> interrupted();

    /// Gives a former database its place back; the live one is kept under a dated name in turn, which is returned. `lock` as in
    /// [Beside#takePlace].
    String swapBack(Kept former, OneWriter.Held lock, OperationId operation, Journal journal, StopSignal stop);

    /// Ends what [#interrupted] tells: with the restored database in the live one's place, or with the live one open as it was.
    void end(Interrupted interrupted, boolean finish, OperationId operation, Journal journal);

    /// Drops a database that was kept or left over. The live one is never dropped.
    void drop(Kept kept, Journal journal);

    /// One session of the live database.
    record Session(int pid, String user, String application, String client, String state, Instant since) {}

    /// A database beside the live one. `bytes` is empty where the server does not tell.
    record Kept(String name, Role role, Instant since, OptionalLong bytes, boolean busy) {}

    enum Role {
        /// Was the live one until a restore.
        FORMER,
        /// What a restore that died left.
        UNFINISHED,
        /// What a restore test that died left.
        TEST
    }

    /// A restore that was cut off while the live database was closed. `beside` is the restored one, where it is still there.
    record Interrupted(String live, Optional<String> beside) {}
}
