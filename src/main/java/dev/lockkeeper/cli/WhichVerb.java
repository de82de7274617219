package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;

/// `which`: the revision that the database really is, whatever its ledgers say.
final class WhichVerb implements Verb {

    @Override
    public String name() {
        return "which";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.which"), desk.schema()::which, (found, ended) -> {
            Ladder ladder = desk.schema().ladder();
            ExitCode code = found.candidates().contains(ladder.current()) ? ExitCode.DONE : ExitCode.ATTENTION;
            List<String> lines = new ArrayList<>();
            lines.add(voice.say(found.words()));
            lines.addAll(Differences.lines(found.against(), voice));
            lines.add(voice.say(code == ExitCode.DONE ? "cli.which.agrees" : "cli.which.ledger", ladder.current().id()));
            voice.tell(new JsonLine().put("kind", kind(found))
                    .put("candidates", found.candidates().stream().map(Revision::id).toList())
                    .put("nearest", found.closest().id())
                    .put("ledger", ladder.current()).put("words", voice.say(found.words()))
                    .put("differences", Differences.json(found.against())).put("exit", code.number()).put("log", ended.log()),
                    lines);
            return code;
        });
    }

    private static String kind(Identity found) {
        return switch (found) {
            case Identity.Exactly _ -> "exactly";
            case Identity.Alike _ -> "alike";
            case Identity.Between _ -> "between";
            case Identity.Nearest _ -> "nearest";
        };
    }
}
