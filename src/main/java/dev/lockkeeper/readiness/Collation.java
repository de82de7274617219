package dev.lockkeeper.readiness;

/// The library that orders the database's text: the version that its indexes were built with, and the one that is there now.
public record Collation(String library, String recorded, String actual) {

    public boolean changed() {
        return !recorded.equals(actual);
    }
}
