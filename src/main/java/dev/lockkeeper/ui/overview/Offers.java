package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.RemedyIcon;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WaysOut;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// The remedies of a problem that can be taken in this environment, and the taking of them.
final class Offers {

    private final OverviewModel model;
    private final Frame frame;
    private final Words words;
    private final Overview.Outside outside;
    private final Node owner;

    /// Questions stand over `owner`.
    Offers(OverviewModel model, Frame frame, Overview.Outside outside, Node owner) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.outside = outside;
        this.owner = owner;
    }

    /// A remedy that is offered, and what it does here.
    record Offer(Remedy remedy, Way way, Problem problem, Advice advice) {}

    /// As the advice orders them.
    List<Offer> on(Problem problem) {
        Advice advice = outside.advice().apply(problem);
        List<Offer> offers = new ArrayList<>();
        for (Remedy remedy : advice.remedies()) {
            model.way(remedy).ifPresent(way -> offers.add(new Offer(remedy, way, problem, advice)));
        }
        return List.copyOf(offers);
    }

    /// The best for a place that shows the problem, its evidence and its log itself: what changes something, or leads where that is done.
    Optional<WaysOut.Way> best(Problem problem) {
        return on(problem).stream().filter(offer -> switch (offer.way) {
            case Way.Work _,Way.Tend _,Way.OpenFile _,Way.CopyCommand _,Way.UsePractice _,Way.ChooseProject _ -> true;
            case Way.GoTo(var place) -> place != Place.ACTIVITY;
            case Way.CheckAgain _,Way.ShowLog _,Way.CopyReport _ -> false;
        }).findFirst().map(this::way);
    }

    WaysOut.Way way(Offer offer) {
        return new WaysOut.Way(RemedyIcon.of(offer.remedy.verb()), words.say(offer.remedy.label()), offer.remedy.command(),
                () -> take(offer));
    }

    void take(Offer offer) {
        switch (offer.way) {
            case Way.CheckAgain _ -> model.checkAnew();
            case Way.Work(var verb) when verb == Remedy.Verb.REBUILD_INDEXES -> frame.confirm(rebuilding(offer));
            case Way.Work(var verb) -> work(verb, offer);
            case Way.CopyCommand(var command) -> frame.copy(command);
            case Way.GoTo(var place) -> frame.go(place);
            case Way.ShowLog _ -> frame.open(new LogSheet(frame, offer.remedy.command(),
                    log(offer.problem).orElse(offer.advice.evidence())));
            case Way.OpenFile(var file) -> outside.opening().accept(file);
            case Way.UsePractice _ -> outside.ways().practice();
            case Way.ChooseProject _ -> outside.ways().chooseProject();
            case Way.Tend(var verb) -> outside.ways().tend(verb, frame, owner);
            case Way.CopyReport _ -> copyReport();
        }
    }

    /// The state of the whole chain, for the clipboard.
    void copyReport() {
        frame.copy(new Report(words, frame.figures(), outside.advice()).of(model.environment(), model.page().get()));
    }

    private void work(Remedy.Verb verb, Offer offer) {
        if (model.start(verb, offer.remedy.label())) {
            frame.go(Place.ACTIVITY);
        } else {
            frame.tell(Tone.WARN, words.say("overview.busy"));
        }
    }

    /// The one remedy that keeps others from writing for as long as it takes.
    private Confirmation rebuilding(Offer offer) {
        Confirmation sheet = Confirmation.of(Guard.CHANGE,
                words.say("overview.rebuild.title", model.environment().address().database()), words.say("overview.rebuild.why"))
                .warning(words.say("overview.rebuild.warning")).command(offer.remedy.command())
                .doing(RemedyIcon.of(offer.remedy.verb()), words.say(offer.remedy.label()),
                        _ -> work(offer.remedy.verb(), offer));
        return frame.changesAllowed().get() ? sheet : sheet.refusing(words.say("migrations.off.read-only"));
    }

    private static Optional<List<String>> log(Problem problem) {
        return switch (problem) {
            case ContainerProblem.ContainerExited exited -> Optional.of(exited.log());
            case ContainerProblem.FirstStartUnfinished unfinished -> Optional.of(unfinished.log());
            case EndProblem end -> Optional.of(end.ended().log());
            default -> Optional.empty();
        };
    }
}
