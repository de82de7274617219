package dev.lockkeeper.adapter.docker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Programs of this machine, found without running them.
final class Programs {

    private Programs() {}

    /// Looks along the `PATH`, then where installers put programs that a window started from the desktop does not see.
    static Optional<Path> find(String name, Map<String, String> variables) {
        List<String> folders = new ArrayList<>(List.of(path(variables).split(File.pathSeparator)));
        folders.addAll(List.of("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "/usr/local/sbin", "/usr/sbin"));
        desktop(variables).map(app -> app.resolveSibling("resources").resolve("bin").toString()).ifPresent(folders::add);
        for (String folder : folders) {
            Optional<Path> found = within(folder, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Optional<Path> desktop(Map<String, String> variables) {
        return desktop(variables, Path.of("/"));
    }

    /// The program that starts Docker Desktop, below the place where the file system begins.
    static Optional<Path> desktop(Map<String, String> variables, Path root) {
        List<Optional<Path>> places = List.of(
                Optional.ofNullable(variables.get("ProgramFiles"))
                        .flatMap(at -> within(at + "/Docker/Docker", "Docker Desktop.exe")),
                Optional.ofNullable(variables.get("LOCALAPPDATA"))
                        .flatMap(at -> within(at + "/Programs/DockerDesktop", "Docker Desktop.exe")),
                within(root.resolve("Applications/Docker.app/Contents/MacOS").toString(), "Docker Desktop"),
                within(root.resolve("opt/docker-desktop/bin").toString(), "docker-desktop"));
        return places.stream().flatMap(Optional::stream).findFirst();
    }

    /// The program of Docker Desktop at a place from the registry: its folder, or the program itself.
    static Optional<Path> desktopAt(String place) {
        return within(place, "Docker Desktop.exe")
                .or(() -> place.toLowerCase(Locale.ROOT).endsWith(".exe") ? within(place, "") : Optional.empty());
    }

    /// The PATH, under whatever case Windows spells its name.
    private static String path(Map<String, String> variables) {
        return variables.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase("PATH")).map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Optional<Path> within(String folder, String name) {
        if (folder.isBlank()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(folder, name);
            return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
