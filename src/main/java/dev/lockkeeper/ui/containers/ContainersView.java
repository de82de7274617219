package dev.lockkeeper.ui.containers;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Range;
import dev.lockkeeper.ui.containers.ContainersPage.Sight;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Keys;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Segments;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The containers page: the state in words, what is wrong and the way to mend it, the past as a strip, the log, what the health checks
/// said, what it is made of, and, apart from all that, the way to empty it.
final class ContainersView extends BorderPane {

    private final ContainersModel model;
    private final Frame frame;
    private final Words words;
    private final Figures figures;
    private final ContainersDestination.Outside outside;
    private final Sheets sheets;

    private final PageHeader header;
    private final Badge state = Badge.of(Tone.WAIT, "");
    private final Button recreate;
    private final Button stop;
    private final Button act;
    private final MenuButton more;
    private final List<MenuItem> images;
    private final VBox told = new VBox(8);
    private final ProgressBar progress = new ProgressBar(0);
    private final Notice working;
    private final Label since = Labels.cut(Labels.secondary(""));
    private final TimelineStrip strip;
    private final StackPane past = new StackPane();
    private final Skeleton waiting = new Skeleton(2);
    private final ProbesCard probes;
    private final InfoCard info;
    private final DangerZone danger;
    private final LogPart.Shown log;
    private final VBox parts = new VBox(14);
    private final StackPane instead = new StackPane();
    private List<Object> said = List.of();
    private List<Object> placed = List.of();
    private Runnable primary = () -> {};

    ContainersView(ContainersModel model, Frame frame, ContainersDestination.Outside outside) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.figures = frame.figures();
        this.outside = outside;
        this.sheets = new Sheets(model, frame, outside.advice(), this::start);
        setId("containers");
        getStyleClass().add("lk-page");
        recreate = button(new Deed.Recreate(), Feather.REFRESH_CCW);
        stop = button(new Deed.Stop(), Feather.SQUARE);
        act = Buttons.withKeys(Buttons.plain(Feather.PLAY, words.say("containers.deed.start"), this::main), "Ctrl+R");
        act.setId("act");
        images = List.of(item(Feather.DOWNLOAD, "containers.pull", () -> sheets.ask(new Deed.Pull())),
                item(Feather.FILE_PLUS, "containers.load", this::load));
        more = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL), images.toArray(MenuItem[]::new));
        more.setId("more");
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Tweaks.NO_ARROW);
        more.setAccessibleText(words.say("containers.more"));
        more.setTooltip(new Tooltip(words.say("containers.more")));
        header = new PageHeader(words.say("nav.containers"), "", recreate, stop, act, more);
        header.beside(state);
        working = new Notice(Tone.WORK, "", progress, activity());
        working.setId("container-working");
        progress.getStyleClass().add("backup-progress");
        strip = new TimelineStrip(frame);
        probes = new ProbesCard(frame);
        info = new InfoCard(words);
        danger = new DangerZone(words, model::askReset);
        log = outside.log().card(frame);
        setCenter(body());
        Keys.shortcut(this, KeyCode.R, () -> {
            if (isVisible()) {
                main();
            }
        });
        WhileShown.follow(this, model.page(), this::show);
        WhileShown.follow(this, frame.changesAllowed(), _ -> show(page()));
        // a page that stands behind another one asks nothing
        visibleProperty().subscribe(this::watched);
        sceneProperty().subscribe(this::watched);
    }

    private void watched() {
        model.watched(isVisible() && getScene() != null);
    }

    private ContainersPage page() {
        return model.page().get();
    }

    private Button button(Deed deed, Feather icon) {
        Button button = Buttons.plain(icon, words.say("containers.deed." + deed.key()), () -> ask(deed));
        button.setId(Sheets.id(deed));
        return button;
    }

    private MenuItem item(Feather icon, String key, Runnable action) {
        MenuItem item = new MenuItem(words.say(key), new FontIcon(icon));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Button activity() {
        return Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY));
    }

    private VBox body() {
        told.managedProperty().bind(Bindings.isNotEmpty(told.getChildren()));
        Segments<Range> range = new Segments<>(List.of(Range.values()),
                choice -> words.say("containers.range." + choice.name().toLowerCase(Locale.ROOT)), page().range(), model::range);
        range.setId("range");
        Card timeline = Card.titled(Feather.ACTIVITY, words.say("containers.timeline"), range);
        if (timeline.getChildren().getFirst() instanceof HBox head) {
            head.getChildren().add(1, since);
        }
        past.setMinHeight(strip.getMinHeight());
        past.setPrefHeight(strip.getMinHeight());
        timeline.body(past);
        timeline.setMinHeight(USE_PREF_SIZE);
        Region side = side();
        Region card = log.region();
        card.setMinSize(0, 0);
        HBox.setHgrow(card, Priority.ALWAYS);
        HBox lower = new HBox(16, card, side);
        lower.setMinHeight(0);
        VBox.setVgrow(lower, Priority.ALWAYS);
        parts.getChildren().addAll(timeline, lower);
        parts.setMinHeight(0);
        StackPane middle = new StackPane(parts, instead);
        middle.setMinHeight(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        VBox body = new VBox(header, told, middle);
        body.getStyleClass().add("lk-page-body");
        return body;
    }

    private Region side() {
        VBox facts = new VBox(10, probes, info);
        ScrollPane scroll = new ScrollPane(facts);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("lk-plain-scroll");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox side = new VBox(10, scroll, danger);
        side.getStyleClass().add("container-side");
        side.setMinHeight(0);
        return side;
    }

    /// The one primary action: mending what is wrong, else what the state asks for.
    void primary() {
        primary.run();
    }

    void find() {
        log.find();
    }

    private void main() {
        page().main().ifPresent(this::ask);
    }

    /// What changes nothing that runs is done at once; everything else is asked first.
    private void ask(Deed deed) {
        if (off(page()).isPresent() && !(harmless(deed) && page().off().isEmpty())) {
            return;
        }
        if (harmless(deed)) {
            start(deed, "");
        } else {
            sheets.ask(deed);
        }
    }

    private static boolean harmless(Deed deed) {
        return deed instanceof Deed.Start || deed instanceof Deed.Unpause;
    }

    private void load() {
        outside.choosing().apply(this).ifPresent(file -> sheets.ask(new Deed.Load(file)));
    }

    private void start(Deed deed, String reason) {
        if (!model.start(deed, reason)) {
            frame.tell(Tone.WARN, words.say("overview.busy"));
        } else if (deed instanceof Deed.Pull || deed instanceof Deed.Load || deed instanceof Deed.Reset) {
            // what they print is all there is to see; the others are seen in the container's own log
            frame.go(Place.ACTIVITY);
        }
    }

    private Optional<Message> off(ContainersPage page) {
        return page.off().or(() -> frame.changesAllowed().get()
                ? Optional.empty()
                : Optional.of(Message.of("migrations.off.read-only")));
    }

    private void show(ContainersPage page) {
        Instant now = model.now();
        header(page);
        told(page);
        working(page.run());
        place(page);
        List<Stretch> stretches = page.stretches(now);
        boolean known = !(page.sight() instanceof Sight.Asking);
        strip.show(stretches, page.probes(), now);
        Node drawn = !known ? waiting : stretches.isEmpty() ? nothing() : strip;
        if (past.getChildren().isEmpty() || !past.getChildren().getFirst().getClass().equals(drawn.getClass())) {
            past.getChildren().setAll(drawn);
        }
        since.setText(TimelineStrip.first(stretches).map(first -> words.say("containers.timeline.since",
                figures.lately(first, now))
                + (strip.shortened() ? " · " + words.say("containers.timeline.shortened") : "")).orElse(""));
        probes.show(known, page.probes(), page.last().flatMap(here -> here.container().check()));
        info.show(rows(page));
        log.of(page.here());
        danger.show(model.environment().production()
                ? Optional.of(words.say("containers.reset.production"))
                : page.sight() instanceof Sight.Missing
                        ? Optional.of(words.say("containers.missing"))
                        : off(page).map(words::say));
        question(page);
    }

    private Label nothing() {
        return Labels.secondary(words.say("containers.timeline.nothing"));
    }

    private void header(ContainersPage page) {
        Optional<Sight.Here> last = page.last();
        header.show(last.map(here -> words.say("containers.title", here.container().facts().name()))
                .orElse(words.say("nav.containers")), subtitle(page));
        page.here().map(ServiceRoom.Shown::facts).ifPresentOrElse(
                facts -> state.show(StateLook.tone(facts), StateLook.icon(facts), words.say(StateLook.word(facts))),
                () -> state.show(page.sight() instanceof Sight.Missing ? Tone.BAD : Tone.WAIT, words.say(switch (page.sight()) {
                    case Sight.Missing _ -> "overview.badge.missing";
                    case Sight.Asking _ -> "state.checking";
                    default -> "overview.unknown";
                })));
        state.setVisible(!(page.sight() instanceof Sight.Elsewhere));
        Optional<Message> off = off(page);
        Optional<Deed> main = page.main();
        Deed shown = main.orElse(new Deed.Restart());
        act.setText(words.say(page.sight() instanceof Sight.Missing ? "containers.create" : "containers.deed." + shown.key()));
        act.setDisable(main.isEmpty() || (harmless(shown) ? page.off() : off).isPresent());
        tip(act, shown);
        recreate.setDisable(page.here().isEmpty() || off.isPresent());
        stop.setDisable(!page.canStop() || off.isPresent());
        stop.setVisible(page.canStop());
        stop.setManaged(page.canStop());
        tip(recreate, new Deed.Recreate());
        tip(stop, new Deed.Stop());
        more.setDisable(off.isPresent());
    }

    private void tip(Button button, Deed deed) {
        String command = model.command(deed);
        Tooltip tip = button.getTooltip();
        if (!command.isBlank() && (tip == null || !tip.getText().equals(command))) {
            button.setTooltip(new Tooltip(command));
            button.setAccessibleHelp(command);
        }
    }

    private String subtitle(ContainersPage page) {
        return page.last().map(here -> {
            ContainerFacts facts = here.container().facts();
            String all = words.say("containers.subtitle", here.container().project().orElse("—"),
                    dev.lockkeeper.containers.Compose.SERVICE, facts.id().substring(0, Math.min(12, facts.id().length())));
            return page.sight() instanceof Sight.Here
                    ? all
                    : all + " · " + words.say("overview.as-of", figures.when(here.at(), model.now()));
        }).orElseGet(() -> words.say(page.sight() instanceof Sight.Asking ? "kit.loading" : "containers.subtitle.none"));
    }

    /// The page, or what stands instead of it.
    private void place(ContainersPage page) {
        boolean missing = page.sight() instanceof Sight.Missing;
        boolean elsewhere = page.sight() instanceof Sight.Elsewhere;
        parts.setVisible(!missing && !elsewhere);
        instead.setVisible(missing || elsewhere);
        List<Object> now = List.of(missing, elsewhere, page.off());
        if (now.equals(placed)) {
            return;
        }
        placed = now;
        instead.getChildren().clear();
        if (missing) {
            Button create = Buttons.withKeys(Buttons.primary(Feather.PLAY, words.say("containers.create"), this::main),
                    "Ctrl+Enter");
            create.setId("create");
            create.setDisable(page.off().isPresent());
            instead.getChildren().add(new EmptyState(Feather.BOX, words.say("containers.missing"),
                    words.say("containers.missing.why"), create, Labels.mono(model.command(new Deed.Start()))));
        } else if (elsewhere) {
            instead.getChildren().add(new EmptyState(Feather.BOX, words.say("containers.elsewhere"),
                    words.say("containers.elsewhere.why", model.environment().address().host())));
        }
    }

    private List<InfoCard.Row> rows(ContainersPage page) {
        Optional<ServiceRoom.Shown> known = page.last().map(Sight.Here::container);
        List<InfoCard.Row> rows = new ArrayList<>();
        rows.add(InfoCard.Row.exact("overview.image", known.map(shown -> shown.facts().image())));
        rows.add(InfoCard.Row.exact("overview.port", known.flatMap(shown -> shown.facts().published())));
        rows.add(InfoCard.Row.exact("overview.volume", known.flatMap(shown -> shown.facts().volume())));
        rows.add(known.flatMap(ServiceRoom.Shown::disk).map(this::disk)
                .orElse(InfoCard.Row.plain("containers.disk", words.say("overview.none"))));
        rows.add(InfoCard.Row.plain("containers.restarts", known.map(shown -> words.say("containers.restarts.told",
                shown.restartPolicy().filter(policy -> !policy.isBlank()).orElse("no"), shown.facts().restarts()))
                .orElse(words.say("overview.none"))));
        return rows;
    }

    private InfoCard.Row disk(ServiceRoom.Disk disk) {
        String text = words.say("containers.disk.free", figures.bytes(disk.free()), figures.bytes(disk.total()));
        double left = disk.total() == 0 ? 1 : (double) disk.free() / disk.total();
        return new InfoCard.Row("containers.disk", text, false,
                left < 0.02 ? Optional.of(Tone.BAD) : left < 0.1 ? Optional.of(Tone.WARN) : Optional.empty());
    }

    /// The run under way, in place: what changes is its step and its bytes.
    private void working(Optional<RunSnapshot> run) {
        run.ifPresentOrElse(now -> {
            String step = now.step() == 0 || now.steps().isEmpty()
                    ? ""
                    : " · " + words.say("backups.step", now.step(), now.steps().size(), now.steps().get(now.step() - 1).title());
            working.show(words.say(now.title()) + step);
            Optional<RunSnapshot.Progress> bytes = now.progress().filter(known -> known.total() > 0);
            progress.setVisible(bytes.isPresent());
            bytes.ifPresent(known -> progress.setProgress((double) known.done() / known.total()));
            if (!told.getChildren().contains(working)) {
                told.getChildren().addFirst(working);
            }
        }, () -> told.getChildren().remove(working));
    }

    private void told(ContainersPage page) {
        boolean image = page.sight() instanceof Sight.Missing missing && missing.seen().imageMissing();
        // the empty page says itself that there is none
        Optional<Problem> problem = page.sight() instanceof Sight.Missing ? Optional.empty() : page.problem();
        List<Object> fresh = List.of(problem, image, page.ended().map(RunSnapshot::id), page.question() instanceof Question.Ready
                ? new Question.None()
                : page.question(), off(page));
        if (fresh.equals(said)) {
            return;
        }
        said = fresh;
        told.getChildren().clear();
        page.ended().ifPresent(run -> told.getChildren().add(ended(run)));
        primary = this::main;
        problem.ifPresent(why -> {
            told.getChildren().add(banner(why));
            primary = () -> frame.go(Place.OVERVIEW);
        });
        if (image) {
            told.getChildren().add(imageMissing(page));
        }
        switch (page.question()) {
            case Question.Looking _ -> told.getChildren().add(new Notice(Tone.WORK, words.say("containers.reset.looking"),
                    Buttons.plain(Feather.X, words.say("kit.cancel"), model::forget)));
            case Question.Refused(Problem why) -> told.getChildren().add(new Notice(Tone.BAD,
                    words.say(outside.advice().apply(why).headline()),
                    Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss)));
            case Question.None _,Question.Ready _ -> {
            }
        }
    }

    /// What is wrong in one line; the overview has the evidence and the remedy.
    private Node banner(Problem problem) {
        Advice why = outside.advice().apply(problem);
        Label headline = Labels.cut(new Label(words.say(why.headline())));
        headline.getStyleClass().add("container-banner-text");
        Label rest = Labels.cut(Labels.body(words.say(why.explanation()).replace('\n', ' ')));
        rest.setTooltip(new Tooltip(words.say(why.explanation())));
        HBox line = new HBox(6, headline, rest);
        line.setMinWidth(0);
        line.setAlignment(Pos.CENTER_LEFT);
        // the cause keeps its words, the explanation gives way
        headline.setMinWidth(Math.min(560, headline.getText().length() * 7.0));
        HBox.setHgrow(line, Priority.ALWAYS);
        Button go = Buttons.primary(Feather.ARROW_RIGHT, words.say("containers.mend"), () -> frame.go(Place.OVERVIEW));
        go.setId("mend");
        Notice banner = new Notice(Tone.BAD, "", go);
        banner.getChildren().set(1, line);
        banner.setId("banner");
        banner.setAccessibleText(words.say(why.headline()) + " " + words.say(why.explanation()));
        return banner;
    }

    private Node imageMissing(ContainersPage page) {
        Button pull = Buttons.plain(Feather.DOWNLOAD, words.say("containers.pull"), () -> sheets.ask(new Deed.Pull()));
        pull.setId("pull");
        Button load = Buttons.plain(Feather.FILE_PLUS, words.say("containers.load"), this::load);
        load.setId("load");
        pull.setDisable(off(page).isPresent());
        load.setDisable(off(page).isPresent());
        return new Notice(Tone.WARN, words.say("containers.image-missing"), pull, load);
    }

    private Node ended(RunSnapshot run) {
        Button away = Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss);
        String took = figures.took(run.elapsed());
        return switch (run.outcome().orElseThrow()) {
            case Outcome.Done<?> _ -> new Notice(Tone.OK, words.say("backups.ended", run.title(), took), away);
            case Outcome.Stopped<?>(Message stands) ->
                new Notice(Tone.WARN, words.say("backups.stopped", run.title(), stands), activity(), away);
            case Outcome.Failed<?>(Problem problem) -> new Notice(Tone.BAD,
                    words.say("backups.failed", run.title(), outside.advice().apply(problem).headline()), activity(), away);
        };
    }

    /// The sheet opens when the answer is there, unless the person went elsewhere meanwhile.
    private void question(ContainersPage page) {
        if (page.question() instanceof Question.Ready(ServiceRoom.Reset facts)) {
            model.forget();
            if (isVisible() && frame.changesAllowed().get()) {
                sheets.reset(facts);
            }
        }
    }
}
