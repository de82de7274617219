package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One revision read closely: what it is, what its scripts do.
final class DetailPane extends VBox {

    private final Frame frame;
    private final Words words;
    private final Label id = Labels.strong("");
    private final Label name = Labels.cut(Labels.mono(""));
    private final StackPane state = new StackPane();
    private final Label facts = Labels.cut(Labels.secondary(""));
    private final ToggleGroup tabs = new ToggleGroup();
    private final ToggleButton up;
    private final ToggleButton back;
    private final ToggleButton schema;
    private final ToggleButton changes;
    private final BiConsumer<Revision, Consumer<Optional<Catalog>>> made;
    private final BiConsumer<Revision, Consumer<Optional<Lookout.Ahead>>> ahead;
    private final Supplier<MigrationsPage> page;
    private final HazardPane hazards;
    private final SqlView sql;
    private final StackPane body = new StackPane();
    private Optional<Rung> shown = Optional.empty();
    private Optional<String> drawn = Optional.empty();

    /// `made` asks for the schema that a revision makes.
    DetailPane(Frame frame, BiConsumer<Revision, Consumer<Optional<Catalog>>> made,
            BiConsumer<Revision, Consumer<Optional<Lookout.Ahead>>> ahead, Supplier<MigrationsPage> page) {
        this.made = made;
        this.ahead = ahead;
        this.hazards = new HazardPane(frame.words());
        this.page = page;
        this.frame = frame;
        this.words = frame.words();
        setId("detail");
        sql = new SqlView(words.say("migrations.sql"));
        sql.setId("sql");
        facts.setId("detail-facts");
        id.getStyleClass().add("detail-id");
        name.getStyleClass().add("detail-name");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox first = new HBox(10, id, name, gap, state);
        first.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(4, first, facts);
        head.getStyleClass().add("detail-head");
        up = tab(Feather.ARROW_UP, "migrations.tab.up", "tab-up");
        back = tab(Feather.ROTATE_CCW, "migrations.tab.back", "tab-back");
        schema = tab(Feather.GRID, "migrations.tab.schema", "tab-schema");
        changes = tab(Feather.EDIT_3, "migrations.tab.changes", "tab-changes");
        tabs.selectToggle(up);
        tabs.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                tabs.selectToggle(before);
            } else {
                script();
            }
        });
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox line = new HBox(4, up, back, schema, changes, space,
                Buttons.icon(Feather.COPY, words.say("migrations.copy"), this::copy));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("detail-tabs");
        getStyleClass().add("lk-card");
        getChildren().addAll(head, line, body, hazards);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox.setVgrow(hazards, Priority.SOMETIMES);
        body.setMinHeight(40);
        body.getStyleClass().add("detail-body");
        setMinHeight(180);
    }

    private ToggleButton tab(Feather icon, String key, String tabId) {
        ToggleButton tab = new ToggleButton(words.say(key), new FontIcon(icon));
        tab.setId(tabId);
        tab.getStyleClass().add("lk-tab");
        tab.setToggleGroup(tabs);
        tab.setMinWidth(USE_PREF_SIZE);
        return tab;
    }

    void show(Optional<Rung> rung) {
        if (rung.equals(shown)) {
            return;
        }
        shown = rung;
        id.setText(rung.map(one -> one.revision().id()).orElse(""));
        name.setText(rung.map(Rung::name).orElse(""));
        state.getChildren().setAll(rung.map(one -> List.<Node>of(RungCell.badge(one.state(), words))).orElse(List.of()));
        facts.setText(rung.map(this::facts).orElse(""));
        boolean edited = changed().isPresent();
        changes.setVisible(edited);
        changes.setManaged(edited);
        if (!edited && changes.isSelected()) {
            tabs.selectToggle(up);
        }
        script();
        hazards();
    }

    private void hazards() {
        boolean known = shown.filter(rung -> rung.state() != RungState.UNKNOWN && rung.script().isPresent()).isPresent();
        hazards.setVisible(known);
        hazards.setManaged(known);
        if (!known) {
            return;
        }
        Rung rung = shown.orElseThrow();
        hazards.asking();
        ahead.accept(rung.revision(), found -> {
            if (shown.equals(Optional.of(rung))) {
                hazards.show(rung, found);
            }
        });
    }

    private String facts(Rung rung) {
        List<String> all = new ArrayList<>();
        rung.script().ifPresent(script -> {
            all.add(script.file());
            all.add(words.say(script.transactional() ? "migrations.fact.transaction" : "migrations.fact.no-transaction"));
        });
        page.get().ladder().map(Ladder::ledgers).filter(ledgers -> ledgers.alembic().isPresent())
                .flatMap(ledgers -> ledgers.ids().other(rung.revision()))
                .ifPresent(alembic -> all.add(words.say("migrations.fact.alembic", alembic)));
        rung.appliedAt().ifPresent(at -> all.add(rung.appliedBy()
                .map(who -> words.say("migrations.fact.applied-by", frame.figures().dateTime(at), who))
                .orElse(words.say("migrations.fact.applied", frame.figures().dateTime(at)))));
        rung.script().ifPresent(
                script -> all.add(words.say("migrations.fact.checksum", HexFormat.of().toHexDigits(script.checksum()))));
        return String.join(" · ", all);
    }

    /// What was changed in the script since it was applied, where that is known.
    private Optional<String> changed() {
        return page.get().ladder().flatMap(Ladder::finding)
                .flatMap(found -> found instanceof SchemaProblem.ScriptEdited edited
                        ? shown.flatMap(Rung::script).map(script -> String.join("\n", edited.changes(script.file())))
                        : Optional.empty())
                .filter(text -> !text.isEmpty());
    }

    private Optional<String> text() {
        if (changes.isSelected()) {
            return changed();
        }
        if (schema.isSelected()) {
            return drawn;
        }
        return shown.flatMap(Rung::script).flatMap(script -> back.isSelected() ? script.wayBackSql() : Optional.of(script.sql()));
    }

    private void script() {
        if (schema.isSelected()) {
            schema();
            return;
        }
        Optional<String> text = text();
        text.ifPresent(sql::show);
        body.getChildren().setAll(text.isPresent() ? sql : nothing(shown.orElse(null)));
    }

    /// The tables that the revision touches, as it leaves them.
    private void schema() {
        drawn = Optional.empty();
        if (shown.isEmpty()) {
            body.getChildren().clear();
            return;
        }
        Rung rung = shown.get();
        Revision below = page.get().rungs().stream().map(Rung::revision).filter(other -> other.compareTo(rung.revision()) < 0)
                .reduce((_, last) -> last).orElse(Revision.BASE);
        body.getChildren().setAll(new Skeleton(6));
        made.accept(rung.revision(), here -> made.accept(below, before -> {
            if (!shown.equals(Optional.of(rung)) || !schema.isSelected()) {
                return; // somebody looks at another one by now
            }
            drawn = here.flatMap(catalog -> before.map(lower -> new SchemaText(catalog, lower, words)
                    .of(rung.script().map(Script::touches).orElse(List.of())))).filter(text -> !text.isEmpty());
            drawn.ifPresent(sql::show);
            body.getChildren().setAll(drawn.isPresent()
                    ? sql
                    : new EmptyState(Feather.GRID, words.say("migrations.no-schema"), words.say("migrations.no-schema.why")));
        }));
    }

    private Node nothing(@Nullable Rung rung) {
        if (rung == null) {
            return new Region();
        }
        return rung.script().isEmpty()
                ? new EmptyState(Feather.FILE_MINUS, words.say("migrations.no-file"),
                        words.say("migrations.no-file.why", rung.revision().id()))
                : new EmptyState(Feather.FILE_MINUS, words.say("migrations.no-way-back"),
                        words.say("migrations.no-way-back.why",
                                "U" + rung.revision().id() + "__" + Objects.requireNonNull(rung).name() + ".sql"));
    }

    private void copy() {
        text().ifPresent(frame::copy);
    }

    /// Shows the other script.
    void turn(boolean wayBack) {
        tabs.selectToggle(wayBack ? back : up);
    }
}
