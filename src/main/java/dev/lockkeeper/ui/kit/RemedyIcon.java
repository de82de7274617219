package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.Remedy;
import org.kordamp.ikonli.feather.Feather;

/// The sign of each remedy, the same wherever it is offered.
public final class RemedyIcon {

    private RemedyIcon() {}

    public static Feather of(Remedy.Verb verb) {
        return switch (verb) {
            case CHECK_AGAIN, TRY_AGAIN -> Feather.REFRESH_CW;
            case START_ENGINE -> Feather.POWER;
            case BRING_UP -> Feather.PLAY;
            case RESTART_CONTAINER, USE_EARLIER_IMAGE -> Feather.ROTATE_CCW;
            case SHOW_LOG, SHOW_ACTIVITY -> Feather.TERMINAL;
            case OPEN_ENVIRONMENT_FILE, OPEN_COMPOSE_FILE -> Feather.FILE_TEXT;
            case SET_UP -> Feather.CHECK_SQUARE;
            case CHOOSE_PROJECT, CHOOSE_BACKUP_FOLDER -> Feather.FOLDER;
            case USE_PRACTICE -> Feather.LIFE_BUOY;
            case SHOW_MIGRATIONS -> Feather.LAYERS;
            case UPGRADE -> Feather.ARROW_UP_CIRCLE;
            case STAMP -> Feather.BOOKMARK;
            case ADOPT -> Feather.GIT_MERGE;
            case COPY_REPORT, COPY_COMMAND -> Feather.COPY;
            case REOPEN -> Feather.UNLOCK;
            case FINISH_RESTORE -> Feather.CORNER_DOWN_RIGHT;
            case WAIT -> Feather.CLOCK;
            case END_SESSION -> Feather.X_OCTAGON;
            case LEAVE_ASIDE -> Feather.EYE_OFF;
            case ACCEPT_HAZARDS -> Feather.CHECK_SQUARE;
            case MARK_APPLIED -> Feather.BOOKMARK;
            case CLEAR_AND_RETRY, RECREATE_CONTAINER -> Feather.ROTATE_CW;
            case MEND_ENVIRONMENT_FILE -> Feather.EDIT_3;
            case USE_FREE_PORT, USE_PUBLISHED_PORT -> Feather.ARROW_RIGHT;
            case CHOOSE_SERVICE, SHOW_CONTAINERS -> Feather.BOX;
            case SET_PASSWORD, CREATE_PASSWORD, QUOTE_PASSWORD -> Feather.KEY;
            case REBUILD_INDEXES -> Feather.REFRESH_CW;
            case LOAD_IMAGE -> Feather.DOWNLOAD;
            case UNPAUSE_CONTAINER -> Feather.PLAY;
            case PRUNE_IMAGES -> Feather.TRASH_2;
        };
    }
}
