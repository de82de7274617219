package dev.lockkeeper.environment;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a project's `.env` from its example, with a password of its own, for its owner only. A file that is there is never touched.
public final class EnvCreation implements Operation<EnvCreation.Made> {

    public static final String PASSWORD = "POSTGRES_PASSWORD";

    private static final Pattern LINE = Pattern
            .compile("(?m)^([ \\t]*(?:export[ \\t]+)?" + PASSWORD + "[ \\t]*=[ \\t]*)([^\\r\\n]*)$");

    private final Project project;

    public EnvCreation(Project project) {
        this.project = project;
    }

    /// What was made: the file, and the keys that got a fresh value.
    public record Made(Path file, List<String> fresh) {}

    @Override
    public Made run(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.env-read"), Message.of("step.env-write")));
        journal.step(1);
        Path file = project.file(Environment.DEFAULT);
        mustNotBeThere(file);
        Path example = project.example()
                .orElseThrow(() -> new ProblemException(new EnvironmentProblem.EnvironmentExampleMissing(project.folder())));
        String text = filled(example);
        stop.heed(Message.of("state.nothing-changed"));
        journal.step(2);
        write(file, text);
        journal.line(Source.KEEPER, Level.OK, file.getFileName() + ": " + example.getFileName() + " + " + PASSWORD);
        return new Made(file, List.of(PASSWORD));
    }

    private static void mustNotBeThere(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentFileThere(file));
        }
    }

    /// The example with a fresh password, also where a URL in it repeats the old one. Refused before anything is written where the result would
    /// name no database.
    private String filled(Path example) {
        String text = EnvFile.text(example);
        String fresh = FreshPassword.make().reveal();
        Optional<String> old = EnvFile.parsed(example, text, project.variables()).value(PASSWORD);
        Matcher line = LINE.matcher(text);
        String made = line.find()
                ? line.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + fresh))
                : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + PASSWORD + "=" + fresh + "\n";
        if (old.isPresent()) {
            made = made.replace(":" + old.get() + "@", ":" + fresh + "@");
        }
        EnvFile result = EnvFile.parsed(example, made, project.variables());
        List<String> missing = Project.REQUIRED.stream().filter(key -> result.value(key).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentIncomplete(example, missing));
        }
        if (!result.value(PASSWORD).equals(Optional.of(fresh))) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentIncomplete(example, List.of(PASSWORD)));
        }
        return made;
    }

    /// Whole or not at all, and never over another file: it is written beside, then linked to its name, which fails where the name is taken.
    private static void write(Path file, String text) {
        Path beside = file.resolveSibling(file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try {
                PrivateFiles.makeFile(beside);
                fill(beside, text);
                link(file, beside, text);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (FileAlreadyExistsException e) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentFileThere(file), e);
        } catch (IOException e) {
            throw new ProblemException(
                    new EnvironmentProblem.EnvironmentUnwritable(file, String.valueOf(e.getMessage())), e);
        }
    }

    private static void link(Path file, Path beside, String text) throws IOException {
        try {
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // a disk without links: made anew under its name, which also fails where the name is taken
            PrivateFiles.makeFile(file);
            fill(file, text);
        }
    }

    private static void fill(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /// The command that stands for the first half of it; the password is made by hand there.
    public static String command(Path example) {
        return "cp " + example.getFileName() + " .env";
    }
}
