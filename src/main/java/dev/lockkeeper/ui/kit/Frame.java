package dev.lockkeeper.ui.kit;

import dev.lockkeeper.words.Words;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;

/// What the window offers to the page in it. Touched on the screen's thread only.
public interface Frame {

    /// The words of the language that is on screen now.
    Words words();

    /// Numbers and times in that language.
    Figures figures();

    /// Shows another place.
    void go(Place place);

    /// Opens the settings of the project.
    void settings();

    /// Asks before something is changed; the sheet stays until it is answered.
    void confirm(Confirmation confirmation);

    /// Shows something of the page's own over it, until [#close()].
    void open(Node sheet);

    /// Takes away the sheet that is open.
    void close();

    /// Tells a result at the lower right, for a few seconds; what went wrong stays until it is closed.
    void tell(Tone tone, String text);

    /// Puts text on the clipboard and says so.
    void copy(String text);

    /// Whether this environment takes changes now. Production does only after it was allowed, with a reason, for a while.
    ObservableBooleanValue changesAllowed();
}
