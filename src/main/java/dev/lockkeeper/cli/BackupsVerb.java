package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.Manifest;
import java.util.List;

/// `backups`: what the folder holds, newest first.
final class BackupsVerb implements Verb {

    @Override
    public String name() {
        return "backups";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        List<BackupEntry> entries = desk.backups().list();
        Columns table = new Columns();
        for (BackupEntry entry : entries) {
            voice.tell(BackupVerb.object(entry), List.of());
            table.row(HistoryVerb.clock(entry.at()), BackupVerb.size(entry.bytes(), voice),
                    entry.manifest().map(Manifest::revision).orElse("?"),
                    voice.say(entry.manifest().isPresent() ? "cli.backups.complete" : "cli.backups.unverified"),
                    String.valueOf(entry.file().getFileName()));
        }
        voice.show(table.lines());
        if (entries.isEmpty()) {
            voice.note(voice.say("cli.backups.none"));
        }
        voice.note(voice.say("cli.backups.folder", desk.backups().folder().path()));
        return ExitCode.DONE;
    }
}
