package dev.lockkeeper.backup;

import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/// When the backups of one environment are taken by themselves: what was asked of the system's scheduler, remembered beside the backups.
public final class Timetable {

    // the dot keeps it out of the list of backups
    private static final String NAME = ".schedule.properties";

    private final String id;
    private final Path folder;
    private final Scheduler scheduler;
    private final Supplier<List<String>> command;
    private final Time time;

    /// `command` throws [BackupProblem.LauncherMissing] where a scheduler could start nothing.
    public Timetable(String id, Path folder, Scheduler scheduler, Supplier<List<String>> command, Time time) {
        this.id = id;
        this.folder = folder;
        this.scheduler = scheduler;
        this.command = command;
        this.time = time;
    }

    /// This machine's clock and zone.
    public record Time(InstantSource clock, ZoneId zone) {}

    /// What was asked for: since when, and of which scheduler.
    public record Entry(Schedule schedule, Instant installedAt, String how) {}

    /// What is remembered, whether the system knows of it, when it is due next, and the latest run that was due and brought no backup.
    public record State(Entry entry, boolean installed, Instant next, Optional<Instant> missed) {}

    /// `taken` are the moments of the scheduled backups that there are.
    public Optional<State> state(Collection<Instant> taken) {
        return entry().map(entry -> {
            Instant now = time.clock().instant();
            return new State(entry, scheduler.installed(id), entry.schedule().next(now, time.zone()),
                    entry.schedule().missed(now, time.zone(), entry.installedAt(), taken));
        });
    }

    /// The texts and commands of [#install], for a person to read before.
    public List<String> installing(Schedule schedule) {
        return scheduler.installing(backup(schedule));
    }

    public void install(Schedule schedule) {
        scheduler.install(backup(schedule));
        write(new Entry(schedule, time.clock().instant(), scheduler.name()));
    }

    /// The commands of [#remove].
    public List<String> removing() {
        return scheduler.removing(id);
    }

    public void remove() {
        scheduler.remove(id);
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private ScheduledBackup backup(Schedule schedule) {
        return new ScheduledBackup(id, schedule, command.get());
    }

    private Optional<Entry> entry() {
        Properties kept = new Properties();
        try (Reader text = new StringReader(Files.readString(folder.resolve(NAME)))) {
            kept.load(text);
            return Optional.of(new Entry(new Schedule(LocalTime.parse(kept.getProperty("time", ""))),
                    Instant.parse(kept.getProperty("installedAt", "")), kept.getProperty("how", "?")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty(); // asking for it again writes it anew
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void write(Entry entry) {
        try {
            PrivateFiles.makeFolder(folder);
            PrivateFiles.write(folder.resolve(NAME), "time=" + entry.schedule().at() + "\ninstalledAt=" + entry.installedAt()
                    + "\nhow=" + entry.how() + "\n");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private ProblemException unusable(IOException e) {
        return new ProblemException(new BackupProblem.BackupFolderUnusable(folder, e.toString()), e);
    }
}
