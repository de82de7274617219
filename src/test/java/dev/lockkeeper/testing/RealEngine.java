package dev.lockkeeper.testing;

import dev.lockkeeper.adapter.docker.ComposeCommandLine;
import dev.lockkeeper.adapter.docker.ContainerDump;
import dev.lockkeeper.adapter.docker.ContainerRestore;
import dev.lockkeeper.adapter.docker.DockerConnection;
import dev.lockkeeper.adapter.docker.DockerContainers;
import dev.lockkeeper.adapter.docker.DockerEngine;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.adapter.postgres.PostgresMoments;
import dev.lockkeeper.containers.BringUp;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The Docker engine of this machine, found as the product finds it, with Compose projects of a test's own.
/// Where there is none, tests are skipped; with `LOCKKEEPER_ENGINE=required` they fail.
public final class RealEngine implements AutoCloseable {

    public static final String USER = "llm_app";
    public static final String DATABASE = "llm_webapp";
    public static final String PASSWORD = "pa55-w0rd-canary";

    private final DockerConnection connection = DockerConnection.ofThisMachine();

    private RealEngine() {}

    public static RealEngine orSkip() {
        RealEngine engine = new RealEngine();
        try {
            new DockerEngine(engine.connection).ask();
            run(Path.of("."), "docker", "compose", "version");
            return engine;
        } catch (ProblemException | IllegalStateException e) {
            engine.close();
            if ("required".equals(System.getenv("LOCKKEEPER_ENGINE"))) {
                throw new AssertionError("an engine is required here, and there is none", e);
            }
            return Assumptions.abort("skipped: no engine (" + e.getMessage() + ")");
        }
    }

    public DockerConnection connection() {
        return connection;
    }

    /// The product's own Compose file in a folder of its own, with a name, port and volume that nobody else has.
    public Project project() {
        return project(yaml -> yaml);
    }

    /// The same with another major of PostgreSQL. Its image is required where the engine is, but for 16: that one is built from outside
    /// Debian, which not every machine can reach.
    public Project project(int major) {
        if (major == 16) {
            Assumptions.assumeTrue(hasImage(major), "skipped: no image " + image(major));
        } else {
            RealParts.needed("LOCKKEEPER_ENGINE", hasImage(major), "image " + image(major));
        }
        return project(yaml -> {
            String edited = replaced(yaml, "image: " + image(15), "image: " + image(major));
            // since 18 the image keeps the data of every major in a folder below its volume
            return major < 18 ? edited : replaced(edited, ":/var/lib/postgresql/data", ":/var/lib/postgresql");
        });
    }

    /// Whether the engine has the image already; none is pulled.
    public boolean hasImage(int major) {
        try {
            run(Path.of("."), "docker", "image", "inspect", image(major));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static String image(int major) {
        return "postgres:" + major;
    }

    private static String replaced(String text, String old, String by) {
        if (!text.contains(old)) {
            throw new IllegalStateException("docker-compose.yml no longer says " + old);
        }
        return text.replace(old, by);
    }

    /// The same with an edited Compose file.
    public Project project(UnaryOperator<String> edit) {
        try {
            Path folder = Files.createTempDirectory("lockkeeper-it-").toRealPath();
            String yaml = Files.readString(Path.of("docker-compose.yml"), StandardCharsets.UTF_8);
            Files.writeString(folder.resolve("docker-compose.yml"), edit.apply(yaml));
            int port = freePort();
            String name = folder.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
            Files.writeString(folder.resolve(".env"), """
                POSTGRES_USER=%s
                POSTGRES_PASSWORD=%s
                POSTGRES_DB=%s
                POSTGRES_HOST=127.0.0.1
                POSTGRES_PORT=%d
                LOCKKEEPER_CONTAINER_NAME=%s
                COMPOSE_PROJECT_NAME=%s
                """.formatted(USER, PASSWORD, DATABASE, port, name, name));
            return new Project(folder, name, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String run(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A Compose project of one test. Closing removes its container and volume.
    public final class Project implements AutoCloseable {

        private final Path folder;
        private final String container;
        private final int port;
        private @Nullable PostgresAccess access;

        private Project(Path folder, String container, int port) {
            this.folder = folder;
            this.container = container;
            this.port = port;
        }

        public Path folder() {
            return folder;
        }

        /// The container's name.
        public String container() {
            return container;
        }

        public Environment environment() {
            return new Environment(Environment.DEFAULT, Care.LOCAL, new Address("127.0.0.1", port, DATABASE, USER),
                    new Secret(PASSWORD),
                    Optional.of(folder.resolve(".env")));
        }

        public DockerContainers containers() {
            return new DockerContainers(connection, folder);
        }

        public ComposeCommandLine compose() {
            return new ComposeCommandLine(folder, environment());
        }

        /// The product's way to the database.
        public PostgresAccess access() {
            PostgresAccess known = access;
            if (known == null) {
                known = new PostgresAccess(environment());
                access = known;
            }
            return known;
        }

        public ContainerDump dump() {
            return new ContainerDump(connection, containers(), folder, environment(), new PostgresMoments(access()));
        }

        public ContainerRestore restore() {
            return new ContainerRestore(connection, containers(), folder, environment());
        }

        public BringUp bringUp() {
            return new BringUp(compose(), containers(), this::listens);
        }

        /// Brings it up as the product does.
        public ContainerFacts up() {
            try {
                return bringUp().run(Journal.silent(), new StopSignal());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Whether somebody takes connections at the published port.
        public boolean listens() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /// The `docker` command line, in the project's folder.
        public String docker(String... arguments) {
            return run(folder, Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
        }

        /// A program in the container, as the system user that owns the database.
        public String inside(String... command) {
            List<String> all = new ArrayList<>(List.of("exec", "-u", "postgres", container));
            all.addAll(List.of(command));
            return docker(all.toArray(String[]::new));
        }

        /// What psql in the container answers.
        public String sql(String query) {
            return inside("psql", "-XAtqw", "-U", USER, "-d", DATABASE, "-v", "ON_ERROR_STOP=1", "-c", query);
        }

        @Override
        public void close() {
            if (access != null) {
                access.close();
            }
            docker("compose", "down", "-v", "-t", "1");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
