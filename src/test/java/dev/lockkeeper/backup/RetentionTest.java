package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.Retention.Candidate;
import dev.lockkeeper.backup.Retention.Plan;
import dev.lockkeeper.backup.Retention.Stay;
import dev.lockkeeper.backup.Retention.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What stays and what goes, whatever the folder looks like.
class RetentionTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Instant START = Instant.parse("2026-01-01T17:30:00Z");

    @Test
    void thirty_days_and_four_weeks_are_kept_of_a_year_of_daily_backups() {
        List<Candidate> year = IntStream.range(0, 365).mapToObj(day -> verified(day)).toList();

        assertThat(Retention.USUAL.plan(year, SEOUL).deleted()).hasSize(335).isEqualTo(year.subList(0, 335));
    }

    @Test
    void weeks_reach_further_back_than_a_few_days_do() {
        List<Candidate> year = IntStream.range(0, 60).mapToObj(day -> verified(day)).toList();

        Plan plan = new Retention(3, 4).plan(year, SEOUL);

        // 2026-01-02 is a Friday: weeks end on days 2, 9, …
        assertThat(kept(plan)).containsExactly(verified(59), verified(58), verified(57), verified(51), verified(44));
        assertThat(plan.deleted())
                .isEqualTo(plan.deleted().stream().sorted(java.util.Comparator.comparing(Candidate::at)).toList());
    }

    @Test
    void three_newer_unverified_ones_do_not_displace_the_verified_one() {
        List<Candidate> all = List.of(verified(0), unverified(1), unverified(2), unverified(3));

        Plan plan = new Retention(3, 0).plan(all, SEOUL);

        assertThat(plan.deleted()).isEmpty();
        assertThat(stays(plan, verified(0))).contains(Stay.NEWEST_VERIFIED);
    }

    @Test
    void the_only_verified_one_stays_however_many_unverified_ones_follow() {
        List<Candidate> all = new ArrayList<>(List.of(verified(0)));
        IntStream.range(1, 200).forEach(day -> all.add(unverified(day)));

        assertThat(Retention.USUAL.plan(all, SEOUL).deleted()).as("all are newer than it").isEmpty();
    }

    @Test
    void the_newest_of_a_day_counts_by_the_zone_of_this_machine() {
        // the same UTC day, and two days in Seoul
        Candidate evening = at("2026-03-01T14:59:00Z");
        Candidate night = at("2026-03-01T15:01:00Z");
        Candidate later = at("2026-03-01T16:00:00Z");

        assertThat(new Retention(5, 0).plan(List.of(evening, night, later), SEOUL).deleted()).containsExactly(night);
        assertThat(new Retention(5, 0).plan(List.of(evening, night, later), ZoneId.of("UTC")).deleted())
                .containsExactly(evening, night);
    }

    @Test
    void weeks_are_iso_weeks_also_over_new_year() {
        // 2024-12-30 and 2025-01-01 are one week; 2025-12-29 begins another week 1
        List<Candidate> all = List.of(at("2024-12-30T03:00:00Z"), at("2025-01-01T03:00:00Z"), at("2025-12-29T03:00:00Z"));

        assertThat(new Retention(1, 4).plan(all, SEOUL).deleted()).containsExactly(at("2024-12-30T03:00:00Z"));
    }

    @Test
    void the_guard_of_the_last_change_stays_and_files_that_are_not_ours() {
        Candidate upgrade = new Candidate(Path.of("u"), START, true, true, BackupReason.BEFORE_UPGRADE);
        Candidate earlier = new Candidate(Path.of("v"), START.minusSeconds(9), true, true, BackupReason.BEFORE_UPGRADE);
        Candidate restore = new Candidate(Path.of("r"), START.plusSeconds(9), true, true, BackupReason.BEFORE_RESTORE);
        Candidate foreign = new Candidate(Path.of("f"), START.minusSeconds(999), false, true, BackupReason.ASKED);
        List<Candidate> all = new ArrayList<>(List.of(upgrade, earlier, restore, foreign));
        IntStream.range(1, 50).forEach(day -> all.add(verified(day)));

        Plan plan = Retention.USUAL.plan(all, SEOUL);

        assertThat(stays(plan, upgrade)).containsExactly(Stay.LAST_GUARD);
        assertThat(stays(plan, restore)).containsExactly(Stay.LAST_GUARD);
        assertThat(stays(plan, foreign)).containsExactly(Stay.FOREIGN);
        assertThat(stays(plan, earlier)).isEmpty();
    }

    @Test
    void a_clock_that_jumps_a_year_deletes_no_more_than_one_more_day_would() {
        List<Candidate> before = new ArrayList<>(IntStream.range(0, 34).mapToObj(day -> verified(day)).toList());
        List<Candidate> kept = kept(Retention.USUAL.plan(before, SEOUL));
        List<Candidate> nextDay = new ArrayList<>(kept);
        nextDay.add(verified(34));
        List<Candidate> nextYear = new ArrayList<>(kept);
        nextYear.add(verified(34 + 365));

        assertThat(Retention.USUAL.plan(nextYear, SEOUL).deleted()).isEqualTo(Retention.USUAL.plan(nextDay, SEOUL).deleted())
                .hasSize(1);
        assertThat(Retention.USUAL.plan(kept, SEOUL).deleted()).as("nothing new, nothing deleted").isEmpty();
    }

    @Test
    void what_is_promised_holds_for_any_folder() {
        List<BackupReason> reasons = List.of(BackupReason.values());
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            Retention retention = new Retention(1 + random.nextInt(8), random.nextInt(6));
            List<Candidate> all = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                Instant at = START.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 50)));
                all.add(new Candidate(Path.of("b" + all.size()), random.nextInt(40) == 0 ? at.plus(Duration.ofDays(365)) : at,
                        random.nextInt(6) > 0, random.nextInt(3) == 0,
                        reasons.get(random.nextInt(reasons.size()))));
            }
            holds(retention, all, "seed " + seed);
        }
    }

    private static void holds(Retention retention, List<Candidate> all, String which) {
        Plan plan = retention.plan(all, SEOUL);
        List<Candidate> kept = kept(plan);
        assertThat(plan.verdicts()).as(which).hasSize(all.size());
        assertThat(kept).as(which).containsAll(all.stream().filter(candidate -> !candidate.ours()).toList());
        for (boolean verified : new boolean[]{true, false}) {
            List<Candidate> kind = all.stream().filter(one -> one.ours() && one.verified() == verified).toList();
            List<Candidate> keptKind = kept.stream().filter(one -> one.ours() && one.verified() == verified).toList();
            assertThat(days(keptKind)).as(which).hasSizeGreaterThanOrEqualTo(Math.min(retention.daily(), days(kind).size()));
            assertThat(newest(keptKind)).as(which).isEqualTo(newest(kind));
        }
        List<Candidate> proven = all.stream().filter(one -> one.ours() && one.verified()).toList();
        if (!proven.isEmpty()) {
            assertThat(plan.deleted()).as(which).allMatch(one -> one.at().compareTo(newest(proven)) <= 0);
        }
        assertThat(retention.plan(kept, SEOUL).deleted()).as(which + ": once is enough").isEmpty();
        // unverified ones change nothing for the verified
        assertThat(retention.plan(proven, SEOUL).deleted().stream().filter(one -> !one.reason().guards()).toList()).as(which)
                .containsAll(plan.deleted().stream().filter(one -> one.verified() && !one.reason().guards()).toList());
    }

    private static Set<LocalDate> days(List<Candidate> all) {
        Set<LocalDate> days = new HashSet<>();
        all.forEach(one -> days.add(LocalDate.ofInstant(one.at(), SEOUL)));
        return days;
    }

    private static Instant newest(List<Candidate> all) {
        return all.stream().map(Candidate::at).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static List<Candidate> kept(Plan plan) {
        return plan.verdicts().stream().filter(Verdict::kept).map(Verdict::candidate).toList();
    }

    private static Set<Stay> stays(Plan plan, Candidate candidate) {
        return plan.verdicts().stream().filter(one -> one.candidate().equals(candidate)).findFirst().orElseThrow().stays();
    }

    private static Candidate verified(int day) {
        return new Candidate(Path.of("v" + day), START.plus(Duration.ofDays(day)), true, true, BackupReason.SCHEDULED);
    }

    private static Candidate unverified(int day) {
        return new Candidate(Path.of("u" + day), START.plus(Duration.ofDays(day)), true, false, BackupReason.SCHEDULED);
    }

    private static Candidate at(String instant) {
        return new Candidate(Path.of(instant.replace(':', '-')), Instant.parse(instant), true, true, BackupReason.SCHEDULED);
    }
}
