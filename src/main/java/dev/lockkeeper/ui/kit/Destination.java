package dev.lockkeeper.ui.kit;

import dev.lockkeeper.words.Message;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// A page as the window knows it: where it stands in the navigation, how it looks, and what the window's keys do there.
/// Its model lives as long as the environment is open; its view is made anew when the language changes.
/// Touched on the screen's thread only.
public interface Destination {

    Place place();

    /// Builds the view, in the frame's language. The newest view is the one that is shown.
    Node view(Frame frame);

    /// What the navigation shows beside the name; empty for nothing.
    ObservableValue<Optional<Mark>> mark();

    /// Asks again: F5, and whenever the page comes on screen.
    void refresh();

    /// Whether the window should begin here: there is something to do before any other page has anything to show.
    default boolean wanted() {
        return false;
    }

    /// The one primary action of the page (Ctrl+Enter); it may open a sheet.
    default void primary() {}

    /// Puts the cursor into the page's search field (Ctrl+F).
    default void find() {}

    /// Closes a drawer or clears a selection (Esc); false where there was nothing to close.
    default boolean escape() {
        return false;
    }

    /// A state or a count beside a name in the navigation. `meaning` is read out.
    record Mark(Tone tone, Optional<String> count, Message meaning) {

        public static Mark state(Tone tone, Message meaning) {
            return new Mark(tone, Optional.empty(), meaning);
        }

        public static Mark count(int number, Message meaning) {
            return new Mark(Tone.WAIT, Optional.of(Integer.toString(number)), meaning);
        }
    }
}
