package dev.lockkeeper.containers;

import dev.lockkeeper.environment.EnvCreation;
import dev.lockkeeper.environment.EnvMend;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.FreshPassword;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LinesOnly;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes the password that a first start needs into the environment file, where it has none, and starts the database with it. A password that is
/// there stays. The password itself is never told.
public final class CreatePassword implements Operation<List<String>> {

    private final Project project;
    private final Environment environment;
    private final Path file;
    private final Compose compose;
    private final Operation<?> bringUp;

    /// `bringUp` runs after the file has changed, and must mean the new password.
    public CreatePassword(Project project, Environment environment, Path file, Compose compose, Operation<?> bringUp) {
        this.project = project;
        this.environment = environment;
        this.file = file;
        this.compose = compose;
        this.bringUp = bringUp;
    }

    /// The keys that got it.
    @Override
    public List<String> run(Journal journal, StopSignal stop) throws Exception {
        journal.plan(List.of(Message.of("step.write-password"), Message.of("step.bring-up-password")));
        journal.step(1);
        stop.heed(Message.of("state.nothing-changed"));
        Set<String> keys = new LinkedHashSet<>(List.of(EnvCreation.PASSWORD));
        compose.text().flatMap(text -> text.passwordVariable(compose.service())).ifPresent(keys::add);
        // the two must not differ where the Compose file calls it otherwise
        Secret password = keys.stream().map(this::written).flatMap(Optional::stream).findFirst()
                .map(Secret::new).orElseGet(FreshPassword::make);
        List<String> missing = keys.stream().filter(key -> written(key).isEmpty()).toList();
        for (String key : missing) {
            Path kept = EnvMend.setSecret(file, key, password);
            journal.line(Source.KEEPER, Level.OK, key + " · " + file + " · " + kept.getFileName());
        }
        journal.step(2);
        bringUp.run(new LinesOnly(journal), stop);
        return missing;
    }

    private Optional<String> written(String key) {
        return project.value(environment, key).filter(text -> !text.isEmpty());
    }
}
