package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Blocker;
import dev.lockkeeper.schema.Terms;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Guard;
import atlantafx.base.controls.CaptionMenuItem;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Rehearsal;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Keys;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The migrations page: the ladder, one revision read closely, and the moves at the foot, the dangerous ones far from the safe.
final class MigrationsView extends BorderPane {

    private final MigrationsModel model;
    private final Frame frame;
    private final Words words;
    private final boolean production;
    private final Function<Problem, Advice> advice;
    private final Sheets sheets;

    private final PageHeader header;
    private final VBox told = new VBox();
    private final VBox finding = new VBox();
    private final LadderView ladder;
    private final DetailPane detail;
    private final Button verify;
    private final Button rehearse;
    private final Button rollBack;
    private final MenuButton more;
    private final MenuItem tryOut;
    private final MenuItem stamp;
    private final MenuItem adopt;
    private final MenuItem goTo;
    private final MenuItem base;
    private final Label reason = Labels.cut(Labels.secondary(""));
    private final Button upgrade;
    private final Badge atHead;
    private final StackPane primary;
    private Optional<Problem> found = Optional.empty();
    private Optional<RunSnapshot> ended = Optional.empty();
    private Optional<MigrationsPage.Proof.Known> deviation = Optional.empty();
    private boolean leading;
    private boolean mayStamp;

    MigrationsView(MigrationsModel model, Frame frame, Environment environment, Function<Problem, Advice> advice,
            MigrationsDestination.Scripts scripts) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.production = environment.production();
        this.advice = advice;
        this.sheets = new Sheets(frame, environment);
        setId("migrations");
        getStyleClass().add("lk-page");
        rehearse = Buttons.plain(Feather.PLAY, words.say("migrations.rehearse"), model::rehearse);
        rehearse.setId("rehearse");
        verify = Buttons.plain(Feather.SHIELD, words.say("migrations.verify"), model::verify);
        verify.setId("verify");
        header = new PageHeader(words.say("nav.migrations"), "", verify, folder(scripts),
                Buttons.withKeys(Buttons.plain(Feather.REFRESH_CW, words.say("migrations.reload"), model::refresh), "F5"));
        ladder = new LadderView(frame, model::choose);
        detail = new DetailPane(frame, model::schemaOf, model::ahead, this::page);
        rollBack = Buttons.danger(Feather.CORNER_LEFT_DOWN, "", () -> page().stepBack().ifPresent(this::ask));
        rollBack.setId("roll-back");
        upgrade = Buttons.withKeys(Buttons.primary(Feather.ARROW_UP_CIRCLE, "", this::primary), "Ctrl+U");
        upgrade.setId("upgrade");
        atHead = Badge.of(Tone.OK, words.say("migrations.at-head"));
        atHead.setId("at-head");
        primary = new StackPane(upgrade, atHead);
        StackPane.setAlignment(atHead, Pos.CENTER_RIGHT);
        stamp = item("migrations.more.stamp", Feather.BOOKMARK,
                () -> choose("migrations.choose.stamp", revision -> page().stamp(revision)));
        adopt = item("migrations.more.adopt", Feather.GIT_MERGE, () -> page().adopt().ifPresent(this::ask));
        goTo = item("migrations.more.go", Feather.TARGET, this::goTo);
        goTo.setAccelerator(new KeyCodeCombination(KeyCode.G, KeyCombination.SHORTCUT_DOWN));
        base = item("migrations.more.base", Feather.ALERT_OCTAGON,
                () -> page().rollBack(Revision.BASE).ifPresent(this::ask));
        base.getStyleClass().add("danger-item");
        tryOut = item("migrations.more.rehearse", Feather.PLAY, model::rehearse);
        tryOut.setAccelerator(new KeyCodeCombination(KeyCode.R, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        MenuItem check = item("migrations.more.verify", Feather.SHIELD, model::verify);
        check.setAccelerator(new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        more = new MenuButton(words.say("migrations.more"), new FontIcon(Feather.MORE_HORIZONTAL),
                new CaptionMenuItem(words.say("migrations.more.safe")), tryOut, check, new SeparatorMenuItem(),
                new CaptionMenuItem(words.say("migrations.more.history")), stamp, adopt, new SeparatorMenuItem(),
                new CaptionMenuItem(words.say("migrations.more.schema")), goTo, new SeparatorMenuItem(),
                new CaptionMenuItem(words.say("migrations.more.danger")), base);
        more.setId("more");
        more.setPopupSide(Side.TOP); // it stands at the foot of the page
        more.setMinWidth(Region.USE_PREF_SIZE);
        setCenter(body());
        setBottom(bar());
        Keys.shortcut(this, KeyCode.U, this::primary);
        WhileShown.follow(this, model.page(), this::show);
        WhileShown.follow(this, frame.changesAllowed(), _ -> show(page()));
    }

    /// Scripts that come with the console lie in its own archive: there is no folder to show.
    private HBox folder(MigrationsDestination.Scripts scripts) {
        Button button = Buttons.plain(Feather.FOLDER, words.say("migrations.folder"),
                () -> scripts.folder().ifPresent(scripts.opening()));
        button.setId("folder");
        button.setDisable(scripts.folder().isEmpty());
        HBox place = new HBox(button);
        place.setAlignment(Pos.CENTER);
        if (scripts.folder().isEmpty()) {
            // a button that is off hears no mouse: its place tells why
            Tooltip.install(place, new Tooltip(words.say("migrations.folder.none")));
            button.setAccessibleHelp(words.say("migrations.folder.none"));
        }
        return place;
    }

    private MigrationsPage page() {
        return model.page().get();
    }

    private VBox body() {
        // an empty place takes no gap
        finding.managedProperty().bind(Bindings.isNotEmpty(finding.getChildren()));
        told.managedProperty().bind(Bindings.isNotEmpty(told.getChildren()));
        VBox right = new VBox(14, finding, detail);
        VBox.setVgrow(detail, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        HBox both = new HBox(16, ladder, right);
        VBox.setVgrow(both, Priority.ALWAYS);
        both.setMinHeight(0);
        VBox body = new VBox(header, told, both);
        body.getStyleClass().add("lk-page-body");
        return body;
    }

    private HBox bar() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Separator line = new Separator(Orientation.VERTICAL);
        line.getStyleClass().add("bar-line");
        HBox bar = new HBox(rollBack, line, more, gap, reason, rehearse, primary);
        bar.getStyleClass().add("lk-action-bar");
        return bar;
    }

    private MenuItem item(String key, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(words.say(key), new FontIcon(icon));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// The one primary action: up to the highest revision, or the first way out of the finding where that is closed.
    void primary() {
        if (!frame.changesAllowed().get()) {
            return;
        }
        page().upgrade().ifPresent(this::ask);
    }

    private void goTo() {
        choose("migrations.choose.go", revision -> page().goTo(revision));
    }

    private void choose(String key, Function<Revision, Optional<Plan>> plan) {
        page().ladder().ifPresent(now -> sheets.choose(key, now, plan, this::ask));
    }

    private void ask(Plan plan) {
        if (!frame.changesAllowed().get()) {
            return;
        }
        if (plan.kind() == Plan.Kind.ROLL_BACK) {
            model.losses(plan.to(), losses -> open(plan, losses));
        } else if (plan.kind() == Plan.Kind.UPGRADE) {
            model.outlook(plan, outlook -> outlook.ifPresentOrElse(
                    known -> sheets.ask(plan, known,
                            (backup, reasonGiven) -> model.perform(plan, backup, reasonGiven, known.red())),
                    () -> open(plan, Optional.of(List.of()))));
        } else {
            open(plan, Optional.of(List.of()));
        }
    }

    private void open(Plan plan, Optional<List<Loss>> losses) {
        sheets.ask(plan, losses, (backup, reasonGiven) -> model.perform(plan, backup, reasonGiven));
    }

    private void show(MigrationsPage page) {
        header.show(words.say("nav.migrations"), words.say(page.verdict()));
        ladder.show(page);
        detail.show(page.chosenRung());
        boolean deviates = page.deviation().isPresent();
        detail.setVisible(page.chosenRung().isPresent() && !deviates);
        detail.setManaged(!deviates);
        boolean asking = page.proof() instanceof MigrationsPage.Proof.Asking;
        verify.setText(words.say(asking ? "migrations.verifying" : "migrations.verify"));
        verify.setDisable(asking || page.ladder().isEmpty() || page.run().isPresent());
        bar(page);
        ended(page.ended());
        finding(page);
    }

    private void bar(MigrationsPage page) {
        boolean allowed = frame.changesAllowed().get();
        rollBack.setText(page.ladder().filter(now -> !now.current().isBase())
                .map(now -> words.say("migrations.roll-back", now.current().id(), now.below(now.current()).id()))
                .orElse(words.say("migrations.roll-back.none")));
        rollBack.setDisable(!allowed || page.stepBack().isEmpty());
        boolean head = page.ladder().filter(now -> now.atHead() && !now.rungs().isEmpty()).isPresent()
                && page.finding().isEmpty() && page.run().isEmpty();
        atHead.setVisible(head);
        upgrade.setVisible(!head);
        upgrade.setText(page.ladder()
                .map(now -> words.say(production ? "migrations.upgrade.production" : "migrations.upgrade", now.head().id()))
                .orElse(words.say("migrations.upgrade.none")));
        Optional<Plan> up = page.upgrade();
        upgrade.setDisable(!allowed || up.isEmpty());
        boolean nothing = page.idle().isPresent() || page.ladder().filter(now -> !now.atHead()).isEmpty();
        rehearse.setDisable(nothing);
        rehearse.setVisible(!head);
        rehearse.setManaged(!head);
        tryOut.setDisable(nothing);
        stamp.setDisable(!allowed || page.cannotStamp().isPresent());
        adopt.setDisable(!allowed || page.adopt().isEmpty());
        goTo.setDisable(!allowed || page.idle().isPresent());
        base.setDisable(!allowed || page.rollBack(Revision.BASE).isEmpty());
        reason.setText(reason(page, up, head, allowed));
    }

    private String reason(MigrationsPage page, Optional<Plan> up, boolean head, boolean allowed) {
        if (!allowed) {
            return words.say("migrations.off.read-only");
        }
        if (page.idle().isPresent()) {
            return words.say(page.idle().get());
        }
        if (up.isPresent()) {
            return words.say(up.get().rungs().size() == 1 ? "migrations.strip.one" : "migrations.strip.several",
                    up.get().to().id(),
                    up.get().rungs().size());
        }
        Optional<Message> wayBack = page.ladder().flatMap(now -> page.cannotLower(now.below(now.current())));
        return head
                ? wayBack.map(words::say).orElse("")
                : page.ladder().flatMap(now -> page.cannotRaise(now.head())).map(words::say).orElse("");
    }

    private void ended(Optional<RunSnapshot> run) {
        if (run.equals(ended)) {
            return;
        }
        ended = run;
        told.getChildren().clear();
        run.ifPresent(snapshot -> {
            Button away = Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss);
            Button look = Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY));
            told.getChildren().add(switch (snapshot.outcome().orElseThrow()) {
                case Outcome.Done<?>(Rehearsal rehearsal) -> new Notice(Tone.OK, rehearsed(rehearsal), look, away);
                case Outcome.Done<?> _ -> new Notice(Tone.OK,
                        words.say("migrations.done", snapshot.title(), frame.figures().took(snapshot.elapsed())), away);
                case Outcome.Stopped<?>(Message state) ->
                    new Notice(Tone.WARN, words.say("migrations.stopped", snapshot.title(), state), look, away);
                case Outcome.Failed<?>(SchemaProblem problem) when closely(problem) ->
                    new AdvicePanel(Tone.BAD, advice.apply(problem), frame, false, this::mend);
                case Outcome.Failed<?>(Problem problem) -> new Notice(Tone.BAD,
                        words.say("migrations.failed", snapshot.title(), advice.apply(problem).headline()), look, away);
            });
        });
    }

    /// Those whose evidence and ways out are wanted here, and not in the log.
    private static boolean closely(SchemaProblem problem) {
        return problem instanceof SchemaProblem.BlockedBySession || problem instanceof SchemaProblem.DataRefuses
                || problem instanceof SchemaProblem.HazardsUnaccepted || problem instanceof SchemaProblem.ScriptHalfDone
                || problem instanceof SchemaProblem.WayBackHalfDone;
    }

    /// Which table is held how long is what a person wants to know of it.
    private String rehearsed(Rehearsal rehearsal) {
        List<LockHeld> locks = rehearsal.trials().stream().flatMap(trial -> trial.locks().stream())
                .filter(lock -> lock.mode().stopsWriters()).toList();
        String held = locks.isEmpty()
                ? words.say("migrations.rehearsed.no-locks")
                : locks.stream().limit(3).map(lock -> words.say("migrations.rehearsed.lock", lock.table(), lock.mode().toString(),
                        frame.figures().took(lock.held()))).collect(java.util.stream.Collectors.joining(", "));
        return words.say("migrations.rehearsed", rehearsal.trials().size(), held);
    }

    private void finding(MigrationsPage page) {
        boolean lead = upgrade.isDisabled() || atHead.isVisible();
        Optional<Problem> problems = page.finding().or(() -> page.proof() instanceof MigrationsPage.Proof.Failed(Problem problem)
                ? Optional.of(problem)
                : Optional.empty());
        boolean stampable = frame.changesAllowed().get() && page.cannotStamp().isEmpty();
        if (problems.equals(found) && lead == leading && page.deviation().equals(deviation) && stampable == mayStamp) {
            return;
        }
        found = problems;
        leading = lead;
        deviation = page.deviation();
        mayStamp = stampable;
        finding.getChildren().clear();
        VBox.setVgrow(finding, deviation.isPresent() ? Priority.ALWAYS : Priority.NEVER);
        if (deviation.isPresent()) {
            DeviationPanel panel = new DeviationPanel(deviation.get(), page.ladder().orElseThrow(), mayStamp, frame,
                    new DeviationPanel.Ways() {
                        @Override
                        public void stamp(Revision revision) {
                            page().adopt().filter(plan -> plan.to().equals(revision)).or(() -> page().stamp(revision))
                                    .ifPresent(MigrationsView.this::ask);
                        }

                        @Override
                        public void verify() {
                            model.verify();
                        }
                    });
            VBox.setVgrow(panel, Priority.ALWAYS);
            finding.getChildren().add(panel);
            return;
        }
        found.ifPresent(problem -> finding.getChildren().add(
                new AdvicePanel(problem instanceof SchemaProblem ? Tone.WARN : Tone.BAD, elsewhere(advice.apply(problem)), frame,
                        leading,
                        this::mend)));
    }

    /// The way to this page is none when one stands on it.
    private static Advice elsewhere(Advice told) {
        return told.offering(
                told.remedies().stream().filter(remedy -> remedy.verb() != Remedy.Verb.SHOW_MIGRATIONS).toArray(Remedy[]::new));
    }

    /// The session in the way of the move that ended last.
    private Optional<SchemaProblem.BlockedBySession> blocked() {
        return ended.flatMap(RunSnapshot::outcome)
                .flatMap(end -> end instanceof Outcome.Failed<?>(SchemaProblem.BlockedBySession known)
                        ? Optional.of(known)
                        : Optional.empty());
    }

    private void askEnding(Blocker blocker) {
        String verb = words.say("remedy.end-session", String.valueOf(blocker.pid()));
        frame.confirm(Confirmation.of(Guard.LOSS, verb, blocker.toString()).ending(words.say("migrations.end-session.what"), "")
                .doing(Feather.X_OCTAGON, verb, _ -> model.again(terms -> terms.ending(blocker.pid()))));
    }

    private void askResolving(Remedy remedy, Revision revision) {
        boolean mark = remedy.verb() == Remedy.Verb.MARK_APPLIED;
        String verb = words.say(remedy.label());
        frame.confirm(Confirmation.of(Guard.CHANGE, verb, words.say(mark ? "migrations.mark.why" : "migrations.clear.why"))
                .doing(mark ? Feather.BOOKMARK : Feather.ROTATE_CW, verb, _ -> model.resolve(revision, mark)));
    }

    private void askLeavingAside(List<String> files) {
        Confirmation sheet = Confirmation.of(Guard.CHANGE, words.say("migrations.aside.title", files.size()),
                words.say("migrations.aside.why"));
        sheet.warningFirst(words.say("migrations.aside.files") + "\n" + String.join("\n", files));
        frame.confirm(sheet.doing(Feather.EYE_OFF, words.say("migrations.aside.verb"), _ -> model.leaveAside(files)));
    }

    private void mend(Remedy remedy) {
        switch (remedy.verb()) {
            case CHECK_AGAIN, TRY_AGAIN -> model.refresh();
            case LEAVE_ASIDE -> found.ifPresent(problem -> {
                if (problem instanceof SchemaProblem.ScriptMisnamed(List<String> files)) {
                    askLeavingAside(files);
                }
            });
            case UPGRADE, ACCEPT_HAZARDS -> page().upgrade().ifPresent(this::ask);
            case STAMP -> page().liveLevel().flatMap(page()::stamp).ifPresentOrElse(this::ask,
                    () -> choose("migrations.choose.stamp", revision -> page().stamp(revision)));
            case ADOPT -> page().adopt().ifPresent(this::ask);
            case COPY_REPORT -> found.ifPresent(problem -> frame.copy(AdvicePanel.report(advice.apply(problem), words)));
            case SHOW_ACTIVITY, SHOW_LOG -> frame.go(Place.ACTIVITY);
            case WAIT -> model.again(Terms::waiting);
            case END_SESSION -> blocked().flatMap(known -> known.blockers().stream().findFirst()).ifPresent(this::askEnding);
            case MARK_APPLIED, CLEAR_AND_RETRY -> page().ladder().flatMap(now -> now.rungs().stream()
                    .filter(rung -> !rung.state().applied()).findFirst())
                    .ifPresent(rung -> askResolving(remedy, rung.revision()));
            case SHOW_MIGRATIONS -> ladder.focus();
            case SET_UP -> frame.go(Place.SETUP);
            case SHOW_CONTAINERS -> frame.go(Place.CONTAINERS);
            case COPY_COMMAND -> frame.copy(remedy.command());
            case START_ENGINE, BRING_UP, RESTART_CONTAINER, OPEN_ENVIRONMENT_FILE, CHOOSE_PROJECT, USE_PRACTICE,
                    CHOOSE_BACKUP_FOLDER, REOPEN, FINISH_RESTORE, MEND_ENVIRONMENT_FILE, USE_FREE_PORT, SET_PASSWORD, LOAD_IMAGE,
                    UNPAUSE_CONTAINER, CHOOSE_SERVICE, CREATE_PASSWORD, RECREATE_CONTAINER, PRUNE_IMAGES, USE_PUBLISHED_PORT,
                    USE_EARLIER_IMAGE, QUOTE_PASSWORD, REBUILD_INDEXES, OPEN_COMPOSE_FILE ->
                frame.go(Place.OVERVIEW);
        }
    }
}
