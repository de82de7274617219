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
    private final Path project;
    private final String url;

    private RealAlembic(Path program, Path project, String url) {
        this.program = program;
        this.project = project;
        this.url = url;
    }

    /// Alembic for one database, with the password in the environment of the child only.
    public static RealAlembic of(String host, int port, String database, String user, String password) {
        return new RealAlembic(program("alembic"), Path.of("src/test/alembic"),
                "postgresql+psycopg2://" + user + ":" + percent(password) + "@" + host + ":" + port + "/"
                        + database);
    }

    /// For verbs that only read the files of `project`.
    public static RealAlembic withoutDatabase(Path project) {
        return new RealAlembic(program("alembic"), project, "postgresql+psycopg2://nobody@127.0.0.1:1/none");
    }

    /// The same database by the files of another project.
    public RealAlembic over(Path other) {
        return new RealAlembic(program, other, url);
    }

    /// Runs a script with the Python that has Alembic.
    public static void python(Path script, String... arguments) throws IOException, InterruptedException {
        program("alembic");
        List<String> command = new ArrayList<>(List.of(program("python3").toString(), script.toString()));
        command.addAll(List.of(arguments));
        finished(new ProcessBuilder(command));
    }

    private static Path program(String name) {
        Optional<Path> found = Stream.of("/usr/bin/", "/usr/local/bin/").map(folder -> Path.of(folder + name))
                .filter(Files::isExecutable).findFirst();
        RealParts.needed("LOCKKEEPER_ALEMBIC", found.isPresent(), "Alembic");
        return found.orElseThrow();
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
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
        builder.environment().put("ALEMBIC_DATABASE_URL", url);
        return finished(builder);
    }

    private static String finished(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
