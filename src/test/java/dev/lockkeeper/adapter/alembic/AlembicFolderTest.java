package dev.lockkeeper.adapter.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicListing;
import dev.lockkeeper.schema.AlembicRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlembicFolderTest {

    @TempDir
    Path project = Path.of("");

    @Test
    void a_project_without_alembic_has_no_listing() throws IOException {
        write("src/app.py", "revision = 1");

        assertThat(new AlembicFolder(project, Optional.empty()).list()).isEmpty();
    }

    @Test
    void the_ini_in_the_project_or_one_below_says_where_the_revisions_are() throws IOException {
        write("backend/alembic.ini",
                "# of the back end\n[alembic]\nscript_location = %(here)s/db/scripts\n\n[loggers]\nkeys = root\n");
        revision("backend/db/scripts/versions/a.py", "a");
        write("backend/db/scripts/env.py", "import this");

        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("a");
        assertThat(found().unread()).isEmpty();

        write("alembic.ini", "[alembic]\nscript_location: app:migrations");
        revision("app/migrations/versions/b.py", "b");
        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("b");
    }

    @Test
    void version_locations_may_be_several_folders() throws IOException {
        write("alembic.ini", "[alembic]\nscript_location = x\nversion_locations = %(here)s/one two\n");
        revision("one/a.py", "a");
        revision("two/b.py", "b");
        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("a", "b");

        write("alembic.ini", "[alembic]\nscript_location = x\nversion_path_separator = ;\nversion_locations = one;\n   two;\n");
        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("a", "b");

        write("alembic.ini", "[alembic]\nscript_location = x\nversion_locations = %(elsewhere)s/one\n");
        assertThat(found().unread()).singleElement().asString().startsWith("alembic.ini: ");
    }

    @Test
    void the_usual_places_are_looked_at_where_there_is_no_ini_and_two_of_them_are_unclear() throws IOException {
        revision("backend/alembic/versions/a.py", "a");
        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("a");

        revision("migrations/versions/b.py", "b");
        assertThat(found().revisions()).isEmpty();
        assertThat(found().unread()).singleElement().asString().contains("alembic", "migrations");
    }

    @Test
    void a_chosen_folder_may_be_the_project_the_scripts_or_the_versions() throws IOException {
        write("elsewhere/alembic.ini", "[alembic]\nscript_location = scripts");
        revision("elsewhere/scripts/versions/a.py", "a");

        for (String chosen : new String[]{"elsewhere", "elsewhere/scripts", "elsewhere/scripts/versions"}) {
            AlembicListing listing = new AlembicFolder(project, Optional.of(project.resolve(chosen))).list().orElseThrow();
            assertThat(listing.revisions()).as(chosen).extracting(AlembicRevision::id).containsExactly("a");
        }
        assertThatThrownBy(() -> new AlembicFolder(project, Optional.of(project.resolve("none"))).list())
                .isInstanceOfSatisfying(ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo("ALEMBIC_FOLDER_MISSING"));
    }

    @Test
    void a_file_that_cannot_be_read_by_rule_is_named_and_the_others_are_listed() throws IOException {
        write("alembic.ini", "[alembic]\nscript_location = .");
        revision("versions/a.py", "a");
        write("versions/b.py", "revision = 'b'\ndown_revision = previous()");
        write("versions/__init__.py", "");
        write("versions/.#a.py", "x");
        write("versions/README", "x");

        assertThat(found().revisions()).extracting(AlembicRevision::id).containsExactly("a");
        assertThat(found().unread()).containsExactly("b.py:2: down_revision = … previous");
    }

    private AlembicListing found() {
        return new AlembicFolder(project, Optional.empty()).list().orElseThrow();
    }

    private void revision(String file, String id) throws IOException {
        write(file, "revision = '" + id + "'\ndown_revision = None\n");
    }

    private void write(String file, String text) throws IOException {
        Path at = project.resolve(file);
        Files.createDirectories(Objects.requireNonNull(at.getParent()));
        Files.writeString(at, text);
    }
}
