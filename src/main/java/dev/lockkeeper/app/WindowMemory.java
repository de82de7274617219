package dev.lockkeeper.app;

import dev.lockkeeper.environment.Project;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.shell.Taste;
import dev.lockkeeper.words.Language;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/// Keeps a window's language, look and project from one start to the next, in `window.properties`. Never called on the screen's thread.
public final class WindowMemory {

    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private final Path file;

    public WindowMemory(Folders folders) {
        this.file = folders.home().resolve("window.properties");
    }

    /// What was kept; what is missing or not understood is taken from `otherwise`.
    public Taste recall(Taste otherwise) {
        Properties kept = read();
        return new Taste(Language.of(kept.getProperty("language", "")).orElse(otherwise.language()),
                look(kept.getProperty("look", "")).orElse(otherwise.look()));
    }

    private Properties read() {
        Properties kept = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                kept.load(text);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot read " + file, e);
            }
        }
        return kept;
    }

    /// The folder to begin in: the present one where it is a project, else the one that was picked last, while that is one.
    public Path project(Path present) {
        if (new Project(present).recognised()) {
            return present;
        }
        try {
            return Optional.of(read().getProperty("project", "")).filter(text -> !text.isBlank()).map(Path::of)
                    .filter(picked -> new Project(picked).recognised()).orElse(present);
        } catch (InvalidPathException e) {
            return present;
        }
    }

    /// Keeps the picked folder for the next start.
    public synchronized void keepProject(Path picked) {
        Properties kept = read();
        kept.setProperty("project", picked.toString());
        write(kept);
    }

    /// Keeps it for the next start. A disk that does not take it costs the taste, nothing else.
    public synchronized void keep(Taste taste) {
        Properties kept = read();
        kept.setProperty("language", taste.language().code());
        kept.setProperty("look", taste.look().name().toLowerCase(Locale.ROOT));
        write(kept);
    }

    private void write(Properties kept) {
        Path fresh = file.resolveSibling("window.properties.new");
        try {
            Files.createDirectories(fresh.toAbsolutePath().getParent());
            try (Writer text = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                kept.store(text, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot write " + file, e);
        }
    }

    private static Optional<Look> look(String name) {
        for (Look look : Look.values()) {
            if (look.name().equalsIgnoreCase(name)) {
                return Optional.of(look);
            }
        }
        return Optional.empty();
    }
}
