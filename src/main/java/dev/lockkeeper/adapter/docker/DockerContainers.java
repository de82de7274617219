package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.SeveralServices;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Ending;
import dev.lockkeeper.containers.ServiceOfDatabase;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.Services;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The containers of one Compose project, as the engine knows them: found by the labels that Compose gives, never by a name.
public final class DockerContainers implements Containers, Services {

    static final String SERVICE = "com.docker.compose.service";
    static final String PROJECT = "com.docker.compose.project";
    private static final String NUMBER = "com.docker.compose.container-number";
    private static final String ONE_OFF = "com.docker.compose.oneoff";

    private static final int POSTGRES_PORT = 5432;
    /// The engine tells that memory ran out before it tells of the end.
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(5);
    private static final Duration FOR_EVENTS = Duration.ofSeconds(1);
    static final String DATA = "/var/lib/postgresql";

    private final DockerConnection connection;
    private final ComposeProject project;
    private final ServiceChoice choice;
    private final ServiceOfDatabase service;

    /// `folder` is where the Compose file stands.
    public DockerContainers(DockerConnection connection, Path folder) {
        this(connection, folder, ServiceChoice.none());
    }

    /// `choice` is asked where the containers of several projects could be meant.
    public DockerContainers(DockerConnection connection, Path folder, ServiceChoice choice) {
        this(connection, folder, choice, new ServiceOfDatabase(folder, Optional.empty(), choice));
    }

    /// `service` says what it is called in the Compose file.
    public DockerContainers(DockerConnection connection, Path folder, ServiceChoice choice, ServiceOfDatabase service) {
        this.connection = connection;
        this.project = new ComposeProject(folder);
        this.choice = choice;
        this.service = service;
    }

    @Override
    public String service() {
        return service.likely();
    }

    @Override
    public Optional<ContainerFacts> find() {
        return inspect().map(DockerContainers::facts);
    }

    @Override
    public Optional<ServiceFacts> look() {
        return inspect().map(ServiceReading::of);
    }

    @Override
    public Optional<ServiceFacts> lookAgain(ServiceFacts known) {
        return inspect(known.container().id()).map(ServiceReading::of).or(this::look);
    }

    private Optional<InspectContainerResponse> inspect(String container) {
        try {
            return Optional.of(connection.ask(client -> client.inspectContainerCmd(container).exec()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<InspectContainerResponse> inspect() {
        for (Container candidate : meant(all())) {
            Optional<InspectContainerResponse> seen = inspect(candidate.getId());
            if (seen.isPresent()) {
                return seen; // the others were removed since they were listed
            }
        }
        return Optional.empty();
    }

    private List<Container> all() {
        String name = service.name();
        return connection
                .ask(client -> client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(SERVICE, name)).exec())
                .stream().filter(container -> !"True".equalsIgnoreCase(container.getLabels().get(ONE_OFF))).toList();
    }

    @Override
    public List<String> several() {
        return several(all().stream().filter(container -> project.owns(container.getLabels())).toList());
    }

    /// While Compose replaces a container both go by the same number: that is one.
    private static List<String> several(List<Container> owned) {
        boolean one = owned.stream()
                .map(container -> container.getLabels().get(PROJECT) + "/" + container.getLabels().get(NUMBER))
                .distinct().count() <= 1;
        return one
                ? List.of()
                : owned.stream().map(container -> container.getLabels().get(PROJECT) + ": "
                        + container.getNames()[0].replaceFirst("^/", "")).sorted().toList();
    }

    /// The service's container, and behind it one that is just being replaced by it. Never one of several that could be meant.
    private List<Container> meant(List<Container> all) {
        Optional<String> chosen = choice.project();
        List<Container> ofChoice = all.stream()
                .filter(container -> chosen.filter(name -> name.equals(container.getLabels().get(PROJECT))).isPresent()).toList();
        List<Container> owned = ofChoice.isEmpty()
                ? all.stream().filter(container -> project.owns(container.getLabels())).toList()
                : ofChoice;
        List<String> several = several(owned);
        if (!several.isEmpty()) {
            throw new ProblemException(new SeveralServices(several));
        }
        return owned.stream()
                .sorted(Comparator.comparing((Container container) -> project.livesIn(container.getLabels()))
                        .thenComparing(container -> "running".equals(container.getState())).thenComparing(Container::getCreated)
                        .reversed())
                .toList();
    }

    static ContainerFacts facts(InspectContainerResponse seen) {
        var state = seen.getState();
        return new ContainerFacts(seen.getId(), seen.getName().replaceFirst("^/", ""),
                Objects.requireNonNullElse(seen.getConfig().getImage(), ""),
                state(state.getStatus()), health(state.getStatus(), state.getHealth(), instant(state.getStartedAt())),
                (int) (long) Objects.requireNonNullElse(state.getExitCodeLong(), 0L),
                Objects.requireNonNullElse(seen.getRestartCount(), 0), instant(state.getStartedAt()),
                instant(state.getFinishedAt()),
                published(seen), volume(seen), lastProbe(state.getHealth()),
                Optional.ofNullable(state.getError()).map(PlainText::of).filter(text -> !text.isBlank()),
                Boolean.TRUE.equals(state.getOOMKilled()));
    }

    private static State state(@Nullable String status) {
        return switch (Objects.requireNonNullElse(status, "")) {
            case "running" -> State.RUNNING;
            case "paused" -> State.PAUSED;
            case "restarting" -> State.RESTARTING;
            case "removing" -> State.REMOVING;
            case "exited" -> State.EXITED;
            case "dead" -> State.DEAD;
            default -> State.CREATED;
        };
    }

    /// After the end the engine goes on showing the last health, or "unhealthy", and for a moment after the next start too: it only counts
    /// while it runs, and where it comes from this life.
    private static Health health(@Nullable String status, @Nullable HealthState health, Optional<Instant> started) {
        if (health == null || !("running".equals(status) || "paused".equals(status))) {
            return Health.NONE;
        }
        boolean former = health.getLog() != null && !health.getLog().isEmpty()
                && instant(health.getLog().getLast().getEnd()).filter(end -> started.filter(end::isBefore).isPresent())
                        .isPresent();
        if (former) {
            return Health.STARTING;
        }
        return switch (Objects.requireNonNullElse(health.getStatus(), "none").toLowerCase(Locale.ROOT)) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    private static Optional<String> lastProbe(@Nullable HealthState health) {
        if (health == null || health.getLog() == null || health.getLog().isEmpty()) {
            return Optional.empty();
        }
        HealthStateLog last = health.getLog().getLast();
        return Optional.of("(" + last.getExitCodeLong() + ") "
                + PlainText.of(Objects.requireNonNullElse(last.getOutput(), "").strip().replace('\n', ' ')));
    }

    static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse).filter(at -> at.isAfter(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// While it runs the engine tells the port it opened; afterwards only the one it was asked for.
    private static Optional<String> published(InspectContainerResponse seen) {
        Optional<Ports> open = Optional.ofNullable(seen.getNetworkSettings()).map(network -> network.getPorts());
        Optional<Ports> asked = Optional.ofNullable(seen.getHostConfig()).map(config -> config.getPortBindings());
        return open.flatMap(DockerContainers::published).or(() -> asked.flatMap(DockerContainers::published));
    }

    private static Optional<String> published(Ports ports) {
        Ports.Binding[] bindings = ports.getBindings().get(ExposedPort.tcp(POSTGRES_PORT));
        if (bindings == null || bindings.length == 0 || bindings[0].getHostPortSpec() == null) {
            return Optional.empty();
        }
        String host = bindings[0].getHostIp();
        return Optional.of((host == null || host.isEmpty() ? "0.0.0.0" : host) + ":" + bindings[0].getHostPortSpec());
    }

    private static Optional<String> volume(InspectContainerResponse seen) {
        return Optional.ofNullable(seen.getMounts()).orElse(List.of()).stream()
                .filter(mount -> mount.getDestination() != null && mount.getDestination().getPath().startsWith(DATA))
                .map(mount -> Objects.requireNonNullElse(mount.getName(), mount.getSource())).filter(Objects::nonNull)
                .findFirst();
    }

    /// The engine's filter knows volumes by their names only, not folders.
    @Override
    public Optional<String> secondServer(ContainerFacts container) {
        return container.volume().flatMap(data -> SecondServer.beside(connection.ask(client -> data.contains("/")
                ? client.listContainersCmd().exec()
                : client.listContainersCmd().withVolumeFilter(List.of(data)).exec()), container));
    }

    /// The engine's state of a container that runs has forgotten it; its events have not, for a while.
    @Override
    public Optional<Ending> formerEnding(ContainerFacts container) {
        List<Event> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch over = new CountDownLatch(1);
        Instant from = container.finishedAt().orElse(Instant.EPOCH).minus(BEFORE_THE_END);
        Instant until = container.startedAt().orElseGet(Instant::now).plusSeconds(1);
        try (EngineStream<Event> stream = new EngineStream<>(told::add, over::countDown)) {
            connection.ask(client -> client.eventsCmd().withSince(String.valueOf(from.getEpochSecond()))
                    .withUntil(String.valueOf(until.getEpochSecond())).withEventTypeFilter(EventType.CONTAINER)
                    .withEventFilter("die", "oom").withContainerFilter(container.id()).exec(stream));
            if (!over.await(FOR_EVENTS.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (ProblemException | DockerException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        return ending(told);
    }

    private static Optional<Ending> ending(List<Event> told) {
        boolean memory = false;
        Optional<Ending> last = Optional.empty();
        for (Event event : told) {
            String action = Objects.requireNonNullElse(event.getAction(), "");
            Map<String, String> attributes = event.getActor() == null
                    ? Map.of()
                    : Objects.requireNonNullElse(event.getActor().getAttributes(), Map.of());
            String code = attributes.getOrDefault("exitCode", "");
            if (action.equals("oom")) {
                memory = true;
            } else if (action.equals("die") && code.matches("\\d{1,5}")) {
                last = Optional.of(new Ending(Integer.parseInt(code), memory, Optional.empty()));
                memory = false;
            }
        }
        return last;
    }

    @Override
    public List<String> logTail(String id, int lines) {
        List<String> tail = new ArrayList<>();
        // Both streams share the list; Frames takes one frame at a time.
        try (Frames frames = new Frames(tail::add, tail::add)) {
            connection.ask(client -> client.logContainerCmd(id).withStdOut(true).withStdErr(true).withTail(lines).exec(frames));
            if (!frames.await(DockerConnection.LIMIT)) {
                throw connection.silent();
            }
            Optional<Throwable> failure = frames.failure();
            if (failure.isPresent()) {
                // The answer to a stream comes through the stream.
                throw failure.get() instanceof DockerException answered ? answered : connection.broken(failure.get());
            }
            return List.copyOf(tail.subList(Math.max(0, tail.size() - lines), tail.size()));
        } catch (NotFoundException | ConflictException e) {
            // it was removed meanwhile, or is being removed
            return List.of();
        } catch (DockerException e) {
            throw connection.broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
