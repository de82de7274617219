package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.ui.kit.Waterway;
import java.util.Optional;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/// The part of the water beside one cell, on a ladder that is too long to be drawn whole: it scrolls with its cell.
final class GaugeSlice extends Pane {

    private static final double WALL = 6;
    private static final double CHAMBER = 50;

    private @Nullable Drawing shown;

    GaugeSlice() {
        setMouseTransparent(true);
    }

    /// The water beside this revision, `height` high.
    void draw(MigrationsPage page, Revision revision, double height) {
        Drawing now = drawing(page, revision, height);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        setMinSize(Gauge.WIDTH, height);
        setPrefSize(Gauge.WIDTH, height);
        setMaxSize(Gauge.WIDTH, height);
        double middle = Math.floor(height / 2);
        getChildren().setAll(Waterway.box(WALL, 0, CHAMBER, height, "lk-dry"), Waterway.box(0, 0, WALL, height, "ladder-wall"),
                Waterway.box(WALL + CHAMBER, 0, WALL, height, "ladder-wall"));
        now.water().ifPresent(below -> water(below, height, middle));
        tick(middle, "lk-post");
        now.dash().ifPresent(style -> getChildren().add(Waterway.level(WALL + 2, WALL + CHAMBER - 2, middle, style)));
    }

    /// Most slices of a ladder are the same: below the water, or above it.
    private static Drawing drawing(MigrationsPage page, Revision revision, double height) {
        Optional<Revision> live = page.liveLevel();
        Optional<Revision> aim = live.or(() -> page.ladder().filter(ladder -> !ladder.atHead()).map(Ladder::head));
        return new Drawing(height, page.ladder().map(ladder -> Integer.signum(revision.compareTo(ladder.current()))),
                aim.filter(revision::equals).map(_ -> live.isPresent() ? "lk-dash-warn" : "lk-dash-work"));
    }

    /// `water`: -1 below the surface, 0 at it, 1 above; empty where the level is not known.
    private record Drawing(double height, Optional<Integer> water, Optional<String> dash) {}

    private void water(int below, double height, double middle) {
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
