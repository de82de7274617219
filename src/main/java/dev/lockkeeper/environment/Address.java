package dev.lockkeeper.environment;

/// Where a database is and who we are there.
public record Address(String host, int port, String database, String user) {

    /// Whether it is this machine itself.
    public boolean loopback() {
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
