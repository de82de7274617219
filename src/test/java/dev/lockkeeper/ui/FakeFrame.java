package dev.lockkeeper.ui;

import dev.lockkeeper.testing.Screenshots;
import dev.lockkeeper.ui.kit.ConfirmSheet;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;

/// A window for one page: what it was told is kept, a sheet lies over the page.
public final class FakeFrame extends StackPane implements Frame {

    private final Words words;
    private final BooleanProperty allowed = new SimpleBooleanProperty(true);
    private final StackPane over = new StackPane();
    public final List<Place> gone = new ArrayList<>();
    public final BooleanProperty settingsOpened = new SimpleBooleanProperty();
    public final List<String> told = new ArrayList<>();
    public final List<String> copied = new ArrayList<>();

    public FakeFrame(Language language) {
        words = Words.in(language);
        over.getStyleClass().add("test-overlay");
        over.setVisible(false);
    }

    /// Puts the page into a scene of the size that the window leaves it, in this look.
    public Scene scene(Node page, Look look) {
        Look.loadFonts();
        getChildren().setAll(page, over);
        Scene scene = new Scene(this, 1068, 737);
        look.dress(scene);
        return scene;
    }

    public void allow(boolean changes) {
        allowed.set(changes);
    }

    public boolean asking() {
        return over.isVisible();
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public Figures figures() {
        return new Figures(words, ZoneId.of("Asia/Seoul"));
    }

    @Override
    public void go(Place place) {
        gone.add(place);
    }

    @Override
    public void settings() {
        settingsOpened.set(true);
    }

    @Override
    public void confirm(Confirmation confirmation) {
        ConfirmSheet sheet = new ConfirmSheet(confirmation, words, this::close);
        open(sheet);
        Platform.runLater(() -> sheet.first().requestFocus());
    }

    @Override
    public void open(Node sheet) {
        over.getChildren().setAll(sheet);
        over.setVisible(true);
    }

    @Override
    public void close() {
        over.getChildren().clear();
        over.setVisible(false);
    }

    @Override
    public void tell(Tone tone, String text) {
        told.add(text);
    }

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public ObservableBooleanValue changesAllowed() {
        return allowed;
    }

    /// Writes what is seen to `target/screenshots/`.
    public void shoot(String name) {
        Screenshots.write(getScene(), name);
    }

    /// Labels on screen whose words are cut, although nobody allowed it.
    public List<String> cutWords() {
        return Screenshots.cutWords(this);
    }
}
