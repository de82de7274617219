package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.StartProblem.ComposeFileRefused;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether Compose takes the project's file, in Compose's own words. It is asked only where the file, and what is filled into it, are not
/// those that it took the last time: running it takes longer than most links of the chain.
public final class ComposeVerdict {

    private final ComposeJudge judge;
    private final Causes causes;
    private final Path kept;

    /// `kept` is the file that holds the mark of what was taken.
    public ComposeVerdict(ComposeJudge judge, Causes causes, Path kept) {
        this.judge = judge;
        this.causes = causes;
        this.kept = kept;
    }

    /// What Compose has against the file; empty where it takes it, or cannot be asked.
    public Optional<Problem> refusal() {
        Optional<String> mark = judge.mark();
        if (mark.isPresent() && mark.equals(taken())) {
            return Optional.empty();
        }
        try {
            judge.judge();
            mark.ifPresent(this::keep);
            return Optional.empty();
        } catch (ProblemException e) {
            return e.problem() instanceof ComposeFailed failed ? Optional.of(told(failed)) : Optional.empty();
        }
    }

    /// Nothing was started, so that whatever Compose says is about the file.
    private Problem told(ComposeFailed failed) {
        Problem known = causes.of(failed);
        return known instanceof ComposeFailed(_, _, var lines)
                ? new ComposeFileRefused(lines.isEmpty() ? "?" : lines.getLast(), lines)
                : known;
    }

    private Optional<String> taken() {
        try {
            return Optional.of(Files.readString(kept).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void keep(String mark) {
        try {
            PrivateFiles.makeFolder(kept.toAbsolutePath().resolveSibling(""));
            PrivateFiles.write(kept, mark + "\n");
        } catch (IOException e) {
            // asked again the next time
        }
    }
}
