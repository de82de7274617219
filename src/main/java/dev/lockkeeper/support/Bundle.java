package dev.lockkeeper.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Everything that support needs to know of one environment, in one file. Nothing in it is secret: what is known to be is masked, and the
/// written file is searched for it before anybody gets it.
public final class Bundle {

    /// Of longer texts the end is kept.
    static final int MOST_LETTERS = 2_000_000;

    private static final Message NO_BUNDLE = Message.of("state.no-bundle");

    private final Supplier<List<Part>> parts;
    private final Supplier<Redaction> redaction;

    /// `parts` is asked for each bundle. `redaction` is asked before the writing and again before the search: the files that hold the secrets may change.
    public Bundle(Supplier<List<Part>> parts, Supplier<Redaction> redaction) {
        this.parts = parts;
        this.redaction = redaction;
    }

    /// One file in the bundle: a text, or an object that is written as JSON. One that cannot be had says why, in its place.
    public record Part(String name, Callable<?> content) {}

    /// Writes the bundle; `replacing`: also over a file that is there. Throws [SupportProblem].
    public Operation<Path> into(Path file, boolean replacing) {
        return (journal, stop) -> {
            if (!replacing && Files.exists(file)) {
                throw new ProblemException(new SupportProblem.BundleExists(file));
            }
            journal.plan(List.of(Message.of("step.bundle-gather"), Message.of("step.bundle-write"),
                    Message.of("step.bundle-search")));
            journal.step(1);
            Redaction masks = redaction.get();
            Map<String, String> texts = gathered(masks, journal, stop);
            journal.step(2);
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try {
                write(texts, part);
                journal.step(3);
                stop.heed(NO_BUNDLE);
                mustHoldNoSecret(part, redaction.get());
                if (replacing) {
                    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.move(part, file);
                }
            } catch (FileAlreadyExistsException e) {
                throw new ProblemException(new SupportProblem.BundleExists(file), e);
            } catch (IOException e) {
                throw new ProblemException(new SupportProblem.BundleUnwritable(file, String.valueOf(e)), e);
            } finally {
                Files.deleteIfExists(part);
            }
            journal.line(Source.KEEPER, Level.OK, file + ": " + texts.size() + " files, " + Files.size(file) + " bytes");
            return file;
        };
    }

    private Map<String, String> gathered(Redaction masks, Journal journal, StopSignal stop) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Part part : parts.get()) {
            stop.heed(NO_BUNDLE);
            journal.info(Source.KEEPER, part.name());
            texts.put(part.name(), text(part, masks, journal));
        }
        return texts;
    }

    private static String text(Part part, Redaction masks, Journal journal) {
        try {
            Object content = part.content().call();
            if (content instanceof Map<?, ?> object) {
                return masks.known(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(masked(object, masks)))
                        + "\n";
            }
            String text = String.valueOf(content);
            return masks.masked(text.length() <= MOST_LETTERS ? text : "[…]\n" + text.substring(text.length() - MOST_LETTERS));
        } catch (StoppedException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        } catch (Exception e) {
            Problem problem = ProblemException.of(e);
            journal.line(Source.KEEPER, Level.WARN, part.name() + ": " + problem.code());
            return masks.masked("not available: " + problem.code() + "\n" + e.getMessage() + "\n");
        }
    }

    /// Masked before it is JSON: afterwards a mask could take a quote with it.
    private static Object masked(Object value, Redaction masks) {
        return switch (value) {
            case Map<?, ?> object -> {
                Map<String, Object> masked = new LinkedHashMap<>();
                object.forEach((key, inner) -> masked.put(String.valueOf(key), masked(inner, masks)));
                yield masked;
            }
            case Iterable<?> values -> {
                List<Object> masked = new ArrayList<>();
                values.forEach(inner -> masked.add(masked(inner, masks)));
                yield masked;
            }
            case String text -> masks.masked(text);
            default -> value;
        };
    }

    private static void write(Map<String, String> texts, Path part) throws IOException {
        Files.deleteIfExists(part);
        PrivateFiles.makeFile(part);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    /// Reads back what stands in the file: a mask that was forgotten is told by nothing else.
    private static void mustHoldNoSecret(Path part, Redaction secrets) throws IOException {
        try (ZipFile zip = new ZipFile(part.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream bytes = zip.getInputStream(entry)) {
                    Optional<Redaction.Met> met = secrets.met(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                    if (met.isPresent()) {
                        throw new ProblemException(
                                new SupportProblem.BundleLeaks(entry.getName(), met.get().key(), met.get().form()));
                    }
                }
            }
        }
    }
}
