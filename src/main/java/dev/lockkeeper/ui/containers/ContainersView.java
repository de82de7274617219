package dev.lockkeeper.ui.containers;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.containers.Phase;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.Timeline;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Stand;
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
import dev.lockkeeper.ui.kit.RunStrip;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.ui.log.ContainerLogCard;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
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
    private final Pressed pressed;

    private final PageHeader header;
    private final Badge state = Badge.of(Tone.WAIT, "");
    private final Button recreate;
    private final Button stop;
    private final Button act;
    private final MenuButton more;
    private final List<MenuItem> images;
    private final VBox told = new VBox(8);
    private final RunStrip working;
    private final Label since = Labels.cut(Labels.secondary(""));
    private final TimelineStrip strip;
    private boolean behind;
    private final StackPane past = new StackPane();
    private final Skeleton waiting = new Skeleton(2);
    private final ProbesCard probes;
    private final InfoCard info;
    private final DangerZone danger;
    private final LogFeed feed;
    private final ContainerLogCard log;
    private final VBox parts = new VBox(14);
    private final StackPane instead = new StackPane();
    private List<Object> said = List.of();
    private List<Object> placed = List.of();
    private Runnable primary = () -> {};

    ContainersView(ContainersModel model, Frame frame, ContainersDestination.Outside outside,
            LogFeed feed) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.figures = frame.figures();
        this.outside = outside;
        this.pressed = new Pressed(model, frame, outside, false);
        setId("containers");
        getStyleClass().add("lk-page");
        recreate = button(new Wish.Recreate(), Feather.REFRESH_CCW);
        stop = button(new Wish.Stop(), Feather.SQUARE);
        act = Buttons.withKeys(Buttons.plain(Feather.PLAY, words.say("containers.deed.start"), this::main), "Ctrl+R");
        act.setId("act");
        images = List.of(item(Feather.DOWNLOAD, "containers.pull", () -> pressed.ask(new Wish.Pull())),
                item(Feather.FILE_PLUS, "containers.load", () -> pressed.load(this)),
                item(Feather.TRASH_2, "containers.prune", () -> pressed.prune(false)));
        more = new MenuButton("", new FontIcon(Feather.MORE_HORIZONTAL), images.toArray(MenuItem[]::new));
        more.setId("more");
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Tweaks.NO_ARROW);
        more.setAccessibleText(words.say("containers.more"));
        more.setTooltip(new Tooltip(words.say("containers.more")));
        header = new PageHeader(words.say("nav.containers"), "", recreate, stop, act, more);
        header.beside(state);
        working = new RunStrip(frame, "container-working");
        strip = new TimelineStrip(frame);
        probes = new ProbesCard(frame, this::patches);
        info = new InfoCard(words);
        danger = new DangerZone(words, model::askReset);
        this.feed = feed;
        log = new ContainerLogCard(feed.log(), frame, outside.advice());
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
        if (behind && isVisible()) {
            show(page());
        } else if (model.watched()) {
            feed.follow(page(), words);
        }
    }

    private ContainersPage page() {
        return model.page().get();
    }

    private Button button(Wish deed, Feather icon) {
        Button button = Buttons.plain(icon, words.say("containers.deed." + deed.key()), () -> pressed.ask(deed));
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
        Segments<Timeline.Range> range = new Segments<>(List.of(Timeline.Range.values()),
                choice -> words.say("containers.range." + choice.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                page().range(), model::range);
        range.setId("range");
        Card timeline = Card.titled(Feather.ACTIVITY, words.say("containers.timeline"), range);
        if (timeline.getChildren().getFirst() instanceof HBox head) {
            head.getChildren().add(1, since);
        }
        past.setMinHeight(strip.getMinHeight());
        past.setPrefHeight(strip.getMinHeight());
        timeline.body(past);
        timeline.getStyleClass().add("timeline-card");
        timeline.setMinHeight(USE_PREF_SIZE);
        Region side = side();
        Region card = log;
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
        page().main().ifPresent(pressed::ask);
    }

    private Optional<Message> off(ContainersPage page) {
        return page.off().or(() -> frame.changesAllowed().get()
                ? Optional.empty()
                : Optional.of(Message.of("migrations.off.read-only")));
    }

    private void show(ContainersPage page) {
        behind = !isVisible(); // nobody sees it, and it changes with every probe
        if (behind) {
            return;
        }
        Instant now = model.now();
        if (tellDone(page)) {
            return; // the page without it comes at once
        }
        header(page);
        told(page);
        working.show(page.run(), told);
        place(page);
        Timeline seen = page.timeline().within(page.range(), now);
        List<Phase> phases = seen.phases();
        boolean known = !(page.stand() instanceof Stand.Asking);
        strip.show(seen, now);
        Node drawn = !known ? waiting : phases.isEmpty() ? nothing() : strip;
        if (past.getChildren().isEmpty() || !past.getChildren().getFirst().getClass().equals(drawn.getClass())) {
            past.getChildren().setAll(drawn);
        }
        since.setText(seen.knownSince().map(first -> words.say("containers.timeline.since",
                figures.lately(first, now))
                + (strip.shortened() ? " · " + words.say("containers.timeline.shortened") : "")).orElse(""));
        Optional<HealthCheck> check = page.last().map(here -> here.facts().check());
        probes.show(known, check.map(HealthCheck::probes).orElse(List.of()), check.filter(HealthCheck::there)
                .map(HealthCheck::command), page.beside().findings());
        info.show(rows(page));
        page.here().ifPresent(facts -> log.named(facts.container().name()));
        if (model.watched()) {
            feed.follow(page, words);
        }
        danger.show(model.environment().production()
                ? Optional.of(words.say("containers.reset.production"))
                : page.stand() instanceof Stand.Missing
                        ? Optional.of(words.say("containers.missing"))
                        : off(page).map(words::say));
        question(page);
    }

    /// What went well needs no place on the page; only an emptied volume leaves something to do.
    private boolean tellDone(ContainersPage page) {
        Optional<RunSnapshot> done = page.ended().filter(run -> run.outcome().orElseThrow() instanceof Outcome.Done<?> well
                && !(well.result() instanceof VolumeReset.Reset)).filter(_ -> model.watched());
        done.ifPresent(run -> {
            model.dismiss();
            frame.tell(Tone.OK, words.say("backups.ended", run.title(), figures.took(run.elapsed())));
        });
        return done.isPresent();
    }

    private Label nothing() {
        return Labels.secondary(words.say("containers.timeline.nothing"));
    }

    private void header(ContainersPage page) {
        Optional<Stand.Here> last = page.last();
        header.show(last.map(here -> words.say("containers.title", here.facts().container().name()))
                .orElse(words.say("nav.containers")), subtitle(page));
        page.here().ifPresentOrElse(
                facts -> {
                    StateLook look = StateLook.of(facts.condition());
                    state.show(look.tone(), look.icon(), words.say(facts.condition().words(facts.container().exitCode())));
                },
                () -> state.show(page.stand() instanceof Stand.Missing ? Tone.BAD : Tone.WAIT, words.say(switch (page.stand()) {
                    case Stand.Missing _ -> "overview.badge.missing";
                    case Stand.Asking _ -> "state.checking";
                    default -> "overview.unknown";
                })));
        state.setVisible(!(page.stand() instanceof Stand.Elsewhere));
        Optional<Message> off = off(page);
        Optional<Wish> main = page.main();
        Wish shown = main.orElse(new Wish.Restart());
        act.setText(words.say(page.stand() instanceof Stand.Missing ? "containers.create" : "containers.deed." + shown.key()));
        if (act.getGraphic() instanceof HBox content && content.getChildren().getFirst() instanceof FontIcon icon) {
            icon.setIconCode(Sheets.icon(shown));
        }
        act.setDisable(main.isEmpty() || (Pressed.harmless(shown) ? page.off() : off).isPresent());
        tip(act, shown);
        recreate.setDisable(page.here().isEmpty() || off.isPresent());
        stop.setDisable(!page.canStop() || off.isPresent());
        stop.setVisible(page.canStop());
        stop.setManaged(page.canStop());
        tip(recreate, new Wish.Recreate());
        tip(stop, new Wish.Stop());
        more.setDisable(off.isPresent());
    }

    private void tip(Button button, Wish deed) {
        String command = model.command(deed);
        Tooltip tip = button.getTooltip();
        if (!command.isBlank() && (tip == null || !tip.getText().equals(command))) {
            button.setTooltip(new Tooltip(command));
            button.setAccessibleHelp(command);
        }
    }

    private String subtitle(ContainersPage page) {
        return page.last().map(here -> {
            String id = here.facts().container().id();
            ServiceFacts.Origin origin = here.facts().origin();
            String all = words.say("containers.subtitle", origin.project(), origin.service(),
                    id.substring(0, Math.min(12, id.length())));
            return page.stand() instanceof Stand.Here
                    ? all
                    : all + " · " + words.say("overview.as-of", figures.when(here.at(), model.now()));
        }).orElseGet(() -> words.say(page.stand() instanceof Stand.Asking ? "kit.loading" : "containers.subtitle.none"));
    }

    /// The page, or what stands instead of it.
    private void place(ContainersPage page) {
        boolean missing = page.stand() instanceof Stand.Missing;
        boolean elsewhere = page.stand() instanceof Stand.Elsewhere;
        boolean several = page.stand() instanceof Stand.Several;
        parts.setVisible(!missing && !elsewhere && !several);
        instead.setVisible(missing || elsewhere || several);
        List<Object> now = List.of(page.stand() instanceof Stand.Here || page.stand() instanceof Stand.Unreachable
                ? "parts"
                : page.stand(), page.off(), model.command(new Wish.Start()));
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
                    words.say("containers.missing.why"), create, Labels.mono(model.command(new Wish.Start()))));
        } else if (elsewhere) {
            instead.getChildren().add(new EmptyState(Feather.BOX, words.say("containers.elsewhere"),
                    words.say("containers.elsewhere.why", model.environment().address().host())));
        } else if (page.stand() instanceof Stand.Several(var names, boolean services)) {
            instead.getChildren()
                    .add(new EmptyState(Feather.COPY, words.say(services ? "containers.databases" : "containers.several"),
                            words.say(services ? "containers.databases.why" : "containers.several.why"),
                            names.stream().map(name -> choice(name, services)).toArray(Node[]::new)));
        }
    }

    private Button choice(String name, boolean service) {
        Button choice = Buttons.plain(Feather.BOX, name, () -> {
            if (service) {
                model.chooseService(name);
            } else {
                model.choose(name.split(":", 2)[0].strip());
            }
        });
        choice.setId("choice");
        return choice;
    }

    private List<InfoCard.Row> rows(ContainersPage page) {
        Optional<ServiceFacts> known = page.last().map(Stand.Here::facts);
        List<InfoCard.Row> rows = new ArrayList<>();
        rows.add(InfoCard.Row.exact("overview.image", known.map(facts -> facts.image().name())));
        rows.add(InfoCard.Row.exact("overview.port", known.map(facts -> facts.ways().ports().stream()
                .map(ServiceFacts.Port::toString).collect(Collectors.joining(", "))).filter(text -> !text.isBlank())));
        rows.add(InfoCard.Row.exact("overview.volume", known.flatMap(ServiceFacts::data).map(ServiceFacts.Attached::source)));
        rows.add(page.beside().disk().map(this::disk)
                .orElse(InfoCard.Row.plain("containers.disk", words.say("overview.none"))));
        rows.add(InfoCard.Row.plain("containers.restarts", known.map(facts -> words.say("containers.restarts.told",
                facts.policy().toString(), facts.container().restarts())).orElse(words.say("overview.none"))));
        return rows;
    }

    private InfoCard.Row disk(InsideFacts.Disk disk) {
        String text = words.say("containers.disk.free", figures.bytes(disk.free()), figures.bytes(disk.total()));
        double left = disk.total() == 0 ? 1 : (double) disk.free() / disk.total();
        return new InfoCard.Row("containers.disk", text, false,
                left < 0.02 ? Optional.of(Tone.BAD) : left < 0.1 ? Optional.of(Tone.WARN) : Optional.empty());
    }

    private void told(ContainersPage page) {
        boolean image = page.stand() instanceof Stand.Missing && page.beside().imageMissing();
        Optional<Problem> problem = page.problem();
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
        double room = 620;
        headline.setMinWidth(TimelineStrip.wide(headline.getText()) < room ? USE_PREF_SIZE : room);
        HBox.setHgrow(line, Priority.ALWAYS);
        Button go = Buttons.primary(Feather.ARROW_RIGHT, words.say("containers.mend"), () -> frame.go(Place.OVERVIEW));
        go.setId("mend");
        Notice banner = new Notice(page().here().map(facts -> StateLook.of(facts.condition()).tone())
                .filter(tone -> tone == Tone.WORK || tone == Tone.WARN).orElse(Tone.BAD), "", go);
        banner.getChildren().set(1, line);
        banner.setId("banner");
        banner.setAccessibleText(words.say(why.headline()) + " " + words.say(why.explanation()));
        return banner;
    }

    /// What makes the health check weak, and the change for the Compose file.
    private void patches() {
        frame.open(new PatchSheet(frame, page().beside().findings(), outside.advice()));
    }

    private Node imageMissing(ContainersPage page) {
        Button pull = Buttons.plain(Feather.DOWNLOAD, words.say("containers.pull"), () -> pressed.ask(new Wish.Pull()));
        pull.setId("pull");
        Button load = Buttons.plain(Feather.FILE_PLUS, words.say("containers.load"), () -> pressed.load(this));
        load.setId("load");
        pull.setDisable(off(page).isPresent());
        load.setDisable(off(page).isPresent());
        return new Notice(Tone.WARN, words.say("containers.image-missing"), pull, load);
    }

    private Node ended(RunSnapshot run) {
        Button away = Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss);
        String took = figures.took(run.elapsed());
        return switch (run.outcome().orElseThrow()) {
            case Outcome.Done<?>(VolumeReset.Reset _) -> new Notice(Tone.OK, words.say("containers.reset.done"),
                    Buttons.plain(Feather.ROTATE_CCW, words.say("containers.reset.restore"), () -> frame.go(Place.BACKUPS)),
                    away);
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
                pressed.reset(facts);
            }
        }
    }
}
