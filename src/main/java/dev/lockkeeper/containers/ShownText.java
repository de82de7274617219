package dev.lockkeeper.containers;

import java.util.List;

/// Foreign text made fit to be read: without anything that a terminal would obey, and with what the eye would miss made visible. Its colours are
/// kept beside it.
public record ShownText(String text, List<Ink> inks) {

    /// A part of the text, from one character up to another, in one of a terminal's sixteen colours (-1 for its usual one).
    public record Ink(int from, int to, int colour, boolean bold, boolean underlined) {}

    public ShownText {
        inks = List.copyOf(inks);
    }

    public static ShownText of(String foreign) {
        return plain(foreign) ? new ShownText(foreign, List.of()) : new TerminalLine().read(foreign);
    }

    ShownText from(int start) {
        return start == 0
                ? this
                : new ShownText(text.substring(start), inks.stream().filter(ink -> ink.to() > start)
                        .map(ink -> new Ink(Math.max(0, ink.from() - start), ink.to() - start, ink.colour(), ink.bold(),
                                ink.underlined()))
                        .toList());
    }

    /// Nearly every line: nothing in it needs a look.
    private static boolean plain(String foreign) {
        for (int i = 0; i < foreign.length(); i++) {
            char c = foreign.charAt(i);
            if (c < ' ' || (c >= 0x7F && (c < 0xAC00 || c > 0xD7A3))) {
                return false;
            }
        }
        return foreign.isEmpty() || foreign.charAt(foreign.length() - 1) != ' ';
    }
}
