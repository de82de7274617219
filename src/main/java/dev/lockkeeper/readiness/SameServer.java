package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.AnotherServer;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRecovering;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// A login that counts only where it leads to the server in the project's container, and to one that can be written to. Another server may
/// have the same port: then nothing may be changed there.
public final class SameServer implements Login, OneWriter {

    private final Environment environment;
    private final Login login;
    private final OneWriter writer;
    private final Containers containers;
    private final InsideFacts inside;

    /// `login` and `writer` are the plain ones.
    public SameServer(Environment environment, Login login, OneWriter writer, Containers containers, InsideFacts inside) {
        this.environment = environment;
        this.login = login;
        this.writer = writer;
        this.containers = containers;
        this.inside = inside;
    }

    @Override
    public ConnectionFacts ask() {
        if (!environment.inContainer()) {
            return login.ask();
        }
        ConnectionFacts facts = compared(this::running);
        if (facts.recovering()) {
            throw new ProblemException(new ServerRecovering(environment.address()));
        }
        return facts;
    }

    @Override
    public void ping() {
        login.ping();
    }

    @Override
    public Held hold(OperationId operation) {
        mustBeOwn();
        return writer.hold(operation);
    }

    /// Throws [AnotherServer] where what would be changed is not in the project's container, and a container's problem where another server
    /// has the same data: what one of the two writes, the other throws away.
    public void mustBeOwn() {
        if (environment.inContainer()) {
            Optional<ContainerFacts> container = running();
            container.flatMap(this::second).ifPresent(problem -> {
                throw new ProblemException(problem);
            });
            compared(() -> container);
        }
    }

    /// Throws [AnotherServer] where it is certain; where either side cannot be asked there is nothing to compare.
    private ConnectionFacts compared(Supplier<Optional<ContainerFacts>> container) {
        // the container's word comes from a program started in it, which takes as long as a login: both are asked at once
        FutureTask<Optional<Own>> asking = new FutureTask<>(() -> container.get().flatMap(this::own));
        Thread.ofVirtual().name("lockkeeper-own-server").start(asking);
        try {
            ConnectionFacts facts = login.ask();
            if (!facts.systemIdentifier().isEmpty()) {
                asking.get().filter(own -> !own.identifier.equals(facts.systemIdentifier())).ifPresent(own -> {
                    throw new ProblemException(new AnotherServer(environment.address(), own.container, own.identifier,
                            facts.systemIdentifier()));
                });
            }
            return facts;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            asking.cancel(true);
        }
    }

    /// The server in the project's container.
    private record Own(String container, String identifier) {}

    private Optional<Own> own(ContainerFacts container) {
        return inside.systemIdentifier(container).map(identifier -> new Own(container.name(), identifier));
    }

    private Optional<Problem> second(ContainerFacts container) {
        try {
            return Ailment.secondServer(container, containers);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Optional<ContainerFacts> running() {
        try {
            return containers.find().filter(facts -> facts.state() == State.RUNNING);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
