package dev.lockkeeper.adapter.postgres;

import java.io.Serial;
import java.net.UnknownHostException;

/// Whoever knows the addresses of names did not answer in time: the name may be right.
final class ResolverSilentException extends UnknownHostException {

    @Serial
    private static final long serialVersionUID = 1;

    ResolverSilentException(String host) {
        super(host);
    }
}
