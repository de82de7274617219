package dev.lockkeeper.schema;

import java.util.List;

/// One revision of Alembic's, as its file says. `message` is the first paragraph of the file's docstring, in one line; it may be empty.
/// `downRevisions` is empty at a base. `dependsOn` may name ids and branch labels.
public record AlembicRevision(String id, List<String> downRevisions, List<String> branchLabels, List<String> dependsOn,
        String file, String message) {

    public AlembicRevision {
        downRevisions = List.copyOf(downRevisions);
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }
}
