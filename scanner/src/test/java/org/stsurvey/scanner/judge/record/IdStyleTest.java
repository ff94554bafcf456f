package org.stsurvey.scanner.judge.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdStyleTest {

    @ParameterizedTest
    @CsvSource({
        "20160831085700Z, timestamp",
        "20260101T000000Z, timestamp",
        "20260101T000000, timestamp",
        "20230615T153000, timestamp",
        "202601010915, timestamp",
        "20260101091530, timestamp",
        "202601010915Z, timestamp",
        "1638997389, epoch",
        "1638997389123, epoch",
        "20260101, date",
        "2026010102, date",
        "d41d8cd98f00b204e9800998ecf8427e, hex",
        "3f2a91c, hex",
        "20261301, other",
        "20260132, other",
        "20260101T250000Z, other",
        "20260101T006000Z, other",
        "20260101T000061Z, other",
        "20260101T0059Z, timestamp",
        "20260001, other",
        "20260100, other",
        "19991231, other",
        "20261231, date",
        "20260131T235960Z, timestamp",
        "202601012460, other",
        "20260101235961, other",
        "2638997389, other",
        "2638997389123, other",
        "20260101091530123, timestamp",
        "f2a91c, other",
        "3f2a91g, other",
        "20160831t085700z, timestamp",
        "20260101T, other",
        "99999999999, other",
        "1, other",
        "policy1, other",
        "abcdefab, other",
        "20260101T0000é, other",
        "Z, other",
        "T, other"
    })
    void everyStyleIsNamed(String id, String style) {
        assertThat(IdStyle.of(id)).isEqualTo(style);
    }
}
