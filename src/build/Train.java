import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Lets Java watch `lockkeeper current` on a PostgreSQL of its own for a moment, and keeps what it learned beside the jars, so that a verb
/// starts in half the time: `lib/verbs-<this Java's version>.aot`. Java would believe such a file even of other jars; the launcher
/// takes it only where no jar is newer. Where it cannot be made, everything works without it.
/// Run by `mvn package` (`-Dlockkeeper.train.skip` leaves it out); arguments: version, folder of the jars. With the launcher of an installed
/// image as a third, that one is watched, by its own Java: `verbs.aot` beside the image's jars, and its settings name it.
final class Train {

    public static void main(String[] arguments) throws IOException {
        java.util.logging.LogManager.getLogManager().reset(); // the server has much to say
        Path jars = Path.of(arguments[1]).toAbsolutePath();
        try (Stream<Path> old = Files.list(jars)) {
            for (Path file : old.filter(path -> path.toString().contains(".aot")).toList()) {
                Files.delete(file);
            }
        }
        Path work = Files.createTempDirectory("lockkeeper-train-");
        try {
            train(arguments, jars, work);
        } catch (Exception e) {
            System.err.println("Verbs will start slower: no cache could be made for them (" + e + ").");
        } finally {
            try (Stream<Path> files = Files.walk(work)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void train(String[] arguments, Path jars, Path work) throws Exception {
        Path data = work.resolve("data");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(data).setOverrideWorkingDirectory(work.toFile()).start()) {
            String password = UUID.randomUUID().toString();
            try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE trainer LOGIN CREATEDB PASSWORD '" + password + "'");
                statement.execute("CREATE DATABASE training OWNER trainer");
                // the exchange of a real login is a good part of the work
                Files.writeString(data.resolve("pg_hba.conf"), "host all trainer 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
                statement.execute("SELECT pg_reload_conf()");
            }
            Path project = Files.createDirectory(work.resolve("project"));
            Files.writeString(project.resolve(".env"), "POSTGRES_USER=trainer\nPOSTGRES_PASSWORD=" + password
                    + "\nPOSTGRES_DB=training\nPOSTGRES_HOST=127.0.0.1\nPOSTGRES_PORT=" + server.getPort() + "\n");
            Files.copy(Path.of("docker-compose.yml"), project.resolve("docker-compose.yml"));
            Path made = work.resolve("verbs.aot");
            boolean image = arguments.length > 2;
            List<String> java = image
                    ? List.of(arguments[2])
                    : List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-XX:AOTCacheOutput=" + made, "-cp",
                            jars.resolve("lockkeeper-" + arguments[0] + ".jar").toString(), "dev.lockkeeper.Main");
            List<String> command = new ArrayList<>(java);
            command.addAll(List.of("--project", project.toString(), "current"));
            ready(jars, arguments[0], project, work);
            Path notes = work.resolve("verbs.aotconf");
            Process process = started(command, work, image ? "-Xlog:disable -XX:AOTMode=record -XX:AOTConfiguration=" + notes : "");
            if (image) {
                // an image has no `java` of its own that Java could start by itself for the second half
                started(command, work, "-Xlog:disable -XX:AOTMode=create -XX:AOTConfiguration=" + notes + " -XX:AOTCache=" + made);
            }
            String said = Files.readString(work.resolve("said"));
            // 1: revisions are pending, as they must be
            if (process.exitValue() != 1 || Files.notExists(made)) {
                throw new IOException("it ended with " + process.exitValue() + ": " + said.strip());
            }
            if (image) {
                Files.move(made, jars.resolve("verbs.aot"), StandardCopyOption.REPLACE_EXISTING);
                try (Stream<Path> settings = Files.list(jars)) {
                    for (Path file : settings.filter(path -> path.toString().endsWith(".cfg")).toList()) {
                        Files.writeString(file, Files.readString(file).stripTrailing() + "\njava-options=-XX:AOTCache=$APPDIR"
                                + File.separator + "verbs.aot\n");
                    }
                }
                return;
            }
            Path beside = jars.resolve("verbs.aot.new");
            Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, jars.resolve("verbs-" + System.getProperty("java.runtime.version") + ".aot"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /// Raises the schema to the revision before the last: what is applied and what is pending is then both looked at.
    private static void ready(Path jars, String version, Path project, Path work) throws Exception {
        Process upgrade = started(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:disable", "-cp",
                jars.resolve("lockkeeper-" + version + ".jar").toString(), "dev.lockkeeper.Main", "--project", project.toString(),
                "upgrade", "003", "--yes", "--no-backup", "--confirm", "training"), work, "");
        if (upgrade.exitValue() != 0) {
            throw new IOException("the upgrade ended with " + upgrade.exitValue() + ": " + Files.readString(work.resolve("said")).strip());
        }
    }

    private static Process started(List<String> command, Path work, String options) throws Exception {
        ProcessBuilder verb = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(work.resolve("said").toFile());
        verb.environment().put("LOCKKEEPER_HOME", work.resolve("home").toString());
        verb.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        if (!options.isEmpty()) {
            verb.environment().put("JAVA_TOOL_OPTIONS", options);
        }
        Process process = verb.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("it took more than three minutes");
        }
        return process;
    }
}
