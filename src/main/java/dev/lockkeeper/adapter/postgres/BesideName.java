package dev.lockkeeper.adapter.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Names for databases beside the live one, with letters that mean nothing to any program.
final class BesideName {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");

    /// PostgreSQL cuts names at 63 bytes; what follows takes 33 at most.
    private static final int LONGEST = 28;

    private BesideName() {}

    static String of(String live, String role, String operation) {
        return plain(live) + "__" + role + "_" + operation;
    }

    /// `at` is written in UTC.
    static String former(String live, String operation, Instant at) {
        return plain(live) + "__old_" + STAMP.format(at.atOffset(ZoneOffset.UTC)) + "_" + operation;
    }

    private static String plain(String live) {
        String letters = live.replaceAll("[^A-Za-z0-9_]", "_");
        String begun = letters.matches("[A-Za-z_].*") ? letters : "_" + letters;
        return begun.substring(0, Math.min(begun.length(), LONGEST));
    }
}
