package org.stsurvey.aggregate.spark;

import java.nio.file.Path;
import java.util.List;
import org.stsurvey.aggregate.SampleDataset;

/// Three monthly runs in which domains come, go and change, with everything in them that a table asks for. The
/// first is of an older program, which knew neither labels nor probes nor the panel.
final class SparkMonths {

    static final List<String> RUNS = List.of("2026-09-01", "2026-10-01", "2026-11-01");

    private static final int DOMAINS = 600;

    private SparkMonths() {}

    static void write(Path data) throws Exception {
        try (var sample = new SampleDataset(data)) {
            for (int state = 0; state < RUNS.size(); state++) {
                sample.draw(DOMAINS, "state" + state, true, 30)
                        .change("CREATE TABLE state" + state + " AS FROM sample");
            }
            sample.change("INSERT INTO registry VALUES ('dane_all_mx','dane','notice','','',''),"
                    + " ('dane_bogus','dane','indeterminate','','why \"bogus\"','mend, it''s \\bogus')");
            for (int run = 0; run < RUNS.size(); run++) {
                month(sample, run);
                sample.write("tranco", RUNS.get(run), manifest(run));
            }
        }
    }

    private static void month(SampleDataset sample, int run) throws Exception {
        sample.change("CREATE OR REPLACE TABLE sample AS SELECT * FROM state0 WHERE (ordinal + " + run
                        + ") // 2 % 3 = 0 UNION ALL SELECT * FROM state1 WHERE (ordinal + " + run
                        + ") // 2 % 3 = 1 UNION ALL SELECT * FROM state2 WHERE (ordinal + " + run + ") // 2 % 3 = 2")
                .change("UPDATE sample SET domain = 'domain' || ordinal || '.example',"
                        + " observed_at = observed_at + to_microseconds(ordinal * 500000 + ordinal)")
                // What comes from the network may look like anything.
                .change(
                        "UPDATE sample SET certificate = struct_update(certificate, issuer := '=cmd|'' /C calc''!A0 \\n \"x\" '"
                                + " || chr(8238)) WHERE published AND ordinal % 17 = 0")
                .change("DELETE FROM sample WHERE (ordinal * 31 + " + run + ") % 13 = 0 AND ordinal % 2 = 1");
        if (run > 0) {
            labelsAndLists(sample, run);
            networkAndProbes(sample);
        }
    }

    private static void labelsAndLists(SampleDataset sample, int run) throws Exception {
        sample.change("ALTER TABLE sample ADD COLUMN panel BOOLEAN DEFAULT false")
                .change("UPDATE sample SET panel = true WHERE (ordinal * 31 + " + run + ") % 13 = 0")
                .change("ALTER TABLE sample ADD COLUMN groups VARCHAR[]")
                .change("UPDATE sample SET groups = CASE WHEN ordinal % 4 = 0 THEN ['bank', 'uk']"
                        + " WHEN ordinal % 4 = 1 THEN ['uk'] ELSE [] END")
                .change("ALTER TABLE sample ADD COLUMN lists STRUCT(list VARCHAR, rank BIGINT)[]")
                .change("UPDATE sample SET lists = CASE WHEN ordinal % 3 = 0 THEN [{'list': 'a', 'rank': 1},"
                        + " {'list': 'b', 'rank': 2}] ELSE [{'list': 'b', 'rank': 3}] END");
    }

    private static void networkAndProbes(SampleDataset sample) throws Exception {
        sample.change("ALTER TABLE sample ADD COLUMN txt_lookup STRUCT(cnames VARCHAR[])")
                .change("UPDATE sample SET txt_lookup = {'cnames': CASE WHEN ordinal % 22 = 0 THEN ['t.records.org']"
                        + " ELSE [] END} WHERE published")
                .change(
                        "ALTER TABLE sample ADD COLUMN policy_host STRUCT(a STRUCT(cnames VARCHAR[], records VARCHAR[]),"
                                + " aaaa STRUCT(cnames VARCHAR[], records VARCHAR[]))")
                .change("UPDATE sample SET policy_host = {'a': {'cnames': CASE WHEN ordinal % 5 = 0"
                        + " THEN ['www.' || domain, 'edge' || (ordinal % 2) || '.cdn.net'] ELSE [] END,"
                        + " 'records': CASE WHEN ordinal % 11 = 0 THEN [] WHEN ordinal % 3 = 0"
                        + " THEN ['192.0.2.' || (ordinal % 250)] ELSE ['198.51.100.' || (ordinal % 4), '203.0.113.9'] END},"
                        + " 'aaaa': {'cnames': [], 'records': ['2001:db8::' || (ordinal % 3)]}} WHERE published")
                .change("ALTER TABLE sample ADD COLUMN delivery VARCHAR")
                .change("ALTER TABLE sample ADD COLUMN mx_verdicts"
                        + " STRUCT(host VARCHAR, covered BOOLEAN, use VARCHAR, faults VARCHAR[])[]")
                .change("UPDATE sample SET delivery = CASE ordinal % 4 WHEN 0 THEN 'would_fail' WHEN 1 THEN 'unknown'"
                        + " ELSE 'ok' END, mx_verdicts = list_transform(range(1 + ordinal % 3), lambda i: {'host': 'mx' || i,"
                        + " 'covered': true, 'use': CASE (ordinal // 3 + i) % 4 WHEN 0 THEN 'unknown' WHEN 1 THEN 'unusable'"
                        + " ELSE 'usable' END, 'faults': CASE WHEN (ordinal // 3 + i) % 4 <> 1 THEN [] ELSE"
                        + " [CASE (ordinal // 7) % 4 WHEN 0 THEN 'cn_only' WHEN 1 THEN 'self_signed' WHEN 2 THEN 'expired'"
                        + " ELSE 'starttls_missing' END] END}) WHERE published AND ordinal % 9 <> 0")
                .change("UPDATE sample SET findings = list_append(findings, {'code': CASE WHEN ordinal % 2 = 0"
                        + " THEN 'dane_bogus' ELSE 'dane_all_mx' END, 'severity': 'notice', 'after_txt_failure': false,"
                        + " 'detail': MAP {'mx_mismatch_class': 'domain'}}) WHERE published AND ordinal % 3 = 0");
    }

    private static String manifest(int run) {
        return """
                {"run":"%s","unit":"as-listed","rulebook_version":"2","method_fingerprint":"m%d",
                 "method":{"rulebook":"2","dns_tries":"%d"},
                 "noise_floor":{"publishers":{"sampled":60,"changed":2},"others":{"sampled":200,"changed":0},
                  "statuses":[{"published":true,"from":"valid_testing","to":"valid_testing","rows":50},
                              {"published":true,"from":"valid_testing","to":"valid_enforce","rows":%d},
                              {"published":false,"from":"absent","to":"absent","rows":200}]}}
                """.formatted(RUNS.get(run), run < 2 ? 1 : 2, run < 2 ? 3 : 4, run);
    }
}
