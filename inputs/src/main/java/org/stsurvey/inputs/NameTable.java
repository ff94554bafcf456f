package org.stsurvey.inputs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.stsurvey.inputs.DistinctNames.Repeats;
import org.stsurvey.inputs.ListedName.Place;

/// The distinct names of one partition: a hash table over flat arrays, since a partition of a list of 100
/// million names holds some hundred thousand of them and objects would cost a multiple.
///
/// Entries are found by their order, which is a hash already. Each entry is one name in one list; those of the
/// same name in further lists hang on the first by `further`. Names are kept as octets, one after the other.
final class NameTable implements Spill.Sink {
    private static final int NONE = -1;
    private static final int MAX_ENTRIES_AT_FIRST = 1 << 20;

    private final Repeats repeats;
    private int[] slots;
    private int entries;
    private int heads;
    private long[] orders;
    private long[] ranks;
    private long[] lines;
    private byte[] lists;
    private int[] nameEnds;
    private int[] further;
    private byte[] octets;
    private int filled;

    /// @param expected how many occurrences will be added
    NameTable(long expected, Repeats repeats) {
        int capacity = (int) Math.max(16, Math.min(expected, MAX_ENTRIES_AT_FIRST));
        this.repeats = repeats;
        this.slots = emptySlots(capacity);
        this.orders = new long[capacity];
        this.ranks = new long[capacity];
        this.lines = new long[capacity];
        this.lists = new byte[capacity];
        this.nameEnds = new int[capacity];
        this.further = new int[capacity];
        this.octets = new byte[16 * capacity];
    }

    private static int[] emptySlots(int capacity) {
        int[] slots = new int[Integer.highestOneBit(capacity) * 4];
        Arrays.fill(slots, NONE);
        return slots;
    }

    @Override
    public void accept(long order, Place place, byte[] name, int length) {
        int slot = slot(order);
        while (slots[slot] != NONE) {
            int head = slots[slot];
            if (orders[head] == order && isNamed(head, name, length)) {
                merge(head, place, name, length);
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = append(order, place, name, length);
        heads++;
        if (heads * 2 > slots.length) {
            rehash();
        }
    }

    /// The low bits: the high ones are nearly the same all over a partition.
    private int slot(long order) {
        return (int) order & (slots.length - 1);
    }

    private boolean isNamed(int entry, byte[] name, int length) {
        int start = nameStart(entry);
        return Arrays.equals(octets, start, nameEnds[entry], name, 0, length);
    }

    private void merge(int head, Place place, byte[] name, int length) {
        int entry = head;
        while ((lists[entry] & 0xFF) != place.list()) {
            if (further[entry] == NONE) {
                // Its name is that of the head, so it needs none of its own.
                further[entry] = append(orders[head], place, name, 0);
                return;
            }
            entry = further[entry];
        }
        Place there = place(entry);
        if (place.isBetterThan(there)) {
            ranks[entry] = place.rank();
            lines[entry] = place.line();
        }
        repeats.repeated(
                new String(name, 0, length, StandardCharsets.ISO_8859_1), place.isBetterThan(there) ? there : place);
    }

    private int append(long order, Place place, byte[] name, int length) {
        if (entries == orders.length) {
            growEntries();
        }
        if (filled + length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(filled + length, grown(octets.length)));
        }
        System.arraycopy(name, 0, octets, filled, length);
        filled += length;
        orders[entries] = order;
        ranks[entries] = place.rank();
        lines[entries] = place.line();
        lists[entries] = (byte) place.list();
        nameEnds[entries] = filled;
        further[entries] = NONE;
        return entries++;
    }

    private void growEntries() {
        int capacity = grown(entries);
        orders = Arrays.copyOf(orders, capacity);
        ranks = Arrays.copyOf(ranks, capacity);
        lines = Arrays.copyOf(lines, capacity);
        lists = Arrays.copyOf(lists, capacity);
        nameEnds = Arrays.copyOf(nameEnds, capacity);
        further = Arrays.copyOf(further, capacity);
    }

    private static int grown(int capacity) {
        return Math.addExact(capacity, capacity / 2 + 1);
    }

    private void rehash() {
        int[] old = slots;
        slots = new int[Math.multiplyExact(old.length, 2)];
        Arrays.fill(slots, NONE);
        for (int head : old) {
            if (head != NONE) {
                int slot = slot(orders[head]);
                while (slots[slot] != NONE) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = head;
            }
        }
    }

    /// Gives each name once, by order and, where two have the same, by name.
    void giveTo(DistinctNames.Sink sink) throws IOException {
        // Sorting the orders alone is several times as fast as sorting entries by them.
        long[] sorted = new long[heads];
        int count = 0;
        for (int head : slots) {
            if (head != NONE) {
                sorted[count++] = orders[head] ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(sorted);
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                for (ListedName name : ofOrder(sorted[i] ^ Long.MIN_VALUE)) {
                    sink.accept(name);
                }
            }
        }
    }

    private List<ListedName> ofOrder(long order) {
        List<ListedName> names = new ArrayList<>(1);
        for (int slot = slot(order); slots[slot] != NONE; slot = (slot + 1) & (slots.length - 1)) {
            if (orders[slots[slot]] == order) {
                names.add(named(slots[slot]));
            }
        }
        if (names.size() > 1) {
            names.sort(Comparator.comparing(ListedName::name));
        }
        return names;
    }

    private ListedName named(int head) {
        int start = nameStart(head);
        String name = new String(octets, start, nameEnds[head] - start, StandardCharsets.ISO_8859_1);
        Place first = place(head);
        if (further[head] == NONE) {
            boolean panel = first.list() == ListedName.PANEL;
            return new ListedName(name, first, panel ? List.of() : List.of(first), panel);
        }
        List<Place> places = new ArrayList<>();
        boolean onPanel = false;
        for (int entry = head; entry != NONE; entry = further[entry]) {
            Place place = place(entry);
            if (place.list() == ListedName.PANEL) {
                onPanel = true;
            } else {
                places.add(place);
            }
        }
        places.sort(Comparator.comparingInt(Place::list));
        Place best = places.getFirst();
        for (Place place : places) {
            best = place.isBetterThan(best) ? place : best;
        }
        return new ListedName(name, best, List.copyOf(places), onPanel);
    }

    private Place place(int entry) {
        return new Place(lists[entry] & 0xFF, ranks[entry], lines[entry]);
    }

    private int nameStart(int entry) {
        return entry == 0 ? 0 : nameEnds[entry - 1];
    }
}
