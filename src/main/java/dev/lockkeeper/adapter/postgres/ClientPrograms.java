package dev.lockkeeper.adapter.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's own programs on this machine.
public final class ClientPrograms {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)\\S*");

    private final Supplier<List<Path>> folders;
    private final boolean windows;

    private ClientPrograms(Supplier<List<Path>> folders, boolean windows) {
        this.folders = folders;
        this.windows = windows;
    }

    ClientPrograms(List<Path> folders, boolean windows) {
        this(() -> folders, windows);
    }

    /// Where installers put them, and along the `PATH`.
    public static ClientPrograms ofThisMachine() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return new ClientPrograms(() -> usual(windows), windows);
    }

    private static List<Path> usual(boolean windows) {
        Map<String, String> variables = System.getenv();
        Set<Path> folders = new LinkedHashSet<>();
        if (windows) {
            for (String programs : List.of("ProgramFiles", "ProgramFiles(x86)")) {
                path(variables.getOrDefault(programs, ""))
                        .ifPresent(at -> folders.addAll(inside(at.resolve("PostgreSQL"), "*", "bin")));
            }
        } else {
            folders.addAll(inside(Path.of("/usr/lib/postgresql"), "*", "bin"));
            folders.addAll(inside(Path.of("/usr"), "pgsql-*", "bin"));
            folders.addAll(inside(Path.of("/opt/homebrew/opt"), "{postgresql@*,libpq}", "bin"));
            folders.addAll(inside(Path.of("/usr/local/opt"), "{postgresql@*,libpq}", "bin"));
            folders.addAll(inside(Path.of("/Library/PostgreSQL"), "*", "bin"));
            folders.addAll(inside(Path.of("/Applications/Postgres.app/Contents/Versions"), "*", "bin"));
        }
        String search = variables.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue)
                .findFirst().orElse("");
        for (String folder : search.split(File.pathSeparator, -1)) {
            path(folder).ifPresent(folders::add);
        }
        return List.copyOf(folders);
    }

    /// A pair of `pg_dump` and `pg_restore` for a server of this major: of the same one, else the next newer; older ones refuse.
    Optional<Client> forServer(int major) {
        return clients().stream().filter(client -> client.major() >= major).min(Comparator.comparingInt(Client::major));
    }

    /// Such a pair of exactly this major.
    public boolean have(int major) {
        return forServer(major).filter(client -> client.major() == major).isPresent();
    }

    /// Where they are and what they say of themselves.
    public List<String> versions() {
        return clients().stream().map(client -> client.dump() + ": " + client.version()).toList();
    }

    List<String> lookedAt() {
        return folders.get().stream().map(Path::toString).toList();
    }

    private List<Client> clients() {
        List<Client> clients = new ArrayList<>();
        for (Path folder : folders.get()) {
            Path dump = folder.resolve(windows ? "pg_dump.exe" : "pg_dump");
            Path restore = folder.resolve(windows ? "pg_restore.exe" : "pg_restore");
            if (Files.isExecutable(dump) && Files.isExecutable(restore)) {
                version(dump).ifPresent(said -> {
                    Matcher version = VERSION.matcher(said);
                    if (version.find()) {
                        clients.add(new Client(dump, restore, Integer.parseInt(version.group(1)), said));
                    }
                });
            }
        }
        return clients;
    }

    private static Optional<String> version(Path program) {
        try {
            ProcessBuilder asking = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true);
            asking.environment().put("LC_ALL", "C");
            Process process = asking.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4_096), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<Path> inside(Path folder, String pattern, String below) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            List<Path> folders = new ArrayList<>();
            found.forEach(at -> folders.add(at.resolve(below)));
            folders.sort(Comparator.comparing((Path at) -> at.toString().toLowerCase(Locale.ROOT)).reversed());
            return folders;
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Programs of one installation; `version` is the dump's own line.
    record Client(Path dump, Path restore, int major, String version) {}
}
