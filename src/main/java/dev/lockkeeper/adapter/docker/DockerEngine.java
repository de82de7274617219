package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.Engine;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.operation.ProblemException;

/// The engine of this machine, through its own interface.
public final class DockerEngine implements Engine {

    private final DockerConnection connection;

    public DockerEngine(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public EngineFacts ask() {
        return connection.facts();
    }

    @Override
    public boolean answers() {
        try {
            connection.ask(client -> client.pingCmd().exec());
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
