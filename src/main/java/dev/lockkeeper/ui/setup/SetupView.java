package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.setup.Fixed;
import dev.lockkeeper.setup.Step;
import dev.lockkeeper.setup.StepName;
import dev.lockkeeper.setup.StepState;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The set-up as it looks: the steps with their small waterway, what is going on beside them, and the one button.
final class SetupView extends VBox {

    private final SetupModel model;
    private final Frame frame;
    private final Words words;
    private final SetupDestination.Outside outside;
    private final PageHeader header;
    private final HBox actions = new HBox(8);
    private final Label progress = Labels.strong("");
    private final MiniChain chain = new MiniChain();
    private final Map<StepName, StepRow> rows = new EnumMap<>(StepName.class);
    private final Label end = Labels.cut(Labels.body(""));
    private final VBox side = new VBox(14);
    private final VBox why = new VBox();
    private final VBox mended = new VBox();
    private Runnable primary = () -> {};
    private Object drawn = List.of();

    SetupView(SetupModel model, Frame frame, SetupDestination.Outside outside) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.outside = outside;
        header = new PageHeader(words.say("nav.setup"), words.say("setup.subtitle"), actions);
        header.setId("setup-header");
        HBox lower = new HBox(16, steps(), side);
        side.setMinWidth(348);
        side.setMaxWidth(348);
        LogPane log = new LogPane(model, frame);
        VBox.setVgrow(log, Priority.ALWAYS);
        side.getChildren().addAll(why, mended, log);
        VBox.setVgrow(lower, Priority.ALWAYS);
        lower.setMinHeight(0);
        getStyleClass().addAll("lk-page", "lk-page-body");
        getChildren().addAll(header, lower);
        WhileShown.follow(this, model.page(), this::show);
        WhileShown.follow(this, outside.application(), page -> end.setText(words.say("setup.end", page)));
        WhileShown.follow(this, model.tick(), _ -> ticked(model.page().get()));
        show(model.page().get());
    }

    private Node steps() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, progress, gap, Labels.secondary(words.say("setup.stops")));
        top.setAlignment(Pos.CENTER_LEFT);
        progress.setId("setup-progress");
        VBox head = new VBox(10, top, chain);
        head.getStyleClass().add("setup-head");
        VBox list = new VBox();
        for (StepName name : StepName.values()) {
            StepRow row = new StepRow(frame, name);
            rows.put(name, row);
            list.getChildren().add(row);
        }
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("lk-plain-scroll");
        scroll.setMinHeight(0);
        end.setGraphic(new FontIcon(Feather.FLAG));
        end.getStyleClass().add("setup-end");
        Button address = Buttons.flat(Feather.EDIT_3, words.say("setup.end.change"), frame::settings);
        address.setId("setup-address");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Card card = new Card(head).filling(scroll).footer(end, space, address);
        card.getStyleClass().add("setup-card");
        card.setMinWidth(0);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    void primary() {
        primary.run();
    }

    private void show(SetupPage page) {
        int done = page.list().done();
        int all = page.list().steps().size();
        progress.setText(words.say("setup.progress", all, done));
        chain.show(page.list(), progress.getText());
        // the same page stays as it is: no flicker, no lost focus
        Object now = List.of(page.list(), page.activity(), page.failure(), model.way(Remedy.of(Remedy.Verb.SHOW_ACTIVITY)));
        if (now.equals(drawn)) {
            return;
        }
        drawn = now;
        primary = () -> {};
        SetupPage.Stage stage = page.stage();
        rows.forEach((name, row) -> {
            Step step = page.list().step(name);
            if (stage instanceof SetupPage.Stage.Stopped(Step at, Problem problem) && at.name() == name) {
                Advice advice = outside.advice(problem);
                row.show(step, words.say(advice.headline()), explained(advice));
            } else if (step.state() instanceof StepState.Broken(Problem problem)) {
                row.show(step, words.say(outside.advice(problem).headline()), List.of());
            } else {
                row.show(step, "", List.of());
            }
        });
        head(stage);
        beside(stage);
        fixed(page.list().fixed());
        ticked(page);
    }

    private void ticked(SetupPage page) {
        if (page.stage() instanceof SetupPage.Stage.Running(var at, var _)) {
            at.filter(step -> step.state() instanceof StepState.Working || step.state() instanceof StepState.Looking)
                    .map(step -> rows.get(step.name()))
                    .ifPresent(row -> page.since().ifPresent(since -> {
                        Duration past = Duration.between(since, model.now());
                        if (past.toSeconds() > 0) {
                            row.runs(past);
                        }
                    }));
        }
    }

    private void head(SetupPage.Stage stage) {
        actions.getChildren().clear();
        switch (stage) {
            case SetupPage.Stage.Beginning _ -> {
                header.beside();
                Button run = Buttons.withKeys(Buttons.primary(Feather.PLAY, words.say("setup.run"), this::run), "Ctrl+Enter");
                run.setId("setup-run");
                primary = this::run;
                actions.getChildren().add(run);
            }
            case SetupPage.Stage.Running(var _, boolean pausing) -> {
                header.beside();
                Button pause = Buttons.plain(Feather.PAUSE, words.say(pausing ? "setup.pausing" : "setup.pause"), model::pause);
                pause.setId("setup-pause");
                pause.setDisable(pausing);
                Button running = Buttons.primary(Feather.LOADER, words.say("setup.running"), () -> {});
                running.setDisable(true);
                actions.getChildren().addAll(pause, running);
            }
            case SetupPage.Stage.Stopped(Step at, var _) -> {
                header.beside(Badge.of(Tone.BAD, words.say("setup.stopped", at.name().number())));
                Button again = Buttons.withKeys(
                        Buttons.plain(Feather.REFRESH_CW, words.say("setup.again"), model::check), "F5");
                again.setId("setup-again");
                actions.getChildren().add(again);
            }
            case SetupPage.Stage.Unknown _ -> {
                header.beside(Badge.of(Tone.BAD, words.say("setup.unknown")));
                Button again = Buttons.withKeys(
                        Buttons.primary(Feather.REFRESH_CW, words.say("remedy.check-again"), model::check), "F5");
                again.setId("setup-again");
                primary = model::check;
                actions.getChildren().add(again);
            }
            case SetupPage.Stage.Done _ -> {
                header.beside(Badge.of(Tone.OK, words.say("setup.done")));
                Runnable browse = () -> outside.browse(outside.application().getValue());
                Button open = Buttons.withKeys(Buttons.primary(Feather.EXTERNAL_LINK, words.say("setup.open"), browse),
                        "Ctrl+Enter");
                open.setId("setup-open");
                primary = browse;
                actions.getChildren().addAll(Buttons.plain(Feather.REFRESH_CW, words.say("setup.prove-again"), this::run), open);
            }
        }
    }

    private void run() {
        if (!model.run()) {
            frame.tell(Tone.WARN, words.say("overview.busy"));
        }
    }

    private void beside(SetupPage.Stage stage) {
        VBox body = new VBox(10);
        String title = switch (stage) {
            case SetupPage.Stage.Beginning _ -> {
                body.getChildren().add(new Wrapped(words.say("setup.what.text")));
                yield "setup.what";
            }
            case SetupPage.Stage.Running(var at, var _) -> {
                body.getChildren().add(new Wrapped(at.map(step -> words.say(step.name().key() + ".doing"))
                        .orElse(words.say("setup.what.text"))));
                yield "setup.now";
            }
            case SetupPage.Stage.Stopped(Step at, Problem problem) -> {
                body.getChildren().add(new Wrapped(words.say(at.name().key() + ".why")));
                evidence(outside.advice(problem).evidence()).ifPresent(body.getChildren()::add);
                yield "setup.why";
            }
            case SetupPage.Stage.Unknown(Problem problem) -> {
                Advice advice = outside.advice(problem);
                body.getChildren().addAll(new Wrapped(words.say(advice.headline())),
                        new Wrapped(words.say(advice.explanation())));
                yield "setup.why";
            }
            case SetupPage.Stage.Done _ -> {
                body.getChildren().add(new Wrapped(words.say("setup.done.text")));
                yield "setup.done.title";
            }
        };
        Button commands = Buttons.flat(Feather.CODE, words.say("setup.show-commands"),
                () -> frame.open(new CommandsSheet(frame, outside::complete)));
        commands.setId("setup-show-commands");
        Button copy = Buttons.flat(Feather.COPY, words.say("remedy.copy-report"), this::copyReport);
        copy.setId("setup-copy-report");
        HBox links = new HBox(4, commands, copy);
        links.getStyleClass().add("setup-links");
        body.getChildren().add(links);
        Ikon icon = stage instanceof SetupPage.Stage.Stopped || stage instanceof SetupPage.Stage.Unknown
                ? Feather.HELP_CIRCLE
                : stage instanceof SetupPage.Stage.Done ? Feather.CHECK_CIRCLE : Feather.BOOK_OPEN;
        Card card = Card.titled(icon, words.say(title)).body(body);
        card.setId("setup-why");
        card.setMinHeight(USE_PREF_SIZE);
        why.getChildren().setAll(card);
    }

    private static Optional<Node> evidence(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        VBox box = new VBox();
        box.getStyleClass().add("lk-evidence");
        lines.subList(Math.max(0, lines.size() - 3), lines.size()).forEach(line -> {
            VBox row = new VBox(new Wrapped(line, "lk-mono-text"));
            row.getStyleClass().add("lk-evidence-line");
            box.getChildren().add(row);
        });
        return Optional.of(box);
    }

    private void fixed(List<Fixed> list) {
        mended.setManaged(!list.isEmpty());
        mended.setVisible(!list.isEmpty());
        if (list.isEmpty()) {
            return;
        }
        VBox body = new VBox(8);
        for (Fixed one : list) {
            Label what = Labels.strong(words.say(one.what()));
            FontIcon sign = new FontIcon(Feather.CHECK_CIRCLE);
            sign.getStyleClass().add("setup-fixed");
            HBox row = new HBox(8, sign, what, Labels.cut(Labels.secondary(words.say(one.note()))));
            row.setAlignment(Pos.CENTER_LEFT);
            body.getChildren().add(row);
        }
        Card card = Card.titled(Feather.TOOL, words.say("setup.fixed"), Labels.secondary(Integer.toString(list.size())))
                .body(body);
        card.setId("setup-fixed");
        card.setMinHeight(USE_PREF_SIZE);
        mended.getChildren().setAll(card);
    }

    /// A remedy that is offered, and what it does here.
    private record Offer(Remedy remedy, Way way, Advice advice) {}

    /// Why, and the ways out: one filled, the others in a menu, beside them what the first changes.
    private List<Node> explained(Advice advice) {
        List<Offer> offers = new ArrayList<>();
        for (Remedy remedy : advice.remedies()) {
            model.way(remedy).filter(way -> !(way instanceof Way.CopyReport)).ifPresent(way -> offers.add(new Offer(remedy, way,
                    advice)));
        }
        List<Node> parts = new ArrayList<>();
        parts.add(new Wrapped(words.say(advice.explanation())));
        if (offers.isEmpty()) {
            return parts;
        }
        Offer first = offers.getFirst();
        boolean goesOn = first.way instanceof Way.Work;
        String label = words.say(first.remedy.label());
        Button button = Buttons.withKeys(Buttons.primary(Feather.ARROW_RIGHT,
                goesOn ? words.say("setup.and-go-on", label) : label, () -> take(first)), "Ctrl+Enter");
        button.setId("setup-remedy");
        primary = () -> take(first);
        HBox row = new HBox(10, button);
        row.setFillHeight(false);
        row.setAlignment(Pos.CENTER_LEFT);
        if (offers.size() > 1) {
            MenuButton more = new MenuButton(words.say("overview.other-ways"));
            more.setId("setup-other-ways");
            more.setMinWidth(USE_PREF_SIZE);
            more.getStyleClass().add(atlantafx.base.theme.Styles.FLAT);
            for (Offer offer : offers.subList(1, offers.size())) {
                MenuItem item = new MenuItem(words.say(offer.remedy.label()));
                item.setMnemonicParsing(false);
                item.setOnAction(_ -> take(offer));
                more.getItems().add(item);
            }
            row.getChildren().add(more);
        }
        Wrapped changes = new Wrapped(changes(first), "lk-muted");
        HBox.setHgrow(changes, Priority.ALWAYS);
        row.getChildren().add(changes);
        row.getStyleClass().add("setup-ways");
        parts.add(row);
        return parts;
    }

    private String changes(Offer offer) {
        String key = "setup.changes." + offer.remedy.verb().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return words.knows(key)
                ? words.say(key)
                : offer.remedy.command().isBlank()
                        ? words.say(offer.way instanceof Way.Work ? "setup.changes.something" : "setup.changes.nothing")
                        : offer.remedy.command();
    }

    private void take(Offer offer) {
        switch (offer.way) {
            case Way.CheckAgain _ -> model.check();
            case Way.Work(var verb) -> {
                if (model.environment().production() && !frame.changesAllowed().get()) {
                    frame.tell(Tone.WARN, words.say("setup.read-only"));
                } else if (!model.run(verb)) {
                    frame.tell(Tone.WARN, words.say("overview.busy"));
                }
            }
            case Way.GoTo(var place) -> frame.go(place);
            case Way.OpenFile(var file) -> outside.open(file);
            case Way.UsePractice _ -> outside.practice();
            case Way.ChooseProject _ -> outside.chooseProject();
            case Way.ShowLog _ -> frame.go(dev.lockkeeper.ui.kit.Place.OVERVIEW);
            case Way.CopyReport _ -> copyReport();
        }
    }

    private void copyReport() {
        int size = model.lines().size();
        frame.copy(new Report(words, frame.figures(), outside::advice).of(model.environment(), model.page().get(),
                List.copyOf(model.lines().subList(Math.max(0, size - 50), size))));
    }
}
