package dev.lockkeeper.adapter.docker;

import java.util.regex.Pattern;

/// Foreign text without colours and control characters, so that it can only be read.
final class PlainText {

    private static final Pattern TERMINAL = Pattern
            .compile("\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|\u001B[@-Z\\\\^_]");
    // \p{Cf} includes the marks that turn the direction of text; the joiners of emoji and scripts are spared.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\t\u200C\u200D]]");

    private PlainText() {}

    static String of(String text) {
        return CONTROL.matcher(TERMINAL.matcher(text).replaceAll("")).replaceAll("").replace('\t', ' ').stripTrailing();
    }
}
