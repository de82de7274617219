package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.Reader;
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
record PracticeFolder(Path home) {

    private static final String PART = "data.part";

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
