package dev.lockkeeper.schema;

import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every revision taken up, back and up again on an empty database.
public record RoundTrip(List<Leg> legs) {

    public RoundTrip {
        legs = List.copyOf(legs);
    }

    public boolean closed() {
        return legs.stream().allMatch(Leg::closed);
    }

    /// One revision. `file` is its way back, empty where it has none. `left` is how the schema differs below it afterwards from how it was
    /// before; `again` how it differs after going up once more. `failure` ended the trip of this revision.
    public record Leg(Revision revision, Optional<String> file, List<Difference> left, List<Difference> again,
            Optional<SchemaProblem.RehearsalFailed> failure) {

        public Leg {
            left = List.copyOf(left);
            again = List.copyOf(again);
        }

        public boolean closed() {
            return file.isPresent() && left.isEmpty() && again.isEmpty() && failure.isEmpty();
        }

        /// What is wrong with it, each in one sentence: `U003 leaves index ix_metrics_day`.
        public List<Message> words() {
            List<Message> words = new ArrayList<>();
            String name = file.map(text -> text.replaceAll("__.*", "")).orElse("");
            if (file.isEmpty()) {
                words.add(Message.of("round-trip.no-way-back", revision.id()));
            }
            left.forEach(difference -> words.add(Message.of(difference.isExtra()
                    ? "round-trip.leaves"
                    : difference.isMissing() ? "round-trip.takes-too-much" : "round-trip.leaves-changed", name,
                    Message.of(difference.object().kind().key()), difference.object().kind() == CatalogKind.INDEX
                            ? difference.object().name()
                            : difference.object().path())));
            again.forEach(difference -> words.add(Message.of("round-trip.again", revision.id(), difference.words())));
            return words;
        }

    }
}
