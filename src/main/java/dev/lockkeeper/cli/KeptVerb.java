package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `kept`: the databases that restores left beside the live one, and their removal.
final class KeptVerb implements Verb {

    @Override
    public String name() {
        return "kept";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--drop").arity("1").type(String.class).paramLabel("NAME")
                .description(words.say("cli.option.drop")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        Restores restores = desk.vault().restores();
        List<RestoreSite.Kept> kept = restores.kept();
        Optional<String> drop = asked.text("--drop");
        if (drop.isPresent()) {
            RestoreSite.Kept meant = kept.stream().filter(one -> one.name().equals(drop.get())).findFirst()
                    .orElseThrow(() -> new ProblemException(new BackupProblem.NothingKept(drop.get())));
            asked.confirmation().require(desk.environment(), !desk.environment().practice(),
                    Message.of("cli.ask.drop", meant.name()), voice);
            return work.run(Message.of("step.drop", meant.name()), _ -> restores.dropping(meant), (_, ended) -> {
                voice.tell(
                        new JsonLine().put("dropped", meant.name()).put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                        voice.say("cli.dropped", meant.name()));
                return ExitCode.DONE;
            });
        }
        Columns table = new Columns();
        for (RestoreSite.Kept one : kept) {
            voice.tell(new JsonLine().put("name", one.name()).put("role", one.role().name().toLowerCase(Locale.ROOT))
                    .put("since", one.since())
                    .put("bytes", one.bytes().isPresent() ? Optional.of(one.bytes().getAsLong()) : Optional.empty())
                    .put("busy", one.busy()), List.of());
            table.row(HistoryVerb.clock(one.since()),
                    one.bytes().isPresent() ? BackupVerb.size(one.bytes().getAsLong(), voice) : "–",
                    voice.say("cli.kept." + one.role().name().toLowerCase(Locale.ROOT)), one.name());
        }
        voice.show(table.lines());
        if (kept.isEmpty()) {
            voice.note(voice.say("cli.kept.none"));
        }
        return ExitCode.DONE;
    }
}
