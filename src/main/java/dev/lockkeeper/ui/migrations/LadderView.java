package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.ui.kit.Card;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.Waterway;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The revisions, the highest on top, beside the water that stands at the current one.
final class LadderView extends VBox {

    private static final double TALL = 112;
    private static final double SHORT = 84;
    private static final double BASE = 36;
    private static final double TOP = 4;
    private static final double PADDING = 10;

    /// Of more revisions only those in sight are drawn, each with its own part of the water.
    static final int MANY = 40;

    private final Words words;
    private final Label count = Labels.secondary("");
    private final Gauge gauge = new Gauge();
    private final ListView<Rung> list = new ListView<>();
    private final ScrollPane scroll;
    private final VBox cells = new VBox();
    private final HBox side = new HBox();
    private final Label base;
    private final StackPane middle = new StackPane();
    private final HBox foot = new HBox(6);
    private MigrationsPage shown = MigrationsPage.BLANK;
    private boolean showing;

    LadderView(Frame frame, Consumer<Revision> chosen) {
        this.words = frame.words();
        list.setId("ladder");
        list.getStyleClass().add("ladder-list");
        list.setCellFactory(_ -> new RungCell(frame, () -> shown));
        list.setAccessibleText(words.say("migrations.ladder"));
        list.getSelectionModel().selectedItemProperty().subscribe(rung -> {
            if (rung != null && !showing) {
                chosen.accept(rung.revision());
                reveal(rung.revision());
            }
        });
        base = Labels.cut(Labels.secondary(words.say("migrations.base")));
        base.getStyleClass().add("ladder-base");
        cells.getChildren().setAll(list, base);
        cells.getStyleClass().add("ladder-cells");
        HBox.setHgrow(cells, Priority.ALWAYS);
        side.getChildren().setAll(gauge, cells);
        side.getStyleClass().add("ladder-side");
        scroll = new ScrollPane(side);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("ladder-scroll");
        scroll.setMinHeight(0);
        scroll.heightProperty().subscribe(_ -> fit());
        Card card = Card.titled(Feather.LAYERS, words.say("migrations.ladder"), count).filling(middle);
        middle.setMinHeight(0);
        foot.getStyleClass().add("ladder-foot");
        card.footer(foot);
        card.setMinWidth(0); // the legend never widens the ladder
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().add(card);
        getStyleClass().add("ladder");
    }

    void show(MigrationsPage page) {
        List<Rung> before = shown.rungs();
        boolean redraw = !page.level().equals(shown.level()) || !page.liveLevel().equals(shown.liveLevel())
                || middle.getChildren().isEmpty();
        shown = page;
        showing = true;
        if (redraw) {
            List<Rung> downwards = page.rungs().reversed();
            if (before.equals(page.rungs())) {
                list.refresh();
            }
            list.getItems().setAll(downwards);
            long applied = page.rungs().stream().filter(rung -> rung.state().applied()).count();
            count.setText(page.ladder().isPresent()
                    ? words.say("migrations.count", page.rungs().size(), applied)
                    : page.rungs().isEmpty() ? "" : words.say("migrations.files", page.rungs().size()));
            middle.getChildren().setAll(page.level() instanceof MigrationsPage.Level.Blank
                    ? new Skeleton(8)
                    : page.rungs().isEmpty()
                            ? nothing(page)
                            : page.rungs().size() > MANY ? many() : few());
            legend(page);
            fit();
        }
        page.chosen().ifPresent(revision -> {
            for (Rung rung : list.getItems()) {
                if (rung.revision().equals(revision) && !rung.equals(list.getSelectionModel().getSelectedItem())) {
                    list.getSelectionModel().select(rung);
                    if (page.rungs().size() > MANY) {
                        list.scrollTo(Math.max(0, list.getItems().indexOf(rung) - 2));
                    }
                }
            }
        });
        showing = false;
    }

    private EmptyState nothing(MigrationsPage page) {
        return page.level() instanceof MigrationsPage.Level.Unreadable
                ? new EmptyState(Feather.FILE_MINUS, words.say("migrations.unread"), words.say("migrations.unread.why"))
                : new EmptyState(Feather.FOLDER, words.say("migrations.empty"), words.say("migrations.empty.why"));
    }

    private ScrollPane few() {
        if (!side.getChildren().contains(cells)) {
            VBox.setVgrow(list, Priority.NEVER);
            cells.getStyleClass().remove("ladder-many");
            side.getChildren().setAll(gauge, cells);
        }
        return scroll;
    }

    private VBox many() {
        side.getChildren().clear();
        if (!cells.getStyleClass().contains("ladder-many")) {
            cells.getStyleClass().add("ladder-many");
        }
        list.setFixedCellSize(SHORT);
        list.setMinHeight(0);
        list.setPrefHeight(USE_COMPUTED_SIZE);
        list.setMaxHeight(Double.MAX_VALUE);
        VBox.setVgrow(list, Priority.ALWAYS);
        return cells;
    }

    void focus() {
        list.requestFocus();
    }

    private void legend(MigrationsPage page) {
        foot.getChildren().clear();
        if (page.liveLevel().isPresent()) {
            Pane line = new Pane(Waterway.level(0, 26, 8, "lk-dash-warn"));
            line.setMinSize(28, 16);
            line.setMaxSize(28, 16);
            foot.getChildren().addAll(line,
                    Labels.cut(Labels.secondary(words.say("migrations.legend.live", page.liveLevel().get().id()))));
            return;
        }
        for (RungState state : List.of(RungState.APPLIED, RungState.PENDING, RungState.UNDONE, RungState.FAILED,
                RungState.MODIFIED)) {
            foot.getChildren().add(RungCell.badge(state, words));
        }
    }

    /// Tall cells where they fit, else short ones; what does not fit even so scrolls together with the water.
    private void fit() {
        int rungs = shown.rungs().size();
        double room = scroll.getHeight();
        if (rungs == 0 || rungs > MANY || room <= 0) {
            return;
        }
        double cell = Math.clamp(Math.floor((room - PADDING - TOP - BASE) / rungs), SHORT, TALL);
        double cells = rungs * cell;
        if (list.getFixedCellSize() != cell) {
            list.setFixedCellSize(cell);
            list.refresh();
        }
        list.setMinHeight(cells + TOP);
        list.setPrefHeight(cells + TOP);
        list.setMaxHeight(cells + TOP);
        double height = Math.max(TOP + cells + BASE, room - PADDING);
        gauge.setMinHeight(height);
        gauge.setPrefHeight(height);
        List<Rung> downwards = shown.rungs().reversed();
        gauge.draw(shown, height, revision -> {
            for (int i = 0; i < downwards.size(); i++) {
                if (downwards.get(i).revision().equals(revision)) {
                    return TOP + i * cell + (cell - 10) / 2;
                }
            }
            return TOP + cells + 14;
        });
    }

    private void reveal(Revision revision) {
        if (shown.rungs().size() > MANY) {
            return; // the list scrolls by itself
        }
        double room = scroll.getViewportBounds().getHeight();
        double whole = gauge.getPrefHeight();
        if (whole <= room) {
            return;
        }
        for (int i = 0; i < list.getItems().size(); i++) {
            if (list.getItems().get(i).revision().equals(revision)) {
                double top = i * list.getFixedCellSize();
                double now = scroll.getVvalue() * (whole - room);
                if (top < now) {
                    scroll.setVvalue(top / (whole - room));
                } else if (top + list.getFixedCellSize() > now + room) {
                    scroll.setVvalue((top + list.getFixedCellSize() - room) / (whole - room));
                }
            }
        }
    }
}
