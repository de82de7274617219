package dev.lockkeeper.ui.overview;

import javafx.scene.control.Tooltip;
import javafx.scene.control.ContentDisplay;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The facts beside the diagnosis: the container (or the practice server), the last backup, the locked accounts.
final class Beside extends VBox {

    private final Words words;
    private final Figures figures;
    private final OverviewModel model;
    private final Badge state = Badge.of(Tone.WAIT, "");
    private final Card container;
    private final GridPane facts = new GridPane(14, 10);
    private final Label old = Labels.caption("");
    private final Label from = Labels.caption("");
    private final Meter cpu;
    private final Meter memory;
    private final VBox usage;
    private final Small backup;
    private final Small locked;
    private List<List<String>> told = List.of();

    Beside(Frame frame, OverviewModel model) {
        super(14);
        this.words = frame.words();
        this.figures = frame.figures();
        this.model = model;
        setMinWidth(352);
        setMaxWidth(352);
        container = Card.titled(Feather.BOX, "", state);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(60);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        facts.getColumnConstraints().addAll(names, values);
        cpu = new Meter(words, words.say("overview.cpu"), value -> words.say("overview.percent", Math.round(value)));
        cpu.setId("cpu");
        memory = new Meter(words, words.say("overview.memory"), value -> figures.bytes(Math.round(value)));
        memory.setId("memory");
        HBox meters = new HBox(16, cpu, memory);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox times = new HBox(from, gap, old);
        usage = new VBox(4, meters, times);
        usage.managedProperty().bind(usage.visibleProperty());
        usage.setVisible(model.environment().inContainer());
        container.body(facts, usage);
        if (!model.environment().inContainer()) {
            container.body(old);
        }
        backup = new Small(Feather.ARCHIVE, words.say("overview.backup"), () -> frame.go(Place.BACKUPS));
        backup.setId("last-backup");
        locked = new Small(Feather.LOCK, words.say("overview.locked"), () -> frame.go(Place.ACCOUNTS));
        locked.setId("locked-accounts");
        HBox row = new HBox(12, backup, locked);
        HBox.setHgrow(backup, Priority.ALWAYS);
        HBox.setHgrow(locked, Priority.ALWAYS);
        container.setMinHeight(USE_PREF_SIZE);
        row.setMinHeight(112);
        VBox.setVgrow(row, Priority.ALWAYS);
        getChildren().addAll(container, row);
    }

    void show(OverviewPage page) {
        Instant now = model.now();
        boolean current = page.failure().isEmpty();
        List<String[]> rows = new ArrayList<>();
        Optional<Known<ContainerFacts>> known = model.environment().inContainer() ? page.beside().container() : Optional.empty();
        boolean reached = current && page.chain().flatMap(chain -> chain.container()).isPresent();
        boolean connected = current
                && page.chain().filter(chain -> chain.station(StationName.CONNECTION).state().passed()).isPresent();
        String none = words.say("overview.none");
        if (model.environment().inContainer()) {
            container.title(known.map(facts -> facts.value().name()).orElse(words.say("overview.container")));
            if (reached && known.isPresent()) {
                ContainerFacts value = known.get().value();
                state.show(tone(value), word(value));
            } else {
                state.show(Tone.WAIT, words.say("overview.unknown"));
            }
            rows.add(new String[]{"overview.image", known.map(facts -> facts.value().image()).orElse(none),
                    otherMajor(page) ? "w" : "m"});
            rows.add(new String[]{"overview.port", known.flatMap(facts -> facts.value().published()).orElse(none), "m"});
            rows.add(new String[]{"overview.uptime", reached ? known.map(facts -> uptime(facts.value(), now)).orElse(none) : none,
                    ""});
            rows.add(new String[]{"overview.volume", known.flatMap(facts -> facts.value().volume()).orElse(none), "m"});
        } else {
            container.title(words.say(model.environment().practice() ? "overview.practice" : "overview.server"));
            state.show(connected ? Tone.OK : Tone.WAIT, words.say(connected ? "state.ok" : "overview.unknown"));
            rows.add(new String[]{"overview.port",
                    model.environment().address().host() + ":" + model.environment().address().port(), "m"});
            rows.add(new String[]{"overview.database", model.environment().address().database(), "m"});
        }
        Optional<ConnectionFacts> server = page.beside().connection().map(Known::value);
        if (!model.environment().inContainer()) {
            rows.add(new String[]{"overview.version", server.map(facts -> "PostgreSQL " + facts.serverVersion()).orElse(none),
                    ""});
            rows.add(new String[]{"overview.answer",
                    connected
                            ? server.map(facts -> words.say("overview.answer.in", facts.roundTrip().toMillis(),
                                    facts.sessions())).orElse(none)
                            : none,
                    ""});
        }
        List<List<String>> fresh = rows.stream().map(List::of).toList();
        if (!fresh.equals(told)) {
            told = fresh;
            tell(rows);
        }
        Optional<Instant> seen = model.environment().inContainer()
                ? known.map(Known::at)
                : page.beside().connection().map(Known::at);
        boolean stale = model.environment().inContainer() ? !reached : !connected;
        usage(page, known, reached, now);
        old.setText(stale
                ? seen.map(at -> words.say("overview.as-of", figures.when(at, now))).orElse("")
                : model.environment().inContainer() ? back(known, reached, now) : "");
        backup(page, now);
        locked(page, now, connected);
    }

    /// A container that ended, or that is out of sight, has no value now: its line is grey and ends with a mark.
    private void usage(OverviewPage page, Optional<Known<ContainerFacts>> known, boolean reached, Instant now) {
        Usage measured = page.beside().usage();
        boolean runs = reached && known.filter(facts -> facts.value().state() == ContainerFacts.State.RUNNING
                || facts.value().state() == ContainerFacts.State.PAUSED).isPresent();
        Optional<Instant> ended = runs || measured.cpu().isEmpty()
                ? Optional.empty()
                : known.flatMap(facts -> facts.value().finishedAt()).filter(at -> reached && at.isAfter(now.minus(Usage.BACK)))
                        .or(() -> Optional.of(measured.cpu().getLast().at()));
        cpu.show(measured.cpu(), 10, now, ended);
        memory.show(measured.memory(), 1_000_000, now, ended);
        from.setText(measured.cpu().isEmpty() ? "" : figures.minutes(now.minus(Usage.BACK)));
    }

    private String back(Optional<Known<ContainerFacts>> known, boolean reached, Instant now) {
        return known.flatMap(facts -> facts.value().finishedAt().filter(at -> reached && ended(facts.value())
                && at.isAfter(now.minus(Usage.BACK)))).map(at -> words.say("overview.usage.ended", figures.minutes(at),
                        figures.minutes(now)))
                .orElseGet(() -> words.say("overview.usage.back", Usage.BACK.toMinutes()));
    }

    private static boolean ended(ContainerFacts facts) {
        return facts.state() == ContainerFacts.State.EXITED || facts.state() == ContainerFacts.State.DEAD;
    }

    /// Whether the image is the one that cannot open the data.
    private static boolean otherMajor(OverviewPage page) {
        return page.chain().map(chain -> chain.station(StationName.CONTAINER).state())
                .filter(state -> state instanceof StationState.Broken(EndProblem.PgMajorMismatch _)).isPresent();
    }

    private void tell(List<String[]> rows) {
        facts.getChildren().clear();
        for (int row = 0; row < rows.size(); row++) {
            String[] fact = rows.get(row);
            Label value = Labels.cut(fact[2].isEmpty() ? Labels.body(fact[1]) : Labels.mono(fact[1]));
            if (fact[2].equals("w")) {
                FontIcon sign = new FontIcon(Feather.ALERT_TRIANGLE);
                sign.getStyleClass().add("lk-fact-warning");
                value.setGraphic(sign);
                value.setContentDisplay(ContentDisplay.RIGHT);
                value.setAccessibleText(words.say("overview.image.unfit", fact[1]));
                value.setTooltip(new Tooltip(words.say("overview.image.unfit", fact[1])));
            }
            facts.addRow(row, Labels.secondary(words.say(fact[0])), value);
        }
    }

    private void backup(OverviewPage page, Instant now) {
        if (page.beside().backup().isEmpty()) {
            backup.show("—", Tone.WAIT, words.say("overview.backup.unknown"));
            return;
        }
        Questions.Saved saved = page.beside().backup().get().value();
        if (saved.missed().isPresent()) {
            backup.show(saved.last().map(entry -> figures.ago(entry.at(), now)).orElse(words.say("overview.backup.none")),
                    Tone.WARN,
                    words.say("overview.backup.missed", figures.when(saved.missed().get(), now)));
            return;
        }
        saved.last().ifPresentOrElse(
                entry -> backup.show(figures.ago(entry.at(), now), entry.verified() ? Tone.OK : Tone.WAIT,
                        words.say(entry.verified() ? "overview.backup.verified" : "overview.backup.proved",
                                figures.bytes(entry.bytes()))),
                () -> backup.show(words.say("overview.backup.none"), Tone.WARN, words.say("overview.backup.none.why")));
    }

    private void locked(OverviewPage page, Instant now, boolean connected) {
        Optional<Known<Long>> count = page.beside().locked();
        if (count.isPresent() && connected) {
            long number = count.get().value();
            locked.show(words.say("overview.locked.count", number), number > 0 ? Tone.WARN : Tone.OK,
                    words.say(number > 0 ? "overview.locked.some" : "overview.locked.none"));
        } else if (count.isPresent() && !connected) {
            locked.show(words.say("overview.locked.count", count.get().value()), Tone.WAIT,
                    words.say("overview.as-of", figures.when(count.get().at(), now)));
        } else {
            locked.show("—", Tone.WAIT, words.say(connected ? "overview.locked.later" : "overview.locked.unconnected"));
        }
    }

    private String uptime(ContainerFacts facts, Instant now) {
        return switch (facts.state()) {
            case RUNNING ->
                facts.startedAt().map(at -> words.say("overview.uptime.since", figures.span(Duration.between(at, now)),
                        figures.when(at, now))).orElse(words.say("overview.none"));
            default -> facts.finishedAt().flatMap(end -> facts.startedAt().filter(begin -> begin.isBefore(end))
                    .map(begin -> words.say("overview.uptime.was", figures.span(Duration.between(begin, end)))))
                    .or(() -> facts.finishedAt().map(at -> words.say("overview.uptime.stopped", figures.ago(at, now))))
                    .orElse(words.say("overview.uptime.not"));
        };
    }

    private static Tone tone(ContainerFacts facts) {
        return switch (facts.state()) {
            case RUNNING -> switch (facts.health()) {
                case HEALTHY, NONE -> Tone.OK;
                case STARTING -> Tone.WORK;
                case UNHEALTHY -> Tone.BAD;
            };
            case CREATED, PAUSED, REMOVING -> Tone.WARN;
            case RESTARTING, EXITED, DEAD -> Tone.BAD;
        };
    }

    private String word(ContainerFacts facts) {
        return switch (facts.state()) {
            case RUNNING -> switch (facts.health()) {
                case HEALTHY -> "healthy";
                case NONE -> words.say("overview.container.running");
                case STARTING -> words.say("overview.badge.starting");
                case UNHEALTHY -> words.say("overview.badge.unhealthy");
            };
            case CREATED -> words.say("overview.container.created");
            case PAUSED -> words.say("overview.container.paused");
            case REMOVING -> words.say("overview.container.removing");
            case RESTARTING -> words.say("overview.container.restarting");
            case EXITED, DEAD -> words.say("overview.badge.exited", facts.exitCode());
        };
    }

    /// A small card with one value; pressing it goes to its place.
    private static final class Small extends Button {

        private final Label value = Labels.cut(Labels.verdict("—"));
        private final Label note = Labels.toned(Tone.WAIT, "");
        private final String name;
        private final VBox content;
        private Tone shown = Tone.WAIT;

        Small(Feather icon, String name, Runnable action) {
            this.name = name;
            Labels.cut(note);
            note.setGraphic(null);
            content = new VBox(6, Labels.headed(icon, name), value, note);
            content.setAlignment(Pos.TOP_LEFT);
            content.setMinWidth(0);
            setGraphic(content);
            getStyleClass().addAll("lk-small-card");
            setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
            setPrefWidth(150);
            setMinWidth(0);
            content.prefWidthProperty().bind(widthProperty().subtract(28));
            setOnAction(_ -> action.run());
        }

        void show(String text, Tone tone, String why) {
            value.setText(text);
            note.setText(why);
            if (tone != shown) {
                note.getStyleClass().remove(shown.style());
                note.getStyleClass().add(tone.style());
                Node sign = tone == Tone.WAIT ? null : new FontIcon(tone.icon());
                note.setGraphic(sign);
                shown = tone;
            }
            setAccessibleText(name + ", " + text + ", " + why);
        }
    }
}
