package dev.lockkeeper.adapter.embedded;

import dev.lockkeeper.operation.Journal;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A console in a process of its own, to be killed: starts the practice database, says so, and waits.
final class ChildConsole {

    private ChildConsole() {}

    public static void main(String[] args) throws InterruptedException {
        PracticeDatabase practice = new PracticeDatabase(Path.of(args[0]));
        System.out.println("port " + practice.start(Journal.silent()).address().port() + " " + practice.startedByUs());
        new CountDownLatch(1).await();
    }
}
