package dev.lockkeeper.adapter.postgres;

import java.io.Serial;
import java.net.ConnectException;
import java.util.List;

/// None of the addresses of a name took the connection. Each of `tried` is an address and what happened there.
final class UnansweredException extends ConnectException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> tried;
    private final boolean silent;

    /// `silent`: nobody refused, nobody answered.
    UnansweredException(List<String> tried, boolean silent) {
        super(String.join(" · ", tried));
        this.tried = List.copyOf(tried);
        this.silent = silent;
    }

    List<String> tried() {
        return tried;
    }

    boolean silent() {
        return silent;
    }
}
