package dev.lockkeeper.environment;

/// The Compose service that holds the database: its name and its image.
public record DatabaseInCompose(String name, String image) {}
