package dev.lockkeeper.readiness;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem.CollationChanged;
import dev.lockkeeper.words.Message;
import java.util.List;

/// Builds the indexes in the order of the library that is there now, and only then lets the server believe it. The data stays.
public final class RebuildIndexes implements Operation<Boolean> {

    private final Address address;
    private final Login login;
    private final OneWriter writer;
    private final Indexes indexes;

    public RebuildIndexes(Address address, Login login, OneWriter writer, Indexes indexes) {
        this.address = address;
        this.login = login;
        this.writer = writer;
        this.indexes = indexes;
    }

    /// What the work does, as somebody would type it.
    public static List<String> statements(Address address) {
        String database = '"' + address.database().replace("\"", "\"\"") + '"';
        return List.of("REINDEX DATABASE " + database + ";", "ALTER DATABASE " + database + " REFRESH COLLATION VERSION;");
    }

    @Override
    public Boolean run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.rebuild-indexes", address.database()), Message.of("step.note-collation"),
                Message.of("step.log-in")));
        OperationId operation = OperationId.fresh();
        try (OneWriter.Held _ = writer.hold(operation)) {
            journal.step(1);
            journal.info(Source.KEEPER, statements(address).getFirst());
            indexes.rebuild(operation, stop);
            journal.step(2);
            journal.info(Source.KEEPER, statements(address).getLast());
            indexes.noteCollation(operation);
        }
        journal.step(3);
        login.ask().collation().ifPresent(now -> {
            if (now.changed()) {
                throw new ProblemException(new CollationChanged(address, now.library(), now.recorded(), now.actual()));
            }
            journal.line(Source.KEEPER, Level.OK, address + " · " + now.library() + " " + now.actual());
        });
        return true;
    }
}
