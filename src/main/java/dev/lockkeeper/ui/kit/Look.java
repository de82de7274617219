package dev.lockkeeper.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark: the theme, our sheets on top of it, and the fonts that come with the console.
public enum Look {
    LIGHT("lk-light"), DARK("lk-dark");

    private static final List<String> SHEETS = List.of("/css/lockkeeper.css", "/css/pages.css");
    private static final List<String> FONTS = List.of("Pretendard-Regular.otf", "Pretendard-SemiBold.otf", "Pretendard-Bold.otf",
            "JetBrainsMono-Regular.ttf", "JetBrainsMono-SemiBold.ttf");

    private final String style;

    Look(String style) {
        this.style = style;
    }

    public Look other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    public boolean dark() {
        return this == DARK;
    }

    /// Makes the console's fonts known to JavaFX; once, before the first scene.
    public static void loadFonts() {
        for (String font : FONTS) {
            try (InputStream bytes = Objects.requireNonNull(Look.class.getResourceAsStream("/fonts/" + font), font)) {
                Font.loadFont(bytes, 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Dresses a scene; may be called again to change the look of a scene that is shown.
    public void dress(Scene scene) {
        Theme theme = this == LIGHT ? new PrimerLight() : new PrimerDark();
        scene.setUserAgentStylesheet(theme.getUserAgentStylesheet());
        List<String> sheets = new ArrayList<>();
        for (String sheet : SHEETS) {
            URL found = Look.class.getResource(sheet);
            if (found != null) {
                sheets.add(found.toExternalForm());
            }
        }
        if (!scene.getStylesheets().equals(sheets)) {
            scene.getStylesheets().setAll(sheets);
        }
        scene.getRoot().getStyleClass().removeAll(LIGHT.style, DARK.style);
        scene.getRoot().getStyleClass().add(style);
    }
}
