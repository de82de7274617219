package dev.lockkeeper.ui.kit;

import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How something stands, told by colour *and* icon; the word comes with it.
public enum Tone {
    OK(Feather.CHECK_CIRCLE), WORK(Feather.LOADER), WARN(Feather.ALERT_TRIANGLE), BAD(Feather.X_OCTAGON), WAIT(
            Feather.CLOCK), UNDONE(
                    Feather.CORNER_UP_LEFT);

    private final Feather icon;

    Tone(Feather icon) {
        this.icon = icon;
    }

    /// The icon that says the same without the colour.
    public Ikon icon() {
        return icon;
    }

    /// The style class of everything in this tone: `ok`, `work`, …
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }
}
