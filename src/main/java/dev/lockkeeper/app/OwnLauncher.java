package dev.lockkeeper.app;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The program that started this console, and how a scheduler starts it again.
final class OwnLauncher {

    /// What moves our folders, or says where Java and the engine are: a scheduler starts with none of the shell's variables.
    private static final List<String> CARRIED = List.of("LOCKKEEPER_HOME", "LOCKKEEPER_BACKUPS", "LOCKKEEPER_JAVA_HOME",
            "JAVA25_HOME", "JAVA_HOME", "XDG_DATA_HOME", "DOCKER_HOST");

    private final Function<String, @Nullable String> property;
    private final Map<String, String> variables;

    OwnLauncher(Function<String, @Nullable String> property, Map<String, String> variables) {
        this.property = property;
        this.variables = variables;
    }

    /// Throws [BackupProblem.LauncherMissing].
    List<String> scheduledBackup(Settings settings, Environment environment) {
        List<String> command = new ArrayList<>();
        if (!windows()) {
            command.add("/usr/bin/env");
            CARRIED.stream().filter(variables::containsKey).map(name -> name + "=" + variables.get(name)).forEach(command::add);
        }
        command.add(find().orElseThrow(() -> new ProblemException(new BackupProblem.LauncherMissing())).toString());
        command.addAll(List.of("backup", "--scheduled", "--project", settings.project().toString(), "--environment",
                environment.name(), "--lang", settings.language().code()));
        return List.copyOf(command);
    }

    /// Our scripts tell us; the programs that the installer builds have a way of their own.
    private Optional<Path> find() {
        return Optional.ofNullable(property.apply("lockkeeper.launcher")).or(() -> Optional.ofNullable(
                property.apply("jpackage.app-path"))).map(Path::of).map(this::withConsole).filter(Path::isAbsolute)
                .filter(Files::isRegularFile);
    }

    /// The program of the window has no console on Windows; the one beside it is for verbs.
    private Path withConsole(Path program) {
        Path forVerbs = program.resolveSibling("lockkeeper-cli.exe");
        return windows() && Files.isRegularFile(forVerbs) ? forVerbs : program;
    }

    private boolean windows() {
        return Optional.ofNullable(property.apply("os.name")).orElse("").startsWith("Windows");
    }
}
