package dev.lockkeeper.containers;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Secret;

/// The database server, reached from inside its container: there it trusts whoever comes by its socket, and asks for no password.
public interface InsideServer {

    /// Whether it lets the role in, within a few seconds. False also where it cannot be asked.
    boolean opens(ContainerFacts container, Address address);

    /// Gives the role another password. It is in no argument of a program and in no log. Throws the container's or the server's problem.
    void setPassword(ContainerFacts container, Address address, Secret password);
}
