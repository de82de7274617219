package dev.lockkeeper.cli;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.lint.Hazard;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;

/// Tells what a move will do before it is confirmed: its files in the order of the run, the backup, the hazards, and what is lost.
final class Showing {

    private final Desk desk;
    private final Voice voice;

    Showing(Desk desk, Voice voice) {
        this.desk = desk;
        this.voice = voice;
    }

    void heading(Message plan) {
        voice.note(voice.say(plan));
    }

    /// Whether data is erased on the way, as far as anybody knows.
    boolean move(Ladder before, Revision to, List<Rung> rungs, Safeguard.Wish wish) {
        boolean up = to.compareTo(before.current()) > 0;
        Columns table = new Columns();
        for (Rung rung : rungs) {
            table.row(" ", up ? voice.terminal().sign("▲", "+") : voice.terminal().sign("▼", "-"), rung.revision().id(),
                    rung.script().flatMap(script -> HistoryVerb.title(script, voice)).orElse(rung.name()),
                    rung.script().flatMap(script -> up ? Optional.of(script.file()) : script.wayBackFile()).orElse(""));
        }
        table.lines().forEach(voice::note);
        boolean guarded = wish == Safeguard.Wish.WANTED;
        voice.note("  " + voice.say(guarded ? "cli.plan.guarded" : "cli.plan.unguarded"));
        if (up) {
            hazards(desk.lookout().red(before, to));
            return false;
        }
        return losses(to, guarded);
    }

    private boolean losses(Revision to, boolean guarded) {
        List<Loss> losses;
        try {
            losses = desk.schema().losses(to);
        } catch (ProblemException e) {
            voice.note(voice.say("cli.plan.loss", guarded ? 1 : 0));
            voice.note("  " + voice.say("cli.plan.loss.uncounted", voice.advice(e.problem()).headline()));
            return true;
        }
        boolean hurting = losses.stream().anyMatch(Loss::hurts);
        voice.note(losses.isEmpty()
                ? voice.say("cli.plan.loss.nothing")
                : hurting ? voice.say("cli.plan.loss.counted", guarded ? 1 : 0) : voice.say("cli.plan.loss.none"));
        losses.forEach(loss -> voice.note("  " + voice.terminal().sign("−", "-") + " " + voice.say(loss.words())));
        return hurting;
    }

    private void hazards(List<Hazard> red) {
        red.forEach(hazard -> voice.note("  " + voice.terminal().sign("⚠", "!") + " " + hazard.place() + "  "
                + voice.paint("31;1", voice.say(hazard.what())) + voice.paint("2", "  [" + hazard.rule().id() + "]")));
    }
}
