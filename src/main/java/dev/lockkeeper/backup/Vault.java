package dev.lockkeeper.backup;

/// Everything that is done with backups: taking and listing them, proving them, going back to them.
public record Vault(Backups backups, RestoreTests tests, Restores restores) {}
