package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ImageNotNamed;
import dev.lockkeeper.containers.EndProblem.PgMajorMismatch;
import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.environment.KeptFile;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LinesOnly;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Goes back to the image whose major version the data has: one line of the Compose file changes, the volume stays as it is.
public final class EarlierImage implements Operation<ContainerFacts> {

    private final Supplier<Optional<Path>> file;
    private final Containers containers;
    private final Causes causes;
    private final Path project;
    private final Operation<ContainerFacts> bringUp;

    /// `file` finds the project's Compose file.
    public EarlierImage(Supplier<Optional<Path>> file, Containers containers, Causes causes, Path project,
            Operation<ContainerFacts> bringUp) {
        this.file = file;
        this.containers = containers;
        this.causes = causes;
        this.project = project;
        this.bringUp = bringUp;
    }

    @Override
    public ContainerFacts run(Journal journal, StopSignal stop) throws Exception {
        journal.plan(List.of(Message.of("step.write-image"), Message.of("step.bring-up-image")));
        journal.step(1);
        String major = major();
        Path composeFile = this.file.get().orElseThrow(() -> new ProblemException(new ComposeFileMissing(project)));
        stop.heed(Message.of("state.image-unchanged"));
        try {
            String changed = ComposeText.of(Files.readString(composeFile)).withMajor(containers.service(), major)
                    .orElseThrow(() -> new ProblemException(new ImageNotNamed(composeFile, major)));
            Path kept = KeptFile.replace(composeFile, changed);
            journal.line(Source.KEEPER, Level.OK, composeFile + " · " + major + " · " + kept.getFileName());
        } catch (IOException e) {
            throw new ProblemException(new ContainerProblem.ComposeFileUnwritable(composeFile, String.valueOf(e.getMessage())),
                    e);
        }
        journal.step(2);
        return bringUp.run(new LinesOnly(journal), stop);
    }

    /// What the server itself says now: the answer on the screen may be old.
    private String major() {
        ContainerFacts facts = containers.find()
                .orElseThrow(() -> new ProblemException(new ContainerMissing(containers.service(), project)));
        Problem cause = Ailment.of(facts, containers).<Problem>map(causes::of)
                .orElseThrow(() -> new ProblemException(new ContainerProblem.NothingToMend(facts.name())));
        if (cause instanceof PgMajorMismatch mismatch && mismatch.data().matches("\\d+")) {
            return mismatch.data();
        }
        throw new ProblemException(cause);
    }
}
