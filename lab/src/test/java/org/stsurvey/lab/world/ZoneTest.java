package org.stsurvey.lab.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZoneTest {
    private final Zone zone = Zone.of("a.example", 60)
            .address("a.example", "127.0.0.1")
            .txt("deep.below.a.example", "x")
            .cname("alias.a.example", "b.example")
            .txt("*.wild.a.example", "synthesised")
            .txt("real.wild.a.example", "stated")
            .build();

    @Test
    void namesWithoutTheTypeHaveNoData() {
        assertThat(zone.find("a.example", Zone.MX)).isInstanceOf(Zone.NoData.class);
    }

    @Test
    void namesBetweenOthersExistWithoutData() {
        assertThat(zone.find("below.a.example", Zone.A)).isInstanceOf(Zone.NoData.class);
    }

    @Test
    void otherNamesDoNotExist() {
        assertThat(zone.find("no.a.example", Zone.A)).isInstanceOf(Zone.NoName.class);
        assertThat(zone.find("no.below.a.example", Zone.A)).isInstanceOf(Zone.NoName.class);
    }

    @Test
    void aliasesStandForEveryType() {
        assertThat(zone.find("alias.a.example", Zone.TXT))
                .isInstanceOfSatisfying(
                        Zone.Records.class, r -> assertThat(r.type()).isEqualTo(Zone.CNAME));
    }

    @Test
    void wildcardsStandForNamesThatAreNotStated() {
        assertThat(zone.find("any.thing.wild.a.example", Zone.TXT)).isInstanceOf(Zone.Records.class);
        assertThat(zone.find("any.wild.a.example", Zone.A)).isInstanceOf(Zone.NoData.class);
        assertThat(zone.find("below.real.wild.a.example", Zone.TXT)).isInstanceOf(Zone.NoName.class);
    }

    @Test
    void whatIsSaidOfTheApexForAnyTypeHoldsBelowIt() {
        Zone gone = Zone.of("a.example", 60)
                .put("a.example", Zone.ANY, new Zone.NoName())
                .build();
        assertThat(gone.find("a.example", Zone.MX)).isInstanceOf(Zone.NoName.class);
        assertThat(gone.find("_mta-sts.a.example", Zone.TXT)).isInstanceOf(Zone.NoName.class);
    }

    @Test
    void namesAreWrittenAsLabels() {
        assertThat(Zone.wire("a.bc")).containsExactly(1, 'a', 2, 'b', 'c', 0);
        assertThat(Zone.wire("")).containsExactly(0);
    }
}
