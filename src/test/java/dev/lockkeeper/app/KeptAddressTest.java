package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAddressTest {

    @TempDir
    Path home;

    @Test
    void an_address_is_kept_for_its_project_alone_and_taken_away_again() {
        Folders folders = new Folders(home);
        KeptAddress one = new KeptAddress(folders.webApp(home.resolve("a/web")));
        KeptAddress other = new KeptAddress(folders.webApp(home.resolve("b/web")));
        assertThat(one.read()).isEmpty();
        one.keep(Optional.of(URI.create("https://chat.example.com/")));
        assertThat(new KeptAddress(folders.webApp(home.resolve("a/web"))).read())
                .contains(URI.create("https://chat.example.com/"));
        assertThat(other.read()).isEmpty();
        one.keep(Optional.empty());
        assertThat(one.read()).isEmpty();
    }

    @Test
    void a_file_that_says_no_address_says_nothing() throws Exception {
        Path file = Files.writeString(home.resolve("kept"), "javascript:alert(1)\n");
        assertThat(new KeptAddress(file).read()).isEmpty();
    }
}
