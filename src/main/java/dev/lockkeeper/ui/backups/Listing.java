package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupEntry.State;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The files of the folder, newest first, each with the text that a search looks in. Made away from the screen.
public record Listing(List<BackupEntry> entries, List<String> texts) {

    private static final Map<State, String> STATES = states();

    public Listing {
        entries = List.copyOf(entries);
        texts = List.copyOf(texts);
    }

    static Listing of(List<BackupEntry> entries) {
        return new Listing(entries, entries.stream().map(Listing::text).toList());
    }

    /// The files that hold every word of `search` in their name, environment, revision or state; all of them where it is blank.
    List<BackupEntry> matching(String search) {
        List<String> wanted = Arrays.stream(search.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty()).toList();
        if (wanted.isEmpty()) {
            return entries;
        }
        List<BackupEntry> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.stream().allMatch(texts.get(i)::contains)) {
                found.add(entries.get(i));
            }
        }
        return List.copyOf(found);
    }

    private static String text(BackupEntry entry) {
        return (entry.file().getFileName() + "\n"
                + entry.manifest().map(told -> told.environment() + "\n" + told.database() + "\n" + told.revision()).orElse("")
                + "\n" + STATES.get(entry.state())).toLowerCase(Locale.ROOT);
    }

    /// The words of a state in every language: whoever types one means it, whatever language is on the screen.
    private static Map<State, String> states() {
        Map<State, String> all = new EnumMap<>(State.class);
        List<Words> languages = Arrays.stream(Language.values()).map(Words::in).toList();
        for (State state : State.values()) {
            all.put(state, languages.stream().map(words -> words.say(state.key())).collect(Collectors.joining("\n")));
        }
        return all;
    }
}
