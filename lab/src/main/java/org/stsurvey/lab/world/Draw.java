package org.stsurvey.lab.world;

import java.util.List;

/// A source of decisions about one name, each a keyed hash of (seed, name, purpose): the same question always
/// gets the same answer, the questions do not depend on each other, and nothing needs to be remembered.
public final class Draw {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long key;

    private Draw(long key) {
        this.key = key;
    }

    /// The decisions about `name` in the world of `seed`.
    public static Draw of(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash = step(hash, name.charAt(i));
        }
        return new Draw(mix(hash ^ mix(seed + GOLDEN)));
    }

    /// FNV-1a, which [NameTable] feeds from the end of a name so that one pass gives the hash of every suffix.
    static long step(long hash, char c) {
        return (hash ^ c) * FNV_PRIME;
    }

    static long start() {
        return FNV_OFFSET;
    }

    /// Other decisions about the same name, as many sets of them as there are purposes.
    Draw again(String purpose) {
        return new Draw(mix(bits(purpose) + GOLDEN));
    }

    /// The finaliser of MurmurHash3: every input bit reaches every output bit.
    static long mix(long h) {
        long x = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }

    /// 64 uniform bits for this purpose.
    public long bits(String purpose) {
        return mix(key ^ (purpose.hashCode() * GOLDEN));
    }

    /// A uniform number in `[0, 1)`.
    public double share(String purpose) {
        return (bits(purpose) >>> 11) * 0x1.0p-53;
    }

    /// A uniform number in `[0, bound)`.
    public int below(String purpose, int bound) {
        return (int) (share(purpose) * bound);
    }

    /// A uniform number in `[from, to]`.
    public int between(String purpose, int from, int to) {
        return from + below(purpose, to - from + 1);
    }

    /// Whether something that happens to this share of all names happens to this one.
    public boolean chance(String purpose, double share) {
        return share(purpose) < share;
    }

    /// One of the choices, all equally likely.
    public <T> T pick(String purpose, List<T> choices) {
        return choices.get(below(purpose, choices.size()));
    }

    /// One of the choices of a lottery.
    <T> T pick(String purpose, Lottery<T> lottery) {
        return lottery.at(share(purpose));
    }

    /// `digits` hexadecimal digits.
    public String hex(String purpose, int digits) {
        return "%016x".formatted(bits(purpose)).substring(0, digits);
    }
}
