package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.environment.Secret;
import java.sql.SQLException;
import org.postgresql.util.PasswordUtil;

/// What a server keeps of a password: enough to recognise it, not to know it.
public final class PasswordVerifier {

    private PasswordVerifier() {}

    /// In the form of SCRAM-SHA-256, which every supported server takes.
    public static String of(Secret password) {
        try {
            return PasswordUtil.encodePassword("", password.reveal().toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
