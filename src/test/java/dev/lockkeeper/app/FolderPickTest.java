package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.alembic.AlembicFolder;
import dev.lockkeeper.environment.DatabaseInCompose;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.schema.AlembicRevision;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One folder is picked; service, credentials and Alembic's revisions are found in it, and nothing has to be typed.
class FolderPickTest {

    private static final String COMPOSE = "services:\n  web:\n    build: .\n  postgres:\n    image: %s\n";
    private static final String ENV = "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=geheim\nPOSTGRES_DB=%s\nPOSTGRES_PORT=5439\n";

    @TempDir
    Path home = Path.of("");

    @Test
    void a_back_end_with_everything_at_its_root() throws IOException {
        Path repository = repository("one");
        write(repository, "docker-compose.yml", COMPOSE.formatted("postgres:15"));
        write(repository, ".env", ENV.formatted("one"));
        write(repository, "alembic.ini", "[alembic]\nscript_location = alembic\n");
        revision(repository, "alembic/versions");

        found(repository, "postgres:15", "one", false);
    }

    @Test
    void a_monorepo_that_nobody_has_set_up_yet() throws IOException {
        Path repository = repository("two");
        write(repository, "compose.yaml", COMPOSE.formatted("pgvector/pgvector:pg16"));
        write(repository, ".env.example", ENV.formatted("two"));
        write(repository, "backend/alembic.ini", "[alembic]\nscript_location = %(here)s/db\n");
        revision(repository, "backend/db/versions");

        found(repository, "pgvector/pgvector:pg16", "two", true);
    }

    @Test
    void environments_by_name_and_revisions_without_an_ini() throws IOException {
        Path repository = repository("three");
        write(repository, "docker-compose.yaml", COMPOSE.formatted("postgres:17-alpine"));
        write(repository, ".env.development", ENV.formatted("three"));
        write(repository, ".env.production", ENV.formatted("other"));
        revision(repository, "api/migrations/versions");

        found(repository, "postgres:17-alpine", "three", false);
    }

    private void found(Path repository, String image, String database, boolean unwritten) {
        House elsewhere = new Wiring(new Settings(home, Optional.empty(), Optional.empty(), Language.ENGLISH),
                new Folders(home.resolve("lockkeeper")));
        House house = elsewhere.at(repository);
        try (Rooms rooms = house.open(Optional.empty())) {
            Environment environment = rooms.environment();
            assertThat(environment.address().database()).isEqualTo(database);
            assertThat(environment.address().user()).isEqualTo("llm_app");
            assertThat(environment.address().port()).isEqualTo(5439);
            assertThat(environment.unwritten()).isEqualTo(unwritten);
        }
        assertThat(house.environments()).extracting(environment -> environment.address().database()).contains(database);
        assertThat(new Project(repository).database()).contains(new DatabaseInCompose("postgres", image));
        assertThat(new AlembicFolder(repository, Optional.empty()).list().orElseThrow().revisions())
                .extracting(AlembicRevision::id).isEqualTo(List.of("001"));
    }

    private Path repository(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    private static void revision(Path repository, String folder) throws IOException {
        write(repository, folder + "/001_first.py", "revision = '001'\ndown_revision = None\n");
    }

    private static void write(Path repository, String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
