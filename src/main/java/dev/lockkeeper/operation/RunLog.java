package dev.lockkeeper.operation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The whole log of one run, in a file. A disk that takes no more never stops the run: the file then ends early.
final class RunLog {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneId.systemDefault());

    private final Path file;
    private @Nullable BufferedWriter out;

    RunLog(Path folder, OperationId id, Instant startedAt) {
        this.file = folder.resolve(NAME.format(startedAt) + "_" + id + ".log");
        try {
            PrivateFiles.makeFolder(folder);
            PrivateFiles.makeFile(file);
            this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            this.out = null;
        }
    }

    Path file() {
        return file;
    }

    synchronized void add(LogLine line) {
        // further lines are indented, so that no text can begin a line of the log by itself
        write("%s %-5s %-8s %s".formatted(line.at(), line.level(), line.source().label(),
                line.text().replaceAll("\\R", "\n    ")));
    }

    void trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        write(text.toString());
    }

    synchronized void close(Outcome<?> outcome) {
        write(Instant.now() + " " + switch (outcome) {
            case Outcome.Done<?> _ -> "DONE";
            case Outcome.Stopped<?>(var state) -> "STOPPED " + state.key();
            case Outcome.Failed<?>(var problem) -> "FAILED " + problem.code();
        });
        BufferedWriter open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // the lines before it are in the file
            }
        }
    }

    private synchronized void write(String text) {
        BufferedWriter open = out;
        if (open == null) {
            return;
        }
        try {
            open.write(text);
            open.newLine();
            open.flush();
        } catch (IOException e) {
            out = null;
        }
    }
}
