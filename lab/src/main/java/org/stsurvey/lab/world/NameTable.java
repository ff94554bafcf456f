package org.stsurvey.lab.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An append-only set of domain names with their ranks, kept as bytes in one array and found by their longest suffix.
///
/// It costs about `length + 16` bytes per name, which is all the state that the world keeps per domain. The hash runs
/// from the end of a name, so that [#longestSuffix] tries every suffix of a queried name in a single pass. At most 2
/// GiB of names fit (about 90 million).
final class NameTable {
    static final int MISSING = -1;

    private byte[] text = new byte[1 << 12];
    private int[] end = new int[1 << 8];
    private int[] rank = new int[1 << 8];
    private int[] slots = emptySlots(1 << 9);
    private int size;

    int size() {
        return size;
    }

    /// Adds a name of ASCII characters in lower case; false if it is there already.
    boolean add(String name, int rankOfName) {
        if (find(name) != MISSING) {
            return false;
        }
        int from = from(size);
        ensureRoom(from + name.length());
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, text, from, bytes.length);
        end[size] = from + bytes.length;
        rank[size] = rankOfName;
        size++;
        place(hash(bytes), size - 1);
        return true;
    }

    String name(int index) {
        int from = from(index);
        return new String(text, from, end[index] - from, StandardCharsets.ISO_8859_1);
    }

    int rank(int index) {
        return rank[index];
    }

    int find(String name) {
        long hash = Draw.start();
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = Draw.step(hash, name.charAt(i));
        }
        return probe(hash, name, 0);
    }

    /// The index of the longest name of this table that is `name` or an ancestor of it.
    int longestSuffix(String name) {
        int best = MISSING;
        long hash = Draw.start();
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = Draw.step(hash, name.charAt(i));
            if (i == 0 || name.charAt(i - 1) == '.') {
                int found = probe(hash, name, i);
                best = found == MISSING ? best : found;
            }
        }
        return best;
    }

    private int probe(long hash, String name, int from) {
        int mask = slots.length - 1;
        for (int slot = slot(hash, mask); slots[slot] != MISSING; slot = (slot + 1) & mask) {
            if (isSuffix(slots[slot], name, from)) {
                return slots[slot];
            }
        }
        return MISSING;
    }

    private boolean isSuffix(int index, String name, int from) {
        int start = from(index);
        int length = end[index] - start;
        if (length != name.length() - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[start + i] != name.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    private int from(int index) {
        return index == 0 ? 0 : end[index - 1];
    }

    private void ensureRoom(int bytes) {
        if (bytes > text.length) {
            text = Arrays.copyOf(text, Math.max(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * text.length)));
        }
        if (size == end.length) {
            end = Arrays.copyOf(end, 2 * size);
            rank = Arrays.copyOf(rank, 2 * size);
        }
        if (2 * (size + 1) > slots.length) {
            slots = emptySlots(2 * slots.length);
            for (int i = 0; i < size; i++) {
                place(hash(Arrays.copyOfRange(text, from(i), end[i])), i);
            }
        }
    }

    private void place(long hash, int index) {
        int mask = slots.length - 1;
        int slot = slot(hash, mask);
        while (slots[slot] != MISSING) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index;
    }

    private static long hash(byte[] name) {
        long hash = Draw.start();
        for (int i = name.length - 1; i >= 0; i--) {
            hash = Draw.step(hash, (char) name[i]);
        }
        return hash;
    }

    private static int slot(long hash, int mask) {
        return (int) Draw.mix(hash) & mask;
    }

    private static int[] emptySlots(int length) {
        int[] empty = new int[length];
        Arrays.fill(empty, MISSING);
        return empty;
    }
}
