package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// A test of the product's own wiring over projects on the real engine, in a console's home of its own.
@Tag("engine")
abstract class OnTheEngine {

    RealEngine engine;

    @TempDir
    Path home;

    @BeforeEach
    final void find_the_engine() {
        engine = RealEngine.orSkip();
    }

    @AfterEach
    final void leave_it() {
        engine.close();
    }

    /// As a fresh start would find it.
    final Desk desk(RealEngine.Project project) {
        return desk(project, Optional.empty(), Optional.empty());
    }

    final Desk desk(RealEngine.Project project, Optional<Path> migrations, Optional<String> alembic) {
        return Wiring.desk(new Choice(project.folder(), Optional.empty(), migrations, alembic, Language.ENGLISH),
                new Folders(home), _ -> {});
    }

    final Readiness check(RealEngine.Project project) {
        try (Desk desk = desk(project)) {
            return desk.help().checklist().check().readiness();
        }
    }

    /// What the work ended with; fails where it did not fail.
    static Problem failure(Operation<?> operation) {
        Throwable thrown = Assertions.catchThrowable(() -> operation.run(Journal.silent(), new StopSignal()));
        assertThat(thrown).isNotNull();
        return ProblemException.of(thrown);
    }

    static void edit(Path file, String old, String fresh) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, fresh));
    }
}
