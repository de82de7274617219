package dev.lockkeeper.ui.shell;

import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Segments;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The left side of the window: which environment, which place, which language and look.
final class SideNav extends VBox {

    /// What a person can ask of it.
    interface Wishes {
        void go(Place place);

        void open(String environment);

        void speak(Language language);

        void wear(Look look);

        void help();

        void settings();
    }

    private final Words words;
    private final Wishes wishes;
    private final Label environmentName = Labels.cut(Labels.strong(""));
    private final Label database = Labels.cut(Labels.caption(""));
    private final StackPane sign = new StackPane();
    private final Button environment;
    private final Button settings;
    private final Map<Place, ToggleButton> items = new EnumMap<>(Place.class);
    private final Map<Place, StackPane> marks = new EnumMap<>(Place.class);
    private final List<Subscription> watched = new ArrayList<>();
    private Optional<Environments.Opened> opened = Optional.empty();
    private List<Environment> offered = List.of();

    SideNav(Words words, Look look, Wishes wishes) {
        this.words = words;
        this.wishes = wishes;
        getStyleClass().add("lk-nav");
        VBox names = new VBox(1, environmentName, database);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        HBox card = new HBox(10, sign, names, new FontIcon(Feather.CHEVRON_DOWN));
        card.setAlignment(Pos.CENTER_LEFT);
        environment = new Button();
        environment.setGraphic(card);
        environment.setId("environment");
        environment.getStyleClass().add("lk-environment");
        environment.setMaxWidth(Double.MAX_VALUE);
        environment.setOnAction(_ -> choose());
        VBox places = new VBox(2);
        places.getStyleClass().add("lk-places");
        for (Place place : Place.values()) {
            places.getChildren().add(item(place));
        }
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Region rule = new Region();
        rule.getStyleClass().add("lk-rule");
        settings = settings();
        getChildren().addAll(environment, places, gap, rule, new VBox(settings), foot(look));
    }

    private Button settings() {
        Button button = new Button(words.say("nav.settings"), new FontIcon(Feather.SETTINGS));
        button.setId("nav-settings");
        button.getStyleClass().add("lk-nav-settings");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> wishes.settings());
        return button;
    }

    private Node foot(Look look) {
        Segments<Language> languages = new Segments<>(List.of(Language.KOREAN, Language.ENGLISH),
                language -> language == Language.KOREAN ? "한국어" : "EN", words.language(), wishes::speak);
        languages.setId("language");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button wear = Buttons.icon(look.dark() ? Feather.SUN : Feather.MOON,
                words.say(look.dark() ? "shell.light" : "shell.dark"),
                () -> wishes.wear(look.other()));
        wear.setId("look");
        Button help = Buttons.icon(Feather.HELP_CIRCLE, words.say("shell.shortcuts"), wishes::help);
        help.setId("help");
        HBox foot = new HBox(2, languages, gap, wear, help);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("lk-nav-foot");
        return foot;
    }

    private ToggleButton item(Place place) {
        Label name = Labels.body(words.say(place.key()));
        name.setGraphic(new FontIcon(place.icon()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        StackPane mark = new StackPane();
        marks.put(place, mark);
        HBox content = new HBox(name, gap, mark);
        content.setAlignment(Pos.CENTER_LEFT);
        ToggleButton item = new ToggleButton();
        item.setGraphic(content);
        item.setId("nav-" + place.name().toLowerCase(Locale.ROOT));
        item.setAccessibleText(words.say(place.key()));
        item.getStyleClass().add("lk-nav-item");
        item.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(item.widthProperty().subtract(24));
        item.setOnAction(_ -> {
            item.setSelected(true);
            wishes.go(place);
        });
        items.put(place, item);
        return item;
    }

    void show(ShellPage page) {
        offered = page.environments();
        items.forEach((place, item) -> item.setSelected(place == page.place()));
        environmentName.setText(
                page.environment().map(known -> words.say(known.care().key())).orElse(words.say("shell.no-environment")));
        database.setText(page.environment().map(known -> known.address().database()).orElse(words.say("shell.choose")));
        environment.setAccessibleText(words.say("shell.environment", environmentName.getText(), database.getText()));
        Care care = page.environment().map(Environment::care).orElse(Care.LOCAL);
        environment.getStyleClass().removeIf(style -> style.startsWith("care-"));
        environment.getStyleClass().add("care-" + care.name().toLowerCase(Locale.ROOT));
        sign.getChildren().setAll(new FontIcon(switch (care) {
            case LOCAL -> Feather.MONITOR;
            case STAGING -> Feather.SERVER;
            case PRODUCTION -> Feather.SHIELD;
            case PRACTICE -> Feather.LIFE_BUOY;
        }));
        if (!opened.equals(page.opened())) {
            opened = page.opened();
            watch();
        }
    }

    private void watch() {
        watched.forEach(Subscription::unsubscribe);
        watched.clear();
        marks.values().forEach(mark -> mark.getChildren().clear());
        items.values().forEach(item -> item.setDisable(opened.isEmpty()));
        settings.setDisable(opened.flatMap(Environments.Opened::settings).isEmpty());
        opened.ifPresent(now -> now.destinations().forEach(destination -> watched.add(destination.mark().subscribe(
                mark -> mark(destination.place(), mark)))));
    }

    private void mark(Place place, Optional<Destination.Mark> mark) {
        StackPane spot = marks.getOrDefault(place, new StackPane());
        ToggleButton item = items.get(place);
        spot.getChildren().clear();
        String name = words.say(place.key());
        if (item != null) {
            item.setAccessibleText(mark.map(known -> name + ", " + words.say(known.meaning())).orElse(name));
        }
        mark.ifPresent(known -> {
            if (known.count().isPresent()) {
                Label count = new Label(known.count().get());
                count.getStyleClass().add("lk-nav-count");
                spot.getChildren().add(count);
            } else {
                Label icon = new Label("", new FontIcon(known.tone().icon()));
                icon.getStyleClass().addAll("lk-toned", known.tone().style());
                spot.getChildren().add(icon);
            }
        });
    }

    /// Opens the list of environments.
    void choose() {
        ContextMenu menu = new ContextMenu();
        for (Environment offer : offered) {
            CheckMenuItem item = new CheckMenuItem(words.say(offer.care().key()) + " · " + offer.address().database()
                    + offer.file().map(file -> "  (" + file.getFileName() + ")").orElse(""));
            item.setSelected(opened.map(now -> now.environment().name().equals(offer.name())).orElse(false));
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> wishes.open(offer.name()));
            menu.getItems().add(item);
        }
        menu.show(environment, Side.BOTTOM, 0, 4);
    }
}
