package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `backup`: takes one now.
final class BackupVerb implements Verb {

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        for (String flag : new String[]{"verify", "scheduled"}) {
            spec.addOption(OptionSpec.builder("--" + flag).arity("0").type(String.class).fallbackValue("true")
                    .description(words.say("cli.option." + flag)).build());
        }
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        if (asked.flag("--scheduled") || asked.flag("--verify")) {
            desk.backups().requireProvable();
        }
        if (asked.flag("--scheduled")) {
            return scheduled(desk, voice, work);
        }
        ExitCode taken = take(desk, voice, work);
        return taken == ExitCode.DONE && asked.flag("--verify") ? verified(desk, voice, work) : taken;
    }

    /// What runs at night: a backup, its restore test, and only then what is too old goes.
    private static ExitCode scheduled(Desk desk, Voice voice, Work work) throws InterruptedException {
        ExitCode taken = take(BackupReason.SCHEDULED, desk, voice, work);
        ExitCode verified = taken == ExitCode.DONE ? verified(desk, voice, work) : taken;
        return verified == ExitCode.DONE ? PruneVerb.delete(desk, voice, work) : verified;
    }

    private static ExitCode verified(Desk desk, Voice voice, Work work) throws InterruptedException {
        return VerifyVerb.test(desk.backups().find("latest"), Optional.empty(), desk, voice, work);
    }

    ExitCode take(Desk desk, Voice voice, Work work) throws InterruptedException {
        return take(BackupReason.ASKED, desk, voice, work);
    }

    private static ExitCode take(BackupReason reason, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.backup"), id -> desk.backups().taking(reason, id), (entry, ended) -> {
            voice.tell(object(entry).put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    List.of(voice.say("cli.backup.done", entry.file(), size(entry.bytes(), voice)),
                            "  " + voice.say("cli.log", ended.log())));
            return ExitCode.DONE;
        });
    }

    static JsonLine object(BackupEntry entry) {
        return new JsonLine().put("file", entry.file()).put("bytes", entry.bytes()).put("at", entry.at())
                .put("verified", entry.verified())
                .put("state", entry.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("tested", entry.test().map(test -> test.at().toString()))
                .put("sha256", entry.manifest().map(Manifest::sha256))
                .put("revision", entry.manifest().map(Manifest::revision))
                .put("method", entry.manifest().map(manifest -> manifest.method().name().toLowerCase(java.util.Locale.ROOT)))
                .put("reason", entry.manifest().map(manifest -> manifest.reason().name().toLowerCase(java.util.Locale.ROOT)));
    }

    /// A size in the unit a person would use.
    static String size(long bytes, Voice voice) {
        if (bytes < 1024) {
            return voice.say("cli.size.b", bytes);
        }
        return bytes < 1024 * 1024
                ? voice.say("cli.size.kb", bytes / 1024.0)
                : voice.say("cli.size.mb", bytes / (1024.0 * 1024.0));
    }
}
