package dev.lockkeeper.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockkeeper.backup.Contents.TableCount;
import dev.lockkeeper.operation.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A restore test as JSON: beside its backup (`NAME.dump.test.json`), and as a report for whoever asks for evidence. Its last field is the
/// SHA-256 of all before it, which shows a slip or a damage; it is no signature.
public final class RestoreTestFile {

    static final String ENDING = ".test.json";
    private static final long LIMIT = 16 << 20;
    private static final String HASH = "reportSha256";

    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private RestoreTestFile() {}

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ENDING);
    }

    /// Writes it so that a crash leaves the old or the new one.
    public static void write(Path to, RestoreTest test) throws IOException {
        PrivateFiles.write(to, text(test));
    }

    static String text(RestoreTest test) {
        ObjectNode json = JSON.createObjectNode();
        json.put("report", "lockkeeper restore test").put("format", RestoreTest.FORMAT).put("file", test.file())
                .put("sha256", test.sha256()).put("result", test.result().name()).put("code", test.code())
                .put("at", test.at().toString()).put("millis", test.took().toMillis()).put("by", test.by())
                .put("host", test.host()).put("environment", test.environment()).put("server", test.server())
                .put("tool", test.tool()).put("expectedFingerprint", test.expectedFingerprint())
                .put("foundFingerprint", test.foundFingerprint()).put("problems", test.problems());
        ArrayNode tables = json.putArray("tables");
        for (TableCount count : test.tables()) {
            ObjectNode table = tables.addObject().put("table", count.table());
            count.expected().ifPresent(rows -> table.put("expected", rows));
            count.found().ifPresent(rows -> table.put("found", rows));
        }
        test.lines().forEach(json.putArray("lines")::add);
        json.put(HASH, Sha256.of(json.toString().getBytes(StandardCharsets.UTF_8)));
        return json.toPrettyString() + "\n";
    }

    /// The test in that file; empty where there is none that is whole.
    static Optional<RestoreTest> read(Path file) {
        return Report.of(file) instanceof Report.Whole(RestoreTest test) ? Optional.of(test) : Optional.empty();
    }

    /// What a file turns out to be.
    public sealed interface Report {

        record Whole(RestoreTest test) implements Report {}

        /// It was one, and was changed since.
        record Altered(String why) implements Report {}

        record NoReport() implements Report {}

        static Report of(Path file) {
            try {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LIMIT) {
                    return new NoReport();
                }
                JsonNode json = JSON.readTree(Files.readAllBytes(file));
                if (!(json instanceof ObjectNode object) || !json.path("report").asText().startsWith("lockkeeper")) {
                    return new NoReport();
                }
                JsonNode told = object.remove(HASH);
                String hash = Sha256.of(object.toString().getBytes(StandardCharsets.UTF_8));
                if (told == null || !hash.equals(told.asText())) {
                    return new Altered("sha256 " + hash + " ≠ " + (told == null ? "–" : told.asText()));
                }
                return new Whole(test(object));
            } catch (JacksonException e) {
                return new NoReport();
            } catch (DateTimeException | IllegalArgumentException e) {
                return new Altered(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return new NoReport();
            }
        }
    }

    private static RestoreTest test(JsonNode json) {
        List<TableCount> tables = new ArrayList<>();
        json.path("tables").forEach(
                table -> tables.add(
                        new TableCount(table.path("table").asText(), rows(table.path("expected")), rows(table.path("found")))));
        List<String> lines = new ArrayList<>();
        json.path("lines").forEach(line -> lines.add(line.asText()));
        return new RestoreTest(json.path("file").asText(), json.path("sha256").asText(),
                RestoreTest.Result.valueOf(json.path("result").asText()), json.path("code").asText(),
                Instant.parse(json.path("at").asText()), Duration.ofMillis(json.path("millis").asLong()),
                json.path("by").asText(),
                json.path("host").asText(), json.path("environment").asText(), json.path("server").asText(),
                json.path("tool").asText(), tables, json.path("expectedFingerprint").asText(),
                json.path("foundFingerprint").asText(), json.path("problems").asInt(), lines);
    }

    private static OptionalLong rows(JsonNode count) {
        return count.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(count.asLong());
    }
}
