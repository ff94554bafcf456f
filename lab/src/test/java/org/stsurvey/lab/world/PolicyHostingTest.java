package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyHostingTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.com", "amber-forge-000123.co.uk", "one.two.three.example"})
    void customersAreFoundByTheirTargets(String domain) {
        for (PolicyHosting hosting : PolicyHosting.ALL) {
            assertThat(PolicyHosting.customersNamedBy(hosting.hostTarget(domain)))
                    .contains(domain);
            hosting.recordTarget(domain)
                    .ifPresent(target ->
                            assertThat(PolicyHosting.customersNamedBy(target)).contains(domain));
        }
    }

    @Test
    void otherNamesNameNobody() {
        assertThat(PolicyHosting.customersNamedBy("www.example.com")).isEmpty();
        assertThat(PolicyHosting.customersNamedBy("github.io")).isEmpty();
    }

    @Test
    void namesThatDoNotFitIntoALabelHaveNoCompany() {
        assertThat(PolicyHosting.ALL).noneMatch(h -> h.fits("a".repeat(50) + ".example"));
        assertThat(PolicyHosting.ALL).noneMatch(h -> h.fits("a_b.example"));
    }
}
