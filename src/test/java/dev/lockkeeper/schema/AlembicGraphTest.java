package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlembicGraphTest {

    @Test
    void a_chain_is_ordered_by_what_stands_on_what_and_not_by_its_names() {
        AlembicGraph graph = AlembicGraph.of(List.of(on("a", "c"), on("c", "b"), on("b")));

        assertThat(graph.newestFirst()).containsExactly("a", "c", "b");
        assertThat(graph.heads()).containsExactly("a");
        assertThat(graph.bases()).containsExactly("b");
        assertThat(graph.chain().orElseThrow()).extracting(AlembicRevision::id).containsExactly("b", "c", "a");
    }

    @Test
    void branches_and_merges_are_seen_and_are_no_chain() {
        AlembicGraph graph = AlembicGraph
                .of(List.of(on("base"), on("left", "base"), on("right", "base"), on("merge", "left", "right")));

        assertThat(graph.branchPoints()).containsExactly("base");
        assertThat(graph.mergePoints()).containsExactly("merge");
        assertThat(graph.heads()).containsExactly("merge");
        assertThat(graph.newestFirst()).containsExactly("merge", "left", "right", "base");
        assertThat(graph.chain()).isEmpty();
        assertThat(AlembicGraph.of(List.of(on("one"), on("two"))).chain()).isEmpty();
    }

    @Test
    void what_is_depended_on_comes_before_also_by_its_label() {
        AlembicGraph graph = AlembicGraph.of(List.of(
                new AlembicRevision("shop", List.of(), List.of("goods"), List.of(), "shop.py", ""),
                new AlembicRevision("users", List.of(), List.of(), List.of("goods"), "users.py", "")));

        assertThat(graph.newestFirst()).containsExactly("users", "shop");
        assertThat(graph.heads()).containsExactly("shop", "users");
    }

    @Test
    void an_empty_folder_has_no_revisions() {
        assertThat(AlembicGraph.of(List.of()).newestFirst()).isEmpty();
        assertThat(AlembicGraph.of(List.of()).chain()).isEmpty();
    }

    @Test
    void what_alembic_would_refuse_is_refused_with_the_files() {
        assertThat(broken(on("a", "b"), on("b", "a"), on("c", "b")))
                .isEqualTo(new SchemaProblem.AlembicGraphBroken("cycle", List.of("a: a.py", "b: b.py")));
        assertThat(broken(on("a", "a")).how()).isEqualTo("cycle");
        assertThat(broken(on("a"), on("b", "a"), dependent("a2", "b2"), dependent("b2", "a2")).how()).isEqualTo("cycle");
        assertThat(broken(on("a", "gone")))
                .isEqualTo(new SchemaProblem.AlembicGraphBroken("parent", List.of("a.py: down_revision gone")));
        assertThat(broken(dependent("a", "gone")).evidence()).containsExactly("a.py: depends_on gone");
        assertThat(broken(on("a"), new AlembicRevision("a", List.of(), List.of(), List.of(), "copy.py", "")).evidence())
                .containsExactly("a: a.py, copy.py");
        assertThat(broken(labelled("a"), labelled("b")).how()).isEqualTo("label");
    }

    private static SchemaProblem.AlembicGraphBroken broken(AlembicRevision... revisions) {
        List<SchemaProblem.AlembicGraphBroken> found = new java.util.ArrayList<>();
        assertThatThrownBy(() -> AlembicGraph.of(List.of(revisions))).isInstanceOfSatisfying(ProblemException.class,
                thrown -> found.add((SchemaProblem.AlembicGraphBroken) thrown.problem()));
        return found.getFirst();
    }

    private static AlembicRevision on(String id, String... below) {
        return new AlembicRevision(id, List.of(below), List.of(), List.of(), id + ".py", "");
    }

    private static AlembicRevision dependent(String id, String other) {
        return new AlembicRevision(id, List.of(), List.of(), List.of(other), id + ".py", "");
    }

    private static AlembicRevision labelled(String id) {
        return new AlembicRevision(id, List.of(), List.of("same"), List.of(), id + ".py", "");
    }
}
