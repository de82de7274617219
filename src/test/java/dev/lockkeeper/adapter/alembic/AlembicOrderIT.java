package dev.lockkeeper.adapter.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicGraph;
import dev.lockkeeper.schema.AlembicListing;
import dev.lockkeeper.testing.RealAlembic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our order beside the real Alembic's.
class AlembicOrderIT {

    private static final Path SAMPLES = Path.of("src/test/resources/alembic");
    private static final Pattern SHOWN = Pattern.compile("(?m)^.* -> (\\w+)");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"linear", "merge", "labels", "depends", "dates", "annotated"})
    void the_order_is_the_one_of_alembic_history(String sample) throws Exception {
        List<String> shown = SHOWN.matcher(RealAlembic.withoutDatabase(SAMPLES.resolve(sample)).run("history")).results()
                .map(line -> line.group(1)).toList();

        AlembicListing listing = listing(SAMPLES.resolve(sample));

        assertThat(listing.unread()).isEmpty();
        assertThat(shown).hasSizeGreaterThan(3);
        assertThat(AlembicGraph.of(listing.revisions()).newestFirst()).isEqualTo(shown);
    }

    @Test
    void three_hundred_graphs_drawn_at_random_have_the_order_that_alembic_gives_them() throws Exception {
        RealAlembic.python(SAMPLES.resolve("random_graphs.py"), folder.toString(), "300", "20251102");

        for (int number = 0; number < 300; number++) {
            Path one = folder.resolve(String.valueOf(number));
            List<String> shown = Files.readAllLines(one.resolve("order.txt"));
            assertThat(ours(one)).as(one.toString()).isEqualTo(shown);
        }
    }

    private static List<String> ours(Path folder) {
        try {
            return AlembicGraph.of(listing(folder).revisions()).newestFirst();
        } catch (ProblemException e) {
            return List.of(e.problem().toString());
        }
    }

    private static AlembicListing listing(Path folder) {
        return new AlembicFolder(folder, Optional.of(folder)).list().orElseThrow();
    }
}
