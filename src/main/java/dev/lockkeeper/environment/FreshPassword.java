package dev.lockkeeper.environment;

import java.security.SecureRandom;

/// A password that nobody has had before.
public final class FreshPassword {

    /// Long enough for good; letters and digits only, so that no shell, URL or Compose file reads anything else into it.
    private static final int LENGTH = 32;
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreshPassword() {}

    public static Secret make() {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new Secret(password.toString());
    }
}
