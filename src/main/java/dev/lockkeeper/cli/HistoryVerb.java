package dev.lockkeeper.cli;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `history`: the ladder, highest revision first.
final class HistoryVerb implements Verb {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Override
    public String name() {
        return "history";
    }

    @Override
    public boolean asksTheDatabase() {
        return true;
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Ladder ladder = desk.schema().ladder();
        boolean withAlembic = ladder.ledgers().alembic().isPresent();
        Columns table = new Columns();
        for (Rung rung : ladder.rungs().reversed()) {
            boolean here = rung.revision().equals(ladder.current());
            Optional<String> alembic = withAlembic ? ladder.ledgers().ids().other(rung.revision()) : Optional.empty();
            voice.tell(new JsonLine().put("revision", rung.revision()).put("alembicId", alembic).put("name", rung.name())
                    .put("title", rung.script().flatMap(script -> title(script, voice)))
                    .put("state", rung.state().name().toLowerCase(Locale.ROOT)).put("current", here).put("head", rung.revision()
                            .equals(ladder.head()))
                    .put("appliedAt", rung.appliedAt()).put("appliedBy", rung.appliedBy())
                    .put("millis", rung.took().map(took -> took.toMillis())).put("wayBack", rung.hasWayBack()), List.of());
            table.row(here ? voice.terminal().sign("▶", ">") : " ",
                    rung.revision().id() + alembic.map(id -> " = " + id).orElse(""),
                    rung.script().flatMap(script -> title(script, voice)).orElse(rung.name()), voice.say(rung.state().key()),
                    rung.appliedAt().map(HistoryVerb::clock).orElse(""), rung.appliedBy().orElse(""));
        }
        table.row(ladder.current().isBase() ? voice.terminal().sign("▶", ">") : " ", "base", voice.say("cli.base"));
        voice.show(table.lines());
        ladder.ledgers().ids().refusal().filter(_ -> withAlembic && !voice.json()).ifPresent(why -> voice.note(voice.say(why)));
        ladder.finding().ifPresent(finding -> {
            if (!voice.json()) {
                voice.explain(finding, Optional.empty()).forEach(voice::note);
            }
        });
        return ExitCode.DONE;
    }

    static Optional<String> title(Script script, Voice voice) {
        return (voice.language() == Language.KOREAN ? script.koreanTitle() : script.englishTitle())
                .or(() -> Optional.of(script.name()));
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }
}
