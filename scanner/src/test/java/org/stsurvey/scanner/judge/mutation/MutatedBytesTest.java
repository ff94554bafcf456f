package org.stsurvey.scanner.judge.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes from the network is judged: no octets make a rule throw or dawdle.
///
/// Two seconds of it; `MutatedBytesIT` takes longer. `-Dmutator.seconds` and `-Dmutator.executions` say how long,
/// `-Dmutator.seed` which inputs, and `-Dmutator.replay=SUBJECT:NUMBER` repeats one that failed.
class MutatedBytesTest {

    private static final long DEFAULT_SEED = 8461;
    private static final Duration SHORT = Duration.ofSeconds(2);

    @Test
    void nothingIsTooStrange() {
        attack(SHORT);
    }

    /// @param unlessTold how long, where no property says otherwise
    static void attack(Duration unlessTold) {
        var campaign = new Campaign(Long.getLong("mutator.seed", DEFAULT_SEED), new Subjects().all());
        var replay = System.getProperty("mutator.replay", "");
        if (replay.isEmpty()) {
            long wanted = Long.getLong("mutator.executions", 0);
            long seconds = Long.getLong("mutator.seconds", unlessTold.toSeconds());
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            campaign.run(done -> wanted > 0 ? done < wanted : System.nanoTime() < end);
        } else {
            int colon = replay.lastIndexOf(':');
            campaign.replay(replay.substring(0, colon), Long.parseLong(replay.substring(colon + 1)));
        }
        System.out.println(campaign.summary());
        assertThat(campaign.crashes()).isEmpty();
        assertThat(campaign.slow()).isEmpty();
        assertThat(campaign.executions()).isPositive();
    }

    @Test
    void anExecutionIsAFunctionOfSeedSubjectAndNumber() {
        var seen = new ArrayList<byte[]>();
        var subject = Subject.ofOctets("probe", 1, Subjects.policies(), seen::add);
        new Campaign(7, List.of(subject)).run(done -> done < 50);
        new Campaign(7, List.of(subject)).replay("probe", 42);
        assertThat(seen.getLast()).isEqualTo(seen.get(42));
    }

    @Test
    void aFaultIsReportedWithWhatRepeatsIt() {
        var subject = Subject.ofOctets("probe", 1, Subjects.policies(), octets -> {
            if (octets.length % 2 == 0) {
                throw new IllegalStateException("even");
            }
        });
        var campaign = new Campaign(7, List.of(subject));
        campaign.run(done -> done < 100);
        assertThat(campaign.crashes())
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("-Dmutator.seed=7 -Dmutator.replay=\"probe:");
    }

    @Test
    void whatIsSlowerThanLinearIsReported() {
        var subject = new Subject<>("probe", 1, random -> "", text -> spin(Duration.ofMillis(3)), 1);
        var campaign = new Campaign(7, List.of(subject));
        campaign.run(done -> done < 1);
        assertThat(campaign.slow()).hasSize(1).first().asString().contains("took PT");
    }

    private static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var random = new Random(1);
        while (System.nanoTime() < end) {
            random.nextInt();
        }
    }
}
