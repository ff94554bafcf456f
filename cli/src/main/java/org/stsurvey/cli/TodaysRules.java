package org.stsurvey.cli;

import java.util.SortedMap;
import java.util.TreeMap;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.ChainRules;
import org.stsurvey.scanner.judge.certificate.Intermediates;
import org.stsurvey.scanner.judge.certificate.TrustAnchors;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.run.SurveyRun;

/// The rulebook of this version put together, and the settings that name it in a manifest.
///
/// @param method by name; everything about the rules that can move a published number
record TodaysRules(Judge judge, TrustAnchors roots, SortedMap<String, String> method) {

    static final String ROOTS_SHA256 = "roots_sha256";

    static TodaysRules of(TrustAnchors roots) {
        PublicSuffixes suffixes = PublicSuffixes.bundled();
        Rulebook rulebook = Rulebook.of(new ChainRules(roots, Intermediates.none()), suffixes::registrableDomain);
        SortedMap<String, String> method = new TreeMap<>();
        method.put("rulebook", rulebook.registryVersion());
        method.put("public_suffix_list", suffixes.version());
        method.put(ROOTS_SHA256, roots.certificates().sha256());
        method.put("roots_count", Integer.toString(roots.certificates().size()));
        return new TodaysRules(new Judge(rulebook), roots, method);
    }

    SurveyRun.Rules forRun() {
        return new SurveyRun.Rules(
                judge::judge, Outcomes.all(), roots.certificates().toPem());
    }
}
