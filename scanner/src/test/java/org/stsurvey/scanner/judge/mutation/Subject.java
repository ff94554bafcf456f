package org.stsurvey.scanner.judge.mutation;

import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Something that reads octets from the network.
///
/// @param name what a report calls it
/// @param share how many of a round of executions it gets
/// @param input makes an input from random numbers
/// @param run reads it; whatever it throws is a fault
/// @param patience what an input may take besides what its size may, in milliseconds
/// @param <T> what it reads
record Subject<T>(String name, int share, Function<RandomGenerator, T> input, Reader<T> run, int patience) {

    /// Reads an input and checks what holds for every result.
    interface Reader<T> {
        void read(T input);
    }

    static Subject<byte[]> ofOctets(String name, int share, ByteMutator mutator, Reader<byte[]> run) {
        return new Subject<>(name, share, mutator::next, run, 50);
    }
}
