package dev.lockkeeper.adapter.postgres;

/// How long a connection waits for the server's lock, for a statement, and for a byte from the network, in seconds; 0 is without limit.
record Limits(int lock, int statement, int socket) {

    /// Seconds until the other side must have accepted the connection.
    static final int CONNECT = 3;

    /// Seconds until the addresses of a name must be known.
    static final int RESOLVE = 3;

    /// Seconds for one of several addresses, so that the next one has its turn.
    static final int CONNECT_EACH = 1;

    /// Seconds until the login must be through, connecting included.
    static final int LOGIN = 4;

    /// For questions of the screen. The socket's limit is the longer one, so that a slow statement is ended by the server, who says so.
    static final Limits SCREEN = new Limits(3, 10, 12);

    /// For long work: a healthy migration may run for hours.
    static final Limits OPERATION = new Limits(5, 0, 0);
}
