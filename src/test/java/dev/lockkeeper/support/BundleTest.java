package dev.lockkeeper.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockkeeper.environment.EnvEntries;
import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.support.Bundle.Part;
import dev.lockkeeper.support.SupportProblem.BundleExists;
import dev.lockkeeper.support.SupportProblem.BundleLeaks;
import dev.lockkeeper.support.SupportProblem.BundleUnwritable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is handed on holds everything but the secrets.
class BundleTest {

    /// Each with letters that one of the spellings writes otherwise.
    private static final String AWKWARD = "p\"a's\\s &w%r/d+한글$x";
    private static final String TOKEN = "sk-live-9f8e7d6c5b4a";
    private static final String IN_ADDRESS = "s3cr3t-in-url";

    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve(".env"), """
            POSTGRES_USER=llm_app
            POSTGRES_DB=llm_webapp
            POSTGRES_PASSWORD='p"a\\'s\\\\s &w%%r/d+한글$x'
            """.replace("%%", "%"));
        Files.writeString(folder.resolve(".env.production"), "API_TOKEN=" + TOKEN + "\nDATABASE_URL=postgresql://u:" + IN_ADDRESS
                + "@db/x\n");
        Files.writeString(folder.resolve(".env.broken"), "OTHER_SECRET=half-a-line\nthis is no line '\n");
    }

    private Redaction redaction() {
        return Redaction.of(EnvEntries.in(folder)).and("POSTGRES_PASSWORD", new dev.lockkeeper.environment.Secret(AWKWARD));
    }

    @Test
    void no_secret_of_any_environments_file_is_in_it_however_it_is_written() throws Exception {
        String said = Stream.of(AWKWARD, TOKEN, IN_ADDRESS, "half-a-line").flatMap(BundleTest::spellings)
                .reduce("", (all, one) -> all + "FATAL: " + one + " was refused\n");

        Map<String, String> written = written(new Part("log.txt", () -> said), new Part("chain.json",
                () -> Map.of("evidence", List.of(said), "fact", "password=\"hunter2\" and more")));

        assertThat(written.values()).allSatisfy(text -> Stream.of(AWKWARD, TOKEN, IN_ADDRESS, "half-a-line")
                .flatMap(BundleTest::spellings).forEach(secret -> assertThat(text).doesNotContain(secret)));
        assertThat(written.get("log.txt")).contains("FATAL: ", "was refused");
        JsonNode json = new ObjectMapper().readTree(written.get("chain.json"));
        assertThat(json.path("fact").asText()).contains("and more").doesNotContain("hunter2");
    }

    private static Stream<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.of(secret, url, url.replace("+", "%20"), Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().encodeToString(("llm_app:" + secret).getBytes(StandardCharsets.UTF_8)),
                secret.replace("\\", "\\\\").replace("\"", "\\\""), secret.replace("'", "''"));
    }

    @Test
    void base64_is_recognised_behind_other_bytes_too() {
        for (String before : List.of("", "u", "us", "usr", "user:")) {
            String code = Base64.getEncoder().encodeToString((before + TOKEN + "@rest").getBytes(StandardCharsets.UTF_8));
            assertThat(redaction().met("Authorization: Basic " + code)).as(before).isPresent();
        }
    }

    @Test
    void a_mask_that_was_forgotten_deletes_the_file_and_says_where() {
        // the first masks know nothing
        Iterator<Redaction> known = List.of(Redaction.of(), redaction()).iterator();
        Path file = folder.resolve("b.zip");
        Bundle leaking = new Bundle(() -> List.of(new Part("fine.txt", () -> "fine"), new Part("bad.txt", () -> "a " + TOKEN)),
                known::next);

        assertThatThrownBy(() -> leaking.into(file, false).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                        .isEqualTo(new BundleLeaks("bad.txt", "API_TOKEN", "raw")));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("b.zip"));
    }

    @Test
    void a_part_that_cannot_be_had_says_why_and_the_others_are_there() throws Exception {
        Map<String, String> written = written(new Part("container.log", () -> {
            throw new ProblemException(new BundleUnwritable(folder, "engine asleep, token=" + TOKEN));
        }), new Part("versions.txt", () -> "java: 25"));

        assertThat(written.get("container.log")).contains("not available: BUNDLE_UNWRITABLE", "engine asleep")
                .doesNotContain(TOKEN);
        assertThat(written.get("versions.txt")).isEqualTo("java: 25");
    }

    @Test
    void a_file_that_is_there_is_kept_unless_its_replacement_was_chosen() throws Exception {
        Path file = Files.writeString(folder.resolve("b.zip"), "mine");
        Bundle bundle = new Bundle(() -> List.of(new Part("a.txt", () -> "a")), this::redaction);

        assertThatThrownBy(() -> bundle.into(file, false).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem()).isEqualTo(new BundleExists(file)));
        assertThat(file).hasContent("mine");
        bundle.into(file, true).run(Journal.silent(), new StopSignal());
        assertThat(read(file)).containsOnlyKeys("a.txt");
    }

    @Test
    void a_folder_that_takes_no_file_is_told() {
        Path file = folder.resolve("absent").resolve("b.zip");

        assertThatThrownBy(
                () -> new Bundle(() -> List.of(), this::redaction).into(file, false).run(Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(BundleUnwritable.class));
    }

    @Test
    void of_a_long_log_the_end_is_kept() throws Exception {
        String text = written(new Part("long.log", () -> "x".repeat(Bundle.MOST_LETTERS) + "the end")).get("long.log");

        assertThat(text).hasSizeLessThan(Bundle.MOST_LETTERS + 100).endsWith("the end");
    }

    @Test
    void a_compose_files_own_passwords_are_masked_and_its_references_stay() {
        String masked = Redaction.of().masked("""
            POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it}
            PGPASSWORD: hunter2
            OTHER_TOKEN: ${OTHER_TOKEN:-hunter3}
            url: postgresql://llm_app:hunter4@db/x
            test: "PGPASSWORD=$$POSTGRES_PASSWORD psql"
            ALTER ROLE x PASSWORD 'hunter5'
            """);

        assertThat(masked).contains("${POSTGRES_PASSWORD:?set it}", "$$POSTGRES_PASSWORD", "llm_app", "PGPASSWORD: ••••")
                .doesNotContain("hunter");
    }

    private Map<String, String> written(Part... parts) throws Exception {
        Path file = folder.resolve("bundle.zip");
        new Bundle(() -> List.of(parts), this::redaction).into(file, true).run(Journal.silent(), new StopSignal());
        return read(file);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream bytes = zip.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
