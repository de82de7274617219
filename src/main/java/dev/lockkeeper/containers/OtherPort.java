package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.NoFreePort;
import dev.lockkeeper.containers.ContainerProblem.NothingToMend;
import dev.lockkeeper.containers.ContainerProblem.PortFree;
import dev.lockkeeper.environment.EnvMend;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LinesOnly;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/// Publishes the database at the next port that nobody has: one line of the environment file changes, and the container is brought up
/// there. Whoever has the old port is left alone.
public final class OtherPort implements Operation<Integer> {

    static final String KEY = "POSTGRES_PORT";
    private static final int TRIES = 50;

    private final Containers containers;
    private final Path file;
    private final int taken;
    private final IntPredicate free;
    private final Operation<?> bringUp;

    /// `containers` tells whether it is the database itself that has the port; `bringUp` runs after the file has changed, and must mean the new
    /// port.
    public OtherPort(Containers containers, Path file, int taken, IntPredicate free, Operation<?> bringUp) {
        this.containers = containers;
        this.file = file;
        this.taken = taken;
        this.free = free;
        this.bringUp = bringUp;
    }

    @Override
    public Integer run(Journal journal, StopSignal stop) throws Exception {
        journal.plan(List.of(Message.of("step.find-port"), Message.of("step.write-port"), Message.of("step.bring-up-there")));
        journal.step(1);
        mustBeTaken();
        int port = next();
        journal.info(Source.KEEPER, "127.0.0.1:" + port);
        stop.heed(Message.of("state.port-unchanged"));
        journal.step(2);
        Path kept = EnvMend.set(file, KEY, String.valueOf(port));
        journal.line(Source.KEEPER, Level.OK, KEY + "=" + port + " · " + file + " · " + kept.getFileName());
        journal.step(3);
        bringUp.run(new LinesOnly(journal), stop);
        return port;
    }

    /// Changes no file where nothing is in the way, nor where the engine that it is changed for cannot be reached.
    private void mustBeTaken() {
        containers.find().filter(facts -> facts.state() == ContainerFacts.State.RUNNING)
                .filter(facts -> facts.publishedPort().filter(port -> port == taken).isPresent()).ifPresent(facts -> {
                    throw new ProblemException(new NothingToMend(facts.name()));
                });
        if (free.test(taken)) {
            throw new ProblemException(new PortFree(taken, file));
        }
    }

    private int next() {
        for (int port = taken + 1; port <= Math.min(65_535, taken + TRIES); port++) {
            if (free.test(port)) {
                return port;
            }
        }
        throw new ProblemException(new NoFreePort(taken + 1, Math.min(65_535, taken + TRIES)));
    }
}
