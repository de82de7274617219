package dev.lockkeeper.ui.log;

import org.jspecify.annotations.Nullable;

/// What is searched for in a log, in small or capital letters. Made for very many lines: it makes nothing while it looks.
public final class Needle {

    public static final Needle NOTHING = new Needle("");

    private final String text;
    private final char small;
    private final char capital;

    public Needle(String text) {
        this.text = text;
        this.small = text.isEmpty() ? 0 : Character.toLowerCase(text.charAt(0));
        this.capital = text.isEmpty() ? 0 : Character.toUpperCase(text.charAt(0));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public int length() {
        return text.length();
    }

    public boolean isIn(String line) {
        return in(line, 0) >= 0;
    }

    /// Where it stands first at or after `from`; -1 where it does not.
    public int in(String line, int from) {
        if (text.isEmpty()) {
            return -1;
        }
        int nextSmall = line.indexOf(small, from);
        int nextCapital = capital == small ? -1 : line.indexOf(capital, from);
        while (nextSmall >= 0 || nextCapital >= 0) {
            boolean takesSmall = nextCapital < 0 || (nextSmall >= 0 && nextSmall < nextCapital);
            int at = takesSmall ? nextSmall : nextCapital;
            if (line.regionMatches(true, at, text, 0, text.length())) {
                return at;
            }
            if (takesSmall) {
                nextSmall = line.indexOf(small, at + 1);
            } else {
                nextCapital = line.indexOf(capital, at + 1);
            }
        }
        return -1;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Needle needle && needle.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
