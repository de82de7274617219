package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.adapter.machine.Commands;
import dev.lockkeeper.containers.Desktop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A Docker Desktop on a Linux machine that a test makes up, whose `docker` command line is a script of the test's.
public final class InstalledDesktop {

    private InstalledDesktop() {}

    /// In a folder of its own; `start` is the shell that `docker desktop start` runs.
    public static Desktop in(Path root, String start) throws IOException {
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        program(Files.createDirectories(root.resolve("opt/docker-desktop/bin")).resolve("docker-desktop"), "exit 1");
        program(bin.resolve("docker"), """
            case "$1 $2" in
              "desktop version") echo "Docker Desktop 4.44.0" ;;
              "desktop start") [ "$3" = --detach ] || exit 2
                %s
                echo "Starting Docker Desktop" ;;
              *) exit 1 ;;
            esac""".formatted(start));
        return new DesktopCommandLine(Machines.linux(root, Map.of("PATH", bin.toString())), Commands.ofThisMachine());
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file.toString());
        }
    }
}
