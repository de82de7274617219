package dev.lockkeeper.backup;

import java.util.ArrayList;
import java.util.List;

/// A scheduler that remembers.
public final class FakeScheduler implements Scheduler {

    public final List<ScheduledBackup> installed = new ArrayList<>();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<String> installing(ScheduledBackup backup) {
        return List.of("schedule " + backup.schedule().at() + " " + String.join(" ", backup.command()));
    }

    @Override
    public List<String> removing(String id) {
        return List.of("unschedule " + id);
    }

    @Override
    public void install(ScheduledBackup backup) {
        remove(backup.id());
        installed.add(backup);
    }

    @Override
    public void remove(String id) {
        installed.removeIf(backup -> backup.id().equals(id));
    }

    @Override
    public boolean installed(String id) {
        return installed.stream().anyMatch(backup -> backup.id().equals(id));
    }
}
