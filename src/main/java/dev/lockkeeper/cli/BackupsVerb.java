package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `backups`: what the folder holds, newest first.
final class BackupsVerb implements Verb {

    @Override
    public String name() {
        return "backups";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--search").arity("1").type(String.class).paramLabel("TEXT")
                .description(words.say("cli.option.search-backups")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        List<BackupEntry> entries = desk.backups().list();
        Columns table = new Columns();
        Optional<String> search = asked.text("--search").map(text -> text.toLowerCase(Locale.ROOT));
        for (BackupEntry entry : entries) {
            if (search.isPresent() && !entry.matches(search.get())) {
                continue;
            }
            voice.tell(BackupVerb.object(entry), List.of());
            table.row(HistoryVerb.clock(entry.at()), BackupVerb.size(entry.bytes(), voice),
                    entry.manifest().map(Manifest::revision).orElse("?"),
                    voice.say(entry.state().key()),
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
