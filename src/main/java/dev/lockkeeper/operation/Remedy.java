package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;

/// A way out of a problem: a verb that runs, its words, and the exact command it stands for (empty where there is none).
public record Remedy(Verb verb, Message label, String command) {

    /// A remedy labelled by its verb: key `remedy.<verb>`.
    public static Remedy of(Verb verb, Object... arguments) {
        return new Remedy(verb, Message.of("remedy." + verb.key(), arguments), "");
    }

    /// The same remedy, with the command it would run.
    public Remedy running(String shown) {
        return new Remedy(verb, label, shown);
    }

    /// What a remedy does. None of these destroys data; ending a session undoes what it has not committed.
    public enum Verb {
        CHECK_AGAIN, START_ENGINE, COPY_COMMAND, BRING_UP, RESTART_CONTAINER, SHOW_LOG, OPEN_ENVIRONMENT_FILE, CHOOSE_PROJECT, USE_PRACTICE, SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT, TRY_AGAIN, CHOOSE_BACKUP_FOLDER, COPY_REPORT, SHOW_ACTIVITY, REOPEN, FINISH_RESTORE, WAIT, END_SESSION, MARK_APPLIED, CLEAR_AND_RETRY, MEND_ENVIRONMENT_FILE, USE_FREE_PORT, SET_PASSWORD, LOAD_IMAGE, UNPAUSE_CONTAINER, CHOOSE_SERVICE, CREATE_PASSWORD, RECREATE_CONTAINER, PRUNE_IMAGES, USE_PUBLISHED_PORT, USE_EARLIER_IMAGE, LEAVE_ASIDE, ACCEPT_HAZARDS, QUOTE_PASSWORD, REBUILD_INDEXES, SHOW_CONTAINERS, SET_UP, OPEN_COMPOSE_FILE;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
