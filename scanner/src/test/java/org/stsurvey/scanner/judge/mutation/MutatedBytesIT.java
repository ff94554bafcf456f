package org.stsurvey.scanner.judge.mutation;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The same as [MutatedBytesTest] for a minute, with `./mvnw verify`; `-DskipITs` leaves it out.
class MutatedBytesIT {

    @Test
    void nothingIsTooStrangeForAMinute() {
        MutatedBytesTest.attack(Duration.ofSeconds(60));
    }
}
