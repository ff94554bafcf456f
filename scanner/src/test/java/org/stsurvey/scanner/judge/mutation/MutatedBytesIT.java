package org.stsurvey.scanner.judge.mutation;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The same as [MutatedBytesTest] for longer, with `./mvnw verify`: a minute on a build server (`CI=true`), ten
/// seconds elsewhere; `-DskipITs` leaves it out.
class MutatedBytesIT {

    @Test
    void nothingIsTooStrange() {
        var onBuildServer = Boolean.parseBoolean(System.getenv("CI"));
        MutatedBytesTest.attack(Duration.ofSeconds(onBuildServer ? 60 : 10));
    }
}
