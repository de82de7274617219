package dev.lockkeeper.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A move of the schema, written down for the state that it was made for. `database` is the server's own number and the database's in it,
/// `fingerprint` that of the live schema, `scripts` the SHA-256 of each file that would run, in the order of the run. `at` is UTC.
public record SchemaPlan(Instant at, String by, String database, Revision from, Revision to, String fingerprint,
        SequencedMap<String, String> scripts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "lockkeeper plan 1";
    private static final long LARGEST = 1 << 20;

    public SchemaPlan {
        scripts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(scripts));
    }

    static SequencedMap<String, String> sums(List<Script> scripts, boolean up) {
        SequencedMap<String, String> sums = new LinkedHashMap<>();
        for (Script script : scripts) {
            sums.put(up ? script.file() : script.wayBackFile().orElse(script.file()),
                    sum(up ? script.sql() : script.wayBackSql().orElse("")));
        }
        return sums;
    }

    public boolean up() {
        return to.compareTo(from) > 0;
    }

    /// What is another one now than when it was made; empty where it may run.
    List<String> changes(SchemaPlan now) {
        List<String> changes = new ArrayList<>();
        change(changes, "database", database, now.database);
        change(changes, "revision", from.id(), now.from.id());
        change(changes, "target", to.id(), now.to.id());
        change(changes, "schema", fingerprint.substring(0, Math.min(12, fingerprint.length())),
                now.fingerprint.substring(0, Math.min(12, now.fingerprint.length())));
        TreeMap<String, String> all = new TreeMap<>(scripts);
        all.putAll(now.scripts);
        for (String file : all.keySet()) {
            change(changes, file, shortened(scripts, file), shortened(now.scripts, file));
        }
        return changes;
    }

    private static String shortened(SequencedMap<String, String> sums, String file) {
        String sum = sums.getOrDefault(file, "–");
        return sum.substring(0, Math.min(12, sum.length()));
    }

    private static void change(List<String> changes, String what, String planned, String now) {
        if (!planned.equals(now)) {
            changes.add(what + ": " + planned + " → " + now);
        }
    }

    /// Writes it to a file that is not there yet.
    public void write(Path file) throws IOException {
        ObjectNode json = json();
        json.put("sha256", sum(json.toString()));
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT).put("at", at.toString()).put("by", by).put("database", database).put("from", from.id())
                .put("to", to.id()).put("fingerprint", fingerprint);
        ObjectNode files = json.putObject("scripts");
        scripts.forEach(files::put);
        return json;
    }

    /// Throws [SchemaProblem.PlanUnreadable] for a file that is no plan, or was changed since it was written.
    public static SchemaPlan read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new ProblemException(new SchemaProblem.PlanUnreadable(file.toString(), "no such file"));
            }
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json == null || !json.path("format").asText().equals(FORMAT)) {
                throw new ProblemException(new SchemaProblem.PlanUnreadable(file.toString(), "no plan"));
            }
            SequencedMap<String, String> scripts = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.path("scripts").properties()) {
                scripts.put(entry.getKey(), entry.getValue().asText());
            }
            SchemaPlan plan = new SchemaPlan(Instant.parse(json.path("at").asText()), json.path("by").asText(),
                    json.path("database").asText(), new Revision(json.path("from").asText()),
                    new Revision(json.path("to").asText()), json.path("fingerprint").asText(), scripts);
            if (!Objects.equals(sum(plan.json().toString()), json.path("sha256").asText())) {
                throw new ProblemException(new SchemaProblem.PlanUnreadable(file.toString(), "changed since it was made"));
            }
            return plan;
        } catch (JsonProcessingException | java.time.DateTimeException e) {
            throw new ProblemException(new SchemaProblem.PlanUnreadable(file.toString(), "no plan"), e);
        } catch (IOException e) {
            throw new ProblemException(new SchemaProblem.PlanUnreadable(file.toString(), String.valueOf(e.getMessage())), e);
        }
    }

    private static String sum(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
