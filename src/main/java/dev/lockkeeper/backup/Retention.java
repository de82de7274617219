package dev.lockkeeper.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which backups stay: the newest of each of the `daily` latest days, and of each of the `weekly` latest weeks, that have one; what nobody scheduled stays whole for as many days. How old one
/// is by the clock counts for nothing, only the order and the days that differ, so that a clock that jumps deletes nothing more.
public record Retention(int daily, int weekly) {

    /// Thirty days and four weeks.
    public static final Retention USUAL = new Retention(30, 4);

    private static final Comparator<Candidate> OLDEST_FIRST = Comparator.comparing(Candidate::at)
            .thenComparing(candidate -> String.valueOf(candidate.file().getFileName()));

    public Retention {
        if (daily < 1 || weekly < 0) {
            throw new IllegalArgumentException(daily + " days, " + weekly + " weeks");
        }
    }

    /// One file of the folder. `ours`: a manifest that fits stands beside it; without one, `reason` and `verified` mean nothing.
    /// `verified`: it was restored once, and was what its manifest says.
    public record Candidate(Path file, Instant at, boolean ours, boolean verified, BackupReason reason) {

        boolean proven() {
            return ours && verified;
        }

        boolean unproven() {
            return ours && !verified;
        }
    }

    /// Why one stays.
    public enum Stay {
        NEWEST_VERIFIED, NEWER_THAN_VERIFIED, LAST_GUARD, DAILY, WEEKLY, ASKED_FOR, FOREIGN;

        /// The key of its words: `backup.stay.daily`.
        public String key() {
            return "backup.stay." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What becomes of one file: it stays for every reason given, and is deleted where there is none.
    public record Verdict(Candidate candidate, Set<Stay> stays) {

        public Verdict {
            stays = Set.copyOf(stays);
        }

        public boolean kept() {
            return !stays.isEmpty();
        }
    }

    /// Newest first.
    public record Plan(List<Verdict> verdicts) {

        public Plan {
            verdicts = List.copyOf(verdicts);
        }

        /// What goes, in the order in which it goes: oldest first.
        public List<Candidate> deleted() {
            return verdicts.stream().filter(verdict -> !verdict.kept()).map(Verdict::candidate).toList().reversed();
        }

        /// The one that must be there while others go: the newest verified, or, where none is, the newest of ours.
        Optional<Candidate> anchor() {
            return newest(verdicts.stream().map(Verdict::candidate).toList(), Candidate::proven)
                    .or(() -> newest(verdicts.stream().map(Verdict::candidate).toList(), Candidate::ours));
        }
    }

    /// Days and weeks are those of `zone`. Verified and unverified backups are counted apart, so that none that was never restored takes
    /// the place of one that was.
    public Plan plan(List<Candidate> all, ZoneId zone) {
        Optional<Candidate> verified = newest(all, Candidate::proven);
        Set<Candidate> guards = new HashSet<>();
        for (BackupReason reason : BackupReason.values()) {
            if (reason.guards()) {
                newest(all, candidate -> candidate.ours() && candidate.reason() == reason).ifPresent(guards::add);
            }
        }
        Set<Candidate> days = new HashSet<>();
        Set<Candidate> weeks = new HashSet<>();
        // what somebody asked for, or what stood before a change, is not thinned to one a day
        Set<Candidate> asked = new HashSet<>();
        for (Predicate<Candidate> kind : List.<Predicate<Candidate>>of(Candidate::proven, Candidate::unproven)) {
            List<LocalDate> latest = newestOfEach(all, kind, daily, candidate -> day(candidate, zone)).stream()
                    .map(candidate -> day(candidate, zone)).toList();
            all.stream().filter(kind).filter(candidate -> candidate.reason() != BackupReason.SCHEDULED)
                    .filter(candidate -> latest.contains(day(candidate, zone))).forEach(asked::add);
            days.addAll(newestOfEach(all, kind, daily, candidate -> day(candidate, zone)));
            weeks.addAll(newestOfEach(all, kind, weekly, candidate -> week(day(candidate, zone))));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Candidate candidate : all.stream().sorted(OLDEST_FIRST.reversed()).toList()) {
            Set<Stay> stays = EnumSet.noneOf(Stay.class);
            if (!candidate.ours()) {
                stays.add(Stay.FOREIGN);
            }
            verified.filter(candidate::equals).ifPresent(_ -> stays.add(Stay.NEWEST_VERIFIED));
            if (candidate.ours() && verified.filter(newest -> OLDEST_FIRST.compare(candidate, newest) > 0).isPresent()) {
                stays.add(Stay.NEWER_THAN_VERIFIED);
            }
            if (guards.contains(candidate)) {
                stays.add(Stay.LAST_GUARD);
            }
            if (days.contains(candidate)) {
                stays.add(Stay.DAILY);
            }
            if (weeks.contains(candidate)) {
                stays.add(Stay.WEEKLY);
            }
            if (asked.contains(candidate)) {
                stays.add(Stay.ASKED_FOR);
            }
            verdicts.add(new Verdict(candidate, stays));
        }
        return new Plan(verdicts);
    }

    private static Optional<Candidate> newest(List<Candidate> all, Predicate<Candidate> kind) {
        return all.stream().filter(kind).max(OLDEST_FIRST);
    }

    private static <T> List<Candidate> newestOfEach(List<Candidate> all, Predicate<Candidate> kind, int count,
            Function<Candidate, T> span) {
        List<Candidate> newest = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        for (Candidate candidate : all.stream().filter(kind).sorted(OLDEST_FIRST.reversed()).toList()) {
            if (seen.size() < count && seen.add(span.apply(candidate))) {
                newest.add(candidate);
            }
        }
        return newest;
    }

    private static LocalDate day(Candidate candidate, ZoneId zone) {
        return LocalDate.ofInstant(candidate.at(), zone);
    }

    private static String week(LocalDate day) {
        return day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }
}
