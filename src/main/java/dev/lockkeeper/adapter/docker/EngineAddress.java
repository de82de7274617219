package dev.lockkeeper.adapter.docker;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where an engine listens, and which setting says so (`DOCKER_HOST`, `context colima`); empty for the system's usual place.
record EngineAddress(URI uri, Optional<String> chosenBy) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    static EngineAddress at(URI uri) {
        return new EngineAddress(uri, Optional.empty());
    }

    EngineAddress at(String pipe) {
        return new EngineAddress(URI.create("npipe:////./pipe/" + pipe), chosenBy);
    }

    /// As a person should see it.
    String told() {
        return chosenBy.map(setting -> setting.equals(EngineAddresses.HOST) ? setting + "=" + uri : uri + " (" + setting + ")")
                .orElse(uri.toString());
    }

    String scheme() {
        return uri.getScheme();
    }

    boolean remote() {
        return switch (scheme()) {
            case "tcp", "http", "https" -> uri.getHost() == null || !LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    boolean unencrypted() {
        return remote() && !scheme().equals("https");
    }

    /// The name of a Windows pipe.
    String pipe() {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
