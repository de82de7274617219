package dev.lockkeeper.cli;

import dev.lockkeeper.backup.Pruning;
import dev.lockkeeper.backup.Retention.Candidate;
import dev.lockkeeper.backup.Retention.Plan;
import dev.lockkeeper.backup.Retention.Verdict;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `prune`: shows which backups stay and why, asks, deletes the rest.
final class PruneVerb implements Verb {

    @Override
    public String name() {
        return "prune";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--dry-run").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.dry-run")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Pruning pruning = desk.vault().keeping().pruning();
        boolean dry = asked.flag("--dry-run");
        if (!dry) {
            pruning.requireBackupsSucceed();
        }
        Plan plan = pruning.plan();
        show(plan, voice);
        List<Candidate> deleted = plan.deleted();
        if (dry || deleted.isEmpty()) {
            voice.tell(new JsonLine().put("deleted", 0).put("wouldDelete", deleted.size()).put("exit", ExitCode.DONE.number()),
                    voice.say(deleted.isEmpty() ? "cli.prune.nothing" : "cli.prune.dry", deleted.size()));
            return ExitCode.DONE;
        }
        asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.prune", deleted.size()), voice);
        return delete(plan, desk, voice, work);
    }

    /// Deletes what the retention lets go, without a question: whoever scheduled it was asked.
    static ExitCode delete(Desk desk, Voice voice, Work work) throws InterruptedException {
        Plan plan = desk.vault().keeping().pruning().plan();
        return plan.deleted().isEmpty() ? ExitCode.DONE : delete(plan, desk, voice, work);
    }

    private static ExitCode delete(Plan plan, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.prune"), _ -> desk.vault().keeping().pruning().pruning(plan), (pruned, ended) -> {
            voice.tell(new JsonLine().put("deleted", pruned.files()).put("bytes", pruned.bytes())
                    .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    List.of(voice.say("cli.prune.done", pruned.files(), BackupVerb.size(pruned.bytes(), voice)),
                            "  " + voice.say("cli.log", ended.log())));
            return ExitCode.DONE;
        });
    }

    private static void show(Plan plan, Voice voice) {
        Columns table = new Columns();
        for (Verdict verdict : plan.verdicts()) {
            Candidate candidate = verdict.candidate();
            List<String> stays = verdict.stays().stream().sorted().map(stay -> stay.name().toLowerCase(Locale.ROOT)).toList();
            if (voice.json()) {
                voice.tell(new JsonLine().put("file", candidate.file()).put("at", candidate.at()).put("ours", candidate.ours())
                        .put("verified", candidate.verified()).put("kept", verdict.kept()).put("why", stays), List.of());
            }
            table.row(voice.say(verdict.kept() ? "cli.prune.stays" : "cli.prune.goes"), HistoryVerb.clock(candidate.at()),
                    String.valueOf(candidate.file().getFileName()),
                    verdict.stays().stream().sorted().map(stay -> voice.say(stay.key())).collect(Collectors.joining(", ")));
        }
        voice.show(table.lines());
    }
}
