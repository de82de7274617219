package dev.lockkeeper.ui.shell;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The strip at the top of the window: a thin line in the environment's colour; for production a striped band with its name in words.
final class EnvironmentBand extends StackPane {

    private final Words words;
    private final InstantSource clock;
    private final Runnable allow;
    private final Runnable lock;
    private Optional<Timeline> countdown = Optional.empty();
    private Optional<Environment> shown = Optional.empty();
    private Optional<ShellPage.Allowed> leave = Optional.empty();
    private boolean built;

    EnvironmentBand(Words words, InstantSource clock, Runnable allow, Runnable lock) {
        this.words = words;
        this.clock = clock;
        this.allow = allow;
        this.lock = lock;
        setId("band");
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                countdown.ifPresent(Timeline::stop);
            }
        });
    }

    void show(ShellPage page) {
        if (built && shown.equals(page.environment()) && leave.equals(page.allowed())) {
            return;
        }
        built = true;
        shown = page.environment();
        leave = page.allowed();
        countdown.ifPresent(Timeline::stop);
        getChildren().clear();
        getStyleClass().removeIf(style -> style.startsWith("lk-band"));
        getStyleClass().add("lk-band-"
                + shown.map(environment -> environment.care().name().toLowerCase(Locale.ROOT)).orElse("local"));
        if (shown.filter(Environment::production).isPresent()) {
            getStyleClass().add("lk-band-prod");
            getChildren().add(production(shown.get()));
        }
    }

    private HBox production(Environment environment) {
        Label name = new Label(words.say("shell.band.production"), new FontIcon(Feather.ALERT_OCTAGON));
        name.setMinWidth(USE_PREF_SIZE);
        HBox hazard = new HBox(name);
        hazard.getStyleClass().add("hazard");
        Label address = new Label(
                environment.address().host() + ":" + environment.address().port() + " · " + environment.address().database());
        Labels.cut(address);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox band = new HBox(12, hazard, address, gap);
        band.setAlignment(Pos.CENTER_LEFT);
        band.getStyleClass().add("lk-band-row");
        if (leave.isPresent()) {
            Badge left = Badge.of(Tone.BAD, Feather.UNLOCK, "");
            left.getStyleClass().add("lk-band-state");
            ShellPage.Allowed allowed = leave.get();
            Runnable tick = () -> {
                Duration rest = Duration.between(clock.instant(), allowed.until());
                Duration shownRest = rest.isNegative() ? Duration.ZERO : rest;
                left.setText(words.say("shell.band.allowed",
                        "%d:%02d".formatted(shownRest.toMinutes(), shownRest.toSecondsPart()), allowed.reason()));
            };
            tick.run();
            Timeline timeline = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), _ -> tick.run()));
            timeline.setCycleCount(Timeline.INDEFINITE);
            timeline.play();
            countdown = Optional.of(timeline);
            left.setMinWidth(0);
            band.getChildren().addAll(left, button(Feather.LOCK, words.say("shell.band.lock"), lock));
        } else {
            Badge readOnly = Badge.of(Tone.BAD, Feather.LOCK, words.say("shell.band.read-only"));
            readOnly.getStyleClass().add("lk-band-state");
            band.getChildren().addAll(readOnly, button(Feather.UNLOCK, words.say("shell.band.allow"), allow));
        }
        return band;
    }

    private static Button button(Feather icon, String text, Runnable action) {
        Button button = new Button(text, new FontIcon(icon));
        button.getStyleClass().add("lk-band-button");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
