package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.AnotherServer;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRecovering;
import java.util.Optional;

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
        ConnectionFacts facts = login.ask();
        if (environment.inContainer()) {
            compare(facts);
            if (facts.recovering()) {
                throw new ProblemException(new ServerRecovering(environment.address()));
            }
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

    /// Throws [AnotherServer] where what would be changed is not in the project's container.
    public void mustBeOwn() {
        if (environment.inContainer()) {
            compare(login.ask());
        }
    }

    /// Throws [AnotherServer] where it is certain; where either side cannot be asked there is nothing to compare.
    private void compare(ConnectionFacts facts) {
        if (facts.systemIdentifier().isEmpty()) {
            return;
        }
        Optional<ContainerFacts> container = running();
        container.flatMap(inside::systemIdentifier).filter(own -> !own.equals(facts.systemIdentifier())).ifPresent(own -> {
            throw new ProblemException(
                    new AnotherServer(environment.address(), container.get().name(), own, facts.systemIdentifier()));
        });
    }

    private Optional<ContainerFacts> running() {
        try {
            return containers.find().filter(facts -> facts.state() == State.RUNNING);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
