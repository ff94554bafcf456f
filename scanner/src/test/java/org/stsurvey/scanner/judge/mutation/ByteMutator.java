package org.stsurvey.scanner.judge.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Spoils octets: a few times over, each time in one of the ways in which parsers are surprised.
final class ByteMutator {

    /// The most octets of an input: what is read of a policy file, and one more.
    static final int MAX_OCTETS = 65_537;

    private static final int MOST_CHANGES = 6;

    /// Octets that mean something to some parser, or begin or break a UTF-8 sequence.
    private static final byte[] TELLING = octets(
            "\0\t\n\r !\"#%*+,-./0129:;<=>?@AZ[\\]_az{|}~\u007f\u0080\u00bf\u00c0\u00c3\u00e2\u00ed\u00ef\u00f4\u00fe\u00ff");

    private final List<byte[]> seeds;
    private final List<byte[]> words;

    /// @param words what to put in besides single octets
    ByteMutator(List<byte[]> seeds, List<byte[]> words) {
        this.seeds = List.copyOf(seeds);
        this.words = List.copyOf(words);
    }

    /// The input that these random numbers lead to.
    byte[] next(RandomGenerator random) {
        byte[] octets = pick(seeds, random);
        int changes = random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            octets = changed(octets, random);
        }
        return octets.length <= MAX_OCTETS ? octets : Arrays.copyOf(octets, MAX_OCTETS);
    }

    /// A piece of the octets over and over, between what stood around it: what a loop in a loop would be slow for.
    static byte[] pumped(byte[] octets, RandomGenerator random) {
        if (octets.length == 0) {
            return octets;
        }
        int from = random.nextInt(octets.length);
        int to = Math.min(octets.length, from + 1 + random.nextInt(8));
        var pumped = new ByteArrayOutputStream(MAX_OCTETS);
        pumped.write(octets, 0, from);
        while (pumped.size() + octets.length < MAX_OCTETS - 8) {
            pumped.write(octets, from, to - from);
        }
        pumped.write(octets, to, octets.length - to);
        return pumped.toByteArray();
    }

    private byte[] changed(byte[] octets, RandomGenerator random) {
        if (octets.length == 0) {
            return pick(words, random);
        }
        int at = random.nextInt(octets.length);
        int to = Math.min(octets.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(9)) {
            case 0 -> replaced(octets, at, at + 1, new byte[] {(byte) (octets[at] ^ (1 << random.nextInt(8)))});
            case 1 -> replaced(octets, at, at + 1, new byte[] {telling(random)});
            case 2 -> replaced(octets, at, at, new byte[] {telling(random)});
            case 3 -> replaced(octets, at, at, new byte[] {(byte) random.nextInt(256)});
            case 4 -> replaced(octets, at, to, new byte[0]);
            case 5 -> replaced(octets, at, at, pick(words, random));
            case 6 -> replaced(octets, at, to, pick(words, random));
            // a piece twice
            case 7 -> replaced(octets, to, to, Arrays.copyOfRange(octets, at, to));
            // this one's beginning and another one's end
            default -> {
                byte[] other = pick(seeds, random);
                yield replaced(octets, at, octets.length, Arrays.copyOfRange(other, other.length / 2, other.length));
            }
        };
    }

    private static byte[] replaced(byte[] octets, int from, int to, byte[] by) {
        byte[] result = new byte[octets.length - (to - from) + by.length];
        System.arraycopy(octets, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(octets, to, result, from + by.length, octets.length - to);
        return result;
    }

    private static byte telling(RandomGenerator random) {
        return TELLING[random.nextInt(TELLING.length)];
    }

    static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    static byte[] octets(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
