package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.LockHeld;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.lint.Rule;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Waterway;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What is asked before a move: the more it can destroy, the more stands in its way; production one level more.
final class Sheets {

    /// Findings that a sheet lists; the page has them all.
    private static final int SHOWN = 4;

    private final Frame frame;
    private final Words words;
    private final Environment environment;

    Sheets(Frame frame, Environment environment) {
        this.frame = frame;
        this.words = frame.words();
        this.environment = environment;
    }

    /// Without the backup first, one level more.
    static Guard guard(Plan plan, Safeguard.Wish backup, boolean production) {
        Guard guard = switch (plan.kind()) {
            case UPGRADE, STAMP, ADOPT -> Guard.CHANGE;
            case ROLL_BACK -> plan.to().isBase() ? Guard.DESTRUCTION : Guard.LOSS;
        };
        return production || backup == Safeguard.Wish.DECLINED ? guard.stricter() : guard;
    }

    /// Asks, and hands to `go` whether a backup comes first, and the reason (blank where none is asked).
    /// `losses` are counted; empty where they could not be.
    void ask(Plan plan, Optional<List<Loss>> losses, BiConsumer<Safeguard.Wish, String> go) {
        ask(new Asking(plan, losses, Optional.empty(), go), Safeguard.Wish.WANTED);
    }

    /// The same for a way up, of which something is known beforehand.
    void ask(Plan plan, Outlook outlook, BiConsumer<Safeguard.Wish, String> go) {
        ask(new Asking(plan, Optional.of(List.of()), Optional.of(outlook), go), Safeguard.Wish.WANTED);
    }

    private record Asking(Plan plan, Optional<List<Loss>> losses, Optional<Outlook> outlook,
            BiConsumer<Safeguard.Wish, String> go) {}

    private void ask(Asking asking, Safeguard.Wish backup) {
        Plan plan = asking.plan();
        Optional<List<Loss>> losses = asking.losses();
        boolean declined = backup == Safeguard.Wish.DECLINED;
        Guard guard = guard(plan, backup, environment.production());
        String database = environment.address().database();
        Confirmation sheet = Confirmation.of(guard, title(plan),
                words.say(declined ? "migrations.sheet.bare.subtitle" : key(plan) + ".subtitle", plan.from().id(),
                        plan.to().id()));
        if (guard != Guard.DESTRUCTION && plan.kind() != Plan.Kind.STAMP && plan.kind() != Plan.Kind.ADOPT) {
            sheet.picture(Waterway.passage(plan.kind() == Plan.Kind.UPGRADE));
        }
        if (plan.kind() != Plan.Kind.ROLL_BACK) {
            sheet.fact(Feather.SERVER, words.say("migrations.sheet.environment"), asking.outlook().isPresent()
                    ? database
                    : words.say(environment.care().key()) + " · " + database);
            sheet.fact(Feather.LAYERS, words.say("migrations.sheet.revisions"), plan.from() + " → " + plan.to());
            if (plan.kind() == Plan.Kind.UPGRADE) {
                Optional<LockHeld> held = asking.outlook().flatMap(Outlook::longest);
                held.ifPresentOrElse(
                        lock -> sheet.fact(Feather.LOCK, words.say("migrations.sheet.lock", lock.table()),
                                words.say("migrations.sheet.about", frame.figures().took(lock.held()))),
                        () -> sheet.fact(Feather.DATABASE, words.say("migrations.sheet.tables"),
                                String.join(", ", plan.touches())));
            }
            asking.outlook().map(Outlook::sessions).ifPresent(sessions -> sessions.ifPresent(number -> sheet
                    .fact(Feather.USERS, words.say("migrations.sheet.connected"),
                            words.say("migrations.sheet.sessions", number))));
        }
        losing(plan, losses, sheet);
        asking.outlook().ifPresent(outlook -> ahead(outlook, sheet));
        steps(plan, backup, sheet);
        if (plan.kind() == Plan.Kind.ROLL_BACK && losses.isEmpty()) {
            sheet.warning(words.say("migrations.sheet.uncounted"));
        }
        if (declined) {
            sheet.warning(words.say("migrations.sheet.bare.warning"));
        }
        if (declined || guard == Guard.DESTRUCTION) {
            sheet.typing(database);
        }
        if (guard == Guard.DESTRUCTION) {
            sheet.askingReason(words.say("migrations.sheet.reason"));
        }
        if (!declined && plan.guarded() && !environment.production()
                && asking.outlook().map(Outlook::refusing).orElse(List.of()).isEmpty()) {
            sheet.aside(Feather.SLASH, words.say(key(plan) + ".bare"), () -> ask(asking, Safeguard.Wish.DECLINED));
        }
        frame.confirm(sheet.doing(icon(plan), declined ? words.say(key(plan) + ".bare.verb", plan.to().id()) : verb(plan),
                reason -> asking.go().accept(backup, reason)));
    }

    /// Rows in the way close the sheet's verb; red hazards are told, and in production answered for by name.
    private void ahead(Outlook outlook, Confirmation sheet) {
        if (!outlook.refusing().isEmpty()) {
            sheet.refusing(words.say("migrations.sheet.data", outlook.refusing().stream().limit(SHOWN)
                    .map(found -> found.check().file() + ":" + found.check().line() + " · " + words.say(found.words()))
                    .collect(Collectors.joining("\n"))));
            return;
        }
        if (outlook.red().isEmpty()) {
            return;
        }
        sheet.warningFirst(
                words.say("migrations.sheet.red", outlook.ahead().red().size(), outlook.ahead().red().stream().limit(SHOWN)
                        .map(hazard -> hazard.place() + " · " + words.say(hazard.what())).collect(Collectors.joining("\n"))));
        if (environment.production()) {
            sheet.acknowledging(String.join(" ", outlook.red().stream().map(Rule::id).toList()));
        }
    }

    /// Counted where it could be; rows that a script deletes by hand are always told by the script.
    private void losing(Plan plan, Optional<List<Loss>> losses, Confirmation sheet) {
        if (losses.isEmpty()) {
            plan.losses().forEach(loss -> sheet.losing(what(loss), words.say("migrations.loss.uncounted")));
            return;
        }
        long values = losses.get().stream().mapToLong(loss -> loss.values().orElse(0)).sum();
        if (!losses.get().isEmpty()) {
            sheet.losses(words.say(values == 0 ? "migrations.loss.title.empty" : "migrations.loss.title"));
        }
        losses.get().forEach(loss -> sheet.losing(
                words.say(loss.column().isPresent() ? "migrations.loss.column" : "migrations.loss.table", loss.table(),
                        loss.column().orElse("")),
                loss.values().isEmpty()
                        ? words.say("migrations.loss.uncounted")
                        : words.say(loss.column().isPresent() ? "migrations.loss.values" : "migrations.loss.count",
                                loss.values().getAsLong())));
        plan.losses().stream().filter(loss -> loss.kind() == ScriptLoss.Kind.ROWS)
                .forEach(loss -> sheet.losing(what(loss), words.say("migrations.loss.uncounted")));
    }

    private String title(Plan plan) {
        return plan.toBase()
                ? words.say("migrations.sheet.base.title", words.say(environment.care().key()))
                : words.say(key(plan) + ".title", plan.from().id(), plan.to().id());
    }

    private static String key(Plan plan) {
        return plan.toBase() ? "migrations.sheet.base" : "migrations.sheet." + plan.kind().key().substring(3);
    }

    private String verb(Plan plan) {
        return words.say(key(plan) + (environment.production() ? ".verb.production" : ".verb"), plan.to().id());
    }

    private static Feather icon(Plan plan) {
        return switch (plan.kind()) {
            case UPGRADE -> Feather.ARROW_UP_CIRCLE;
            case ROLL_BACK -> Feather.CORNER_LEFT_DOWN;
            case STAMP -> Feather.BOOKMARK;
            case ADOPT -> Feather.GIT_MERGE;
        };
    }

    private void steps(Plan plan, Safeguard.Wish backup, Confirmation sheet) {
        List<Message> steps = plan.steps(backup);
        int before = backup == Safeguard.Wish.WANTED ? 3 : 1;
        for (int i = 0; i < steps.size(); i++) {
            Message step = steps.get(i);
            int rung = i - before;
            String title = words.say(step);
            String detail = switch (step.key()) {
                case "step.apply" -> detail(plan.rungs().get(rung), standing(plan, rung));
                case "step.take-back" -> words.say("migrations.sheet.detail.take-back", standing(plan, rung));
                default -> words.say("migrations.sheet.detail." + step.key().substring(5), plan.to().id());
            };
            sheet.step(stepIcon(step.key()),
                    step.key().equals("step.apply") ? title + "  " + plan.rungs().get(rung).name() : title, detail, "");
        }
    }

    /// The level before a step, where the database stays if it fails.
    private static String standing(Plan plan, int rung) {
        return rung == 0
                ? plan.from().id()
                : plan.kind() == Plan.Kind.UPGRADE
                        ? plan.rungs().get(rung - 1).revision().id()
                        : plan.rungs().get(rung).revision().id();
    }

    private String detail(Rung rung, String standing) {
        boolean whole = rung.script().map(script -> script.transactional()).orElse(true);
        String tables = rung.script().map(script -> String.join(", ", script.touches())).orElse("");
        return words.say(whole ? "migrations.sheet.detail.apply" : "migrations.sheet.detail.apply-open", tables, standing);
    }

    private static Feather stepIcon(String key) {
        return switch (key) {
            case "step.precheck" -> Feather.CHECK_SQUARE;
            case "step.backup" -> Feather.ARCHIVE;
            case "step.apply" -> Feather.ARROW_UP_CIRCLE;
            case "step.take-back" -> Feather.CORNER_LEFT_DOWN;
            case "step.record" -> Feather.BOOKMARK;
            default -> Feather.SHIELD;
        };
    }

    private String what(ScriptLoss loss) {
        return words.say("migrations.loss." + loss.kind().name().toLowerCase(java.util.Locale.ROOT), loss.table(),
                String.join(", ", loss.columns()));
    }

    /// Asks for one of the revisions; those without a plan say why by being off.
    void choose(String titleKey, Ladder ladder, Function<Revision, Optional<Plan>> plan, Consumer<Plan> next) {
        ToggleGroup group = new ToggleGroup();
        VBox rows = new VBox(4);
        List<Revision> revisions = new ArrayList<>(ladder.rungs().reversed().stream().map(Rung::revision).toList());
        revisions.add(Revision.BASE);
        for (Revision revision : revisions) {
            rows.getChildren().add(row(revision, ladder, plan, group));
        }
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("lk-sheet-scroll");
        scroll.setMaxHeight(380);
        VBox body = new VBox(12, new Wrapped(words.say(titleKey), "lk-verdict-text"),
                new Wrapped(words.say(titleKey + ".why"), "lk-muted"), scroll);
        body.getStyleClass().add("lk-sheet-body");
        Button cancel = Buttons.plain(words.say("kit.cancel"), frame::close);
        cancel.setCancelButton(true);
        Button go = Buttons.primary(Feather.ARROW_RIGHT, words.say("migrations.choose.next"), () -> {
            if (group.getSelectedToggle() != null && group.getSelectedToggle().getUserData() instanceof Plan chosen) {
                frame.close();
                next.accept(chosen);
            }
        });
        go.setId("choose-next");
        go.setDefaultButton(true);
        go.disableProperty().bind(group.selectedToggleProperty().isNull());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, cancel, gap, go);
        foot.getStyleClass().add("lk-sheet-foot");
        VBox sheet = new VBox(body, foot);
        sheet.getStyleClass().add("lk-sheet");
        sheet.setMaxSize(520, Region.USE_PREF_SIZE);
        sheet.setPrefWidth(520);
        frame.open(sheet);
        rows.getChildren().stream().filter(row -> !row.isDisabled()).findFirst()
                .ifPresent(row -> row.lookupAll(".radio-button").forEach(javafx.scene.Node::requestFocus));
    }

    private HBox row(Revision revision, Ladder ladder, Function<Revision, Optional<Plan>> plan, ToggleGroup group) {
        boolean here = revision.equals(ladder.current());
        Optional<Plan> way = plan.apply(revision);
        String title = ladder.rung(revision).map(rung -> RungCell.title(rung, words)).orElse(words.say("migrations.choose.base"));
        RadioButton choice = new RadioButton(revision + "  " + title);
        choice.setToggleGroup(group);
        choice.setDisable(way.isEmpty());
        way.ifPresent(choice::setUserData);
        Label note = Labels.secondary(words.say(here
                ? "migrations.current"
                : way.map(found -> "migrations.choose." + found.kind().key().substring(3)
                        + (found.kind() == Plan.Kind.STAMP ? ".note" : "")).orElse("migrations.choose.closed")));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, choice, gap, note);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("choice-row");
        return row;
    }
}
