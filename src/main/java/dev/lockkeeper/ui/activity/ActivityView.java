package dev.lockkeeper.ui.activity;

import atlantafx.base.theme.Styles;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.schema.Verdict;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.CommandRow;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WaysOut;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The activity page as it looks: the list of runs, or one run with its steps and its log.
final class ActivityView extends StackPane {

    private static final double WHEN = 118;
    private static final double STATE = 86;
    private static final double WHO = 120;
    private static final double TOOK = 76;

    private final ActivityModel model;
    private final Frame frame;
    private final Words words;
    private final Activity.Outside outside;
    private final VBox list = new VBox();
    private final VBox one = new VBox();
    private final PageHeader header;
    private final Badge state = Badge.of(Tone.WORK, "");
    private final Label now = Labels.strong("");
    private final Label elapsed = Labels.secondary("");
    private final Label percent = Labels.strong("");
    private final ProgressBar bar = new ProgressBar(0);
    private final StackPane outcome = new StackPane();
    private final StepList steps;
    private final LockChamber chamber;
    private final LogCard log;
    private final Button stop;
    private final Wrapped stopWords;
    private List<RunSnapshot> listed = List.of();
    private ActivityPage.History remembered = ActivityPage.History.NONE;
    private List<Object> told = List.of();

    ActivityView(ActivityModel model, Frame frame, Activity.Outside outside) {
        this.outside = outside;
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        steps = new StepList(words, frame.figures());
        chamber = new LockChamber(words);
        log = new LogCard(model, frame);
        stop = Buttons.danger(Feather.STOP_CIRCLE, words.say("activity.stop"), this::askStop);
        stop.setId("stop");
        stopWords = new Wrapped(words.say("activity.stop.outcome"), "lk-muted", "lk-right");
        stopWords.setMaxWidth(230);
        Button back = Buttons.plain(Feather.ARROW_LEFT, words.say("activity.all"), () -> model.open(Optional.empty()));
        back.setId("all-runs");
        header = new PageHeader("", "", stopWords, stop, back);
        header.beside(state);
        list.getStyleClass().addAll("lk-page", "lk-page-body");
        one.getStyleClass().addAll("lk-page", "lk-page-body");
        VBox left = new VBox(12, steps, spring(), chamber);
        left.getStyleClass().addAll("lk-card", "lk-card-body");
        left.setMinWidth(300);
        left.setMaxWidth(300);
        HBox.setHgrow(log, Priority.ALWAYS);
        log.setMinWidth(0);
        HBox lower = new HBox(16, left, log);
        lower.setMinHeight(0);
        VBox.setVgrow(lower, Priority.ALWAYS);
        one.getChildren().addAll(header, progress(), outcome, lower);
        setMinSize(0, 0);
        getChildren().addAll(list, one);
        model.page().subscribe(this::show);
    }

    private static Region spring() {
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        return spring;
    }

    private Node progress() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        now.setGraphic(new FontIcon(Feather.LOADER));
        Labels.cut(now);
        HBox line = new HBox(12, now, gap, elapsed, percent);
        line.setAlignment(Pos.CENTER_LEFT);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add(Styles.MEDIUM);
        VBox card = new VBox(10, line, bar);
        card.getStyleClass().addAll("lk-card", "lk-progress-card");
        card.setMinHeight(USE_PREF_SIZE);
        return card;
    }

    void find() {
        log.find();
    }

    private void show(ActivityPage page) {
        Optional<RunSnapshot> run = page.run();
        one.setVisible(run.isPresent());
        list.setVisible(run.isEmpty());
        if (run.isPresent()) {
            one(page, run.get());
        } else {
            list(page);
        }
    }

    private void one(ActivityPage page, RunSnapshot run) {
        header.show(words.say(run.title()),
                words.say("activity.subtitle", run.id().text(), frame.figures().clock(run.startedAt())));
        state.show(ActivityModel.tone(run), words.say(ActivityModel.word(run)));
        stop.setVisible(run.running());
        stop.setManaged(run.running());
        stopWords.setVisible(run.running());
        stopWords.setManaged(run.running());
        String title = run.step() == 0 ? words.say(run.title()) : words.say(run.steps().get(run.step() - 1).title());
        now.setText(run.steps().isEmpty()
                ? words.say(run.running() ? "activity.beginning" : ActivityModel.word(run))
                : words.say("activity.step", run.count().number(), run.count().of(), title));
        now.setGraphic(new FontIcon(ActivityModel.tone(run).icon()));
        elapsed.setText(words.say("activity.elapsed", frame.figures().elapsed(run.elapsed())));
        Optional<RunSnapshot.Progress> measured = run.running()
                ? run.progress().filter(known -> known.total() > 0)
                : Optional.empty();
        bar.setVisible(measured.isPresent());
        bar.setManaged(measured.isPresent());
        measured.ifPresent(known -> bar.setProgress((double) known.done() / known.total()));
        percent.setText(measured.map(known -> words.say("activity.measured", frame.figures().bytes(known.done()),
                frame.figures().bytes(known.total()))).orElse(""));
        steps.show(run);
        chamber.show(run);
        log.show(page, run);
        // what an earlier one failed of may be mended by now
        boolean last = page.runs().getFirst().id().equals(run.id());
        List<Object> ended = List.of(run.id(), run.outcome(), last);
        if (!told.equals(ended)) {
            told = ended;
            outcome.getChildren().clear();
            run.outcome().ifPresent(end -> outcome.getChildren().add(end(end, run, last)));
        }
        outcome.setManaged(run.outcome().isPresent());
        outcome.setVisible(run.outcome().isPresent());
    }

    private Node end(Outcome<?> end, RunSnapshot run, boolean last) {
        return switch (end) {
            case Outcome.Done<?> _ -> new Notice(Tone.OK,
                    words.say("activity.ended.done", words.say(run.title()), frame.figures().took(run.elapsed())),
                    onward());
            case Outcome.Stopped<?>(var stands) -> new Notice(Tone.WARN, words.say("activity.ended.stopped", words.say(stands)),
                    onward());
            case Outcome.Failed<?>(var problem) -> failed(problem, last);
        };
    }

    private Node failed(Problem problem, boolean last) {
        Advice said = outside.advice().apply(problem);
        VBox box = new VBox(6, new Wrapped(words.say(said.headline()), "lk-verdict-text"),
                new Wrapped(words.say(said.explanation())));
        said.evidence().stream().limit(3).forEach(line -> box.getChildren().add(Labels.cut(Labels.mono(line))));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, Labels.caption(words.say("activity.code", said.code())), gap, onward());
        foot.setAlignment(Pos.CENTER_LEFT);
        Optional<WaysOut.Way> best = last ? outside.ways().of(problem, frame, this) : Optional.empty();
        best.ifPresent(way -> {
            if (!way.command().isBlank()) {
                box.getChildren().add(new CommandRow(frame, way.command()));
            }
            Button mend = Buttons.primary(way.icon(), way.label(), way.taking());
            mend.setId("run-remedy");
            foot.getChildren().add(mend);
        });
        box.getChildren().add(foot);
        box.getStyleClass().addAll("lk-diagnosis", "lk-diagnosis-body");
        box.setMinHeight(USE_PREF_SIZE);
        return box;
    }

    /// Where it is seen how things stand now, and what helps.
    private Button onward() {
        Button onward = Buttons.plain(Feather.ACTIVITY, words.say("activity.onward"), () -> frame.go(Place.OVERVIEW));
        onward.setId("onward");
        return onward;
    }

    private void askStop() {
        model.page().get().run().filter(RunSnapshot::running).ifPresent(run -> frame.confirm(Confirmation
                .of(Guard.LOSS, words.say("activity.stop.title", words.say(run.title())), words.say("activity.stop.outcome"))
                .doing(Feather.STOP_CIRCLE, words.say("activity.stop.verb"), _ -> model.stop())));
    }

    private void list(ActivityPage page) {
        List<RunSnapshot> runs = page.runs();
        if (!list.getChildren().isEmpty() && listed.equals(runs) && remembered.equals(page.history())) {
            return;
        }
        listed = runs;
        remembered = page.history();
        list.getChildren().setAll(new PageHeader(words.say("nav.activity"), words.say("activity.list.why")));
        remembered.verdicts().forEach(verdict -> list.getChildren().add(told(verdict)));
        if (runs.isEmpty() && remembered.runs().isEmpty()) {
            StackPane empty = new StackPane(
                    new EmptyState(Feather.TERMINAL, words.say("activity.empty"), words.say("activity.empty.why")));
            VBox.setVgrow(empty, Priority.ALWAYS);
            list.getChildren().add(empty);
            return;
        }
        if (!runs.isEmpty()) {
            Card card = new Card();
            for (RunSnapshot run : runs) {
                card.getChildren().add(row(frame.figures().clock(run.startedAt()), words.say(run.title()),
                        Badge.of(ActivityModel.tone(run), words.say(ActivityModel.word(run))),
                        new Rest("", "", frame.figures().took(run.elapsed())), () -> model.open(Optional.of(run.id()))));
            }
            last(card);
            list.getChildren().addAll(Labels.caption(words.say("activity.session")), card);
        }
        if (!remembered.runs().isEmpty()) {
            Card card = new Card();
            card.setId("earlier-runs");
            for (RunEntry run : remembered.runs()) {
                card.getChildren().add(row(frame.figures().dateTime(run.startedAt()), words.say(run.title()),
                        Badge.of(ActivityModel.tone(run), words.say(ActivityModel.word(run))),
                        new Rest(run.ending().map(ending -> words.say(ending.words())).orElse(""), run.author().user(),
                                run.took().map(frame.figures()::took).orElse("")),
                        () -> outside.opening().accept(run.log())));
            }
            last(card);
            ScrollPane earlier = new ScrollPane(card);
            earlier.setFitToWidth(true);
            earlier.getStyleClass().add("lk-sheet-scroll");
            VBox.setVgrow(earlier, Priority.ALWAYS);
            list.getChildren().addAll(Labels.caption(words.say("activity.earlier")), earlier);
        }
    }

    private Node told(Verdict verdict) {
        Button look = Buttons.plain(Feather.LAYERS, words.say("remedy.show-migrations"), () -> frame.go(Place.MIGRATIONS));
        String text = words.say("activity.cut-off.told", words.say(verdict.run().title()), words.say(verdict.words()));
        if (verdict.kind() == Verdict.Kind.STILL_RUNNING) {
            Button end = Buttons.danger(Feather.X_OCTAGON, words.say("activity.end"), () -> askEnding(verdict));
            end.setId("end-run");
            end.disableProperty().bind(Bindings.not(frame.changesAllowed()));
            return new Notice(Tone.WARN, text, end);
        }
        return verdict.problem().isPresent() ? new Notice(Tone.WARN, text, look) : new Notice(Tone.WARN, text);
    }

    private void askEnding(Verdict verdict) {
        frame.confirm(Confirmation.of(Guard.LOSS, words.say("activity.end.title", words.say(verdict.run().title())),
                words.say("activity.end.why")).ending(words.say(verdict.words()), "")
                .losses(words.say("activity.end.ends"))
                .doing(Feather.X_OCTAGON, words.say("activity.end.verb"), _ -> model.end(verdict.run().id(),
                        ended -> frame.tell(ended.orElse(false) ? Tone.OK : Tone.BAD, words.say(
                                ended.isEmpty()
                                        ? "activity.end.unknown"
                                        : ended.get() ? "activity.end.done" : "activity.end.refused")))));
    }

    /// What a row says behind its title: how it ended, who let it run, how long it took.
    private record Rest(String ended, String who, String took) {}

    private static void last(Card card) {
        card.getChildren().getLast().getStyleClass().add("last");
    }

    /// In columns: the eye goes down one of them.
    private Button row(String at, String title, Badge badge, Rest rest, Runnable open) {
        Label when = Labels.secondary(at);
        when.setMinWidth(WHEN);
        HBox state = new HBox(badge);
        state.setAlignment(Pos.CENTER_LEFT);
        state.setMinWidth(STATE);
        Label what = Labels.strong(title);
        Label ended = Labels.cut(Labels.secondary(rest.ended()));
        HBox.setHgrow(ended, Priority.ALWAYS);
        ended.setMaxWidth(Double.MAX_VALUE);
        Label who = Labels.cut(Labels.secondary(rest.who()));
        who.setPrefWidth(WHO);
        who.setMinWidth(WHO);
        who.setAlignment(Pos.CENTER_RIGHT);
        Label took = Labels.secondary(rest.took());
        took.setMinWidth(TOOK);
        took.setAlignment(Pos.CENTER_RIGHT);
        HBox content = new HBox(12, when, state, Labels.cut(what), ended, who, took, new FontIcon(Feather.CHEVRON_RIGHT));
        content.setAlignment(Pos.CENTER_LEFT);
        Button row = new Button();
        row.setGraphic(content);
        row.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(row.widthProperty().subtract(28));
        row.getStyleClass().add("lk-run-row");
        row.setAccessibleText(words.say("activity.earlier.row", title, badge.getText()));
        row.setOnAction(_ -> open.run());
        return row;
    }
}
