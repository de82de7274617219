package dev.lockkeeper.schema;

import dev.lockkeeper.testing.FakeHistory;

class FakeHistoryTest implements MigrationHistoryContract {

    @Override
    public MigrationHistory empty() {
        return new FakeHistory(0);
    }
}
