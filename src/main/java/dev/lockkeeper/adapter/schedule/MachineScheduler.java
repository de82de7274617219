package dev.lockkeeper.adapter.schedule;

import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.backup.Scheduler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The scheduler of this machine: Windows' own, else this user's systemd where it answers, else cron. Asked anew each time.
public final class MachineScheduler implements Scheduler {

    private final List<Candidate> candidates;

    MachineScheduler(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /// One that may be there.
    record Candidate(Scheduler scheduler, java.util.function.BooleanSupplier there, String program) {}

    /// `home` is where this console keeps its own files.
    public static MachineScheduler ofThisMachine(Path home) {
        return of(new MachinePrograms(), System.getProperty("os.name"), System.getenv(), home);
    }

    static MachineScheduler of(Programs programs, String system, Map<String, String> variables, Path home) {
        if (system.startsWith("Windows")) {
            String name = Optional.ofNullable(variables.get("USERDOMAIN")).map(domain -> domain + "\\").orElse("")
                    + variables.getOrDefault("USERNAME", System.getProperty("user.name", ""));
            WindowsTask task = new WindowsTask(programs, home,
                    new WindowsTask.User(name, InstantSource.system(), ZoneId.systemDefault()));
            return new MachineScheduler(
                    List.of(new Candidate(task, () -> programs.run("schtasks", "/?").isPresent(), "schtasks")));
        }
        Path configuration = Optional.ofNullable(variables.get("XDG_CONFIG_HOME")).filter(text -> !text.isBlank()).map(Path::of)
                .orElse(Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")), ".config"));
        SystemdTimer timer = new SystemdTimer(programs, configuration.resolve("systemd").resolve("user"));
        return new MachineScheduler(List.of(new Candidate(timer, timer::answers, "systemctl --user"),
                new Candidate(new Crontab(programs), () -> programs.run("crontab", "-l").isPresent(), "crontab")));
    }

    @Override
    public String name() {
        return best().name();
    }

    @Override
    public List<String> installing(ScheduledBackup backup) {
        return best().installing(backup);
    }

    @Override
    public List<String> removing(String id) {
        return holders(id).stream().flatMap(scheduler -> scheduler.removing(id).stream()).toList();
    }

    /// Takes it away from the others after that, so that it does not run twice.
    @Override
    public void install(ScheduledBackup backup) {
        Scheduler best = best();
        best.install(backup);
        holders(backup.id()).stream().filter(other -> !other.name().equals(best.name()))
                .forEach(other -> other.remove(backup.id()));
    }

    @Override
    public void remove(String id) {
        holders(id).forEach(scheduler -> scheduler.remove(id));
    }

    @Override
    public boolean installed(String id) {
        return !holders(id).isEmpty();
    }

    private List<Scheduler> holders(String id) {
        best();
        return candidates.stream().filter(candidate -> candidate.there().getAsBoolean()).map(Candidate::scheduler)
                .filter(scheduler -> scheduler.installed(id)).toList();
    }

    private Scheduler best() {
        return candidates.stream().filter(candidate -> candidate.there().getAsBoolean()).findFirst().map(Candidate::scheduler)
                .orElseThrow(() -> Programs.missing(candidates.stream().map(Candidate::program).toList()));
    }
}
