package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `current`: the revision the schema is at, and what is pending.
final class CurrentVerb implements Verb {

    @Override
    public String name() {
        return "current";
    }

    @Override
    public boolean asksTheDatabase() {
        return true;
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Ladder ladder = desk.schema().ladder();
        ExitCode code = ladder.atHead() && ladder.finding().isEmpty() ? ExitCode.DONE : ExitCode.ATTENTION;
        List<String> pending = ladder.pending().stream().map(rung -> rung.revision().id()).toList();
        JsonLine object = new JsonLine().put("environment", desk.environment().name())
                .put("database", desk.environment().address())
                .put("current", ladder.current()).put("head", ladder.head()).put("pending", pending)
                .put("flyway", ladder.ledgers().flyway().map(Revision::id))
                .put("alembic", ladder.ledgers().alembic().map(Revision::id))
                .put("alembicId", ladder.ledgers().alembic().flatMap(ladder.ledgers().ids()::other))
                .put("finding", ladder.finding().map(voice::describe)).put("exit", code.number());
        List<String> lines = new ArrayList<>();
        lines.add(!ladder.known()
                ? voice.say("cli.current.unknown", ladder.current().id())
                : ladder.atHead()
                        ? voice.say("cli.current.head", ladder.current().id())
                        : voice.say("cli.current.behind", ladder.current().id(), pending.size(), String.join(", ", pending)));
        ladder.finding().ifPresent(
                finding -> lines.addAll(ladder.harmless() ? voice.mention(finding) : voice.explain(finding, Optional.empty())));
        voice.tell(object, lines);
        return code;
    }
}
