package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents.TableCount;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `restore`: puts a backup in the live database's place, after telling what that loses; or ends a restore that was cut off.
final class RestoreVerb implements Verb {

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("BACKUP")
                .description(words.say("cli.parameter.restore")).build());
        for (String flag : new String[]{"no-backup", "finish", "reopen"}) {
            spec.addOption(OptionSpec.builder("--" + flag).arity("0").type(String.class).fallbackValue("true")
                    .description(words.say("cli.option." + flag)).build());
        }
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        boolean finish = asked.flag("--finish");
        if (finish || asked.flag("--reopen")) {
            return end(finish, asked, desk, voice, work);
        }
        desk.vault().restores().interrupted().ifPresent(cut -> {
            throw new ProblemException(new BackupProblem.RestoreCutOff(cut.live(), cut.beside().orElse("–")));
        });
        String named = asked.parameter()
                .orElseThrow(() -> new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.restore"))));
        Path file = desk.backups().find(named);
        Restores restores = desk.vault().restores();
        Safeguard.Wish wish = wish(asked);
        desk.vault().safeguard().check(wish);
        Restores.Preview preview = restores.preview(file, new StopSignal());
        show(preview, wish, desk, voice);
        asked.confirmation().require(desk.environment(), !desk.environment().practice(),
                Message.of("cli.ask.restore", String.valueOf(file.getFileName())), voice);
        return work.run(Message.of("cli.title.restore", String.valueOf(file.getFileName())),
                id -> restores.restoring(file, preview.identity(), wish, id), (restored, ended) -> {
                    voice.tell(new JsonLine().put("verb", name()).put("file", file).put("former", restored.former())
                            .put("rows", restored.contents().totalRows())
                            .put("guard", restored.guard().map(entry -> entry.file().toString()))
                            .put("millis", ended.took().toMillis()).put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                            java.util.List.of(
                                    voice.say("cli.restored", String.valueOf(file.getFileName()), MoveVerb.seconds(ended.took())),
                                    voice.say(restored.former().isEmpty() ? "cli.restored.anew" : "cli.restored.former",
                                            restored.former()),
                                    level(desk, voice),
                                    "  " + voice.say("cli.log", ended.log())));
                    return ExitCode.DONE;
                });
    }

    /// What the restored schema lacks for the present files.
    private static String level(Desk desk, Voice voice) {
        try {
            Ladder ladder = desk.schema().ladder();
            return voice.say(ladder.pending().isEmpty() ? "cli.restored.level" : "cli.restored.behind", ladder.current().id(),
                    ladder.pending().size());
        } catch (ProblemException e) {
            return voice.say(voice.advice(e.problem()).headline());
        }
    }

    /// A backup is declined by naming the database, which says that somebody read what they do.
    static Safeguard.Wish wish(Asked asked) {
        return asked.flag("--no-backup") ? Safeguard.Wish.DECLINED : Safeguard.Wish.WANTED;
    }

    private static ExitCode end(boolean finish, Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Restores restores = desk.vault().restores();
        RestoreSite.Interrupted cut = restores.interrupted()
                .orElseThrow(() -> new ProblemException(new BackupProblem.NothingKept("–")));
        asked.confirmation().require(desk.environment(), false,
                Message.of(finish ? "cli.ask.finish" : "cli.ask.reopen", cut.live(), cut.beside().orElse("–")), voice);
        return work.run(Message.of(finish ? "remedy.finish-restore" : "remedy.reopen"), id -> restores.ending(cut, finish, id),
                (finished, ended) -> {
                    voice.tell(new JsonLine().put("verb", "restore").put("finished", finished).put("exit", ExitCode.DONE.number())
                            .put("log", ended.log()),
                            voice.say(finished ? "cli.restore.finished" : "cli.restore.reopened", cut.live()));
                    return ExitCode.DONE;
                });
    }

    private static void show(Restores.Preview preview, Safeguard.Wish wish, Desk desk, Voice voice) {
        String file = String.valueOf(preview.file().getFileName());
        voice.note(voice.say("cli.plan.restore", file, desk.environment().address().toString()));
        preview.manifest()
                .ifPresent(told -> voice.note("  " + voice.say("cli.plan.restore.of", told.environment(), told.database(),
                        HistoryVerb.clock(told.takenAt()), told.revision())));
        preview.age(Instant.now())
                .ifPresent(age -> voice.note("  " + voice.say("cli.plan.restore.age", age.toHours(), age.toMinutesPart())));
        Columns table = new Columns();
        for (TableCount count : preview.losses()) {
            table.row("  ", voice.terminal().sign("▼", "-"), count.table(),
                    voice.say("cli.plan.restore.rows", count.found().orElse(0) - count.expected().orElse(0)));
        }
        table.lines().forEach(voice::note);
        if (preview.manifest().flatMap(Manifest::contents).isEmpty()) {
            voice.note("  " + voice.say("cli.plan.restore.untold", preview.now().totalRows()));
        }
        preview.dangers().forEach(danger -> voice.note(voice.paint("33", "  ! " + voice.say(danger))));
        if (preview.foreign(desk.environment())) {
            voice.note(voice.paint("33", "  ! " + voice.say("cli.plan.restore.foreign",
                    preview.manifest().map(Manifest::environment).orElse("?") + " · "
                            + preview.manifest().map(Manifest::database).orElse("?"),
                    desk.environment().name() + " · " + desk.environment().address().database())));
        }
        if (!preview.sessions().isEmpty()) {
            voice.note("  " + voice.say("cli.plan.restore.sessions", preview.sessions().size()));
            preview.sessions().stream().limit(10).forEach(session -> voice
                    .note("    pid " + session.pid() + " · " + session.user() + " · " + session.application() + " · "
                            + session.client()));
        }
        voice.note("  " + voice.say(wish == Safeguard.Wish.WANTED ? "cli.plan.guarded" : "cli.plan.unguarded"));
    }
}
