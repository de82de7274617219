package dev.lockkeeper.ui.log;

import java.util.Arrays;

/// The rows in which a search found something, in their order, each by a number that it keeps while rows before it go.
final class Hits {

    private long[] rows = new long[64];
    private int first;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        first = 0;
        size = 0;
    }

    /// Rows come in their order.
    void add(long row) {
        if (first + size == rows.length) {
            long[] roomier = size > rows.length / 2 ? new long[rows.length * 2] : rows;
            System.arraycopy(rows, first, roomier, 0, size);
            rows = roomier;
            first = 0;
        }
        rows[first + size++] = row;
    }

    void dropBefore(long row) {
        while (size > 0 && rows[first] < row) {
            first++;
            size--;
        }
    }

    long at(int which) {
        return rows[first + which];
    }

    /// How many hits come before this row.
    int before(long row) {
        int found = Arrays.binarySearch(rows, first, first + size, row);
        return (found < 0 ? -found - 1 : found) - first;
    }

    boolean has(long row) {
        return Arrays.binarySearch(rows, first, first + size, row) >= 0;
    }
}
