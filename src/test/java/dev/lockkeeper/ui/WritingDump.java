package dev.lockkeeper.ui;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.FakeDump;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A dump of a few bytes, which can be made to wait or to have no tool.
public final class WritingDump implements Dump {

    public volatile boolean tool = true;
    /// Closed while a dump must not go on.
    public volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public BackupMethod method() {
        if (!tool) {
            throw new ProblemException(new BackupProblem.DumpToolMissing(15, List.of("pg_dump")));
        }
        return BackupMethod.LOCAL_DUMP;
    }

    @Override
    public String command() {
        return "pg_dump --format=custom --host=127.0.0.1 --port=5432 --username=llm_webapp llm_webapp";
    }

    @Override
    public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
        try {
            gate.await();
            java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
            whole.writeBytes(FakeDump.HEADER);
            whole.writeBytes(("dump of " + operation).repeat(40_000).getBytes(StandardCharsets.UTF_8));
            byte[] bytes = whole.toByteArray();
            to.write(bytes, 0, bytes.length);
            to.flush();
            return new Sent(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), bytes.length,
                    "pg_dump 15.18",
                    "15.18", FakeDump.CONTENTS, List.of());
        } catch (InterruptedException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
