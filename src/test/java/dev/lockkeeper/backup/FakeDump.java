package dev.lockkeeper.backup;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A dump that needs no database. It sends the same bytes each time, well or badly.
public final class FakeDump implements Dump {

    public static final String VERSION = "15.19";

    /// What stands in the database.
    public static final Contents CONTENTS = new Contents(new TreeMap<>(Map.of("public.users", 94L)), "f1");

    /// How a dump of a server 15 begins, as `pg_dump -Fc` writes it.
    public static final byte[] HEADER = header();

    private final byte[] content;
    private final BackupMethod method;
    private Arrival arrival = Arrival.WHOLE;
    private Runnable meanwhile = () -> {};

    public FakeDump() {
        this("everything in the database".repeat(100), BackupMethod.LOCAL_DUMP);
    }

    public FakeDump(String content, BackupMethod method) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (method != BackupMethod.COLD_COPY) {
            whole.writeBytes(HEADER);
        }
        whole.writeBytes(content.getBytes(StandardCharsets.UTF_8));
        this.content = whole.toByteArray();
        this.method = method;
    }

    public FakeDump arriving(Arrival how) {
        this.arrival = how;
        return this;
    }

    /// Runs after the bytes were written, before the dump says that it is done.
    public FakeDump meanwhile(Runnable action) {
        this.meanwhile = action;
        return this;
    }

    @Override
    public BackupMethod method() {
        return method;
    }

    @Override
    public String command() {
        return "fake_dump";
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        byte[] arrived = switch (arrival) {
            case WHOLE -> content;
            case CUT -> Arrays.copyOf(content, content.length - 1);
            case EMPTY -> new byte[0];
            case LONGER -> Arrays.copyOf(content, content.length + 1);
            case FLIPPED -> flipped();
        };
        to.write(arrived, 0, arrived.length);
        to.flush();
        meanwhile.run();
        stop.heed(Message.of("state.no-backup"));
        byte[] sent = arrival == Arrival.EMPTY ? arrived : content;
        return new Sent(sha256(sent), sent.length, "fake_dump", VERSION, CONTENTS, List.of());
    }

    private static byte[] header() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[]{1, 14, 0, 4, 8, 1});
        for (int field : new int[]{-1, 1, 2, 3, 4, 5, 126, 0}) {
            number(out, field);
        }
        for (String text : new String[]{"llm_webapp", VERSION, VERSION}) {
            number(out, text.length());
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.write(number < 0 ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            out.write(Math.abs(number) >> (8 * i));
        }
    }

    private byte[] flipped() {
        byte[] other = content.clone();
        other[other.length / 2] ^= 1;
        return other;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How the bytes arrive.
    public enum Arrival {
        WHOLE, CUT, LONGER, FLIPPED, EMPTY
    }
}
