package dev.lockkeeper.adapter.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineForbidden;
import dev.lockkeeper.containers.EngineProblem.EnginePaused;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineUnreachable;
import dev.lockkeeper.containers.EngineProblem.EngineWslFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Says what docker-java's exceptions mean. Types and status codes decide; text only where there is nothing else.
final class EngineErrors {

    private final BooleanSupplier installed;

    /// `installed` tells whether Docker's programs are on this machine.
    EngineErrors(BooleanSupplier installed) {
        this.installed = installed;
    }

    /// What a failed first question means: an engine that answers it with an error of its own is still starting, unless it says
    /// otherwise.
    EngineProblem onGreeting(Throwable thrown, EngineAddress address) {
        if (status(thrown).filter(code -> code >= 500).isPresent()) {
            String said = text(thrown);
            return paused(said)
                    ? new EnginePaused(address.told(), said)
                    : wsl(said) ? new EngineWslFault(said) : new EngineStarting(address.told(), said);
        }
        return onCall(thrown, address);
    }

    private static boolean paused(String said) {
        return said.toLowerCase(Locale.ROOT).contains("manually paused");
    }

    /// The error codes of the Windows Subsystem for Linux all begin like this.
    private static boolean wsl(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("wsl/service/") || lower.contains("wsl_e_") || lower.contains("wsl distro");
    }

    /// What a failed call of an engine that has greeted us means.
    EngineProblem onCall(Throwable thrown, EngineAddress address) {
        if (versionRefused(thrown)) {
            return ApiVersions.refused(text(thrown));
        }
        if (status(thrown).isPresent() && paused(text(thrown))) {
            return new EnginePaused(address.told(), text(thrown));
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String said = Objects.requireNonNullElse(cause.getMessage(), "").toLowerCase(Locale.ROOT);
            // "Permission denied" arrives as a BindException from the JDK's Unix sockets.
            if (cause instanceof AccessDeniedException || said.contains("permission denied")
                    || said.contains("access is denied")) {
                return new EngineForbidden(address.told(), text(thrown));
            }
            if (cause instanceof NoSuchFileException || said.contains("no such file or directory")
                    || said.contains("cannot find the file")) {
                return nobodyAt(address, text(thrown));
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException || brokenOff(cause)) {
                return address.remote()
                        ? new EngineUnreachable(address.told(), text(thrown))
                        : new EngineStopped(address.told(), text(thrown));
            }
        }
        return new EngineRefused(text(thrown));
    }

    /// What it means that nothing is at the address.
    EngineProblem nobodyAt(EngineAddress address, String evidence) {
        return installed.getAsBoolean()
                ? new EngineStopped(address.told(), evidence)
                : new EngineAbsent(address.told());
    }

    /// Whether the engine did not like the version of its interface that we spoke: it may have been upgraded beneath us.
    static boolean versionRefused(Throwable thrown) {
        String text = text(thrown).toLowerCase(Locale.ROOT);
        return status(thrown).filter(code -> code == 400).isPresent()
                && (text.contains("is too old") || text.contains("is too new") || text.contains("api version"));
    }

    /// Whether the connection ended in mid call, as a kept one does when the engine was restarted meanwhile.
    static boolean brokenOff(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String said = Objects.requireNonNullElse(cause.getMessage(), "").toLowerCase(Locale.ROOT);
            if (cause instanceof IOException && (said.contains("broken pipe") || said.contains("connection reset")
                    || said.contains("failed to respond") || said.contains("premature end") || said.contains("closed channel"))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> status(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DockerException answered) {
                return Optional.of(answered.getHttpStatus());
            }
        }
        return Optional.empty();
    }

    /// The other side's own words: of an answer its message, of a broken connection the innermost cause.
    static String text(Throwable thrown) {
        Throwable innermost = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DockerException answered) {
                return answer(Objects.requireNonNullElse(answered.getMessage(), "HTTP " + answered.getHttpStatus()));
            }
            innermost = cause;
        }
        return PlainText.of(Objects.requireNonNullElse(innermost.getMessage(), innermost.getClass().getSimpleName()));
    }

    /// docker-java writes `Status 409: {"message":"…"}`.
    private static String answer(String message) {
        int json = message.indexOf('{');
        if (json >= 0) {
            try {
                JsonNode said = new ObjectMapper().readTree(message.substring(json)).path("message");
                if (said.isTextual()) {
                    return PlainText.of(said.asText());
                }
            } catch (JsonProcessingException e) {
                // not JSON after all: shown as it came
            }
        }
        return PlainText.of(message);
    }
}
