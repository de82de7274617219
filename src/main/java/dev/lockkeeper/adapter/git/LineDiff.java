package dev.lockkeeper.adapter.git;

import java.util.ArrayList;
import java.util.List;

/// The lines in which two texts differ, as a unified diff.
final class LineDiff {

    private static final int CONTEXT = 2;
    private static final int SHOWN = 60;
    /// More differing lines are told in one.
    private static final int COMPARED = 1_500;

    private final List<String> before;
    private final List<String> after;
    private final List<String> hunks = new ArrayList<>();

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    static List<String> of(String name, String older, String now) {
        LineDiff diff = new LineDiff(older.lines().toList(), now.lines().toList());
        List<String> all = new ArrayList<>(List.of("--- " + name + " (applied)", "+++ " + name));
        diff.walk();
        all.addAll(diff.hunks.subList(0, Math.min(SHOWN, diff.hunks.size())));
        if (diff.hunks.size() > SHOWN) {
            all.add("… +" + (diff.hunks.size() - SHOWN));
        }
        return List.copyOf(all);
    }

    private void walk() {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> old = before.subList(head, before.size() - tail);
        List<String> fresh = after.subList(head, after.size() - tail);
        if (old.size() > COMPARED || fresh.size() > COMPARED) {
            hunks.add("@@ -" + (head + 1) + "," + old.size() + " +" + (head + 1) + "," + fresh.size() + " @@");
            return;
        }
        List<Line> lines = new ArrayList<>();
        before.subList(Math.max(0, head - CONTEXT), head).forEach(text -> lines.add(new Line(' ', text)));
        lines.addAll(compared(old, fresh));
        before.subList(before.size() - tail, Math.min(before.size(), before.size() - tail + CONTEXT))
                .forEach(text -> lines.add(new Line(' ', text)));
        write(lines, Math.max(0, head - CONTEXT));
    }

    private record Line(char sign, String text) {

        boolean changed() {
            return sign != ' ';
        }
    }

    /// By the longest common subsequence.
    private static List<Line> compared(List<String> old, List<String> fresh) {
        int[][] common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(' ', old.get(i)));
                i++;
                j++;
            } else if (j >= fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', fresh.get(j++)));
            }
        }
        return lines;
    }

    /// Only what is near a change.
    private void write(List<Line> lines, int first) {
        int number = first;
        boolean quiet = true;
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            boolean near = lines.subList(Math.max(0, at - CONTEXT), Math.min(lines.size(), at + CONTEXT + 1)).stream()
                    .anyMatch(Line::changed);
            if (near) {
                if (quiet) {
                    hunks.add("@@ -" + (number + 1) + " @@");
                }
                hunks.add(line.sign() + line.text());
            }
            quiet = !near;
            if (line.sign() != '+') {
                number++;
            }
        }
    }
}
