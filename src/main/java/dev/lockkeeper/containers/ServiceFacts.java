package dev.lockkeeper.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that the engine knows of the database's service at one moment. `createdAt` is by the engine's clock.
public record ServiceFacts(ContainerFacts container, Origin origin, Image image, HealthCheck check, Policy policy, Ways ways,
        Optional<Instant> createdAt) {

    /// Where it comes from: the Compose project, the service in it, and the folder that it was brought up from.
    public record Origin(String project, String service, String folder) {}

    /// `id` tells apart what goes by the same name.
    public record Image(String name, String id) {}

    /// When the engine starts it again by itself: `unless-stopped`, `always`, `on-failure`, `no`.
    public record Policy(String name, int most) {

        @Override
        public String toString() {
            return most > 0 ? name + ":" + most : name;
        }
    }

    /// What leads into it, and the user and the database that it was first made for.
    public record Ways(List<Port> ports, List<Attached> mounts, String user, String database) {

        public Ways {
            ports = List.copyOf(ports);
            mounts = List.copyOf(mounts);
        }
    }

    /// A published port: `outside` is `127.0.0.1:5432`, empty where it is not published.
    public record Port(Optional<String> outside, String inside) {

        @Override
        public String toString() {
            return outside.map(at -> at + " → ").orElse("") + inside;
        }
    }

    /// What is mounted at `at`: a volume by its name, or a folder of the engine's machine.
    public record Attached(String source, String at, boolean volume) {

        /// Whether the database's files are in it.
        public boolean data() {
            return at.startsWith("/var/lib/postgresql");
        }
    }

    public Condition condition() {
        return Condition.of(container.state(), container.health());
    }

    /// How long it has been up; empty where it is not.
    public Optional<Duration> uptime(Instant now) {
        return condition().alive() ? container.startedAt().map(since -> Duration.between(since, now)) : Optional.empty();
    }

    /// The mount that holds the database's files.
    public Optional<Attached> data() {
        return ways.mounts().stream().filter(Attached::data).findFirst();
    }

    /// How its last life ended; `log` is the end of its log. Empty while it lives, and where it never did.
    public Optional<Ending> ending(List<String> log) {
        boolean ended = switch (condition()) {
            case EXITED, RESTARTING -> true;
            default -> false;
        };
        return ended
                ? Optional.of(new Ending(container.exitCode(), container.outOfMemory(), ServerLog.lastFatal(log)))
                : Optional.empty();
    }
}
