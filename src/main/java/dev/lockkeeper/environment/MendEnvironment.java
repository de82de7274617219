package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Mends what can be mended in an environment file without a question, and keeps a copy of it.
public record MendEnvironment(Path file, Optional<Path> example) implements Operation<Optional<Path>> {

    @Override
    public Optional<Path> run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.mend-environment")));
        journal.step(1);
        EnvLint.of(file, example).forEach(flaw -> journal.info(Source.KEEPER, flaw.code()));
        Optional<Path> kept = EnvMend.mend(file, example);
        kept.ifPresent(copy -> journal.line(Source.KEEPER, Level.OK, file + " · " + copy.getFileName()));
        return kept;
    }
}
