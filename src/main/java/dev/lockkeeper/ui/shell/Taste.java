package dev.lockkeeper.ui.shell;

import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.words.Language;

/// How somebody likes the window: its language and its look.
public record Taste(Language language, Look look) {

    Taste speaking(Language chosen) {
        return new Taste(chosen, look);
    }

    Taste wearing(Look chosen) {
        return new Taste(language, chosen);
    }
}
