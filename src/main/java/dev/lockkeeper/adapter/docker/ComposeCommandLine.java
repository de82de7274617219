package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.containers.ContainerProblem.ComposeFailed;
import dev.lockkeeper.containers.ContainerProblem.ComposeFileMissing;
import dev.lockkeeper.containers.ContainerProblem.ComposeMissing;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compose as people run it: `docker compose`, or the older `docker-compose` where that is all there is.
public final class ComposeCommandLine implements Compose {

    private static final List<List<String>> KINDS = List.of(List.of("docker", "compose"), List.of("docker-compose"));

    /// What `docker compose` is without Docker Desktop: a plugin in one of these folders.
    private static final List<String> PLUGIN_FOLDERS = List.of("/usr/local/lib/docker/cli-plugins",
            "/usr/local/libexec/docker/cli-plugins",
            "/usr/lib/docker/cli-plugins", "/usr/libexec/docker/cli-plugins", "C:/Program Files/Docker/cli-plugins");

    private static final int SECONDS_FOR_VERSION = 10;
    private static final int LAST_LINES = 20;

    private final ComposeProject project;
    private final Optional<Path> environmentFile;
    private final Secret password;
    private final Map<String, String> variables;
    private volatile @Nullable List<String> proven;

    /// For the Compose file in `folder`, with the settings of `environment`.
    public ComposeCommandLine(Path folder, Environment environment) {
        this(folder, environment, System.getenv());
    }

    ComposeCommandLine(Path folder, Environment environment, Map<String, String> variables) {
        this.project = new ComposeProject(folder);
        this.environmentFile = environment.file();
        this.password = environment.password();
        this.variables = variables;
    }

    @Override
    public Optional<Path> file() {
        return project.file();
    }

    /// Asks no program, so that a screen may show it at once: until one has run it is the likely one.
    @Override
    public String upCommand() {
        List<String> known = proven;
        return shown(up(known == null ? likely() : known));
    }

    @Override
    public void up(Journal journal, StopSignal stop) {
        if (project.file().isEmpty()) {
            throw new ProblemException(new ComposeFileMissing(project.folder()));
        }
        List<String> kind = find();
        proven = kind;
        List<String> command = up(kind);
        journal.command(shown(command));
        Deque<String> last = new ArrayDeque<>();
        int exitCode = run(command, stop, line -> {
            String said = withoutSecrets(line);
            if (!said.isBlank()) {
                journal.info(Source.DOCKER, said);
                last.addLast(said);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
            }
        });
        if (stop.requested()) {
            throw new StoppedException(Message.of("state.bring-up-stopped"));
        }
        if (exitCode != 0) {
            throw new ProblemException(new ComposeFailed(shown(command), exitCode, List.copyOf(last)));
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

    private List<String> up(List<String> kind) {
        List<String> command = new ArrayList<>(kind);
        environmentFile.filter(file -> !file.equals(project.folder().resolve(".env"))).ifPresent(file -> {
            command.add("--env-file");
            command.add(file.startsWith(project.folder()) ? project.folder().relativize(file).toString() : file.toString());
        });
        command.addAll(List.of("up", "-d", SERVICE));
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

    private int run(List<String> command, StopSignal stop, Consumer<String> line) {
        try {
            Process process = start(command);
            Lines lines = new Lines(line);
            try (var _ = stop.whenRequested(() -> end(process)); InputStream output = process.getInputStream()) {
                byte[] piece = new byte[8192];
                for (int read = output.read(piece); read >= 0; read = output.read(piece)) {
                    lines.add(Arrays.copyOf(piece, read));
                }
                lines.end();
                return process.waitFor();
            } finally {
                end(process);
            }
        } catch (IOException e) {
            if (stop.requested()) {
                return -1;
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
        return secret.length() < 4 ? line : line.replace(secret, password.toString());
    }

    private static String shown(List<String> command) {
        return String.join(" ", command.stream().map(word -> word.contains(" ") ? "\"" + word + "\"" : word).toList());
    }
}
