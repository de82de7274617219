package dev.lockkeeper.containers;

import dev.lockkeeper.testing.FakeDesktop;

class FakeDesktopTest extends DesktopContract {

    private final FakeDesktop desktop = new FakeDesktop();

    private FakeDesktop as(DesktopFacts facts) {
        desktop.facts = facts;
        return desktop;
    }

    @Override
    protected Desktop off() {
        return as(FakeDesktop.INSTALLED);
    }

    @Override
    protected Desktop absent() {
        return as(FakeDesktop.ABSENT);
    }

    @Override
    protected Desktop service() {
        return as(FakeDesktop.SERVICE);
    }

    @Override
    protected int launched() {
        return desktop.launched;
    }
}
