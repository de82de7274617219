package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.containers.ServiceFacts.Image;
import dev.lockkeeper.containers.ServiceFacts.Origin;
import dev.lockkeeper.containers.ServiceFacts.Policy;
import dev.lockkeeper.containers.ServiceFacts.Port;
import dev.lockkeeper.containers.ServiceFacts.Ways;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the service's facts from what `docker inspect` answers.
final class ServiceReading {

    private static final String FOLDER = "com.docker.compose.project.working_dir";

    private ServiceReading() {}

    static ServiceFacts of(InspectContainerResponse seen) {
        Map<String, String> labels = Objects.requireNonNullElse(seen.getConfig().getLabels(), Map.of());
        return new ServiceFacts(DockerContainers.facts(seen),
                new Origin(labels.getOrDefault(DockerContainers.PROJECT, ""),
                        labels.getOrDefault(DockerContainers.SERVICE, Compose.SERVICE), labels.getOrDefault(FOLDER, "")),
                new Image(Objects.requireNonNullElse(seen.getConfig().getImage(), ""),
                        Objects.requireNonNullElse(seen.getImageId(), "")),
                check(seen), policy(seen), ways(seen), DockerContainers.instant(seen.getCreated()));
    }

    private static HealthCheck check(InspectContainerResponse seen) {
        var configured = seen.getConfig().getHealthcheck();
        if (configured == null || configured.getTest() == null) {
            return HealthCheck.NONE;
        }
        HealthState state = seen.getState().getHealth();
        return new HealthCheck(configured.getTest(), nanos(configured.getInterval()), nanos(configured.getTimeout()),
                Objects.requireNonNullElse(configured.getRetries(), 0),
                state == null ? 0 : Objects.requireNonNullElse(state.getFailingStreak(), 0), probes(state));
    }

    private static Duration nanos(@Nullable Long nanos) {
        return Duration.ofNanos(Objects.requireNonNullElse(nanos, 0L));
    }

    private static List<Probe> probes(@Nullable HealthState state) {
        List<HealthStateLog> log = state == null || state.getLog() == null ? List.of() : state.getLog();
        List<Probe> probes = new ArrayList<>();
        for (HealthStateLog entry : log) {
            Optional<Instant> start = DockerContainers.instant(entry.getStart());
            Optional<Instant> end = DockerContainers.instant(entry.getEnd()).or(() -> start);
            end.ifPresent(at -> probes.add(new Probe(at, Duration.between(start.orElse(at), at),
                    (int) (long) Objects.requireNonNullElse(entry.getExitCodeLong(), 0L),
                    Objects.requireNonNullElse(entry.getOutput(), "").lines().map(PlainText::of)
                            .filter(line -> !line.isBlank()).collect(java.util.stream.Collectors.joining("\n")))));
        }
        return probes;
    }

    private static Policy policy(InspectContainerResponse seen) {
        var host = seen.getHostConfig();
        var policy = host == null ? null : host.getRestartPolicy();
        String name = policy == null ? "" : Objects.requireNonNullElse(policy.getName(), "");
        return new Policy(name.isEmpty() ? "no" : name,
                policy == null ? 0 : Objects.requireNonNullElse(policy.getMaximumRetryCount(), 0));
    }

    private static Ways ways(InspectContainerResponse seen) {
        List<Attached> mounts = Optional.ofNullable(seen.getMounts()).orElse(List.of()).stream()
                .filter(mount -> mount.getDestination() != null)
                .map(mount -> new Attached(
                        Objects.requireNonNullElse(mount.getName(), Objects.requireNonNullElse(mount.getSource(), "")),
                        mount.getDestination().getPath(), mount.getName() != null))
                .toList();
        String user = variable(seen, "POSTGRES_USER").orElse("postgres");
        return new Ways(ports(seen), mounts, user, variable(seen, "POSTGRES_DB").orElse(user));
    }

    /// Only these two are read: the environment holds the password too.
    private static Optional<String> variable(InspectContainerResponse seen, String name) {
        String[] all = Objects.requireNonNullElse(seen.getConfig().getEnv(), new String[0]);
        return Stream.of(all).filter(entry -> entry.startsWith(name + "=")).map(entry -> entry.substring(name.length() + 1))
                .filter(value -> !value.isEmpty()).findFirst();
    }

    private static List<Port> ports(InspectContainerResponse seen) {
        Optional<Ports> open = Optional.ofNullable(seen.getNetworkSettings()).map(network -> network.getPorts())
                .filter(ports -> !ports.getBindings().isEmpty());
        Optional<Ports> asked = Optional.ofNullable(seen.getHostConfig()).map(config -> config.getPortBindings());
        List<Port> ports = new ArrayList<>();
        open.or(() -> asked).map(Ports::getBindings).orElse(Map.of())
                .forEach((inside, bindings) -> ports.addAll(ports(inside, bindings)));
        return ports;
    }

    private static List<Port> ports(ExposedPort inside, Ports.Binding @Nullable [] bindings) {
        String port = String.valueOf(inside.getPort());
        if (bindings == null || bindings.length == 0) {
            return List.of(new Port(Optional.empty(), port));
        }
        return Stream.of(bindings).map(binding -> new Port(
                Optional.ofNullable(binding.getHostPortSpec()).map(outside -> host(binding.getHostIp()) + ":" + outside), port))
                .distinct().toList();
    }

    private static String host(@Nullable String host) {
        return host == null || host.isEmpty() ? "0.0.0.0" : host;
    }
}
