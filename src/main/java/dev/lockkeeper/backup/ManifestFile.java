package dev.lockkeeper.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A manifest as JSON, beside its file: `NAME.dump.json`.
final class ManifestFile {

    static final String ENDING = ".json";

    /// No manifest of ours comes near; a foreign file of that name is not read into memory.
    private static final long LIMIT = 4 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private ManifestFile() {}

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ENDING);
    }

    static String text(Manifest manifest) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", manifest.format());
        json.put("file", manifest.file());
        json.put("sha256", manifest.sha256());
        json.put("bytes", manifest.bytes());
        json.put("method", manifest.method().name());
        json.put("reason", manifest.reason().name());
        json.put("environment", manifest.environment());
        json.put("database", manifest.database());
        json.put("revision", manifest.revision());
        json.put("serverVersion", manifest.serverVersion());
        json.put("tool", manifest.tool());
        json.put("takenAt", manifest.takenAt().toString());
        json.put("takenBy", manifest.takenBy());
        json.put("operation", manifest.operation());
        manifest.contents().ifPresent(contents -> {
            json.put("fingerprint", contents.fingerprint());
            ObjectNode rows = json.putObject("rows");
            contents.rows().forEach(rows::put);
        });
        manifest.sealed().ifPresent(sealed -> {
            ObjectNode inside = json.putObject("encrypted");
            inside.put("sha256", sealed.sha256());
            inside.put("bytes", sealed.bytes());
            sealed.recipients().forEach(inside.putArray("recipients")::add);
        });
        if (!manifest.warnings().isEmpty()) {
            manifest.warnings().forEach(json.putArray("warnings")::add);
        }
        return json.toPrettyString() + "\n";
    }

    /// The manifest in that file; empty where there is none that we understand.
    static Optional<Manifest> read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LIMIT) {
                return Optional.empty();
            }
            return Optional.of(manifest(JSON.readTree(Files.readAllBytes(file))));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Manifest manifest(JsonNode json) {
        int format = json == null ? 0 : json.path("format").asInt();
        if (json == null || format < 1 || format > Manifest.FORMAT) {
            throw new IllegalArgumentException("format");
        }
        if (!json.path("bytes").isIntegralNumber()) {
            throw new IllegalArgumentException("bytes");
        }
        return new Manifest(format, text(json, "file"), text(json, "sha256"), json.get("bytes").asLong(),
                BackupMethod.valueOf(text(json, "method")), BackupReason.valueOf(text(json, "reason")), text(json, "environment"),
                text(json, "database"), text(json, "revision"), text(json, "serverVersion"), text(json, "tool"),
                Instant.parse(text(json, "takenAt")), text(json, "takenBy"), text(json, "operation"),
                contents(json), sealed(json.path("encrypted")), texts(json.path("warnings")));
    }

    private static Optional<Contents> contents(JsonNode json) {
        if (!json.has("rows")) {
            return Optional.empty();
        }
        TreeMap<String, Long> rows = new TreeMap<>();
        for (Map.Entry<String, JsonNode> table : json.get("rows").properties()) {
            rows.put(table.getKey(), whole(table.getValue()));
        }
        return Optional.of(new Contents(rows, text(json, "fingerprint")));
    }

    private static Optional<Manifest.Sealed> sealed(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional
                        .of(new Manifest.Sealed(text(json, "sha256"), whole(json.path("bytes")), texts(json.path("recipients"))));
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static long whole(JsonNode number) {
        if (!number.isIntegralNumber()) {
            throw new IllegalArgumentException("number");
        }
        return number.asLong();
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name);
        }
        return value.textValue();
    }
}
