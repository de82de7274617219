package dev.lockkeeper.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// What a database beside the live one says of itself in its comment, so that any console on any machine knows it, also after the one that
/// made it died. `proven` is a restored one that may take the live one's place; `comment` is the comment it had as the live one.
record BesideLabel(String live, Role role, String operation, Instant at, boolean proven, Optional<String> comment) {

    private static final String BEGINNING = "lockkeeper ";
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Role {
        TEST, RESTORE, FORMER,
        /// Made to try scripts on.
        SCRATCH
    }

    String text() {
        ObjectNode json = JSON.createObjectNode();
        json.put("live", live).put("role", role.name()).put("operation", operation).put("at", at.toString()).put("proven",
                proven);
        comment.ifPresent(known -> json.put("comment", known));
        return BEGINNING + json;
    }

    /// Empty for any other comment.
    static Optional<BesideLabel> of(String comment) {
        if (!comment.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(comment.substring(BEGINNING.length()));
            return Optional.of(new BesideLabel(json.path("live").asText(), Role.valueOf(json.path("role").asText()),
                    json.path("operation").asText(), Instant.parse(json.path("at").asText()), json.path("proven").asBoolean(),
                    json.hasNonNull("comment") ? Optional.of(json.path("comment").asText()) : Optional.empty()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    BesideLabel proven(boolean now) {
        return new BesideLabel(live, role, operation, at, now, comment);
    }
}
