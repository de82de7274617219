package dev.lockkeeper.environment;

/// Something that must not be shown. Its text comes out only through [#reveal()].
public final class Secret {

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return "••••";
    }
}
