package dev.lockkeeper.ui.log;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.property.BooleanProperty;

/// Whether a log stays at its end. Off, and not to be pressed, while nothing more can come; the list itself stays where it is.
public final class FollowSwitch extends ToggleSwitch {

    private final BooleanProperty followed;
    private boolean flows;

    /// `followed` is the list's own, see [FollowedList#followProperty].
    public FollowSwitch(String text, BooleanProperty followed) {
        super(text);
        this.followed = followed;
        getStyleClass().add("lk-follow");
        followed.subscribe(this::show);
        selectedProperty().subscribe(on -> {
            if (flows && on != followed.get()) {
                followed.set(on);
            }
        });
    }

    /// Whether more may come.
    public void flows(boolean now) {
        flows = now;
        show();
    }

    private void show() {
        setSelected(flows && followed.get());
        setDisable(!flows);
    }
}
