package dev.lockkeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The real Alembic of this machine, over the project in `src/test/alembic`. Where it is required (CI) its absence fails; elsewhere it is told.
public final class RealAlembic {

    private final Path program;
    private final String url;

    private RealAlembic(Path program, String url) {
        this.program = program;
        this.url = url;
    }

    /// Alembic for one database, with the password in the environment of the child only.
    public static RealAlembic of(String host, int port, String database, String user, String password) {
        Optional<Path> found = Stream.of("/usr/bin/alembic", "/usr/local/bin/alembic").map(Path::of).filter(Files::isExecutable)
                .findFirst();
        RealParts.needed("LOCKKEEPER_ALEMBIC", found.isPresent(), "Alembic");
        return new RealAlembic(found.orElseThrow(),
                "postgresql+psycopg2://" + user + ":" + percent(password) + "@" + host + ":" + port + "/"
                        + database);
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            encoded.append(c < 128 && Character.isLetterOrDigit(c) ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    /// Runs a verb, such as `current`; fails on a bad end; gives what it printed.
    public String run(String... verb) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(verb));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("src/test/alembic").toFile())
                .redirectErrorStream(true);
        builder.environment().put("ALEMBIC_DATABASE_URL", url);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
