package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ShownText.Ink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTextTest {

    private static final String ESC = "\u001B";

    @Test
    void plain_text_stays_as_it_is() {
        assertThat(ShownText.of("checkpoint starting: time"))
                .isEqualTo(new ShownText("checkpoint starting: time", java.util.List.of()));
        assertThat(ShownText.of("한글 👩‍💻 ünï").text()).isEqualTo("한글 👩‍💻 ünï");
    }

    @Test
    void colours_are_kept_beside_the_text() {
        ShownText text = ShownText.of(ESC + "[1;31mFATAL" + ESC + "[0m: no " + ESC + "[4;92mspace" + ESC + "[m");
        assertThat(text.text()).isEqualTo("FATAL: no space");
        assertThat(text.inks()).containsExactly(new Ink(0, 5, 1, true, false), new Ink(10, 15, 10, false, true));
    }

    @ParameterizedTest
    @CsvSource({"38;5;196,9", "38;5;2,2", "38;2;0;0;255,12", "38;2;90;0;0,1", "38;5;244,7", "48;5;196,-", "38;5,-",
            "999999999999,-", "38;2;1,-"})
    void every_way_to_name_a_colour_leads_to_one_of_sixteen_or_to_none(String code, String colour) {
        ShownText text = ShownText.of(ESC + "[" + code + "mx");
        assertThat(text.text()).isEqualTo("x");
        if (colour.equals("-")) {
            assertThat(text.inks()).isEmpty();
        } else {
            assertThat(text.inks()).singleElement().extracting(Ink::colour).isEqualTo(Integer.parseInt(colour));
        }
    }

    @Test
    void titles_links_the_clipboard_moves_and_bells_do_nothing() {
        assertThat(ShownText
                .of("a" + ESC + "]0;title\u0007b" + ESC + "]8;;http://evil/" + ESC + "\\link" + ESC + "]8;;" + ESC + "\\c" + ESC
                        + "]52;c;cm0gLXJm\u0007d" + ESC + "[2J" + ESC + "[10;10H" + ESC + "[?1049he" + ESC + "7" + ESC + "8" + ESC
                        + "(B\u0007f" + ESC
                        + "P1$r" + ESC + "\\g\u009B31mh\u009D0;x\u009Ci")
                .text())
                .isEqualTo("ablinkcdefghi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[", "[3", "]", "]52;c", "P", "(", "''", "[38;5", "[\u0080"})
    void a_command_that_breaks_off_shows_nothing_and_hurts_nothing(String rest) {
        assertThat(ShownText.of("before" + ESC + rest).text()).startsWith("before").doesNotContain(ESC);
    }

    @Test
    void a_carriage_return_writes_over_the_line() {
        assertThat(ShownText.of("10%\r 50%\r100%").text()).isEqualTo("100%");
        assertThat(ShownText.of("downloading\r" + ESC + "[Kdone").text()).isEqualTo("done");
        assertThat(ShownText.of("abcdef\rxyz").text()).isEqualTo("xyzdef");
        assertThat(ShownText.of("ab\b\bcd").text()).isEqualTo("cd");
        assertThat(ShownText.of("ends so\r").text()).isEqualTo("ends so");
        assertThat(ShownText.of("half 👩\rhalf ").text()).isEqualTo("half 👩");
        assertThat(ShownText.of("👩\rx").text()).isEqualTo("x\uFFFD");
    }

    @Test
    void what_the_eye_would_miss_is_made_visible() {
        assertThat(ShownText.of("a\u202Etxt.exe\u2066b\u200Bc\u2028d").text())
                .isEqualTo("a⟨U+202E⟩txt.exe⟨U+2066⟩b⟨U+200B⟩c⟨U+2028⟩d");
        assertThat(ShownText.of("nul\u0000 vt\u000B del\u007F").text()).isEqualTo("nul␀ vt␋ del␡");
        assertThat(ShownText.of("\tgoes on").text()).isEqualTo("    goes on");
    }

    @Test
    void any_characters_at_all_are_survived() {
        java.util.Random random = new java.util.Random(7);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(switch (random.nextInt(4)) {
                    case 0 -> (char) random.nextInt(0x20);
                    case 1 -> "[]0123;mKPX\\".charAt(random.nextInt(12));
                    case 2 -> (char) random.nextInt(0x10000);
                    default -> '\u001B';
                });
            }
            ShownText shown = ShownText.of(text.toString());
            assertThat(shown.text().chars().noneMatch(c -> c < ' ' || (c >= 0x7F && c < 0xA0))).as(text.toString()).isTrue();
            assertThat(shown.inks()).allSatisfy(ink -> assertThat(ink.to()).isLessThanOrEqualTo(shown.text().length()));
        }
    }
}
