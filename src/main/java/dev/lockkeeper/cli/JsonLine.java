package dev.lockkeeper.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One JSON object on one line, in the order it was put together. Absent values are left out.
final class JsonLine {

    private static final JsonFactory PLAIN = new JsonFactory();
    private static final JsonFactory ESCAPED = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonLine put(String name, Object value) {
        if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(known -> fields.put(name, known));
        } else {
            fields.put(name, value);
        }
        return this;
    }

    static JsonLine of(Map<String, Object> fields) {
        JsonLine line = new JsonLine();
        line.fields.putAll(fields);
        return line;
    }

    /// With the fields of another object behind its own.
    JsonLine and(JsonLine other) {
        fields.putAll(other.fields);
        return this;
    }

    /// `ascii`: escape what a character set other than UTF-8 might mangle.
    String text(boolean ascii) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = (ascii ? ESCAPED : PLAIN).createGenerator(text)) {
            write(json, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case JsonLine object -> {
                json.writeStartObject();
                for (Map.Entry<String, Object> field : object.fields.entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName(String.valueOf(field.getKey()));
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> values when !(value instanceof java.nio.file.Path) -> {
                json.writeStartArray();
                for (Object one : values) {
                    write(json, one);
                }
                json.writeEndArray();
            }
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }
}
