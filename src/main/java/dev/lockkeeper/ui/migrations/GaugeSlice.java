package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.ui.kit.Waterway;
import java.util.Optional;
import javafx.scene.Group;
import javafx.scene.layout.Pane;

/// The part of the water beside one cell, on a ladder that is too long to be drawn whole: it scrolls with its cell.
final class GaugeSlice extends Pane {

    private static final double WALL = 6;
    private static final double CHAMBER = 50;

    GaugeSlice(MigrationsPage page, Revision revision, double height) {
        setMinSize(Gauge.WIDTH, height);
        setPrefSize(Gauge.WIDTH, height);
        setMaxSize(Gauge.WIDTH, height);
        setMouseTransparent(true);
        double middle = Math.floor(height / 2);
        getChildren().addAll(Waterway.box(WALL, 0, CHAMBER, height, "lk-dry"), Waterway.box(0, 0, WALL, height, "ladder-wall"),
                Waterway.box(WALL + CHAMBER, 0, WALL, height, "ladder-wall"));
        page.ladder().ifPresent(ladder -> water(ladder, revision, height, middle));
        tick(middle, "lk-post");
        Optional<Revision> live = page.liveLevel();
        live.or(() -> page.ladder().filter(ladder -> !ladder.atHead()).map(Ladder::head)).filter(revision::equals)
                .ifPresent(_ -> getChildren().add(Waterway.level(WALL + 2, WALL + CHAMBER - 2, middle,
                        live.isPresent() ? "lk-dash-warn" : "lk-dash-work")));
    }

    private void water(Ladder ladder, Revision revision, double height, double middle) {
        int below = revision.compareTo(ladder.current());
        if (below < 0) {
            getChildren().add(Waterway.box(WALL, 0, CHAMBER, height, "lk-water"));
        } else if (below == 0) {
            getChildren().add(Waterway.water(WALL, middle, CHAMBER, height));
            tick(middle, "lk-water-line");
            Group boat = Waterway.boat();
            boat.setScaleX(0.8);
            boat.setScaleY(0.8);
            boat.setTranslateX(WALL + CHAMBER / 2);
            boat.setTranslateY(middle);
            getChildren().add(boat);
        }
    }

    private void tick(double y, String style) {
        getChildren().add(Waterway.box(2 * WALL + CHAMBER, y - 1, Gauge.WIDTH - 2 * WALL - CHAMBER, 2, style));
    }
}
