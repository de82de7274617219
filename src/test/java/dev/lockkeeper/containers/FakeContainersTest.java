package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.testing.FakeContainers;

class FakeContainersTest extends ContainersContract {

    @Override
    protected Containers nothing() {
        return new FakeContainers().none();
    }

    @Override
    protected Containers healthy() {
        return new FakeContainers().then(State.RUNNING, Health.HEALTHY).saying("one", "two", "three", "four");
    }
}
