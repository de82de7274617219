package dev.lockkeeper.backup;

class FakeDumpTest extends DumpContract {

    @Override
    protected Dump dump() {
        return new FakeDump();
    }

    @Override
    protected boolean databaseIsWell() {
        return true;
    }
}
