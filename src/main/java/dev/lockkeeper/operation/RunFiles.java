package dev.lockkeeper.operation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockkeeper.operation.RunEntry.Author;
import dev.lockkeeper.operation.RunEntry.Ending;
import dev.lockkeeper.operation.RunEntry.Result;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The book as a folder: a file for each run, a line of JSON for each thing that became known of it. Several consoles may write, each its own
/// files; a torn last line is left out.
public final class RunFiles implements RunBook {

    /// Runs that are kept; one that was cut off stays until it is known what became of it.
    static final int KEPT = 500;

    private static final String SUFFIX = ".jsonl";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private final Path folder;

    public RunFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public Page open(RunEntry begun) {
        Path file = folder.resolve(NAME.format(begun.startedAt()) + "_" + begun.id() + SUFFIX);
        try {
            PrivateFiles.makeFolder(folder);
            forgetOldest();
            PrivateFiles.makeFile(file);
            FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            WrittenPage page = new WrittenPage(out);
            page.write(opened(begun), true);
            return page;
        } catch (IOException e) {
            return new BlankPage(folder, e);
        }
    }

    @Override
    public List<RunEntry> entries() {
        try {
            return files().reversed().stream().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot read the book of runs in " + folder, e);
            return List.of();
        }
    }

    @Override
    public void close(RunEntry cutOff, Ending ending) {
        try {
            for (Path file : files()) {
                if (file.getFileName().toString().endsWith("_" + cutOff.id() + SUFFIX)) {
                    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                        // the last line may have been cut off in the middle
                        append(out, "\n" + closed(ending), true);
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot close the page of run " + cutOff.id(), e);
        }
    }

    /// By name, which is by time.
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> files = files();
        for (Path file : files.subList(0, Math.max(0, files.size() - KEPT + 1))) {
            if (read(file).flatMap(RunEntry::ending).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class WrittenPage implements Page {

        private final FileChannel out;

        WrittenPage(FileChannel out) {
            this.out = out;
        }

        private synchronized void write(ObjectNode line, boolean durably) throws IOException {
            append(out, line + "\n", durably);
        }

        @Override
        public void intends(Intent intent) {
            try {
                write(intended(intent), true);
            } catch (IOException e) {
                throw new ProblemException(new OperationProblem.BookUnwritable(String.valueOf(e.getMessage())), e);
            }
        }

        @Override
        public void step(int number) {
            try {
                write(Json.MAPPER.createObjectNode().put("step", number), false);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a step is not in the book", e);
            }
        }

        @Override
        public void close(Ending ending) {
            try (FileChannel _ = out) {
                write(closed(ending), true);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the end of a run is not in the book", e);
            }
        }
    }

    private record BlankPage(Path folder, IOException why) implements Page {

        @Override
        public void intends(Intent intent) {
            throw new ProblemException(new OperationProblem.BookUnwritable(folder + ": " + why), why);
        }

        @Override
        public void step(int number) {}

        @Override
        public void close(Ending ending) {}
    }

    private static void append(FileChannel out, String text, boolean durably) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        if (durably) {
            out.force(true);
        }
    }

    private static ObjectNode opened(RunEntry begun) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("id", begun.id().text()).put("at", begun.startedAt().toString())
                .put("user", begun.author().user()).put("host", begun.author().host()).put("process", begun.author().process())
                .put("log", begun.log().toString());
        begun.author().processBegan().ifPresent(began -> line.put("processBegan", began.toString()));
        line.set("title", words(begun.title()));
        return line;
    }

    private static ObjectNode intended(Intent intent) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("verb", intent.verb()).put("from", intent.from())
                .put("to", intent.to())
                .put("first", intent.first());
        intent.database().ifPresent(database -> line.put("system", database.system()).put("oid", database.oid()).put("database",
                database.database()));
        ArrayNode steps = line.putArray("steps");
        intent.steps().forEach(steps::add);
        return line;
    }

    private static ObjectNode closed(Ending ending) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("ended", ending.at().toString()).put("result",
                ending.result().name());
        line.set("words", words(ending.words()));
        return line;
    }

    private static ObjectNode words(Message message) {
        ObjectNode node = Json.MAPPER.createObjectNode().put("key", message.key());
        ArrayNode arguments = node.putArray("arguments");
        for (Object argument : message.arguments()) {
            switch (argument) {
                case Message inner -> arguments.add(words(inner));
                case Integer number -> arguments.add(number);
                case Long number -> arguments.add(number);
                case Double number -> arguments.add(number);
                default -> arguments.add(argument.toString());
            }
        }
        return node;
    }

    private static Message words(JsonNode node) {
        List<Object> arguments = new ArrayList<>();
        for (JsonNode argument : node.path("arguments")) {
            arguments.add(argument.isObject()
                    ? words(argument)
                    : argument.isNumber() ? argument.numberValue() : argument.asText());
        }
        return new Message(node.path("key").asText("verbatim"), arguments);
    }

    private static Optional<RunEntry> read(Path file) {
        @Nullable
        RunEntry entry = null;
        try {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()) {
                Optional<JsonNode> json = parsed(line);
                if (json.isPresent()) {
                    entry = entry == null ? begun(json.get()) : with(entry, json.get());
                }
            }
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "not understood: " + file, e);
        }
        return Optional.ofNullable(entry);
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(Json.MAPPER.readTree(line)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static RunEntry begun(JsonNode json) {
        Author author = new Author(json.path("user").asText(), json.path("host").asText(), json.path("process").asLong(),
                Optional.ofNullable(json.get("processBegan")).map(began -> Instant.parse(began.asText())));
        return new RunEntry(new OperationId(json.path("id").asText()), words(json.path("title")),
                Instant.parse(json.path("at").asText()), author, Path.of(json.path("log").asText()), Optional.empty(), List.of(),
                Optional.empty());
    }

    private static RunEntry with(RunEntry known, JsonNode json) {
        if (json.has("verb")) {
            Optional<DatabaseIdentity> database = json.has("system")
                    ? Optional.of(new DatabaseIdentity(json.path("system").asText(), json.path("oid").asLong(),
                            json.path("database").asText(), Optional.empty()))
                    : Optional.empty();
            List<String> steps = new ArrayList<>();
            json.path("steps").forEach(step -> steps.add(step.asText()));
            return new RunEntry(known.id(), known.title(), known.startedAt(), known.author(), known.log(),
                    Optional.of(new Intent(json.path("verb").asText(), database, json.path("from").asText(),
                            json.path("to").asText(), json.path("first").asInt(), steps)),
                    known.steps(), known.ending());
        }
        if (json.has("step")) {
            List<Integer> steps = new ArrayList<>(known.steps());
            steps.add(json.path("step").asInt());
            return new RunEntry(known.id(), known.title(), known.startedAt(), known.author(), known.log(), known.intent(), steps,
                    known.ending());
        }
        if (json.has("ended") && known.ending().isEmpty()) {
            return new RunEntry(known.id(), known.title(), known.startedAt(), known.author(), known.log(), known.intent(),
                    known.steps(), Optional.of(new Ending(Instant.parse(json.path("ended").asText()),
                            Result.valueOf(json.path("result").asText()), words(json.path("words")))));
        }
        return known;
    }

    /// Takes tens of milliseconds to make, which a verb that writes nothing does not have.
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}
    }
}
