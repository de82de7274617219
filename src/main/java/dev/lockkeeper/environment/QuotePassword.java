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

/// Puts the secrets in which Compose would replace a `$…` into single quotes, in which it replaces nothing, and keeps a copy of the file.
public record QuotePassword(Path file) implements Operation<Optional<Path>> {

    @Override
    public Optional<Path> run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.quote-password")));
        journal.step(1);
        Optional<Path> kept = EnvMend.quote(file);
        kept.ifPresent(copy -> journal.line(Source.KEEPER, Level.OK, file + " · " + copy.getFileName()));
        return kept;
    }
}
