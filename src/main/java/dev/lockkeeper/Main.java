package dev.lockkeeper;

/// Starts Lockkeeper: a window or a verb.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("Lockkeeper");
    }
}
