package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// No table and no column is published that no independent count has looked at.
///
/// Runs the tests that recount the tables and sees which cells they read.
class EveryColumnIsRecountedTest {

    /// Counted by other modules, which know the rules that these tables state.
    private static final Map<String, String> ELSEWHERE = Map.of(
            "trends", "cli: TrendRulesAgreeTest and DemoMonthsTest",
            "trend_domains", "cli: TrendRulesAgreeTest and DemoMonthsTest");

    @Test
    void everyColumnOfEveryTableIsLookedAt() {
        LauncherDiscoveryRequest recounts = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        selectClass(TablesEqualAnIndependentCountTest.class),
                        selectClass(EveryRunTableEqualsAnIndependentCountTest.class),
                        selectClass(AcrossRunsEqualAnIndependentCountTest.class),
                        selectClass(SharesOverTimeEqualAnIndependentCountTest.class))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(recounts, summary);
        assertThat(summary.getSummary().getTotalFailureCount()).isZero();
        Set<String> unseen = new TreeSet<>();
        for (TableScript table : Tables.all()) {
            for (String column : table.columns().keySet()) {
                if (!ELSEWHERE.containsKey(table.name()) && !Recount.LOOKED_AT.contains(table.name() + "." + column)) {
                    unseen.add(table.name() + "." + column);
                }
            }
        }
        assertThat(unseen).isEmpty();
    }
}
