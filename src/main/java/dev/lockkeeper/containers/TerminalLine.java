package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ShownText.Ink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One line of a terminal, as it looks after all that was printed into it: colours are kept, a carriage return begins to write over what stands
/// there, and everything else that would be a command (titles, links, the clipboard, moves, bells) is left out.
final class TerminalLine {

    private static final int UNDERLINED = 1 << 8;
    private static final int BOLD = 1 << 9;
    private static final int TAB = 4;
    private static final char REPLACEMENT = '\uFFFD';

    private char[] seen = new char[256];
    /// Per character: the colour + 1, and whether it is bold or underlined.
    private int[] looks = new int[256];
    private int length;
    private int at;
    private int look;

    ShownText read(String foreign) {
        for (int i = 0; i < foreign.length();) {
            i = step(foreign, i);
        }
        while (length > 0 && seen[length - 1] == ' ') {
            length--;
        }
        mendHalves();
        return new ShownText(new String(seen, 0, length), inks());
    }

    /// Takes what stands at `i`; answers where to go on.
    private int step(String text, int i) {
        char c = text.charAt(i);
        switch (c) {
            case '\u001B' -> {
                return escape(text, i + 1);
            }
            case '\u009B' -> {
                return sequence(text, i + 1);
            }
            case '\u0090', '\u0098', '\u009D', '\u009E', '\u009F' -> {
                return string(text, i + 1);
            }
            case '\r' -> at = 0;
            case '\b' -> at = Math.max(0, at - 1);
            case '\t' -> {
                do {
                    write(' ');
                } while (at % TAB != 0);
            }
            case '\u0007' -> {
                // a bell in a file rings for nobody
            }
            default -> {
                int point = text.codePointAt(i);
                other(point);
                return i + Character.charCount(point);
            }
        }
        return i + 1;
    }

    private void other(int point) {
        if (point < ' ') {
            write((char) (0x2400 + point));
        } else if (point == 0x7F) {
            write('\u2421');
        } else if (hidden(point)) {
            for (char c : "⟨U+%04X⟩".formatted(point).toCharArray()) {
                write(c);
            }
        } else {
            for (char c : Character.toChars(point)) {
                write(c);
            }
        }
    }

    /// What turns the direction of text, or takes no room. The joiners of emoji and scripts are spared.
    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private void write(char c) {
        if (at >= seen.length) {
            seen = Arrays.copyOf(seen, seen.length * 2);
            looks = Arrays.copyOf(looks, looks.length * 2);
        }
        seen[at] = c;
        looks[at] = look;
        at++;
        length = Math.max(length, at);
    }

    private int escape(String text, int i) {
        if (i >= text.length()) {
            return i;
        }
        return switch (text.charAt(i)) {
            case '[' -> sequence(text, i + 1);
            case ']', 'P', 'X', '^', '_' -> string(text, i + 1);
            // the choice of a character set, which is one more character
            case '(', ')', '*', '+', '-', '.', '/', '#', '%', ' ' -> Math.min(text.length(), i + 2);
            default -> i + (text.charAt(i) >= ' ' && text.charAt(i) < 0x7F ? 1 : 0);
        };
    }

    /// After `ESC [`: numbers, then the letter that says what to do with them.
    private int sequence(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) <= '?') {
            i++;
        }
        if (i >= text.length() || text.charAt(i) < '@' || text.charAt(i) > '~') {
            return i; // broken off; what broke it is read for itself
        }
        String numbers = text.substring(start, i);
        switch (text.charAt(i)) {
            case 'm' -> paint(numbers);
            case 'K' -> wipe(numbers);
            default -> {
                // moves and modes mean nothing on one line
            }
        }
        return i + 1;
    }

    /// A title, a link, the clipboard: everything up to its end, which is a bell or `ESC \`.
    private static int string(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u0007' || c == '\u009C') {
                return i + 1;
            }
            if (c == '\u001B') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : i;
            }
        }
        return text.length();
    }

    private void wipe(String numbers) {
        switch (numbers) {
            case "", "0" -> length = Math.min(length, at);
            case "1" -> Arrays.fill(seen, 0, Math.min(at, length), ' ');
            case "2" -> {
                Arrays.fill(seen, 0, length, ' ');
                length = at;
            }
            default -> {
                // no such way to wipe
            }
        }
    }

    private void paint(String numbers) {
        String[] each = numbers.split("[;:]", -1);
        for (int i = 0; i < each.length; i++) {
            int code = number(each[i]);
            switch (code) {
                case 0 -> look = 0;
                case 1 -> look |= BOLD;
                case 4 -> look |= UNDERLINED;
                case 22 -> look &= ~BOLD;
                case 24 -> look &= ~UNDERLINED;
                case 39 -> colour(-1);
                case 38, 48, 58 -> {
                    int kind = i + 1 < each.length ? number(each[i + 1]) : -1;
                    int used = kind == 5 ? 2 : kind == 2 ? 4 : 0;
                    if (code == 38 && i + used < each.length) {
                        if (kind == 5) {
                            colour(ofPalette(number(each[i + 2])));
                        } else if (kind == 2) {
                            colour(nearest(number(each[i + 2]), number(each[i + 3]), number(each[i + 4])));
                        }
                    }
                    i += used;
                }
                default -> {
                    if (code >= 30 && code <= 37) {
                        colour(code - 30);
                    } else if (code >= 90 && code <= 97) {
                        colour(code - 90 + 8);
                    }
                }
            }
        }
    }

    private static int number(String text) {
        return text.isEmpty()
                ? 0
                : text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
    }

    private void colour(int colour) {
        look = (look & ~0xFF) | (colour + 1);
    }

    private static int ofPalette(int number) {
        if (number < 16) {
            return number;
        }
        if (number < 232) {
            int cube = number - 16;
            return nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51);
        }
        int grey = 8 + (number - 232) * 10;
        return nearest(grey, grey, grey);
    }

    private static int nearest(int red, int green, int blue) {
        int bright = Math.max(red, Math.max(green, blue)) > 170 ? 8 : 0;
        int half = Math.max(64, Math.max(red, Math.max(green, blue)) / 2);
        int colour = (red > half ? 1 : 0) | (green > half ? 2 : 0) | (blue > half ? 4 : 0);
        return colour == 0 ? (red > 40 ? 8 : 0) : colour | bright;
    }

    /// What is written over may leave half of a character.
    private void mendHalves() {
        for (int i = 0; i < length; i++) {
            if (Character.isHighSurrogate(seen[i]) && i + 1 < length && Character.isLowSurrogate(seen[i + 1])) {
                i++;
            } else if (Character.isSurrogate(seen[i])) {
                seen[i] = REPLACEMENT;
            }
        }
    }

    private List<Ink> inks() {
        List<Ink> found = new ArrayList<>();
        for (int from = 0; from < length;) {
            int to = from + 1;
            while (to < length && looks[to] == looks[from]) {
                to++;
            }
            if (looks[from] != 0) {
                found.add(
                        new Ink(from, to, (looks[from] & 0xFF) - 1, (looks[from] & BOLD) != 0, (looks[from] & UNDERLINED) != 0));
            }
            from = to;
        }
        return found;
    }
}
