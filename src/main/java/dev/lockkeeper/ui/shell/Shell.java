package dev.lockkeeper.ui.shell;

import atlantafx.base.controls.ModalPane;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.ConfirmSheet;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The window around the pages. When the language changes it is built anew around the same models.
public final class Shell implements Frame {

    private final ShellModel model;
    private final Surroundings around;
    private final BorderPane root = new BorderPane();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("Lockkeeper");
    private final Scene scene;
    private final Map<Place, Node> views = new EnumMap<>(Place.class);
    private final ReadOnlyObjectWrapper<Taste> taste;
    private Furniture furniture;
    private Optional<Runnable> projects = Optional.empty();
    private Optional<Environments.Opened> shown = Optional.empty();
    private ShellPage.@Nullable Standing standing;
    private @Nullable Place placeShown;
    private @Nullable Node focusBefore;

    /// What the shell takes from outside: where questions go, how problems are put into words, a program that opens a file,
    /// the clock, the operator's zone.
    public record Surroundings(Threads threads, Function<Problem, Advice> advice, Consumer<Path> opening, InstantSource clock,
            ZoneId zone) {}

    /// The parts that are built anew with the language.
    private record Furniture(Words words, Figures figures, EnvironmentBand band, SideNav nav, StatusBar status, StackPane page,
            ModalPane modal, Toasts toasts, Label announcer) {}

    public Shell(ShellModel model, Surroundings around, Taste taste) {
        this.model = model;
        this.around = around;
        this.taste = new ReadOnlyObjectWrapper<>(taste);
        this.furniture = furnish();
        this.scene = new Scene(root, 1280, 800);
        root.getStyleClass().add("lk-page");
        taste.look().dress(scene);
        new Keys(this, model).listen(scene);
        arrange();
        model.page().subscribe(this::show);
    }

    /// Where an environment cannot be opened, another project's folder is offered.
    public void offerProjects(Runnable choose) {
        projects = Optional.of(choose);
    }

    public Scene scene() {
        return scene;
    }

    /// What the window is called: the environment first, so that the task bar shows it.
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /// Language and look, as they were chosen last.
    public ReadOnlyObjectProperty<Taste> taste() {
        return taste.getReadOnlyProperty();
    }

    private Furniture furnish() {
        Words words = Words.in(taste.get().language());
        Figures figures = new Figures(words, around.zone());
        ModalPane modal = new ModalPane();
        modal.setId("modal");
        modal.setPersistent(true);
        modal.setInTransitionFactory(null);
        modal.setOutTransitionFactory(null);
        Label announcer = new Label();
        announcer.getStyleClass().add("lk-announcer");
        announcer.setManaged(false);
        return new Furniture(words, figures, new EnvironmentBand(words, around.clock(), this::askLeave, model::lock),
                new SideNav(words, taste.get().look(), wishes()), new StatusBar(words, figures, this::go), new StackPane(), modal,
                new Toasts(),
                announcer);
    }

    private void arrange() {
        BorderPane inner = new BorderPane(furniture.page);
        inner.setLeft(furniture.nav);
        inner.setBottom(furniture.status);
        furniture.page.getStyleClass().add("lk-page");
        furniture.page.setMinSize(0, 0);
        StackPane.setAlignment(furniture.toasts, Pos.BOTTOM_RIGHT);
        root.setTop(furniture.band);
        root.setCenter(new StackPane(inner, furniture.toasts, furniture.announcer, furniture.modal));
    }

    private SideNav.Wishes wishes() {
        return new SideNav.Wishes() {
            @Override
            public void go(Place place) {
                Shell.this.go(place);
            }

            @Override
            public void open(String environment) {
                if (!model.open(Optional.of(environment))) {
                    tell(Tone.WARN, words().say("shell.busy"));
                }
            }

            @Override
            public void speak(Language chosen) {
                taste.set(taste.get().speaking(chosen));
                rebuild();
            }

            @Override
            public void wear(Look chosen) {
                taste.set(taste.get().wearing(chosen));
                chosen.dress(scene);
                rebuild();
            }

            @Override
            public void help() {
                Shell.this.help();
            }

            @Override
            public void settings() {
                Shell.this.settings();
            }
        };
    }

    private void rebuild() {
        furniture.status.stop();
        furniture = furnish();
        views.clear();
        standing = null;
        placeShown = null;
        arrange();
        show(model.page().get());
    }

    private void show(ShellPage page) {
        furniture.band.show(page);
        furniture.nav.show(page);
        furniture.status.show(page);
        title.set(page.environment().map(known -> words().say(known.production() ? "shell.title.production" : "shell.title",
                words().say(known.care().key()), known.address().database())).orElse("Lockkeeper"));
        if (!shown.equals(page.opened())) {
            shown = page.opened();
            views.clear();
        }
        if (!page.standing().equals(standing) || page.place() != placeShown) {
            standing = page.standing();
            placeShown = page.place();
            bringForward(switch (page.standing()) {
                case ShellPage.Opening _ -> opening();
                case ShellPage.Closed closed -> closed(closed.problem());
                case ShellPage.Open open -> view(open.opened(), page.place());
            });
        }
    }

    /// Pages stay in the scene once they were shown: putting a page back would style it anew, which takes longer than a blink.
    private void bringForward(Node page) {
        furniture.page.getChildren().removeIf(other -> !other.equals(page) && !views.containsValue(other));
        if (!furniture.page.getChildren().contains(page)) {
            furniture.page.getChildren().add(page);
        }
        furniture.page.getChildren().forEach(other -> {
            other.setVisible(other.equals(page));
            other.setManaged(other.equals(page));
        });
    }

    private Node view(Environments.Opened opened, Place place) {
        Node known = views.get(place);
        if (known == null) {
            known = destination(opened, place).map(there -> there.view(this)).orElseGet(VBox::new);
            views.put(place, known);
        }
        return known;
    }

    private static Optional<Destination> destination(Environments.Opened opened, Place place) {
        return opened.destinations().stream().filter(destination -> destination.place() == place).findFirst();
    }

    /// The page that is on screen.
    Optional<Destination> current() {
        return model.page().get().opened().flatMap(opened -> destination(opened, model.page().get().place()));
    }

    private Node opening() {
        VBox page = new VBox(14, Labels.title(words().say("shell.opening")),
                Labels.secondary(words().say("shell.opening.why")), new dev.lockkeeper.ui.kit.Card(new Skeleton(6)));
        page.getStyleClass().add("lk-page-body");
        return page;
    }

    private Node closed(Problem problem) {
        Advice said = around.advice().apply(problem);
        Optional<Path> file = fileOf(problem);
        Remedy again = Remedy.of(Remedy.Verb.TRY_AGAIN);
        List<Remedy> ways = new ArrayList<>(said.remedies().stream().filter(way -> switch (way.verb()) {
            case OPEN_ENVIRONMENT_FILE -> file.isPresent();
            case USE_PRACTICE, COPY_COMMAND -> true;
            case CHOOSE_PROJECT -> projects.isPresent();
            default -> false;
        }).toList());
        ways.add(again);
        AdvicePanel panel = new AdvicePanel(Tone.BAD, said.offering(ways.toArray(Remedy[]::new)), this, true, way -> {
            switch (way.verb()) {
                case OPEN_ENVIRONMENT_FILE -> file.ifPresent(around.opening());
                case USE_PRACTICE -> model.open(Optional.of(Environment.PRACTICE));
                case CHOOSE_PROJECT -> projects.ifPresent(Runnable::run);
                default -> model.again();
            }
        });
        panel.getChildren().addAll(Labels.caption(words().say("activity.code", said.code())),
                Labels.caption(words().say("shell.closed.choose")));
        VBox page = new VBox(14, Labels.title(words().say("shell.closed")), panel);
        page.getStyleClass().add("lk-page-body");
        return page;
    }

    /// The file that a person has to mend.
    private static Optional<Path> fileOf(Problem problem) {
        return switch (problem) {
            case EnvironmentProblem.EnvironmentMalformed(var file, _, _) -> Optional.of(file);
            case EnvironmentProblem.EnvironmentUnreadable(var file, _) -> Optional.of(file);
            case EnvironmentProblem.EnvironmentIncomplete(var file, _, _) -> Optional.of(file);
            case EnvironmentProblem.EnvironmentValueInvalid(var file, _, _) -> Optional.of(file);
            default -> Optional.empty();
        };
    }

    private void askLeave() {
        String name = model.page().get().environment().map(known -> known.address().database()).orElse("");
        confirm(Confirmation.of(Guard.LOSS, words().say("shell.allow.title", name), words().say("shell.allow.why"))
                .askingReason(words().say("shell.allow.reason"))
                .doing(Feather.UNLOCK, words().say("shell.allow.verb"), model::allow));
    }

    /// The list of keys.
    void help() {
        open(new Shortcuts(words(), this::close));
    }

    @Override
    public void settings() {
        model.page().get().opened().flatMap(Environments.Opened::settings).ifPresent(settings -> {
            SettingsSheet sheet = new SettingsSheet(settings, this, around.advice());
            open(sheet);
            sheet.first().requestFocus();
        });
    }

    /// Opens the list of environments.
    void chooseEnvironment() {
        furniture.nav.choose();
    }

    boolean sheetOpen() {
        return furniture.modal.isDisplay();
    }

    /// The parts of the window that F6 goes round.
    List<Parent> panes() {
        return List.of(furniture.nav, furniture.page, furniture.status);
    }

    /// Asks before the window goes while a run is under way; `gone` is called when it may go. Without a run that is at once.
    public void askToClose(Runnable gone) {
        Optional<Run<?>> running = model.running();
        if (running.isEmpty()) {
            gone.run();
            return;
        }
        Run<?> run = running.get();
        confirm(Confirmation
                .of(Guard.LOSS, words().say("shell.close.title"), words().say("shell.close.why", words().say(run.title())))
                .doing(Feather.STOP_CIRCLE, words().say("shell.close.verb"), _ -> {
                    run.stop();
                    open(new EmptyStateSheet(words().say("shell.close.waiting"), words().say("shell.close.waiting.why")));
                    waitFor(run, gone);
                }));
    }

    private <R> void waitFor(Run<R> run, Runnable gone) {
        var _ = run.outcome().thenAccept((Outcome<R> _) -> around.threads().onScreen(gone));
    }

    @Override
    public Words words() {
        return furniture.words;
    }

    @Override
    public Figures figures() {
        return furniture.figures;
    }

    @Override
    public void go(Place place) {
        if (model.page().get().opened().isPresent()) {
            model.go(place);
        }
    }

    @Override
    public void confirm(Confirmation confirmation) {
        ConfirmSheet sheet = new ConfirmSheet(confirmation, words(), this::close);
        open(sheet);
        Node first = sheet.first();
        if (first != null) {
            first.requestFocus();
        }
    }

    @Override
    public void open(Node sheet) {
        if (!sheetOpen()) {
            focusBefore = scene.getFocusOwner();
        }
        furniture.modal.show(sheet);
    }

    @Override
    public void close() {
        furniture.modal.hide(true);
        Node before = focusBefore;
        if (before != null && scene.equals(before.getScene())) {
            before.requestFocus();
        }
    }

    @Override
    public void tell(Tone tone, String text) {
        furniture.toasts.tell(words(), tone, text);
        furniture.announcer.setText(text);
    }

    @Override
    public void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        tell(Tone.OK, words().say("kit.copied"));
    }

    @Override
    public ObservableBooleanValue changesAllowed() {
        return model.changesAllowed();
    }

    /// A sheet that only says what is being waited for.
    private static final class EmptyStateSheet extends StackPane {
        EmptyStateSheet(String headline, String why) {
            super(new EmptyState(Feather.LOADER, headline, why));
            getStyleClass().add("lk-sheet");
            setMaxSize(460, USE_PREF_SIZE);
            addEventFilter(KeyEvent.ANY, javafx.event.Event::consume);
        }
    }
}
