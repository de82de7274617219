package dev.lockkeeper.ui.kit;

import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// A state in a pill: icon, word and colour.
public final class Badge extends Label {

    private Tone tone;
    private Ikon icon;

    private Badge(Tone tone, Ikon icon, String word) {
        super(word, new FontIcon(icon));
        this.tone = tone;
        this.icon = icon;
        getStyleClass().addAll("lk-badge", tone.style());
        setMinWidth(USE_PREF_SIZE);
    }

    public static Badge of(Tone tone, String word) {
        return new Badge(tone, tone.icon(), word);
    }

    /// With an icon of its own, where the tone's would be too general.
    public static Badge of(Tone tone, Ikon icon, String word) {
        return new Badge(tone, icon, word);
    }

    public void show(Tone now, String word) {
        show(now, now.icon(), word);
    }

    /// Where nothing is new nothing is touched: it would be styled and laid out anew.
    public void show(Tone now, Ikon sign, String word) {
        if (now != tone) {
            getStyleClass().remove(tone.style());
            getStyleClass().add(now.style());
            tone = now;
        }
        if (!sign.equals(icon)) {
            icon = sign;
            setGraphic(new FontIcon(sign));
        }
        setText(word);
    }
}
