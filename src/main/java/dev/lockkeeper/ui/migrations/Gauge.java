package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Rung;
import dev.lockkeeper.ui.kit.Waterway;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import javafx.scene.Group;
import javafx.scene.layout.Pane;

/// The drawn water beside the revisions, 76 wide: its surface stands at the current one, a dashed line at the one to reach.
/// What it tells stands beside it in words.
final class Gauge extends Pane {

    private static final double WALL = 6;
    private static final double CHAMBER = 50;
    private static final double FLOOR = 12;
    static final double WIDTH = 76;

    Gauge() {
        getStyleClass().add("ladder-gauge");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setMouseTransparent(true);
        setFocusTraversable(false);
    }

    /// Draws the page, `height` high; `centre` tells where a revision's middle is.
    void draw(MigrationsPage page, double height, ToDoubleFunction<Revision> centre) {
        double floor = height - FLOOR;
        getChildren().setAll(Waterway.box(0, 0, 2 * WALL + CHAMBER, height, "lk-stone"),
                Waterway.box(WALL, 0, CHAMBER, floor, "lk-dry"), Waterway.box(0, 0, WALL, height, "ladder-wall"),
                Waterway.box(WALL + CHAMBER, 0, WALL, height, "ladder-wall"),
                Waterway.box(0, floor, 2 * WALL + CHAMBER, FLOOR, "ladder-wall"));
        for (double y = 20; y < floor; y += 18.6) {
            getChildren().add(Waterway.box(WALL + CHAMBER, y, WALL, 1.5, "ladder-joint"));
        }
        List<Rung> rungs = page.rungs();
        rungs.forEach(rung -> tick(centre.applyAsDouble(rung.revision()), "lk-post"));
        tick(centre.applyAsDouble(Revision.BASE), "lk-post");
        page.ladder().ifPresent(
                ladder -> water(page, ladder.current(), Optional.of(ladder.head()).filter(_ -> !ladder.atHead()), centre, floor));
    }

    private void water(MigrationsPage page, Revision current, Optional<Revision> head, ToDoubleFunction<Revision> centre,
            double floor) {
        double surface = centre.applyAsDouble(current);
        getChildren().add(Waterway.water(WALL, surface, CHAMBER, floor));
        boolean right = true;
        for (double y = surface + 26; y < floor - 8; y += 38) {
            Group wave = new Group(Waterway.wave(0, 0));
            wave.setScaleX(0.72);
            wave.setTranslateX(right ? WALL + 14 : WALL + 4);
            wave.setTranslateY(y);
            getChildren().add(wave);
            right = !right;
        }
        tick(surface, "lk-water-line");
        Optional<Revision> live = page.liveLevel();
        live.or(() -> head).ifPresent(target -> {
            double y = centre.applyAsDouble(target);
            getChildren()
                    .add(Waterway.level(WALL + 2, WALL + CHAMBER - 2, y, live.isPresent() ? "lk-dash-warn" : "lk-dash-work"));
            if (live.isEmpty() && surface - y > 60) {
                getChildren().add(Waterway.arrowUp(WALL + CHAMBER / 2, y + 9, surface - y - 44));
            }
        });
        Group boat = Waterway.boat();
        boat.setScaleX(0.8);
        boat.setScaleY(0.8);
        boat.setTranslateX(WALL + CHAMBER / 2);
        boat.setTranslateY(surface);
        getChildren().add(boat);
    }

    private void tick(double y, String style) {
        getChildren().add(Waterway.box(2 * WALL + CHAMBER, y - 1, WIDTH - 2 * WALL - CHAMBER, 2, style));
    }
}
