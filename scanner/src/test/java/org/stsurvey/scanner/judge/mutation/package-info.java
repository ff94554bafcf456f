/// A byte mutator for all rules that read what came from the network.
///
/// It knows nothing of coverage: it begins with inputs that are right or nearly so, and spoils them. Every execution
/// has a number, and its input is a function of the seed, the subject and that number alone.
@NullMarked
package org.stsurvey.scanner.judge.mutation;

import org.jspecify.annotations.NullMarked;
