package dev.lockkeeper.testing;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real PgBouncer before a real database, on a free port.
public final class RealPgBouncer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final RealPostgres.Database database;
    private final int port;
    private final Path folder;
    private final Process process;

    private RealPgBouncer(RealPostgres.Database database, int port, Path folder, Process process) {
        this.database = database;
        this.port = port;
        this.folder = folder;
        this.process = process;
    }

    /// `mode` is `session` or `transaction`; `settings` are lines of its own settings.
    public static RealPgBouncer before(RealPostgres.Database database, String mode, String... settings) {
        RealParts.needed("LOCKKEEPER_ENGINE", Files.isExecutable(PROGRAM), "PgBouncer");
        try {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            // it refuses to be root, and reads its settings as somebody else
            Path folder = Files.createTempDirectory("pgbouncer",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path file = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=%s password='%s'
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(RealPostgres.port(), RealPostgres.USER, RealPostgres.PASSWORD.replace("'", "''"), port, mode,
                    String.join("\n", settings)));
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("-u", "nobody"));
            }
            command.add(file.toString());
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile()).start();
            RealPgBouncer bouncer = new RealPgBouncer(database, port, folder, process);
            Await.until("pgbouncer listens", Duration.ofSeconds(10), () -> listens(port));
            return bouncer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return knock.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public Environment environment() {
        return new Environment("default", Care.LOCAL, new Address("127.0.0.1", port, database.name(), RealPostgres.USER),
                new Secret(RealPostgres.PASSWORD), Optional.empty());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
