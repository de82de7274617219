package dev.lockkeeper.ui.kit;

import dev.lockkeeper.words.Words;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Numbers and times as the operator reads them: in the language of the words, in the operator's zone.
public final class Figures {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Words words;
    private final ZoneId zone;

    public Figures(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
    }

    /// `14:06:12`
    public String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /// `14:06`
    public String minutes(Instant at) {
        return MINUTES.format(at.atZone(zone));
    }

    /// `14:06:12.345`
    public String millis(Instant at) {
        return MILLIS.format(at.atZone(zone));
    }

    /// `2025-11-04`
    public String date(Instant at) {
        return DATE.format(at.atZone(zone));
    }

    /// `2025-11-04 14:06`
    public String dateTime(Instant at) {
        return DATE_TIME.format(at.atZone(zone));
    }

    /// `14:06` today, else `2025-11-03 18:40`.
    public String when(Instant at, Instant now) {
        return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()) ? minutes(at) : dateTime(at);
    }

    /// `11-03 18:40`
    public String dayTime(Instant at) {
        return DAY_TIME.format(at.atZone(zone));
    }

    /// `오늘 14:06`, `어제 17:33`, this year `11-02 14:22`, else `2024-12-30 05:00`.
    public String lately(Instant at, Instant now) {
        LocalDate day = day(at);
        LocalDate today = day(now);
        if (day.equals(today)) {
            return words.say("kit.today", minutes(at));
        }
        if (day.equals(today.minusDays(1))) {
            return words.say("kit.yesterday", minutes(at));
        }
        return day.getYear() == today.getYear() ? DAY_TIME.format(at.atZone(zone)) : dateTime(at);
    }

    /// The operator's day that this moment falls on.
    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /// The zone's short name with its offset: `KST, UTC+09:00`.
    public String zone(Instant at) {
        String offset = zone.getRules().getOffset(at).getId();
        return zone.getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + ", UTC" + (offset.equals("Z") ? "+00:00" : offset);
    }

    /// How long something took, in the unit that suits: `41 ms`, `1.6 s`, `2 min 05 s`.
    public String took(Duration time) {
        if (time.toMillis() < 100) {
            return words.say("kit.took.ms", time.toMillis());
        }
        if (time.toSeconds() < 60) {
            return words.say("kit.took.s", time.toMillis() / 1000.0);
        }
        return words.say("kit.took.min", time.toMinutes(), "%02d".formatted(time.toSecondsPart()));
    }

    /// A running clock: `00:05`, `1:02:03`.
    public String elapsed(Duration time) {
        return time.toHours() > 0
                ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%02d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /// How long something has been so: `11시간 6분`, rounded down; under a minute in seconds.
    public String span(Duration time) {
        if (time.toSeconds() < 60) {
            return words.say("kit.span.seconds", Math.max(0, time.toSeconds()));
        }
        if (time.toMinutes() < 60) {
            return words.say("kit.span.minutes", time.toMinutes());
        }
        if (time.toHours() < 48) {
            return words.say("kit.span.hours", time.toHours(), time.toMinutesPart());
        }
        return words.say("kit.span.days", time.toDays());
    }

    /// What is left, rounded up: `12분`; under a minute in seconds.
    public String left(Duration time) {
        if (time.toSeconds() < 60) {
            return words.say("kit.span.seconds", Math.max(1, time.toSeconds()));
        }
        return span(Duration.ofMinutes(time.plusSeconds(59).toMinutes()));
    }

    /// `2시간 전`
    public String ago(Instant at, Instant now) {
        Duration since = Duration.between(at, now);
        if (since.toSeconds() < 5) {
            return words.say("kit.ago.now");
        }
        return words.say("kit.ago",
                since.toHours() >= 1 && since.toHours() < 48
                        ? words.say("kit.span.hours-only", since.toHours())
                        : span(since));
    }

    /// `21,904`
    public String count(long number) {
        return NumberFormat.getIntegerInstance(words.language().locale()).format(number);
    }

    /// `4.2 MB`, in steps of 1000.
    public String bytes(long number) {
        if (number < 1000) {
            return number + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = number;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < units.length - 1);
        return "%s %s".formatted(value >= 100 ? "%.0f".formatted(value) : "%.1f".formatted(value), units[unit]);
    }
}
