package dev.lockkeeper.adapter.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.lockkeeper.containers.ResetProblem.VolumeNotRemoved;
import dev.lockkeeper.containers.ResetProblem.VolumeShared;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.containers.Volumes;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Volumes by the engine's own interface.
public final class DockerVolumes implements Volumes {

    private static final Duration FOR_COUNTING = Duration.ofSeconds(10);
    /// Many gigabytes take a while to go.
    private static final Duration FOR_REMOVING = Duration.ofMinutes(2);

    private final DockerConnection connection;

    public DockerVolumes(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Volume> find(String name) {
        try {
            var seen = connection.ask(client -> client.inspectVolumeCmd(name).exec());
            return Optional.of(new Volume(seen.getName(), Objects.requireNonNullElse(seen.getDriver(), ""),
                    Objects.requireNonNullElse(seen.getRawValues().get("CreatedAt"), "").toString()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<User> users(Attached mount) {
        List<Container> all = connection.ask(client -> client.listContainersCmd().withShowAll(true).exec());
        return all.stream().filter(container -> container.getMounts() != null)
                .filter(container -> container.getMounts().stream().anyMatch(mounted -> same(mounted, mount)))
                .map(container -> new User(container.getId(), container.getNames()[0].replaceFirst("^/", ""),
                        "running".equals(container.getState()) || "paused".equals(container.getState())
                                || "restarting".equals(container.getState())))
                .toList();
    }

    private static boolean same(ContainerMount mounted, Attached mount) {
        return mount.source().equals(mount.volume() ? mounted.getName() : mounted.getSource());
    }

    @Override
    public OptionalLong bytes(String name) {
        try {
            return within(FOR_COUNTING, () -> {
                try (DockerHttpClient.Response answer = connection.askPlainly("/system/df?type=volume");
                        InputStream body = answer.getBody()) {
                    return size(new ObjectMapper().readTree(body), name);
                }
            }).orElse(OptionalLong.empty());
        } catch (RuntimeException | IOException e) {
            // counted or not, the volume is the same
            return OptionalLong.empty();
        }
    }

    private static OptionalLong size(JsonNode told, String name) {
        for (JsonNode volume : told.path("Volumes")) {
            long bytes = volume.path("UsageData").path("Size").asLong(-1);
            if (volume.path("Name").asText().equals(name) && bytes >= 0) {
                return OptionalLong.of(bytes);
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void remove(String name) {
        try {
            boolean removed = within(FOR_REMOVING, () -> connection.askAtLength(client -> {
                client.removeVolumeCmd(name).exec();
                return true;
            })).orElse(false);
            if (!removed) {
                throw new ProblemException(
                        new VolumeNotRemoved(name, "no answer within " + FOR_REMOVING.toSeconds() + " s"));
            }
        } catch (NotFoundException e) {
            // gone already
        } catch (ConflictException e) {
            List<String> users = users(new Attached(name, "", true)).stream().map(User::name).toList();
            throw new ProblemException(users.isEmpty()
                    ? new VolumeNotRemoved(name, EngineErrors.text(e))
                    : new VolumeShared(name, users), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty where it takes longer.
    private static <T> Optional<T> within(Duration limit, Callable<T> call) throws IOException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("lockkeeper-volume").start(task);
        try {
            return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IOException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
