package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.CommandRow;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.RemedyIcon;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.StepStrip;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.ui.overview.Offers.Offer;
import dev.lockkeeper.words.Words;
import java.io.File;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The overview as it looks: verdict, chain, diagnosis with its one button, and the facts beside it.
final class OverviewView extends VBox {

    private final OverviewModel model;
    private final Frame frame;
    private final Words words;
    private final Overview.Outside outside;
    private final StationWords said;
    private final Offers offers;
    private final PageHeader header;
    private final Chain chain;
    private final VBox diagnosis = new VBox();
    private final Beside beside;
    private final FootingLine ground;
    private final FootingLine linux;
    private Runnable primary = () -> {};
    private @Nullable Object drawn;

    OverviewView(OverviewModel model, Frame frame, Overview.Outside outside) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.outside = outside;
        this.said = new StationWords(frame, model::now);
        this.offers = new Offers(model, frame, outside, this);
        Button copy = Buttons.plain(Feather.COPY, words.say("remedy.copy-report"), offers::copyReport);
        copy.setId("copy-report");
        Button again = Buttons.withKeys(Buttons.plain(Feather.REFRESH_CW, words.say("remedy.check-again"), model::checkAnew),
                "F5");
        again.setId("check-again");
        Button bundle = Buttons.icon(Feather.PACKAGE, words.say("overview.bundle"), this::saveBundle);
        bundle.setId("save-bundle");
        header = new PageHeader("", "", bundle, copy, again);
        header.setId("verdict");
        chain = new Chain(frame, said, model::pick);
        beside = new Beside(frame, model);
        ground = new FootingLine("ground", words, frame.figures());
        linux = new FootingLine("wsl", words, frame.figures());
        diagnosis.setId("diagnosis");
        diagnosis.getStyleClass().add("lk-diagnosis");
        diagnosis.setMinWidth(0);
        HBox.setHgrow(diagnosis, Priority.ALWAYS);
        HBox lower = new HBox(16, diagnosis, beside);
        VBox.setVgrow(lower, Priority.ALWAYS);
        lower.setMinHeight(0);
        getStyleClass().addAll("lk-page", "lk-page-body");
        getChildren().addAll(header, chain, lower);
        model.page().subscribe(this::show);
        visibleProperty().subscribe(this::watched);
        sceneProperty().subscribe(this::watched);
    }

    private void watched() {
        model.watched(isVisible() && getScene() != null);
    }

    void primary() {
        primary.run();
    }

    private void show(OverviewPage page) {
        verdict(page);
        chain.show(page);
        beside.show(page);
        diagnose(page);
        Optional<Footing> footing = page.beside().footing().map(Known::value);
        ground.ground(footing);
        linux.wsl(footing);
    }

    private void verdict(OverviewPage page) {
        switch (page.verdict()) {
            case OverviewPage.Verdict.Checking _ -> header.show(words.say("overview.verdict.checking"),
                    words.say("overview.verdict.checking.why"));
            case OverviewPage.Verdict.Stopped(var at, int passed, int after) -> header.show(
                    words.say("overview.verdict.stopped", at.name().number(), words.say(shortKey(at.name()))),
                    words.say(after == 0
                            ? "overview.verdict.stopped.last"
                            : passed == 0
                                    ? "overview.verdict.stopped.first"
                                    : "overview.verdict.stopped.why",
                            passed, after));
            case OverviewPage.Verdict.Attention(var at, var _) -> header.show(OverviewModel.pending(at.state())
                    .map(count -> words.say("overview.verdict.pending", count)).orElse(words.say("overview.verdict.attention")),
                    words.say("overview.verdict.passed"));
            case OverviewPage.Verdict.Wanting(var wants) -> header.show(words.say("overview.verdict.wanting", wants.stream()
                    .map(want -> words.say(want.key())).collect(Collectors.joining(" · "))),
                    words.say("overview.verdict.passed"));
            case OverviewPage.Verdict.AllWell _ ->
                header.show(words.say("overview.verdict.well"), words.say("overview.verdict.passed"));
            case OverviewPage.Verdict.Unknown _ -> header.show(words.say("overview.verdict.unknown"),
                    page.chain().map(known -> words.say("overview.verdict.unknown.old", frame.figures().clock(known.at())))
                            .orElse(words.say("overview.verdict.unknown.why")));
        }
    }

    static String shortKey(StationName name) {
        return "overview.short." + name.name().toLowerCase(Locale.ROOT);
    }

    private void diagnose(OverviewPage page) {
        Optional<Station> station = page.station();
        Optional<Problem> problem = page.failure().or(() -> station.flatMap(known -> Report.problemOf(known.state())));
        // the same words stay as they are: no flicker, no lost focus while the chain is asked again
        Optional<OverviewPage.Want> want = want(page);
        Object now = List.of(problem, want, station.map(known -> List.of(known.name(), said.tone(known), said.fact(known, page))),
                model.way(
                        Remedy.of(Remedy.Verb.SHOW_ACTIVITY)));
        if (Objects.equals(now, drawn)) {
            return;
        }
        drawn = now;
        primary = () -> {};
        diagnosis.getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
        diagnosis.getStyleClass()
                .add(page.failure().isPresent()
                        ? "bad"
                        : want.isPresent() ? "warn" : station.map(known -> said.tone(known).style()).orElse("wait"));
        if (want.isPresent()) {
            wanting(want.get(), page);
        } else if (problem.isPresent()) {
            problem(problem.get(), station, page);
        } else if (station.isPresent()) {
            well(station.get(), page);
        } else {
            diagnosis.getChildren().setAll(new Skeleton(5));
        }
    }

    private void problem(Problem problem, Optional<Station> station, OverviewPage page) {
        Advice advice = outside.advice().apply(problem);
        VBox body = body();
        body.getChildren().add(place(station, page));
        body.getChildren().addAll(new Wrapped(words.say(advice.headline()), "lk-verdict-text"),
                new Wrapped(words.say(advice.explanation())));
        if (!advice.evidence().isEmpty()) {
            body.getChildren().addAll(Labels.headed(Feather.FILE_TEXT, words.say("overview.evidence")),
                    new EvidenceLines(advice.evidence(), 4, frame.figures()));
        }
        ticks(problem, station, page, body);
        List<Offer> known = offers.on(problem);
        Optional<Offer> first = known.stream().filter(offer -> !(offer.way() instanceof Way.CopyReport)).findFirst();
        first.ifPresent(offer -> {
            List<String> steps = steps(offer.remedy().verb());
            if (!steps.isEmpty()) {
                body.getChildren().addAll(Labels.headed(Feather.PLAY_CIRCLE, words.say("overview.does")), new StepStrip(steps));
            }
            if (!offer.remedy().command().isBlank()) {
                CommandRow command = new CommandRow(frame, offer.remedy().command());
                command.setId("command");
                body.getChildren().add(command);
            }
        });
        RemedyFoot foot = new RemedyFoot();
        first.ifPresent(offer -> {
            Button button = Buttons
                    .withKeys(Buttons.primary(RemedyIcon.of(offer.remedy().verb()), words.say(offer.remedy().label()),
                            () -> offers.take(offer)), "Ctrl+Enter");
            button.setId("remedy");
            button.getStyleClass().add("lk-hero");
            primary = () -> offers.take(offer);
            foot.getChildren().add(button);
            String note = "overview.note." + key(offer.remedy().verb());
            if ((offer.way() instanceof Way.Work || offer.way() instanceof Way.Tend) && words.knows(note)) {
                Wrapped aside = new Wrapped(words.say(note), "lk-secondary");
                HBox.setHgrow(aside, Priority.ALWAYS);
                foot.getChildren().add(aside);
            }
        });
        // checking again and copying stand at the head of the page already
        List<Offer> others = known.stream().filter(offer -> !Optional.of(offer).equals(first)
                && !(offer.way() instanceof Way.CheckAgain) && !(offer.way() instanceof Way.CopyReport)).toList();
        foot.others(others.stream().map(offers::way).toList(), words.say("overview.other-ways"));
        diagnosis.getChildren().setAll(scrolling(body), foot);
    }

    /// What a whole chain leaves to be wished for, unless somebody looks at one of its stations.
    private static Optional<OverviewPage.Want> want(OverviewPage page) {
        return page.picked().isEmpty() && page.verdict() instanceof OverviewPage.Verdict.Wanting(var wants)
                ? wants.stream().findFirst()
                : Optional.empty();
    }

    private void wanting(OverviewPage.Want want, OverviewPage page) {
        VBox body = body();
        HBox head = new HBox(8, Badge.of(Tone.WARN, words.say("state.attention")),
                Labels.secondary(words.say("overview.want.not-urgent")));
        head.setAlignment(Pos.CENTER_LEFT);
        body.getChildren().addAll(head, new Wrapped(words.say(want.key() + ".headline"), "lk-verdict-text"),
                new Wrapped(words.say(want.key() + ".explanation")));
        page.chain().ifPresent(chain -> chain.stations().stream().filter(station -> said.tone(station) == Tone.OK)
                .forEach(station -> body.getChildren().add(
                        Labels.toned(Tone.OK, words.say(station.name().key()) + " · " + said.fact(station, page)))));
        body.getChildren().add(ground);
        Place place = switch (want) {
            case BACKUP_MISSED, NO_BACKUP -> Place.BACKUPS;
            case LITTLE_ROOM -> Place.CONTAINERS;
            case LOCKED_ACCOUNTS -> Place.ACCOUNTS;
        };
        Button button = Buttons.withKeys(Buttons.primary(Feather.ARROW_RIGHT, words.say(want.key() + ".go"),
                () -> frame.go(place)), "Ctrl+Enter");
        button.setId("want");
        button.getStyleClass().add("lk-hero");
        primary = () -> frame.go(place);
        RemedyFoot foot = new RemedyFoot();
        foot.getChildren().add(button);
        diagnosis.getChildren().setAll(scrolling(body), foot);
    }

    /// What the looked at station stands on.
    private void standing(Optional<Station> station, VBox body) {
        station.map(Station::name).ifPresent(name -> {
            switch (name) {
                case DESKTOP, ENGINE -> {
                    if (model.onWindows() && model.environment().inContainer()) {
                        body.getChildren().add(linux);
                    }
                }
                case CONTAINER, CONNECTION -> body.getChildren().add(ground);
                case SCHEMA -> {
                    // it stands on the connection alone
                }
            }
        });
    }

    /// What was looked at to come to the verdict.
    private void ticks(Problem problem, Optional<Station> station, OverviewPage page, VBox body) {
        if (problem instanceof EndProblem.PgMajorMismatch mismatch) {
            page.beside().container().map(Known::value).ifPresent(facts -> {
                body.getChildren().add(Labels.toned(Tone.WARN, words.say("overview.tick.image", facts.image(), mismatch.data())));
                facts.volume().ifPresent(volume -> body.getChildren()
                        .add(Labels.toned(Tone.OK, words.say("overview.tick.volume", volume, mismatch.data()))));
            });
        }
        if (problem instanceof EngineProblem.EngineStopped stopped) {
            stopped.desktop().filter(DesktopFacts::startable).ifPresent(desktop -> {
                desktop.place().ifPresent(place -> body.getChildren().add(Labels.toned(Tone.OK, words.say("engine.tick.installed",
                        place, desktop.version().map(" · "::concat).orElse("")))));
                standing(station, body);
                body.getChildren().add(Labels.toned(Tone.BAD, words.say("engine.tick.no-process")));
            });
        }
        if (!body.getChildren().contains(linux)) {
            standing(station, body);
        }
    }

    private void well(Station station, OverviewPage page) {
        VBox body = body();
        body.getChildren().add(place(Optional.of(station), page));
        String key = "overview.station." + switch (said.tone(station)) {
            case OK -> station.name() == StationName.SCHEMA ? "all-well" : "well";
            case WORK -> "checking";
            default -> Report.stateKey(station.state()).equals("state.not-needed") ? "not-needed" : "waiting";
        };
        body.getChildren().addAll(new Wrapped(words.say(key + ".headline", words.say(station.name().key())), "lk-verdict-text"),
                new Wrapped(words.say(key + ".explanation")), Labels.toned(said.tone(station), said.fact(station, page)));
        if (said.tone(station) == Tone.OK && station.name() != StationName.SCHEMA) {
            standing(Optional.of(station), body);
        }
        page.chain().ifPresent(chain -> {
            if (said.tone(station) == Tone.OK) {
                for (Station other : chain.stations()) {
                    if (!other.name().equals(station.name()) && said.tone(other) == Tone.OK) {
                        body.getChildren()
                                .add(Labels.toned(Tone.OK, words.say(other.name().key()) + " · " + said.fact(other, page)));
                    }
                }
            }
        });
        diagnosis.getChildren().setAll(scrolling(body));
    }

    private Node place(Optional<Station> station, OverviewPage page) {
        HBox row = new HBox(8);
        row.setAlignment(Pos.CENTER_LEFT);
        station.ifPresent(known -> row.getChildren().addAll(Badge.of(said.tone(known), said.icon(known),
                words.say("overview.place", known.name().number(), words.say(shortKey(known.name())))),
                Labels.secondary(said.fact(known, page))));
        return row;
    }

    private static VBox body() {
        VBox body = new VBox(10);
        body.getStyleClass().add("lk-diagnosis-body");
        return body;
    }

    private static Node scrolling(VBox body) {
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("lk-plain-scroll");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private List<String> steps(Remedy.Verb verb) {
        List<String> steps = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            String key = "overview.does." + key(verb) + "." + number;
            if (words.knows(key)) {
                steps.add(words.say(key));
            }
        }
        return steps;
    }

    private void saveBundle() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.say("overview.bundle.title"));
        chooser.setInitialFileName("lockkeeper-support-" + LocalDate.now(ZoneId.systemDefault()) + ".zip");
        @Nullable
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen == null) {
            return;
        }
        if (model.saveBundle(chosen.toPath())) {
            frame.go(Place.ACTIVITY);
        } else {
            frame.tell(Tone.WARN, words.say("overview.busy"));
        }
    }

    private static String key(Remedy.Verb verb) {
        return verb.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
