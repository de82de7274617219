package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.ComposeJudge;
import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.containers.ContainerProblem.ActionTimedOut;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
import dev.lockkeeper.containers.ServiceOfDatabase;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compose as people run it: `docker compose`, or the older `docker-compose` where that is all there is.
public final class ComposeCommandLine implements Compose, ComposeJudge {

    private static final List<List<String>> KINDS = List.of(List.of("docker", "compose"), List.of("docker-compose"));

    /// What `docker compose` is without Docker Desktop: a plugin in one of these folders.
    private static final List<String> PLUGIN_FOLDERS = List.of("/usr/local/lib/docker/cli-plugins",
            "/usr/local/libexec/docker/cli-plugins",
            "/usr/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins", "C:/Program Files/Docker/cli-plugins");

    private static final int SECONDS_FOR_VERSION = 10;
    private static final int LAST_LINES = 20;
    private static final Duration FOR_READING = Duration.ofSeconds(8);

    private final ComposeProject project;
    private final ServiceChoice choice;
    private final ServiceOfDatabase service;
    private final Optional<Path> environmentFile;
    private final Secret password;
    private final Map<String, String> variables;
    private volatile @Nullable List<String> proven;

    /// For the Compose file in `folder`, with the settings of `environment`.
    public ComposeCommandLine(Path folder, Environment environment) {
        this(folder, environment, ServiceChoice.none());
    }

    /// Where somebody chose among several projects, that one is meant.
    public ComposeCommandLine(Path folder, Environment environment, ServiceChoice choice) {
        this(folder, environment, choice, System.getenv());
    }

    ComposeCommandLine(Path folder, Environment environment, Map<String, String> variables) {
        this(folder, environment, ServiceChoice.none(), variables);
    }

    private ComposeCommandLine(Path folder, Environment environment, ServiceChoice choice, Map<String, String> variables) {
        this.project = new ComposeProject(folder);
        this.choice = choice;
        this.service = new ServiceOfDatabase(folder, Optional.of(environment), choice);
        this.environmentFile = environment.file();
        this.password = environment.password();
        this.variables = variables;
    }

    /// The project's Compose file; empty where the folder has none.
    public Optional<Path> file() {
        return project.file();
    }

    @Override
    public String service() {
        return service.likely();
    }

    @Override
    public List<String> candidates() {
        return service.candidates();
    }

    /// Asks no program, so that a screen may show it at once: until one has run it is the likely one.
    @Override
    public String command(Deed deed) {
        List<String> known = proven;
        return shown(words(known == null ? likely() : known, deed, service()));
    }

    @Override
    public Optional<ComposeText> text() {
        return project.file().flatMap(file -> {
            try {
                return Optional.of(new ComposeText(String.valueOf(file.getFileName()), Files.readString(file), name(),
                        variable -> project.variable(variable, variables,
                                environmentFile.orElse(project.folder().resolve(".env")))));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private String name() {
        return choice.project().orElseGet(() -> project.name(variables));
    }

    @Override
    public void run(Deed deed, Journal journal, StopSignal stop) {
        if (project.file().isEmpty()) {
            throw project.missing();
        }
        String name = service.name();
        List<String> kind = find();
        proven = kind;
        List<String> command = words(kind, deed, name);
        journal.command(shown(command));
        Deque<String> last = new ArrayDeque<>();
        Optional<Integer> exitCode = run(command, limit(deed), stop, line -> {
            String said = withoutSecrets(line);
            if (!said.isBlank()) {
                journal.info(Source.DOCKER, said);
                keep(last, said);
            }
        });
        if (stop.requested()) {
            throw new StoppedException(Message.of(deed == Deed.UP ? "state.bring-up-stopped" : "state.deed-stopped"));
        }
        if (exitCode.isEmpty()) {
            throw new ProblemException(new ActionTimedOut(shown(command), (int) limit(deed).toSeconds(),
                    last.isEmpty() ? "–" : last.getLast()));
        }
        if (exitCode.get() != 0) {
            throw new ProblemException(new ComposeFailed(shown(command), exitCode.get(), List.copyOf(last)));
        }
    }

    private static void keep(Deque<String> last, String said) {
        last.addLast(said);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }

    @Override
    public Optional<String> mark() {
        return project.mark(variables, environmentFile);
    }

    @Override
    public void judge() {
        List<String> command = words(find());
        command.addAll(List.of("config", "-q"));
        Deque<String> last = new ArrayDeque<>();
        Optional<Integer> exitCode = run(command, FOR_READING, new StopSignal(), line -> {
            String said = withoutSecrets(line);
            if (!said.isBlank()) {
                keep(last, said);
            }
        });
        if (exitCode.isEmpty()) {
            throw new ProblemException(new ActionTimedOut(shown(command), (int) FOR_READING.toSeconds(), "–"));
        }
        if (exitCode.get() != 0) {
            throw new ProblemException(new ComposeFailed(shown(command), exitCode.get(), List.copyOf(last)));
        }
    }

    /// What the Compose of this machine says of its version; empty where there is none. Runs it.
    public Optional<String> version() {
        try {
            List<String> command = new ArrayList<>(find());
            command.add("version");
            Process process = start(command);
            try {
                String said = new String(process.getInputStream().readNBytes(4096), java.nio.charset.StandardCharsets.UTF_8);
                return Optional.of(PlainText.of(said.lines().findFirst().orElse("")));
            } finally {
                end(process);
            }
        } catch (IOException | ProblemException e) {
            return Optional.empty();
        }
    }

    /// An image may have to come from far; everything else waits for a server to end, which has a minute for it.
    private static Duration limit(Deed deed) {
        return switch (deed) {
            case UP, RECREATE, PULL -> Duration.ofMinutes(30);
            case START, STOP, RESTART, UNPAUSE, REMOVE -> Duration.ofSeconds(150);
        };
    }

    private List<String> words(List<String> kind, Deed deed, String name) {
        List<String> command = words(kind);
        command.addAll(switch (deed) {
            case UP -> List.of("up", "-d");
            case START -> List.of("start");
            case STOP -> List.of("stop");
            case RESTART -> List.of("restart");
            case RECREATE -> List.of("up", "-d", "--force-recreate");
            case UNPAUSE -> List.of("unpause");
            case PULL -> List.of("pull");
            case REMOVE -> List.of("rm", "-s", "-f");
        });
        command.add(name);
        return command;
    }

    /// What comes before the deed: which project is meant, and which environment's file.
    private List<String> words(List<String> kind) {
        List<String> command = new ArrayList<>(kind);
        choice.project().filter(chosen -> !chosen.equals(project.name(variables))).ifPresent(chosen -> {
            command.add("-p");
            command.add(chosen);
        });
        environmentFile.filter(file -> !file.equals(project.folder().resolve(".env"))).ifPresent(file -> {
            command.add("--env-file");
            command.add(file.startsWith(project.folder()) ? project.folder().relativize(file).toString() : file.toString());
        });
        return command;
    }

    /// The first that answers when asked for its version: Docker without the plugin takes `compose` for a mistake.
    private List<String> find() {
        List<String> tried = new ArrayList<>();
        for (List<String> kind : KINDS) {
            List<String> command = new ArrayList<>(kind);
            command.add("version");
            if (Programs.find(executable(kind.getFirst()), variables).isPresent() && answers(command)) {
                return kind;
            }
            tried.add(String.join(" ", kind));
        }
        throw new ProblemException(new ComposeMissing(tried));
    }

    private List<String> likely() {
        boolean docker = Programs.find(executable("docker"), variables).isPresent();
        boolean older = Programs.find(executable("docker-compose"), variables).isPresent();
        return KINDS.get(older && !(docker && plugin()) ? 1 : 0);
    }

    private boolean plugin() {
        List<Path> folders = new ArrayList<>(PLUGIN_FOLDERS.stream().map(Path::of).toList());
        String settings = variables.get("DOCKER_CONFIG");
        folders.add((settings == null ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(settings))
                .resolve("cli-plugins"));
        return Programs.desktop(variables).isPresent()
                || folders.stream().anyMatch(folder -> Files.exists(folder.resolve(executable("docker-compose"))));
    }

    private static String executable(String name) {
        return EngineAddresses.windows() ? name + ".exe" : name;
    }

    private boolean answers(List<String> command) {
        try {
            Process process = start(command);
            try {
                process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                return process.waitFor(SECONDS_FOR_VERSION, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                end(process);
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /// Its exit code; empty where it was ended because it took longer than `limit`.
    private Optional<Integer> run(List<String> command, Duration limit, StopSignal stop, Consumer<String> line) {
        try {
            Process process = start(command);
            Lines lines = new Lines(line);
            CompletableFuture<Boolean> inTime = process.onExit().thenApply(_ -> true).completeOnTimeout(false, limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            var _ = inTime.thenAccept(well -> {
                if (!well) {
                    end(process);
                }
            });
            try (var _ = stop.whenRequested(() -> end(process)); InputStream output = process.getInputStream()) {
                byte[] piece = new byte[8192];
                for (int read = output.read(piece); read >= 0; read = output.read(piece)) {
                    lines.add(Arrays.copyOf(piece, read));
                }
                lines.end();
                int exitCode = process.waitFor();
                return inTime.getNow(true) ? Optional.of(exitCode) : Optional.empty();
            } finally {
                end(process);
            }
        } catch (IOException e) {
            if (stop.requested()) {
                return Optional.of(-1);
            }
            throw new ProblemException(
                    new ComposeFailed(shown(command), -1, List.of(PlainText.of(String.valueOf(e.getMessage())))), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /// An array of arguments, never a shell; what it prints on either stream comes as one.
    private Process start(List<String> command) throws IOException {
        List<String> arguments = new ArrayList<>(command);
        Programs.find(executable(command.getFirst()), variables).ifPresent(program -> arguments.set(0, program.toString()));
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(project.folder().toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /// Compose is a child of `docker`: both go.
    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
    }

    private String withoutSecrets(String line) {
        String secret = password.reveal();
        // Replacing very short ones would tell where they stand in every line.
        return withoutLostPart(secret.length() < 4 ? line : line.replace(secret, password.toString()));
    }

    /// Compose names the variable that it took a part of a password for.
    private String withoutLostPart(String line) {
        return line.contains("variable is not set") && environmentFile.filter(file -> !EnvLint.lost(file).isEmpty()).isPresent()
                ? line.replaceAll("\\\\?\"[^\"]+\" variable is not set", "… variable is not set")
                : line;
    }

    private static String shown(List<String> command) {
        return String.join(" ", command.stream().map(word -> word.contains(" ") ? "\"" + word + "\"" : word).toList());
    }
}
