package dev.lockkeeper.schema;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The revisions of an Alembic folder laid beside ours: the first of the one is the first of the other, and so on. Only where Alembic's
/// are one chain, and names or numbers leave no doubt; otherwise nothing is matched, and it is said why.
public record AlembicMatch(Optional<Path> folder, Map<String, String> files, AlembicIds ids) {

    /// There is no folder of Alembic's.
    public static final AlembicMatch NONE = new AlembicMatch(Optional.empty(), Map.of(), AlembicIds.SAME);

    public AlembicMatch {
        files = Map.copyOf(files);
    }

    public static AlembicMatch of(AlembicListing listing, List<Script> scripts) {
        Map<String, String> files = new HashMap<>();
        listing.revisions().forEach(revision -> files.put(revision.id(), revision.file()));
        return new AlembicMatch(Optional.of(listing.folder()), files, ids(listing, scripts));
    }

    private static AlembicIds ids(AlembicListing listing, List<Script> scripts) {
        if (!listing.unread().isEmpty()) {
            return refused(listing, scripts, "unread", listing.unread().size(), listing.unread().getFirst());
        }
        if (numbers(listing, scripts).size() == listing.revisions().size()) {
            return AlembicIds.SAME;
        }
        Optional<List<AlembicRevision>> chain;
        try {
            chain = AlembicGraph.of(listing.revisions()).chain();
        } catch (ProblemException e) {
            return refused(listing, scripts, "broken", e.problem() instanceof SchemaProblem.AlembicGraphBroken broken
                    ? broken.evidence().getFirst()
                    : e.problem().code());
        }
        return chain.map(revisions -> beside(listing, revisions, scripts))
                .orElseGet(() -> refused(listing, scripts, "branches"));
    }

    private static AlembicIds beside(AlembicListing listing, List<AlembicRevision> chain, List<Script> scripts) {
        int both = Math.min(chain.size(), scripts.size());
        int named = 0;
        for (int i = 0; i < both; i++) {
            AlembicRevision theirs = chain.get(i);
            Script ours = scripts.get(i);
            named += alike(theirs, ours) ? 1 : 0;
            boolean elsewhere = (!alike(theirs, ours) && scripts.stream().anyMatch(script -> alike(theirs, script)))
                    || (!theirs.id().equals(ours.revision().id()) && scripts.stream().anyMatch(script -> script.revision().id()
                            .equals(theirs.id())));
            if (elsewhere) {
                return refused(listing, scripts, "crossed", theirs.id(), ours.file());
            }
        }
        if (named < both && chain.size() != scripts.size()) {
            return refused(listing, scripts, "differs", chain.size(), scripts.size());
        }
        Map<Revision, String> ids = new TreeMap<>();
        for (int i = 0; i < both; i++) {
            ids.put(scripts.get(i).revision(), chain.get(i).id());
        }
        return AlembicIds.of(ids);
    }

    /// Whether a file of Alembic's and a script of ours bear one name: in its docstring, its file's name, or its id.
    private static boolean alike(AlembicRevision theirs, Script ours) {
        String name = slug(ours.name());
        String file = slug(theirs.file().replaceFirst("\\.py$", ""));
        return theirs.id().equals(ours.revision().id()) || (!name.isEmpty() && (slug(theirs.message()).equals(name)
                || file.equals(name) || file.endsWith("_" + name) || slug(theirs.id()).endsWith("_" + name)));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
    }

    /// Ids that are our numbers mean themselves, whatever becomes of the others.
    private static Map<Revision, String> numbers(AlembicListing listing, List<Script> scripts) {
        Map<Revision, String> numbers = new TreeMap<>();
        scripts.stream().map(Script::revision)
                .filter(ours -> listing.revisions().stream().anyMatch(theirs -> theirs.id().equals(ours.id())))
                .forEach(ours -> numbers.put(ours, ours.id()));
        return numbers;
    }

    /// Nothing is written into a ledger that the folder's Alembic could not find; where no file was read, there is nothing to go by.
    private static AlembicIds refused(AlembicListing listing, List<Script> scripts, String why, Object... arguments) {
        return new AlembicIds(numbers(listing, scripts), listing.revisions().isEmpty(),
                Optional.of(Message.of("alembic.unmatched." + why, arguments)));
    }

    /// Where the folder has another id for a revision than the one that the database keeps.
    public Optional<SchemaProblem> contradicting(Map<Revision, String> kept) {
        return ids.byRevision().entrySet().stream()
                .filter(entry -> !kept.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue())).findFirst()
                .map(entry -> new SchemaProblem.AlembicIdsChanged(entry.getKey(),
                        kept.getOrDefault(entry.getKey(), entry.getValue()), entry.getValue()));
    }

    /// Where an id that belongs to none of our revisions comes from, as far as the folder tells.
    public Message hint(String id) {
        if (folder.isEmpty()) {
            return Message.of("alembic.hint.nowhere");
        }
        String file = files.get(id);
        if (file == null) {
            return ids.refusal().filter(_ -> files.isEmpty()).orElse(Message.of("alembic.hint.absent", folder.get().toString()));
        }
        return Message.of("alembic.hint.file", file, ids.refusal().orElse(Message.of("alembic.hint.above")));
    }
}
