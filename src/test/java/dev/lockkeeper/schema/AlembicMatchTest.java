package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlembicMatchTest {

    private static final Revision R1 = new Revision("001");
    private static final Revision R2 = new Revision("002");
    private static final Revision R3 = new Revision("003");

    private final List<Script> ours = List.of(script("001", "create_users"), script("002", "add_metrics_tables"));

    @Test
    void ids_that_are_our_numbers_mean_themselves() {
        AlembicIds ids = ids(chain("001:create users", "002:anything"));

        assertThat(ids).isEqualTo(AlembicIds.SAME);
        assertThat(ids.id(R2)).contains("002");
        assertThat(ids.other(R2)).isEmpty();
    }

    @Test
    void a_chain_as_long_as_ours_is_matched_by_place() {
        AlembicIds ids = ids(chain("1f3a:users", "20251102_add_metrics_tables:metrics"));

        assertThat(ids.byRevision()).isEqualTo(Map.of(R1, "1f3a", R2, "20251102_add_metrics_tables"));
        assertThat(ids.revision("20251102_add_metrics_tables")).contains(R2);
        assertThat(ids.other(R1)).contains("1f3a");
        assertThat(ids.id(Revision.BASE)).contains("base");
    }

    @Test
    void a_longer_chain_is_matched_as_far_as_the_names_agree_and_the_rest_is_named() {
        AlembicMatch match = match(chain("a1:create users", "b2:Add metrics-tables!", "c3:later"));

        assertThat(match.ids().byRevision()).isEqualTo(Map.of(R1, "a1", R2, "b2"));
        assertThat(match.hint("c3")).isEqualTo(Message.of("alembic.hint.file", "c3.py", Message.of("alembic.hint.above")));
        assertThat(match.hint("d4")).isEqualTo(Message.of("alembic.hint.absent", Path.of("versions").toString()));
    }

    @Test
    void what_alembic_does_not_have_has_no_id() {
        AlembicIds ids = ids(chain("a1:create users"));

        assertThat(ids.id(R2)).isEmpty();
        assertThat(ids.id(R1)).contains("a1");
    }

    @Test
    void a_chain_of_another_length_and_other_names_is_not_matched() {
        assertThat(refusal(chain("a1:x", "b2:y", "c3:z"))).isEqualTo(Message.of("alembic.unmatched.differs", 3, 2));
    }

    @Test
    void names_that_cross_are_not_matched() {
        assertThat(refusal(chain("a1:add metrics tables", "b2:create users")))
                .isEqualTo(Message.of("alembic.unmatched.crossed", "a1", "V001__create_users.sql"));
        assertThat(refusal(chain("000:zero", "001:create users")).key()).isEqualTo("alembic.unmatched.crossed");
    }

    @Test
    void branches_and_files_that_cannot_be_read_are_not_matched() {
        List<AlembicRevision> branched = new ArrayList<>(chain("a1:create users", "b2:x"));
        branched.add(new AlembicRevision("c3", List.of("a1"), List.of(), List.of(), "c3.py", ""));
        assertThat(refusal(branched)).isEqualTo(Message.of("alembic.unmatched.branches"));

        AlembicListing unread = new AlembicListing(Path.of("versions"), chain("a1:create users", "b2:x"),
                List.of("c.py:2: later"));
        AlembicMatch match = AlembicMatch.of(unread, ours);
        assertThat(match.ids().refusal()).contains(Message.of("alembic.unmatched.unread", 1, "c.py:2: later"));
        assertThat(match.ids().id(R1)).as("nothing is written that the folder does not have").isEmpty();
        assertThat(match.hint("b2").arguments()).contains("b2.py");
    }

    @Test
    void a_broken_folder_is_told_by_its_first_contradiction() {
        assertThat(refusal(List.of(new AlembicRevision("a1", List.of("gone"), List.of(), List.of(), "a1.py", ""))))
                .isEqualTo(Message.of("alembic.unmatched.broken", "a1.py: down_revision gone"));
    }

    @Test
    void what_the_database_keeps_completes_the_folder_and_must_not_contradict_it() {
        AlembicMatch match = match(chain("a1:create users", "b2:x"));

        assertThat(match.ids().or(Map.of(R3, "c3")).id(R3)).contains("c3");
        assertThat(match.contradicting(Map.of(R1, "a1", R3, "c3"))).isEmpty();
        assertThat(match.contradicting(Map.of(R1, "z9"))).contains(new SchemaProblem.AlembicIdsChanged(R1, "z9", "a1"));
        assertThat(AlembicIds.SAME.or(Map.of(R1, "a1")).id(R2)).as("a console without the folder guesses nothing").isEmpty();
        assertThat(AlembicMatch.NONE.hint("x")).isEqualTo(Message.of("alembic.hint.nowhere"));
    }

    private Message refusal(List<AlembicRevision> theirs) {
        AlembicIds ids = ids(theirs);
        assertThat(ids.byRevision().values()).allMatch(id -> id.equals("001") || id.equals("002"));
        return ids.refusal().orElseThrow();
    }

    private AlembicIds ids(List<AlembicRevision> theirs) {
        return match(theirs).ids();
    }

    private AlembicMatch match(List<AlembicRevision> theirs) {
        return AlembicMatch.of(new AlembicListing(Path.of("versions"), theirs, List.of()), ours);
    }

    /// Revisions, each on the one before, as `id:message`.
    private static List<AlembicRevision> chain(String... idsAndMessages) {
        List<AlembicRevision> chain = new ArrayList<>();
        for (String one : idsAndMessages) {
            String[] parts = one.split(":", 2);
            List<String> below = chain.isEmpty() ? List.of() : List.of(chain.getLast().id());
            chain.add(new AlembicRevision(parts[0], below, List.of(), List.of(), parts[0] + ".py", parts[1]));
        }
        return chain;
    }

    private static Script script(String id, String name) {
        return new Script(new Revision(id), name, "V" + id + "__" + name + ".sql", "SELECT 1", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), 1, true);
    }
}
