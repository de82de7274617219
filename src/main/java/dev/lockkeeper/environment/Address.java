package dev.lockkeeper.environment;

/// Where a database is and who we are there.
public record Address(String host, int port, String database, String user) {

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
