package dev.lockkeeper.ui.kit;

import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// The places of the console, in the order of the side navigation.
public enum Place {
    OVERVIEW(Feather.ACTIVITY), MIGRATIONS(Feather.LAYERS), ACCOUNTS(Feather.USERS), CONTAINERS(Feather.BOX), BACKUPS(
            Feather.ARCHIVE), ACTIVITY(Feather.TERMINAL), SETUP(Feather.CHECK_SQUARE);

    private final Feather icon;

    Place(Feather icon) {
        this.icon = icon;
    }

    public Ikon icon() {
        return icon;
    }

    /// The key of its name: `nav.overview`.
    public String key() {
        return "nav." + name().toLowerCase(Locale.ROOT);
    }
}
