package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The backups page at one moment. `run` is the piece of work under way, whatever it is; `ended` the last backup that ended here.
public record BackupsPage(Folder folder, Way way, Optional<Path> chosen, Optional<RunSnapshot> run, Optional<RunSnapshot> ended) {

    static final BackupsPage BLANK = new BackupsPage(new Folder.Blank(), new Way.Asking(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /// What is known of the folder.
    public sealed interface Folder {

        record Blank() implements Folder {}

        record Listed(List<BackupEntry> entries) implements Folder {}

        record Unusable(Problem problem) implements Folder {}
    }

    /// How a backup would be made now.
    public sealed interface Way {

        record Asking() implements Way {}

        record Open(BackupMethod method, String command) implements Way {}

        record Closed(Problem problem) implements Way {}
    }

    BackupsPage listed(Folder found, Way how) {
        BackupsPage next = new BackupsPage(found, how, chosen, run, ended);
        return next.chosenEntry().isPresent()
                ? next
                : new BackupsPage(found, how, next.entries().stream().findFirst().map(BackupEntry::file), run, ended);
    }

    BackupsPage choosing(Path file) {
        return new BackupsPage(folder, way, Optional.of(file), run, ended);
    }

    BackupsPage running(Optional<RunSnapshot> underWay) {
        return new BackupsPage(folder, way, chosen, underWay, underWay.isPresent() ? Optional.empty() : ended);
    }

    /// The newest file is chosen next.
    BackupsPage ended(RunSnapshot run) {
        return new BackupsPage(folder, way, Optional.empty(), Optional.empty(), Optional.of(run));
    }

    BackupsPage dismissed() {
        return new BackupsPage(folder, way, chosen, run, Optional.empty());
    }

    public List<BackupEntry> entries() {
        return folder instanceof Folder.Listed(List<BackupEntry> entries) ? entries : List.of();
    }

    public Optional<BackupEntry> chosenEntry() {
        return chosen.flatMap(file -> entries().stream().filter(entry -> entry.file().equals(file)).findFirst());
    }

    public long bytes() {
        return entries().stream().mapToLong(BackupEntry::bytes).sum();
    }

    public long unverified() {
        return entries().stream().filter(entry -> entry.manifest().isEmpty()).count();
    }

    /// Why no backup can be taken at this moment.
    public Optional<Message> cannotBackUp() {
        if (run.isPresent()) {
            return Optional.of(Message.of("backups.off.running", run.get().title()));
        }
        return switch (way) {
            case Way.Asking _ -> Optional.of(Message.of("backups.off.asking"));
            case Way.Closed _ -> Optional.of(Message.of("backups.off.no-way"));
            case Way.Open _ -> Optional.empty();
        };
    }
}
