package dev.lockkeeper.schema;

import dev.lockkeeper.operation.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The revisions of an Alembic folder and what stands on what, with Alembic's own rules (`alembic/script/revision.py`).
public final class AlembicGraph {

    private final Map<String, AlembicRevision> revisions;
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, List<String>> normalized = new LinkedHashMap<>();

    private AlembicGraph(Map<String, AlembicRevision> revisions) {
        this.revisions = revisions;
    }

    /// The graph of `listed`, which must be in the folder's order. Throws [SchemaProblem.AlembicGraphBroken] where Alembic would refuse
    /// the folder too, or would take one of two files silently.
    public static AlembicGraph of(List<AlembicRevision> listed) {
        Map<String, AlembicRevision> byId = new LinkedHashMap<>();
        for (AlembicRevision revision : listed) {
            AlembicRevision other = byId.putIfAbsent(revision.id(), revision);
            if (other != null) {
                throw broken("duplicate", List.of(revision.id() + ": " + other.file() + ", " + revision.file()));
            }
        }
        AlembicGraph graph = new AlembicGraph(byId);
        graph.resolve();
        graph.refuseCycles();
        graph.normalize();
        return graph;
    }

    private static ProblemException broken(String how, List<String> evidence) {
        return new ProblemException(new SchemaProblem.AlembicGraphBroken(how, evidence));
    }

    /// The revisions on which no other one stands; one that is only depended on is among them.
    public List<String> heads() {
        Set<String> heads = new LinkedHashSet<>(revisions.keySet());
        revisions.values().forEach(revision -> heads.removeAll(revision.downRevisions()));
        return List.copyOf(heads);
    }

    public List<String> bases() {
        return revisions.values().stream().filter(revision -> revision.downRevisions().isEmpty()).map(AlembicRevision::id)
                .toList();
    }

    /// Revisions that several others stand on.
    public List<String> branchPoints() {
        Map<String, Integer> above = new HashMap<>();
        revisions.values().forEach(revision -> revision.downRevisions().forEach(id -> above.merge(id, 1, Integer::sum)));
        return revisions.keySet().stream().filter(id -> above.getOrDefault(id, 0) > 1).toList();
    }

    public List<String> mergePoints() {
        return revisions.values().stream().filter(revision -> revision.downRevisions().size() > 1).map(AlembicRevision::id)
                .toList();
    }

    public Optional<AlembicRevision> revision(String id) {
        return Optional.ofNullable(revisions.get(id));
    }

    /// The revisions upwards where each stands on one other and none beside it; empty where they branch.
    public Optional<List<AlembicRevision>> chain() {
        boolean linear = heads().size() == 1 && bases().size() == 1 && branchPoints().isEmpty() && mergePoints().isEmpty();
        return linear ? Optional.of(newestFirst().reversed().stream().map(this::known).toList()) : Optional.empty();
    }

    /// The ids in the order of `alembic history`.
    public List<String> newestFirst() {
        Set<String> real = new LinkedHashSet<>(revisions.keySet());
        revisions.keySet().forEach(id -> real.removeAll(down(id, dependencies)));
        return new Walk(new ArrayList<>(real)).walk();
    }

    private AlembicRevision known(String id) {
        return Objects.requireNonNull(revisions.get(id), id);
    }

    private List<String> down(String id, Map<String, List<String>> also) {
        return Stream.concat(known(id).downRevisions().stream(), also.getOrDefault(id, List.of()).stream()).distinct().toList();
    }

    /// Turns what `depends_on` names, ids or branch labels, into ids.
    private void resolve() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (AlembicRevision revision : revisions.values()) {
            for (String label : revision.branchLabels()) {
                String other = revisions.containsKey(label) ? label : labels.put(label, revision.id());
                if (other != null) {
                    throw broken("label", List.of(label + ": " + known(other).file() + ", " + revision.file()));
                }
            }
        }
        List<String> absent = new ArrayList<>();
        for (AlembicRevision revision : revisions.values()) {
            List<String> resolved = new ArrayList<>();
            for (String name : revision.dependsOn()) {
                String id = revisions.containsKey(name) ? name : labels.get(name);
                if (id == null) {
                    absent.add(revision.file() + ": depends_on " + name);
                } else {
                    resolved.add(id);
                }
            }
            dependencies.put(revision.id(), resolved);
            revision.downRevisions().stream().filter(id -> !revisions.containsKey(id))
                    .forEach(id -> absent.add(revision.file() + ": down_revision " + id));
        }
        if (!absent.isEmpty()) {
            throw broken("parent", absent);
        }
    }

    private void refuseCycles() {
        for (Map<String, List<String>> also : List.of(Map.<String, List<String>>of(), dependencies)) {
            Set<String> done = new HashSet<>();
            boolean more = true;
            while (more) {
                more = false;
                for (String id : revisions.keySet()) {
                    if (!done.contains(id) && done.containsAll(down(id, also))) {
                        more = done.add(id);
                    }
                }
            }
            if (done.size() < revisions.size()) {
                Set<String> left = new TreeSet<>(revisions.keySet());
                left.removeAll(done);
                // what merely stands above a cycle is no part of it
                left.removeIf(id -> !ancestors(down(id, also), other -> down(other, also)).contains(id));
                throw broken("cycle", left.stream().map(id -> id + ": " + known(id).file()).toList());
            }
        }
    }

    /// What is depended on by a revision further down already counts there.
    private void normalize() {
        for (String id : revisions.keySet()) {
            List<String> own = new ArrayList<>(dependencies.getOrDefault(id, List.of()));
            if (!own.isEmpty()) {
                for (String below : ancestors(List.of(id), other -> known(other).downRevisions())) {
                    if (!below.equals(id)) {
                        own.removeAll(dependencies.getOrDefault(below, List.of()));
                    }
                }
            }
            normalized.put(id, own);
        }
    }

    /// The ids and everything below them.
    private static Set<String> ancestors(Collection<String> ids, Function<String, List<String>> below) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> todo = new ArrayDeque<>(ids);
        while (!todo.isEmpty()) {
            String id = todo.removeLast();
            if (seen.add(id)) {
                todo.addAll(below.apply(id));
            }
        }
        return seen;
    }

    /// Walks down from the heads, one branch as far as it goes, but never to a revision that something unvisited stands on.
    private final class Walk {

        private final List<String> ends;
        private final List<Set<String>> below = new ArrayList<>();
        private final Set<String> todo = new HashSet<>(revisions.keySet());
        private final List<String> order = new ArrayList<>();
        private int at;

        Walk(List<String> ends) {
            this.ends = ends;
            ends.forEach(end -> below.add(under(end)));
        }

        List<String> walk() {
            while (!ends.isEmpty()) {
                Optional<Integer> first = standingOn(ends.get(at));
                if (first.isPresent()) {
                    at = first.get();
                } else {
                    goDown(ends.get(at));
                }
            }
            return List.copyOf(order);
        }

        /// The first other end that has this one below it and so comes before.
        private Optional<Integer> standingOn(String end) {
            for (int i = 0; i < below.size(); i++) {
                if (i != at && below.get(i).contains(end)) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }

        private void goDown(String end) {
            if (todo.remove(end)) {
                order.add(end);
            }
            List<String> next = down(end, normalized).stream().filter(id -> todo.contains(id) && !ends.contains(id)).toList();
            if (next.isEmpty()) {
                ends.remove(at);
                below.remove(at);
                at = Math.max(at - 1, 0);
                return;
            }
            ends.set(at, next.getFirst());
            boolean plain = normalized.getOrDefault(end, List.of()).isEmpty() && known(end).downRevisions().size() == 1;
            if (plain) {
                below.get(at).remove(end);
            } else {
                below.set(at, under(next.getFirst()));
                next.stream().skip(1).forEach(id -> {
                    ends.add(id);
                    below.add(under(id));
                });
            }
        }

        private Set<String> under(String id) {
            return ancestors(List.of(id), other -> down(other, normalized));
        }
    }
}
