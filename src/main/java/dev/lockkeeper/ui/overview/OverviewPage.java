package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the overview shows: the chain as it is known, the station looked at, and what was learnt beside it, each with its time.
/// `chain` is the last whole walk; while the first one is on its way, as far as it has come.
public record OverviewPage(Optional<Readiness> chain, boolean asking, Optional<Problem> failure, Optional<Picked> picked,
        Beside beside) {

    public static final OverviewPage BLANK = new OverviewPage(Optional.empty(), false, Optional.empty(), Optional.empty(),
            Beside.NOTHING);

    /// How long a person's choice of a station holds against a broken one.
    static final Duration HOLD = Duration.ofSeconds(30);

    /// The station a person chose.
    public record Picked(StationName station, Instant at) {}

    /// Facts that outlive a failed question.
    public record Beside(Optional<Known<ContainerFacts>> container, Optional<Known<ConnectionFacts>> connection,
            Optional<Known<Ladder>> ladder, Optional<Known<Questions.Saved>> backup, Optional<Known<Long>> locked, Usage usage,
            Optional<Known<Footing>> footing) {

        static final Beside NOTHING = new Beside(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Usage.NOTHING, Optional.empty());

        Beside learning(Readiness chain) {
            return new Beside(chain.container().map(facts -> new Known<>(facts, chain.at())).or(() -> container),
                    chain.connection().map(facts -> new Known<>(facts, chain.at())).or(() -> connection),
                    chain.ladder().map(facts -> new Known<>(facts, chain.at())).or(() -> ladder), backup, locked, usage, footing);
        }

        Beside backedUp(Known<Questions.Saved> entry) {
            return new Beside(container, connection, ladder, Optional.of(entry), locked, usage, footing);
        }

        Beside counting(Known<Long> accounts) {
            return new Beside(container, connection, ladder, backup, Optional.of(accounts), usage, footing);
        }

        /// The schema has no lockouts.
        Beside uncountable() {
            return new Beside(container, connection, ladder, backup, Optional.empty(), usage, footing);
        }

        Beside using(Usage now) {
            return new Beside(container, connection, ladder, backup, locked, now, footing);
        }

        Beside standingOn(Known<Footing> found) {
            return new Beside(container, connection, ladder, backup, locked, usage, Optional.of(found));
        }

        /// What keeps the whole from being well although every link holds, the gravest first.
        List<Want> wants() {
            List<Want> wants = new ArrayList<>();
            backup.map(Known::value).ifPresent(saved -> {
                if (saved.missed().isPresent()) {
                    wants.add(Want.BACKUP_MISSED);
                } else if (saved.last().isEmpty()) {
                    wants.add(Want.NO_BACKUP);
                }
            });
            footing.map(Known::value).flatMap(found -> found.project().filter(Footing::little).or(() -> found.engine()
                    .filter(Footing::little))).ifPresent(_ -> wants.add(Want.LITTLE_ROOM));
            locked.filter(known -> known.value() > 0).ifPresent(_ -> wants.add(Want.LOCKED_ACCOUNTS));
            return wants;
        }
    }

    /// Something to look at that is no link of the chain.
    public enum Want {
        BACKUP_MISSED, NO_BACKUP, LITTLE_ROOM, LOCKED_ACCOUNTS;

        /// Begins the keys of its words: `overview.want.no-backup`.
        String key() {
            return "overview.want." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The verdict of the whole page. These exclude one another.
    public sealed interface Verdict {
        /// The first answer is awaited.
        record Checking() implements Verdict {}

        record Stopped(Station at, int passed, int after) implements Verdict {}

        record Attention(Station at, Problem problem) implements Verdict {}

        /// Every link holds, and something beside the chain should be looked at.
        record Wanting(List<Want> wants) implements Verdict {}

        record AllWell() implements Verdict {}

        /// The question itself failed.
        record Unknown(Problem problem) implements Verdict {}
    }

    OverviewPage asked() {
        return new OverviewPage(chain, true, failure, picked, beside);
    }

    /// A walk that has not ended: shown only where there is nothing older to show.
    OverviewPage walking(Readiness soFar, boolean first) {
        return first ? new OverviewPage(Optional.of(soFar), true, Optional.empty(), picked, beside.learning(soFar)) : this;
    }

    OverviewPage answered(Readiness walked, Instant now) {
        Optional<Picked> still = picked.filter(choice -> Duration.between(choice.at(), now).compareTo(HOLD) < 0);
        return new OverviewPage(Optional.of(walked), false, Optional.empty(), still, beside.learning(walked));
    }

    /// Nothing changed since the last walk.
    OverviewPage standing(Instant now) {
        return new OverviewPage(chain.map(known -> known.seen(now)), asking, failure, picked, beside);
    }

    OverviewPage failed(Problem problem) {
        return new OverviewPage(chain, false, Optional.of(problem), picked, beside);
    }

    OverviewPage picking(StationName station, Instant now) {
        return new OverviewPage(chain, asking, failure, Optional.of(new Picked(station, now)), beside);
    }

    OverviewPage beside(Beside now) {
        return new OverviewPage(chain, asking, failure, picked, now);
    }

    public Verdict verdict() {
        if (failure.isPresent()) {
            return new Verdict.Unknown(failure.get());
        }
        if (chain.isEmpty()) {
            return new Verdict.Checking();
        }
        Readiness known = chain.get();
        Optional<Station> broken = known.firstBroken();
        if (broken.isPresent()) {
            return new Verdict.Stopped(broken.get(), known.passed(), known.stations().size() - broken.get().name().number());
        }
        if (known.checking()) {
            return new Verdict.Checking();
        }
        return known.firstToMend().filter(station -> station.state() instanceof StationState.Attention)
                .<Verdict>map(station -> new Verdict.Attention(station, ((StationState.Attention) station.state()).problem()))
                .orElseGet(() -> beside.wants().isEmpty() ? new Verdict.AllWell() : new Verdict.Wanting(beside.wants()));
    }

    /// What the other pages depend on: where the chain is broken, and which revision the schema has. Empty until it is known.
    public Optional<Standing> standing() {
        return chain.filter(known -> !asking && failure.isEmpty())
                .map(known -> new Standing(known.firstBroken().map(Station::name),
                        known.ladder().map(Ladder::current)));
    }

    /// Where the chain is broken, and which revision the schema has.
    public record Standing(Optional<StationName> broken, Optional<Revision> level) {}

    /// The station that is looked at: the chosen one, else the first to mend, else the last.
    public Optional<Station> station() {
        return chain.map(known -> picked.map(choice -> known.station(choice.station()))
                .or(known::firstToMend)
                .orElseGet(() -> known.stations().stream().filter(station -> station.state() instanceof StationState.Checking)
                        .findFirst().orElseGet(() -> known.stations().getLast())));
    }
}
