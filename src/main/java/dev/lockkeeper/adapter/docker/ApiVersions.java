package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.core.RemoteApiVersion;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.operation.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The versions of the engine's interface that this console was written for, and what to speak with an engine.
final class ApiVersions {

    private static final RemoteApiVersion OLDEST = RemoteApiVersion.create(1, 24);
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

    private static final Pattern BOUND = Pattern.compile("(?i)(minimum|maximum) supported API version is ([0-9.]*[0-9])");

    private ApiVersions() {}

    /// The newest version that we know and the engine speaks; its oldest where it has left us behind. Throws
    /// [EngineVersionUnsupported] where it has not come as far as our oldest.
    static RemoteApiVersion spoken(@Nullable String engineOldest, String engineNewest) {
        RemoteApiVersion newest = RemoteApiVersion.parseConfig(engineNewest);
        RemoteApiVersion oldest = engineOldest == null || engineOldest.isBlank()
                ? OLDEST
                : RemoteApiVersion.parseConfig(engineOldest);
        if (!newest.isGreaterOrEqual(OLDEST)) {
            throw new ProblemException(
                    new EngineVersionUnsupported(range(oldest.getVersion(), newest.getVersion()), own(), true));
        }
        RemoteApiVersion best = newest.isGreaterOrEqual(NEWEST) ? NEWEST : newest;
        return best.isGreaterOrEqual(oldest) ? best : oldest;
    }

    /// What it means that the engine did not like our version, though it was chosen from what it told.
    static EngineVersionUnsupported refused(String said) {
        Matcher bound = BOUND.matcher(said);
        if (!bound.find()) {
            return new EngineVersionUnsupported(said, own(), false);
        }
        boolean behind = bound.group(1).equalsIgnoreCase("maximum");
        return new EngineVersionUnsupported(behind ? range("…", bound.group(2)) : range(bound.group(2), "…"), own(), behind);
    }

    private static String own() {
        return range(OLDEST.getVersion(), NEWEST.getVersion());
    }

    private static String range(String oldest, String newest) {
        return oldest + "–" + newest;
    }
}
