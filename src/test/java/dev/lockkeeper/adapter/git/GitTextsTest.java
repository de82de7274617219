package dev.lockkeeper.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What git still knows of a script, on real work trees.
class GitTextsTest {

    @TempDir
    Path folder = Path.of("");

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=kim", "-c", "user.email=kim@localhost", "-c",
                "init.defaultBranch=main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private Path script(String text) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve("마이그 레이션")).resolve("V2__x.sql"), text);
    }

    private void commit(String text) throws Exception {
        script(text);
        git("add", ".");
        git("commit", "-q", "-m", "x");
    }

    @Test
    void the_text_that_was_applied_is_found_and_what_changed_since_is_told() throws Exception {
        git("init", "-q");
        commit("CREATE TABLE t (\n  id integer,\n  a text\n);\n");
        commit("CREATE TABLE t (\n  id bigint,\n  a text\n);\n");
        Path file = script("CREATE TABLE t (\n  id bigint,\n  a text,\n  b text\n);\n");

        assertThat(new GitTexts().changes(file, text -> text.contains("integer"))).containsExactly("--- V2__x.sql (applied)",
                "+++ V2__x.sql", "@@ -1 @@", " CREATE TABLE t (", "-  id integer,", "-  a text", "+  id bigint,", "+  a text,",
                "+  b text", " );");
        assertThat(new GitTexts().changes(file, text -> text.contains("never"))).isEmpty();
    }

    @Test
    void a_long_change_is_cut() throws Exception {
        git("init", "-q");
        commit(IntStream.range(0, 500).mapToObj(number -> "old " + number).collect(Collectors.joining("\n")));
        Path file = script(IntStream.range(0, 5000).mapToObj(number -> "new " + number).collect(Collectors.joining("\n")));

        assertThat(new GitTexts().changes(file, _ -> true)).hasSizeLessThan(70).contains("@@ -1,500 +1,5000 @@");
        script(IntStream.range(0, 500).mapToObj(number -> "new " + number).collect(Collectors.joining("\n")));
        assertThat(new GitTexts().changes(file, _ -> true)).hasSizeLessThan(70).last().asString().startsWith("… +");
    }

    @Test
    void no_work_tree_and_no_git_are_no_trouble() throws Exception {
        Path file = script("SELECT 1;");

        assertThat(new GitTexts().changes(file, _ -> true)).isEmpty();
        assertThat(new GitTexts(folder.resolve("no-such-git").toString()).changes(file, _ -> true)).isEmpty();
    }
}
