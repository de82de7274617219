package dev.lockkeeper.adapter.schedule;

import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.backup.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A timer of this user's systemd, which makes up for a run that the machine slept through.
final class SystemdTimer implements Scheduler {

    private final Programs programs;
    private final Path units;

    /// `units` is where this user's units stand.
    SystemdTimer(Programs programs, Path units) {
        this.programs = programs;
        this.units = units;
    }

    @Override
    public String name() {
        return "systemd";
    }

    boolean answers() {
        return programs.run("systemctl", "--user", "show", "--property=Version").map(Programs.Ran::good).orElse(false);
    }

    @Override
    public List<String> installing(ScheduledBackup backup) {
        List<String> lines = new ArrayList<>();
        lines.add(service(backup.id()).toString());
        serviceText(backup).lines().map(line -> "    " + line).forEach(lines::add);
        lines.add(timer(backup.id()).toString());
        timerText(backup).lines().map(line -> "    " + line).forEach(lines::add);
        lines.add(String.join(" ", reload()));
        lines.add(String.join(" ", enable(backup.id())));
        lines.add(String.join(" ", restart(backup.id())));
        return List.copyOf(lines);
    }

    @Override
    public List<String> removing(String id) {
        return List.of(String.join(" ", disable(id)), "rm " + timer(id) + " " + service(id), String.join(" ", reload()));
    }

    @Override
    public void install(ScheduledBackup backup) {
        Optional<String> formerService = read(service(backup.id()));
        Optional<String> formerTimer = read(timer(backup.id()));
        try {
            put(service(backup.id()), Optional.of(serviceText(backup)));
            put(timer(backup.id()), Optional.of(timerText(backup)));
            programs.must(new byte[0], reload());
            programs.must(new byte[0], enable(backup.id()));
            programs.must(new byte[0], restart(backup.id())); // one that ran already goes by its new time only then
        } catch (RuntimeException e) {
            put(service(backup.id()), formerService);
            put(timer(backup.id()), formerTimer);
            programs.run(new byte[0], reload());
            throw e;
        }
    }

    @Override
    public void remove(String id) {
        if (!installed(id)) {
            return;
        }
        programs.must(new byte[0], disable(id));
        put(timer(id), Optional.empty());
        put(service(id), Optional.empty());
        programs.must(new byte[0], reload());
    }

    @Override
    public boolean installed(String id) {
        return Files.isRegularFile(timer(id));
    }

    private static List<String> reload() {
        return List.of("systemctl", "--user", "daemon-reload");
    }

    private static List<String> enable(String id) {
        return List.of("systemctl", "--user", "enable", unit(id) + ".timer");
    }

    private static List<String> restart(String id) {
        return List.of("systemctl", "--user", "restart", unit(id) + ".timer");
    }

    private static List<String> disable(String id) {
        return List.of("systemctl", "--user", "disable", "--now", unit(id) + ".timer");
    }

    private static String unit(String id) {
        return "lockkeeper-" + id;
    }

    private Path service(String id) {
        return units.resolve(unit(id) + ".service");
    }

    private Path timer(String id) {
        return units.resolve(unit(id) + ".timer");
    }

    private static String serviceText(ScheduledBackup backup) {
        // through env: the first word of ExecStart has rules of its own for $ and relative names
        String command = Stream.concat(Stream.of("/usr/bin/env"), backup.command().stream()).map(SystemdTimer::quoted)
                .collect(Collectors.joining(" "));
        return """
            [Unit]
            Description=Lockkeeper backup %s

            [Service]
            Type=oneshot
            ExecStart=%s
            """.formatted(backup.id(), command);
    }

    private static String timerText(ScheduledBackup backup) {
        return """
            [Unit]
            Description=Lockkeeper backup %s

            [Timer]
            OnCalendar=*-*-* %s:00
            Persistent=true

            [Install]
            WantedBy=timers.target
            """.formatted(backup.id(), backup.schedule().at());
    }

    private static String quoted(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$") + "\"";
    }

    private static Optional<String> read(Path unit) {
        try {
            return Optional.of(Files.readString(unit));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Programs.failed(unit.toString(), e);
        }
    }

    private static void put(Path unit, Optional<String> text) {
        try {
            if (text.isEmpty()) {
                Files.deleteIfExists(unit);
                return;
            }
            Files.createDirectories(unit.getParent());
            Path part = unit.resolveSibling(unit.getFileName() + ".part");
            Files.writeString(part, text.get());
            Files.move(part, unit, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Programs.failed(unit.toString(), e);
        }
    }
}
