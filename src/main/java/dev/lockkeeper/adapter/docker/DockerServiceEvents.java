package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import dev.lockkeeper.containers.ServiceOfDatabase;
import dev.lockkeeper.containers.Following;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ServiceEvent;
import dev.lockkeeper.containers.ServiceEvent.Kind;
import dev.lockkeeper.containers.ServiceEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The engine's events of one Compose project's database service.
public final class DockerServiceEvents implements ServiceEvents {

    private static final String[] ACTIONS = {"create", "start", "health_status", "die", "oom", "pause", "unpause", "restart",
            "destroy"};

    private final DockerConnection connection;
    private final ComposeProject project;
    private final ServiceChoice choice;
    private final ServiceOfDatabase service;

    /// `folder` is where the Compose file stands.
    public DockerServiceEvents(DockerConnection connection, Path folder, ServiceChoice choice) {
        this(connection, folder, choice, new ServiceOfDatabase(folder, Optional.empty(), choice));
    }

    /// `service` says what it is called in the Compose file.
    public DockerServiceEvents(DockerConnection connection, Path folder, ServiceChoice choice, ServiceOfDatabase service) {
        this.connection = connection;
        this.project = new ComposeProject(folder);
        this.choice = choice;
        this.service = service;
    }

    @Override
    public Following follow(Instant since, Listener listener) {
        EngineStream<Event> stream = new EngineStream<>(event -> read(event).ifPresent(listener::happened), listener::ended);
        // Told by the engine to the nanosecond, and asked for again by it.
        String from = since.getEpochSecond() + "." + "%09d".formatted(since.getNano());
        connection.ask(client -> client.eventsCmd().withSince(from)
                .withEventTypeFilter(EventType.CONTAINER).withEventFilter(ACTIONS)
                .withLabelFilter(Map.of(DockerContainers.SERVICE, service.name())).exec(stream));
        return stream;
    }

    /// Newer engines tell only the action and the actor.
    private Optional<ServiceEvent> read(Event event) {
        EventActor actor = event.getActor();
        Long nanos = event.getTimeNano();
        String container = actor == null ? null : actor.getId();
        if (actor == null || nanos == null || container == null) {
            return Optional.empty();
        }
        Map<String, String> attributes = Objects.requireNonNullElse(actor.getAttributes(), Map.of());
        if (!ours(attributes)) {
            return Optional.empty();
        }
        return kind(Objects.requireNonNullElse(event.getAction(), ""))
                .map(kind -> new ServiceEvent(Instant.ofEpochSecond(0, nanos), container, kind,
                        kind == Kind.DIED ? code(attributes.get("exitCode")) : Optional.empty()));
    }

    private boolean ours(Map<String, String> attributes) {
        Optional<String> chosen = choice.project();
        return chosen.isPresent()
                ? chosen.get().equals(attributes.get(DockerContainers.PROJECT))
                : project.owns(attributes);
    }

    private static Optional<Kind> kind(String action) {
        return Optional.ofNullable(switch (action) {
            case "create" -> Kind.CREATED;
            case "start" -> Kind.STARTED;
            case "die" -> Kind.DIED;
            case "oom" -> Kind.OUT_OF_MEMORY;
            case "pause" -> Kind.PAUSED;
            case "unpause" -> Kind.UNPAUSED;
            case "restart" -> Kind.RESTARTED;
            case "destroy" -> Kind.REMOVED;
            case "health_status: healthy" -> Kind.HEALTHY;
            case "health_status: unhealthy" -> Kind.UNHEALTHY;
            default -> null;
        });
    }

    private static Optional<Integer> code(@org.jspecify.annotations.Nullable String text) {
        return text != null && text.matches("-?\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
