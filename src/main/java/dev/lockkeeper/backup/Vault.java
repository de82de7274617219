package dev.lockkeeper.backup;

/// Everything that is done with backups: taking and listing them, proving them, having one before a change, going back to one, keeping them in order.
public record Vault(Backups backups, RestoreTests tests, Safeguard safeguard, Restores restores, Keeping keeping) {}
