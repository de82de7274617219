package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// What stands where in the practice folder, and the settings that are remembered there.
record PracticeFolder(Path home, Path programs) {

    static final String FORMER = "former-";
    static final String BESIDE = "beside-";

    private static final String PART = "data.part";

    /// `programs` is the folder that the server's programs are unpacked in: the home's own, or one that was filled already.
    PracticeFolder {
    }

    /// One whose data folders are exchanged is known by this until both have their names.
    private Path exchange() {
        return home.resolve("exchange.properties");
    }

    /// Gives `next` the data's place and keeps the data as `former`. A crash in between is ended by [#endExchange].
    void exchange(Path next, Path former) throws IOException {
        Properties plan = new Properties();
        plan.setProperty("next", next.toString());
        plan.setProperty("former", former.toString());
        StringWriter text = new StringWriter();
        plan.store(text, null);
        PrivateFiles.write(exchange(), text.toString());
        Files.move(data(), former);
        FaultPoint.reached("restore.swapping");
        Files.move(next, data());
        Files.delete(exchange());
    }

    /// Ends an exchange that was cut off: with the new data where it is still there, else with the old.
    void endExchange() throws IOException {
        if (Files.notExists(exchange())) {
            return;
        }
        Properties plan = new Properties();
        try (Reader text = Files.newBufferedReader(exchange(), StandardCharsets.UTF_8)) {
            plan.load(text);
        }
        Path next = Path.of(plan.getProperty("next", ""));
        Path former = Path.of(plan.getProperty("former", ""));
        if (Files.notExists(data()) && Files.isDirectory(former)) {
            Files.move(Files.isDirectory(next) ? next : former, data());
        }
        Files.delete(exchange());
    }

    Path data() {
        return home.resolve("data");
    }

    /// Where data is prepared before it gets its name, so that a half prepared folder never has it.
    Path freshPart() {
        return home.resolve(PART + HexFormat.of().toHexDigits(new SecureRandom().nextInt()));
    }

    /// Removes what earlier preparations left. What somebody still writes to stays until the next time.
    void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> inside = Files.list(home)) {
            left = inside.filter(path -> String.valueOf(path.getFileName()).startsWith(PART)).toList();
        }
        for (Path part : left) {
            try {
                ServerPrograms.delete(part);
            } catch (IOException | UncheckedIOException e) {
                // its turn comes at the next start
            }
        }
    }

    Path log() {
        return home.resolve("server.log");
    }

    Path lock() {
        return home.resolve("lock");
    }

    Path settingsFile() {
        return home.resolve("practice.properties");
    }

    /// Empty before the first start.
    Optional<Settings> settings() {
        if (!Files.exists(settingsFile())) {
            return Optional.empty();
        }
        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(settingsFile(), StandardCharsets.UTF_8)) {
            read.load(text);
            return Optional.of(new Settings(Integer.parseInt(known(read, "port")), new Secret(known(read, "password")),
                    new Secret(known(read, "superuser-password"))));
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(new PracticeProblem.PracticeSettingsLost(settingsFile()), e);
        }
    }

    void remember(Settings settings) throws IOException {
        PrivateFiles.write(settingsFile(), "port=%d%npassword=%s%nsuperuser-password=%s%n".formatted(settings.port(),
                settings.password().reveal(), settings.superuserPassword().reveal()));
    }

    private static String known(Properties read, String key) {
        String value = read.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    /// The port and the passwords of our role and of the server's superuser.
    record Settings(int port, Secret password, Secret superuserPassword) {

        static Settings fresh(int port) {
            return new Settings(port, random(), random());
        }

        Settings on(int otherPort) {
            return new Settings(otherPort, password, superuserPassword);
        }

        Environment environment() {
            return new Environment(Environment.PRACTICE, Care.PRACTICE,
                    new Address("127.0.0.1", port, PracticeDatabase.DATABASE, PracticeDatabase.OWNER), password,
                    Optional.empty());
        }

        private static Secret random() {
            byte[] bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            return new Secret(HexFormat.of().formatHex(bytes));
        }
    }
}
