package dev.lockkeeper.adapter.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Characters that make a script look other than it runs: ones that turn the direction of writing, ones that cannot be seen, and words
/// whose letters come from two alphabets that look alike.
final class Disguises {

    private static final Pattern UNSEEN = Pattern
            .compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200B-\\u200F\\u061C\\u2060-\\u2064\\uFEFF"
                    + "\\u00AD\\x{E0000}-\\x{E007F}]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
    private static final Pattern ALIKE = Pattern.compile("[\\p{IsCyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν]");

    private Disguises() {}

    /// Each as `file:line: U+202E`, or `file:line: word U+0430`; lines are counted from 1.
    static List<String> in(String file, String text) {
        List<String> places = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (line.chars().allMatch(c -> c < 0x80)) {
                continue;
            }
            String place = file + ":" + number + ": ";
            Matcher unseen = UNSEEN.matcher(line);
            while (unseen.find()) {
                places.add(place + code(unseen.group().codePointAt(0)));
            }
            Matcher word = WORD.matcher(line);
            while (word.find()) {
                Matcher alike = ALIKE.matcher(word.group());
                if (alike.find() && LATIN.matcher(word.group()).find()) {
                    places.add(place + word.group() + " " + code(alike.group().codePointAt(0)));
                }
            }
        }
        return places;
    }

    private static String code(int point) {
        return "U+%04X".formatted(point);
    }
}
