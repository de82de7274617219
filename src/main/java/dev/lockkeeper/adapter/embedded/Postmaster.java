package dev.lockkeeper.adapter.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `postmaster.pid` in a data folder says, held against the processes of this machine.
record Postmaster(Standing standing, long pid, int port) {

    enum Standing {
        /// No server has this folder.
        ABSENT,
        /// The file names a process that is no server of this folder: it was left behind, and its number was given to another program.
        LEFT_BEHIND,
        /// A server of this folder.
        OURS,
        /// A process of that number lives, and this system does not tell what it is.
        UNSURE
    }

    static Postmaster of(Path data) {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            return new Postmaster(Standing.ABSENT, 0, 0);
        }
        long pid;
        try {
            pid = Long.parseLong(lines.isEmpty() ? "" : lines.getFirst().strip());
        } catch (NumberFormatException e) {
            return new Postmaster(Standing.LEFT_BEHIND, 0, 0);
        }
        int port = lines.size() > 3 && lines.get(3).strip().matches("\\d{1,5}") ? Integer.parseInt(lines.get(3).strip()) : 0;
        return new Postmaster(standing(pid, data), pid, port);
    }

    private static Standing standing(long pid, Path data) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Standing.ABSENT; // the server removes the file itself when it starts
        }
        ProcessHandle.Info info = process.get().info();
        Optional<String> program = info.command().map(command -> Path.of(command).getFileName().toString());
        if (program.isPresent() && !program.get().matches("postgres(\\.exe)?")) {
            return Standing.LEFT_BEHIND;
        }
        try {
            // a server works in its data folder; only Linux tells
            Path worksIn = Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"));
            return worksIn.equals(data.toRealPath()) ? Standing.OURS : Standing.LEFT_BEHIND;
        } catch (IOException | UnsupportedOperationException e) {
            return info.arguments().map(words -> List.of(words).contains(data.toString())).orElse(false)
                    ? Standing.OURS
                    : Standing.UNSURE;
        }
    }
}
