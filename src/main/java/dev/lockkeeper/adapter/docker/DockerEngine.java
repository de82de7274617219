package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.Engine;
import dev.lockkeeper.containers.EngineFacts;

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
    public void ping() {
        connection.ask(client -> client.pingCmd().exec());
    }
}
