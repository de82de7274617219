package dev.lockkeeper.ui.kit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// One choice of a few, side by side; exactly one is always on.
public final class Segments<T> extends HBox {

    private final ToggleGroup group = new ToggleGroup();

    /// `chosen` hears only of choices a person makes.
    public Segments(List<T> choices, Function<T, String> words, T now, Consumer<T> chosen) {
        getStyleClass().add("lk-segments");
        for (T choice : choices) {
            ToggleButton button = new ToggleButton(words.apply(choice));
            button.setMinWidth(USE_PREF_SIZE);
            button.setUserData(choice);
            button.setToggleGroup(group);
            button.setSelected(choice.equals(now));
            button.setOnAction(_ -> {
                if (button.isSelected()) {
                    chosen.accept(choice);
                } else {
                    button.setSelected(true);
                }
            });
            getChildren().add(button);
        }
    }

    /// Shows another choice without telling anybody.
    public void show(T choice) {
        group.getToggles().forEach(toggle -> toggle.setSelected(choice.equals(toggle.getUserData())));
    }
}
