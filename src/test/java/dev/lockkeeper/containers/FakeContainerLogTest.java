package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.testing.FakeContainerLog;

class FakeContainerLogTest extends ContainerLogContract {

    private final FakeContainerLog log = new FakeContainerLog();
    private boolean said;

    @Override
    protected ContainerLog log() {
        return log;
    }

    @Override
    protected String ended() {
        if (!said) {
            said = true;
            log.say("ended", OUTPUT.get(0), OUTPUT.get(1));
            log.say("ended", Stream.ERR, ERROR);
            log.say("ended", OUTPUT.get(2), OUTPUT.get(3));
            log.end("ended");
        }
        return "ended";
    }

    @Override
    protected String running() {
        log.say("running", "ready");
        return "running";
    }

    @Override
    protected void say(String line) {
        log.say("running", line);
    }

    @Override
    protected void sayAndEnd(String line) {
        log.say("running", line);
        log.end("running");
    }
}
