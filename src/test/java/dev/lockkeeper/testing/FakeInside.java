package dev.lockkeeper.testing;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.InsideServer;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Secret;
import java.util.Optional;

/// A server that lets in whom it is told to.
public final class FakeInside implements InsideServer {

    public volatile boolean opens;
    public volatile Optional<Secret> password = Optional.empty();

    @Override
    public boolean opens(ContainerFacts container, Address address) {
        return opens;
    }

    @Override
    public void setPassword(ContainerFacts container, Address address, Secret fresh) {
        password = Optional.of(fresh);
    }
}
