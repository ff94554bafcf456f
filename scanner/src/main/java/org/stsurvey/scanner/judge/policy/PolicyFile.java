package org.stsurvey.scanner.judge.policy;

import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_BOM;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_EMPTY;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_ENCODING;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_HTML;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_JSON;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_NOT_UTF8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.Remarks;
import org.stsurvey.scanner.judge.Remarks.Place;
import org.stsurvey.scanner.judge.abnf.Abnf;
import org.stsurvey.scanner.observation.ByteString;

/// The rules for the body of a policy file, RFC 8461 §3.2.
///
/// What is no policy at all (nothing, a web page, JSON, UTF-16) is named as that and not read further. Everything
/// else is split into lines, and [PolicyFields] reads them.
///
/// ```
/// sts-policy-record = sts-policy-field *WSP
///                     *(sts-policy-term sts-policy-field *WSP)
///                     [sts-policy-term]
/// sts-policy-term   = LF / CRLF
/// ```
public final class PolicyFile {

    private static final String BOM = "\u00ef\u00bb\u00bf";

    private final String text;
    private final Remarks remarks;

    private PolicyFile(String text, Remarks remarks) {
        this.text = text;
        this.remarks = remarks;
    }

    /// Judges a body of at most 64 KiB, however it was come by.
    public static PolicyFacts read(ByteString body, Remarks remarks) {
        return new PolicyFile(body.latin1(), remarks).read(body);
    }

    /// The facts of a body that is not read, because it is too large.
    public static PolicyFacts unread() {
        return noPolicy(PolicyLines.split(""));
    }

    private PolicyFacts read(ByteString body) {
        var lines = PolicyLines.split(text);
        var bom = text.startsWith(BOM);
        var start = firstVisible(bom ? BOM.length() : 0);
        if (start == text.length()) {
            remarks.add(POLICY_EMPTY, Map.of("bytes", Integer.toString(text.length())));
            return noPolicy(lines);
        }
        if (isWide()) {
            remarks.add(POLICY_ENCODING, new Place(1, 1), Map.of());
            return noPolicy(lines);
        }
        if (text.charAt(start) == '<') {
            remarks.add(POLICY_HTML, lines.place(start), Map.of());
            return noPolicy(lines);
        }
        // An RTF document also begins with a brace; it is read on as the text that it was meant to be.
        if (text.charAt(start) == '{' && !text.startsWith("{\\rtf", start)) {
            remarks.add(POLICY_JSON, lines.place(start), Map.of());
            return noPolicy(lines);
        }
        var malformed = firstMalformed(body);
        malformed.ifPresent(offset -> remarks.add(POLICY_NOT_UTF8, lines.place(offset), Map.of()));
        if (bom) {
            remarks.add(POLICY_BOM, new Place(1, 1), Map.of());
        }
        return new PolicyFields(remarks, malformed.isEmpty()).read(lines, bom);
    }

    private int firstVisible(int from) {
        var at = from;
        while (at < text.length() && (Abnf.isWsp(text.charAt(at)) || PolicyLines.isEol(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    /// UTF-16 or UTF-32, by byte order mark or by the zeros beside the first letters.
    private boolean isWide() {
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
            return true;
        }
        return text.length() >= 4
                && !text.startsWith("\0\0\0\0")
                && ((text.charAt(0) == 0 && (text.charAt(1) == 0 || text.charAt(2) == 0))
                        || (text.charAt(1) == 0 && text.charAt(3) == 0));
    }

    /// The offset of the first octet that is no UTF-8, RFC 3629.
    private static OptionalInt firstMalformed(ByteString body) {
        var octets = ByteBuffer.wrap(body.toArray());
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(octets, CharBuffer.allocate(body.size()), true);
        return result.isError() ? OptionalInt.of(octets.position()) : OptionalInt.empty();
    }

    private static PolicyFacts noPolicy(PolicyLines lines) {
        return new PolicyFacts(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                lines.ending().code(),
                false,
                false);
    }
}
