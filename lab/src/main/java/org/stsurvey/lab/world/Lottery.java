package org.stsurvey.lab.world;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Choices, each of which is as likely as its weight says; the weights need not add up to anything.
final class Lottery<T> {
    private final List<T> choices;
    private final double[] upTo;

    Lottery(List<T> choices, ToDoubleFunction<T> weight) {
        this.choices = List.copyOf(choices);
        upTo = new double[choices.size()];
        double total = 0;
        for (int i = 0; i < upTo.length; i++) {
            total += weight.applyAsDouble(choices.get(i));
            upTo[i] = total;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("a lottery of " + choices + " has no prize: all weights are 0");
        }
    }

    /// The choice at this point of `[0, 1)`.
    T at(double share) {
        double point = share * upTo[upTo.length - 1];
        int i = 0;
        while (upTo[i] <= point) {
            i++;
        }
        return choices.get(i);
    }

    T first() {
        return choices.getFirst();
    }

    double total() {
        return upTo[upTo.length - 1];
    }
}
