package dev.lockkeeper.ui.overview;

import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Waterway;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;

/// The chain as a waterway: a chamber per station, a gate before each, the boat where it has come to. Under each chamber its cell.
final class Chain extends VBox {

    private static final double BASIN = 62;
    private static final double HEIGHT = 138;
    private static final double FLOOR = 126;
    private static final double HIGH = 54;
    private static final double WORKING = 88;
    private static final double LOW = 116;
    private static final double[][] WAVES = {{24, 16}, {142, 20}, {30, 56}, {122, 54}};

    private final Frame frame;
    private final StationWords said;
    private final Pane drawing = new Pane();
    private final Map<StationName, ToggleButton> cells = new EnumMap<>(StationName.class);
    private final Map<StationName, Label> facts = new EnumMap<>(StationName.class);
    private final Polygon pointer = new Polygon(-11, 0, 11, 0, 0, 10);
    private List<Station> stations = List.of();
    private Optional<StationName> looked = Optional.empty();
    private OverviewPage page = OverviewPage.BLANK;
    private Object drawn = List.of();

    Chain(Frame frame, StationWords said, Consumer<StationName> pick) {
        this.frame = frame;
        this.said = said;
        getStyleClass().add("lk-chain");
        setId("chain");
        drawing.setMinHeight(HEIGHT);
        drawing.setPrefHeight(HEIGHT);
        drawing.setMaxHeight(HEIGHT);
        drawing.getStyleClass().add("lk-chain-drawing");
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(drawing.widthProperty());
        clip.setHeight(HEIGHT);
        drawing.setClip(clip);
        drawing.widthProperty().subscribe(this::draw);
        VBox app = new VBox(6, new FontIcon(Feather.GLOBE), Labels.caption(frame.words().say("overview.web-app")));
        app.setAlignment(Pos.CENTER);
        app.getStyleClass().add("lk-chain-app");
        app.setMinWidth(BASIN);
        app.setMaxWidth(BASIN);
        HBox row = new HBox(app);
        for (StationName name : StationName.values()) {
            ToggleButton cell = cell(name);
            cell.setOnAction(_ -> {
                cell.setSelected(true);
                pick.accept(name);
            });
            HBox.setHgrow(cell, Priority.ALWAYS);
            row.getChildren().add(cell);
        }
        row.addEventFilter(KeyEvent.KEY_PRESSED, event -> arrows(event, pick));
        pointer.getStyleClass().add("lk-chain-pointer");
        pointer.setManaged(false);
        getChildren().addAll(drawing, row, pointer);
    }

    private ToggleButton cell(StationName name) {
        Label title = Labels.cut(Labels.strong(frame.words().say(name.key())));
        title.setGraphic(new FontIcon(icon(name)));
        title.getStyleClass().add("lk-cell-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(6, title, gap, Labels.secondary(Integer.toString(name.number())));
        Label fact = Labels.cut(Labels.secondary(""));
        fact.getStyleClass().add("lk-cell-fact");
        facts.put(name, fact);
        VBox content = new VBox(5, top, fact);
        content.setMinWidth(0);
        ToggleButton cell = new ToggleButton();
        cell.setGraphic(content);
        cell.setId("station-" + name.name().toLowerCase(Locale.ROOT));
        cell.getStyleClass().add("lk-cell");
        cell.setAccessibleRole(AccessibleRole.RADIO_BUTTON);
        cell.setAccessibleRoleDescription(frame.words().say("overview.station"));
        cell.setMinWidth(0);
        cell.setPrefWidth(120);
        cell.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(cell.widthProperty().subtract(24));
        cells.put(name, cell);
        return cell;
    }

    static Ikon icon(StationName name) {
        return switch (name) {
            case DESKTOP -> MaterialDesignD.DOCKER;
            case ENGINE -> Feather.CPU;
            case CONTAINER -> Feather.BOX;
            case CONNECTION -> Feather.LINK_2;
            case SCHEMA -> Feather.LAYERS;
        };
    }

    private void arrows(KeyEvent event, Consumer<StationName> pick) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step == 0 || looked.isEmpty()) {
            return;
        }
        int number = Math.clamp(looked.get().number() + step, 1, cells.size());
        for (StationName name : StationName.values()) {
            if (name.number() == number) {
                pick.accept(name);
                ToggleButton cell = cells.get(name);
                if (cell != null) {
                    cell.requestFocus();
                }
            }
        }
        event.consume();
    }

    void show(OverviewPage now) {
        page = now;
        stations = now.chain().map(chain -> chain.stations()).orElse(List.of());
        looked = now.station().map(Station::name);
        for (Station station : stations) {
            ToggleButton cell = cells.get(station.name());
            Label fact = facts.get(station.name());
            if (cell == null || fact == null) {
                continue;
            }
            cell.setSelected(looked.equals(Optional.of(station.name())));
            String tone = said.tone(station).style();
            if (!cell.getStyleClass().contains(tone)) {
                cell.getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
                cell.getStyleClass().add(tone);
            }
            fact.setText(said.fact(station, now));
            cell.setAccessibleText(
                    frame.words().say("overview.cell", station.name().number(), frame.words().say(station.name().key()),
                            said.badge(station, now), fact.getText()));
        }
        draw();
    }

    /// Widths follow the window; heights are the design's.
    private void draw() {
        double width = drawing.getWidth();
        if (width < BASIN * 2) {
            return;
        }
        Object asked = List.of(width, stations.stream().map(station -> List.of(gate(station), said.tone(station),
                said.badge(station, page))).toList());
        if (asked.equals(drawn)) {
            return;
        }
        drawn = asked;
        double chamber = (width - BASIN) / StationName.values().length;
        List<Node> parts = new ArrayList<>();
        List<Node> gates = new ArrayList<>();
        List<Node> badges = new ArrayList<>();
        Waterway.Gate first = stations.isEmpty() ? Waterway.Gate.SHUT : gate(stations.getFirst());
        parts.add(Waterway.water(0, HIGH, BASIN, FLOOR));
        parts.add(Waterway.wave(14, HIGH + 34));
        double boat = first == Waterway.Gate.OPEN ? -1 : BASIN / 2 - 4;
        double boatLevel = HIGH;
        for (int i = 0; i < StationName.values().length; i++) {
            double left = BASIN + i * chamber;
            if (i >= stations.size()) {
                gates.add(Waterway.gate(left, FLOOR, Waterway.Gate.SHUT));
                parts.add(Waterway.level(left + 14, left + chamber - 14, HIGH, "lk-dash"));
                continue;
            }
            Station station = stations.get(i);
            Waterway.Gate gate = gate(station);
            parts.addAll(chamber(gate, left, chamber));
            gates.add(Waterway.gate(left, FLOOR, gate));
            if (gate == Waterway.Gate.OPEN) {
                boat = left + chamber - 46;
            } else if (gate == Waterway.Gate.WORKING) {
                boat = left + 46;
                boatLevel = WORKING;
            }
            Badge badge = Badge.of(said.tone(station), said.icon(station), said.badge(station, page));
            badge.getStyleClass().add("lk-chain-badge");
            badge.setMouseTransparent(true);
            double middle = left + chamber / 2;
            badge.layoutBoundsProperty().subscribe(bounds -> {
                badge.setLayoutX(Math.rint(middle - bounds.getWidth() / 2));
                badge.setLayoutY(Math.rint((gate == Waterway.Gate.WORKING ? 106 : 93) - bounds.getHeight() / 2));
            });
            badges.add(badge);
        }
        drawing.getChildren().setAll(parts);
        drawing.getChildren().add(Waterway.floor(width, FLOOR, HEIGHT - FLOOR));
        drawing.getChildren().addAll(gates);
        if (boat > 0) {
            Group drawn = Waterway.boat();
            drawn.setId("boat");
            drawn.setLayoutX(boat);
            drawn.setLayoutY(boatLevel);
            drawing.getChildren().add(drawn);
        }
        drawing.getChildren().addAll(badges);
        requestLayout();
    }

    private static List<Node> chamber(Waterway.Gate gate, double left, double width) {
        List<Node> parts = new ArrayList<>();
        switch (gate) {
            case OPEN -> {
                parts.add(Waterway.water(left, HIGH, width, FLOOR));
                for (double[] wave : WAVES) {
                    if (wave[0] + 40 < width) {
                        parts.add(Waterway.wave(left + wave[0], HIGH + wave[1]));
                    }
                }
            }
            case BROKEN -> {
                parts.add(Waterway.box(left, 0, width, FLOOR, "lk-hatch-bad"));
                parts.add(Waterway.water(left, LOW, width, FLOOR));
            }
            case WORKING -> {
                parts.add(Waterway.water(left, WORKING, width, FLOOR));
                parts.add(Waterway.level(left + 14, left + width - 12, HIGH, "lk-dash-work"));
                parts.add(Waterway.arrowUp(left + width - 26, HIGH + 7, 22));
            }
            case SHUT -> {
                parts.add(Waterway.box(left, LOW + 4, width, FLOOR - LOW - 4, "lk-water"));
                parts.add(Waterway.level(left + 14, left + width - 14, HIGH, "lk-dash"));
            }
        }
        return parts;
    }

    private static Waterway.Gate gate(Station station) {
        return switch (station.state()) {
            case StationState.Ok _,StationState.NotNeeded _,StationState.Attention _ -> Waterway.Gate.OPEN;
            case StationState.Checking _ -> Waterway.Gate.WORKING;
            case StationState.Broken _ -> Waterway.Gate.BROKEN;
            case StationState.Waiting _ -> Waterway.Gate.SHUT;
        };
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        ToggleButton cell = looked.map(cells::get).orElse(null);
        pointer.setVisible(cell != null);
        if (cell != null) {
            stations.stream().filter(station -> looked.equals(Optional.of(station.name()))).findFirst().ifPresent(station -> {
                pointer.getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
                pointer.getStyleClass().add(said.tone(station).style());
            });
            pointer.setLayoutX(cell.getParent().getLayoutX() + cell.getLayoutX() + cell.getWidth() / 2);
            pointer.setLayoutY(getHeight() - 1);
        }
    }
}
