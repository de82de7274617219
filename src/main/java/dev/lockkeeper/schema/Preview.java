package dev.lockkeeper.schema;

import java.util.List;
import java.util.Optional;

/// What a move from one revision to another will run, statement by statement, in the order of the run.
public record Preview(Revision from, Revision to, List<Step> steps) {

    public Preview {
        steps = List.copyOf(steps);
    }

    /// One script, with what we add around it.
    public record Step(Revision revision, String file, List<Line> lines) {

        public Step {
            lines = List.copyOf(lines);
        }

        /// Whether all of it stands or falls together.
        public boolean transactional() {
            return alone().isEmpty();
        }

        /// The first statement that cannot run in a transaction.
        public Optional<Line> alone() {
            return lines.stream().filter(line -> !line.transactional()).findFirst();
        }

        /// The script's own statements.
        public List<Line> own() {
            return lines.stream().filter(line -> !line.ours()).toList();
        }
    }

    /// One statement. `line` is that of the script, 0 for what we add ourselves.
    public record Line(int line, String sql, boolean transactional) {

        public boolean ours() {
            return line == 0;
        }
    }
}
