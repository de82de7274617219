package dev.lockkeeper.ui.kit;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Lets a view follow what outlives it: it listens while it is in a scene, and is forgotten after.
public final class WhileShown {

    private WhileShown() {}

    /// `listener` hears the value when `view` comes into a scene, and every other one until it leaves.
    public static <T> void follow(Node view, ObservableValue<T> value, Consumer<? super T> listener) {
        Subscription[] following = {Subscription.EMPTY};
        view.sceneProperty().subscribe((javafx.scene.@Nullable Scene scene) -> {
            following[0].unsubscribe();
            following[0] = scene == null ? Subscription.EMPTY : value.subscribe(listener);
        });
    }
}
