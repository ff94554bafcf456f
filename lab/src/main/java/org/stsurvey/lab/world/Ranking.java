package org.stsurvey.lab.world;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;

/// Which names of a generated world are in the list of a month, and in what order.
///
/// Ranks move: the logarithm of each name's rank takes a small random step a month. So the top hardly moves,
/// the tail is shuffled, and at its end names leave and others join, as in the lists that are published. The
/// zoo keeps its places.
final class Ranking {
    /// Standard deviation of a step: as much as four names of a hundred.
    private static final double STEP = 0.04;

    private Ranking() {}

    /// How many names there are that may join a list of this length, in all months.
    static int fringe(int domains) {
        return Math.max(8, domains / 10);
    }

    /// The indexes of the names that are in the list, the first in rank first.
    ///
    /// @param names the names of the first list, followed by those of the fringe
    /// @param length how many names the list has
    /// @param fixed indexes that keep their places
    static int[] listed(NameTable names, int length, Set<Integer> fixed, Laws laws) {
        double[] place = new double[names.size()];
        for (int i = 0; i < place.length; i++) {
            place[i] = Math.log(names.rank(i)) + walk(Draw.of(laws.seed(), names.name(i)), laws.monthsLater());
        }
        int[] moving = IntStream.range(0, names.size())
                .filter(i -> !fixed.contains(i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> place[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] listed = new int[length];
        Arrays.fill(listed, -1);
        fixed.forEach(i -> listed[i] = i);
        int next = 0;
        for (int i = 0; i < length; i++) {
            if (listed[i] < 0) {
                listed[i] = moving[next++];
            }
        }
        return listed;
    }

    private static double walk(Draw draw, int months) {
        double sum = 0;
        for (int month = 1; month <= months; month++) {
            // Two uniform numbers make a triangle, which is near enough to a normal distribution.
            sum += draw.share("step " + month) + draw.share("other step " + month) - 1;
        }
        return sum * STEP * Math.sqrt(6);
    }
}
