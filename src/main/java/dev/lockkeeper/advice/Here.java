package dev.lockkeeper.advice;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a shown command would be typed and what it must name to mean the same database: the project (when it is not the present
/// folder), the environment, the migrations and the place of Alembic's that were chosen, the database's service and its Compose file.
public record Here(Optional<Path> project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic,
        Optional<String> service, Optional<Path> composeFile) {

    private static final String SERVICE = "postgres";

    public static final Here PRESENT_FOLDER = new Here(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    /// `environment` is left out where it is the default one.
    public static Here in(Path project, Optional<String> environment, Optional<Path> migrations, Optional<String> alembic) {
        return new Here(Optional.of(project).filter(folder -> !folder.equals(Path.of("").toAbsolutePath())),
                environment.filter(name -> !name.equals("default")), migrations, alembic,
                Optional.empty(), Optional.empty());
    }

    /// The same, where the database's service is called like this, in that file.
    public Here serving(String name, Optional<Path> file) {
        return new Here(project, environment, migrations, alembic, Optional.of(name), file);
    }

    /// The advice, with commands that work from where the person is.
    public Advice complete(Advice advice) {
        List<Remedy> remedies = advice.remedies().stream().map(remedy -> remedy.running(complete(remedy.command()))).toList();
        return new Advice(advice.code(), advice.headline(), advice.explanation(), advice.evidence(), remedies);
    }

    /// The command, naming what it would otherwise take from the present folder.
    public String complete(String command) {
        if (command.startsWith("docker compose ") && !command.contains(" -f ")) {
            String named = command.endsWith(" " + SERVICE)
                    ? command.substring(0, command.length() - SERVICE.length()) + service.orElse(SERVICE)
                    : command;
            return project.map(folder -> "docker compose -f "
                    + quoted(composeFile.orElse(folder.resolve("docker-compose.yml")).toString())
                    + named.substring("docker compose".length())).orElse(named);
        }
        if (!command.startsWith("lockkeeper ")) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of(command));
        add(words, "--project", project.map(Path::toString));
        add(words, "--environment", environment);
        add(words, "--migrations", migrations.map(Path::toString));
        add(words, "--alembic", alembic);
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, Optional<String> value) {
        if (value.isPresent() && !words.getFirst().contains(option)) {
            words.add(option + " " + quoted(value.get()));
        }
    }

    private static String quoted(String text) {
        return text.matches("[\\p{L}\\p{N}_./\\\\:@%+=-]+") ? text : '"' + text + '"';
    }
}
