package org.stsurvey.scanner.judge.registry;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stsurvey.scanner.judge.Outcome;

/// All outcomes there are, in the order in which findings are listed and the primary one is picked.
public final class Outcomes {

    /// The registry's version; it changes with every outcome added and with every change of a rule or severity.
    public static final String VERSION = "4";

    private static final List<Outcome> ALL = Stream.<Outcome[]>of(
                    ScanOutcome.values(),
                    TxtOutcome.values(),
                    HostOutcome.values(),
                    TcpOutcome.values(),
                    TlsOutcome.values(),
                    HttpOutcome.values(),
                    PolicyOutcome.values(),
                    MxOutcome.values(),
                    QuirkOutcome.values(),
                    TlsRptOutcome.values(),
                    DaneOutcome.values(),
                    TrendOutcome.values(),
                    OverallOutcome.values())
            .flatMap(Arrays::stream)
            .toList();

    private static final Map<String, Outcome> BY_CODE = byCodes();

    private static final Map<Outcome, Integer> POSITIONS = positions();

    private Outcomes() {}

    /// Every outcome once, stage by stage.
    public static List<Outcome> all() {
        return ALL;
    }

    /// The outcome of this code, such as `txt_ok`.
    public static Optional<Outcome> byCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// The order of [#all()]; what is not registered comes last.
    public static Comparator<Outcome> order() {
        return Comparator.comparingInt(outcome -> POSITIONS.getOrDefault(outcome, Integer.MAX_VALUE));
    }

    private static Map<String, Outcome> byCodes() {
        var byCode = new LinkedHashMap<String, Outcome>();
        ALL.forEach(outcome -> byCode.put(outcome.code(), outcome));
        return Collections.unmodifiableMap(byCode);
    }

    private static Map<Outcome, Integer> positions() {
        var positions = new LinkedHashMap<Outcome, Integer>();
        ALL.forEach(outcome -> positions.put(outcome, positions.size()));
        return Collections.unmodifiableMap(positions);
    }
}
