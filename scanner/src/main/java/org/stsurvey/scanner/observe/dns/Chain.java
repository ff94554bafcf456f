package org.stsurvey.scanner.observe.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.xbill.DNS.Rcode;

/// Puts the parts of a chain of aliases together that came in several responses.
final class Chain {

    private Chain() {}

    /// The answer at the end of the chain, with the aliases of both parts; secure only if both are.
    static DnsAnswer joined(DnsAnswer beginning, DnsAnswer end) {
        List<String> cnames = new ArrayList<>(beginning.cnames());
        cnames.addAll(end.cnames());
        if (cnames.size() > AnswerReader.MAX_CNAMES) {
            return AnswerReader.loop(Rcode.NOERROR, Optional.empty(), cnames);
        }
        boolean secure = beginning instanceof NoData open && open.authenticated();
        return switch (end) {
            case Found found -> new Found(found.records(), cnames, found.ttlSeconds(), secure && found.authenticated());
            case NoSuchName gone -> new NoSuchName(cnames, secure && gone.authenticated(), gone.extendedError());
            case NoData none -> new NoData(cnames, secure && none.authenticated(), none.extendedError());
            case Failed failed ->
                new Failed(failed.failure(), failed.rcode(), failed.extendedError(), failed.uncheckedRcode(), cnames);
        };
    }
}
