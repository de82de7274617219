package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.NothingToMend;
import dev.lockkeeper.environment.EnvMend;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;

/// Writes into the environment file the port at which the running container really is.
public final class PublishedPort implements Operation<Integer> {

    private final Containers containers;
    private final Path file;
    private final Path project;

    public PublishedPort(Containers containers, Path file, Path project) {
        this.containers = containers;
        this.file = file;
        this.project = project;
    }

    @Override
    public Integer run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.write-port")));
        journal.step(1);
        ContainerFacts facts = containers.find()
                .orElseThrow(() -> new ProblemException(new ContainerMissing(containers.service(), project)));
        int port = facts.publishedPort().orElseThrow(() -> new ProblemException(new NothingToMend(facts.name())));
        stop.heed(Message.of("state.port-unchanged"));
        Path kept = EnvMend.set(file, OtherPort.KEY, String.valueOf(port));
        journal.line(Source.KEEPER, Level.OK, OtherPort.KEY + "=" + port + " · " + file + " · " + kept.getFileName());
        return port;
    }
}
