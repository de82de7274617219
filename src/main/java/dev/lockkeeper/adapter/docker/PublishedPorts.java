package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.PortHolders;
import dev.lockkeeper.operation.ProblemException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The running containers that publish a port of this machine.
public final class PublishedPorts implements PortHolders {

    private final DockerConnection connection;

    public PublishedPorts(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<PortHolder> of(int port) {
        try {
            List<Container> running = connection.ask(client -> client.listContainersCmd().exec());
            return running.stream().filter(container -> publishes(container, port)).findFirst()
                    .map(container -> new PortHolder.Container(name(container)));
        } catch (ProblemException e) {
            return Optional.empty(); // who cannot be asked knows nobody
        }
    }

    private static boolean publishes(Container container, int port) {
        for (ContainerPort published : Objects.requireNonNullElse(container.getPorts(), new ContainerPort[0])) {
            if (Objects.equals(published.getPublicPort(), port)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Container container) {
        String[] names = Objects.requireNonNullElse(container.getNames(), new String[0]);
        return names.length == 0 ? container.getId() : names[0].replaceFirst("^/", "");
    }
}
