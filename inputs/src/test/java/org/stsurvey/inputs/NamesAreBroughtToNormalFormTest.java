package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which written names are domain names, and which are none and why.
class NamesAreBroughtToNormalFormTest {
    private static final String LABEL_63 = "a".repeat(63);
    /// 253 octets: three labels of 63, one of 61.
    private static final String NAME_253 = (LABEL_63 + ".").repeat(3) + "b".repeat(61);

    private final DomainNames names = new DomainNames();

    @Test
    void uLabelsAreKeptForDisplay() {
        assertThat(names.display("xn--bcher-kva.example")).contains("bücher.example");
        assertThat(names.display("xn--fa-hia.de")).contains("faß.de");
        assertThat(names.display("www.xn--p1ai")).contains("www.рф");
        assertThat(names.display("example.com")).as("nothing to show").isEmpty();
        assertThat(names.display("xn--a.example")).as("no punycode").isEmpty();
        assertThat(names.display("xn--.example")).isEmpty();
    }

    @Test
    void namesOfDnsAreKept() {
        good("example.com", "example.com");
        good("EXAMPLE.Com", "example.com");
        good("example.com.", "example.com");
        good("  example.com\t", "example.com");
        good("_dmarc.example.com", "_dmarc.example.com"); // RFC 2181 §11
        good("a_b.example.com", "a_b.example.com");
        good("-a.b-.example", "-a.b-.example");
        good("1.example", "1.example");
        good("xn--fa-hia.de", "xn--fa-hia.de");
        good("xn--zzzzz99999.example", "xn--zzzzz99999.example"); // no valid Punycode, yet a label like any other
        good("a.xn--p1ai", "a.xn--p1ai");
        good(LABEL_63 + ".example", LABEL_63 + ".example");
        good(NAME_253, NAME_253);
        good(NAME_253 + ".", NAME_253);
    }

    @Test
    void uLabelsBecomeALabels() {
        good("faß.de", "xn--fa-hia.de"); // IDNA 2003 would make it fass.de
        good("FAẞ.de", "xn--fa-hia.de");
        good("BÜCHER.example", "xn--bcher-kva.example");
        good("bu\u0308cher.example", "xn--bcher-kva.example");
        good("пример.рф", "xn--e1afmkfd.xn--p1ai");
        good("例え。テスト", "xn--r8jz45g.xn--zckzah");
        good("ｅｘａｍｐｌｅ．com", "example.com");
        good("_ü.example", "xn--_-eha.example");
        good("-ü.example", "xn----eha.example");
    }

    @Test
    void whatIsNoNameIsRejectedWithItsReason() {
        bad("", RejectReason.EMPTY_NAME, "");
        bad(".", RejectReason.EMPTY_NAME, ".");
        bad("localhost", RejectReason.SINGLE_LABEL, "localhost");
        bad("com.", RejectReason.SINGLE_LABEL, "com");
        bad("a..example", RejectReason.EMPTY_LABEL, "a..example");
        bad(".example.com", RejectReason.EMPTY_LABEL, ".example.com");
        bad("example.com..", RejectReason.EMPTY_LABEL, "example.com.");
        bad(LABEL_63 + "a.example", RejectReason.LABEL_TOO_LONG, LABEL_63 + "a");
        bad("b" + NAME_253, RejectReason.LABEL_TOO_LONG, "b" + LABEL_63);
        bad(NAME_253 + "b", RejectReason.NAME_TOO_LONG, NAME_253 + "b");
        bad("192.0.2.1", RejectReason.IP_LITERAL, "192.0.2.1");
        bad("2001:db8::1", RejectReason.IP_LITERAL, "2001:db8::1");
        bad("[2001:db8::1]", RejectReason.IP_LITERAL, "[2001:db8::1]");
        bad("1.2.3", RejectReason.NUMERIC_TOP_LEVEL, "1.2.3");
        bad("example.123", RejectReason.NUMERIC_TOP_LEVEL, "example.123");
        bad("https://example.com/", RejectReason.URL, "https://example.com/");
        bad("*.example.com", RejectReason.ILLEGAL_CHARACTER, "*");
        bad("example.com:443", RejectReason.ILLEGAL_CHARACTER, ":");
        bad("user@example.com", RejectReason.ILLEGAL_CHARACTER, "@");
        bad("exa mple.com", RejectReason.ILLEGAL_CHARACTER, " ");
        bad("example.com\u0000", RejectReason.ILLEGAL_CHARACTER, "\u0000");
        bad("a\u2100b.example", RejectReason.ILLEGAL_CHARACTER, "/"); // maps to a/cb
        bad("\u202Eexample.com", RejectReason.NOT_IDNA, "\u202Eexample.com");
        bad("xn--zzzzz99999.ü.example", RejectReason.NOT_IDNA, "xn--zzzzz99999.ü.example");
        bad(
                "ü".repeat(60) + ".example",
                RejectReason.LABEL_TOO_LONG,
                "xn--tdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    }

    @Test
    void labelsBeyondAllMeasureAreRejected() {
        String label = "ü".repeat(1_500);
        String expanding = "\uFDFA".repeat(900); // each maps to 18 characters
        bad(label + ".example", RejectReason.LABEL_TOO_LONG, label + ".example");
        bad(expanding + ".example", RejectReason.LABEL_TOO_LONG, expanding + ".example");
        bad(
                "xn--" + "a".repeat(3_000) + ".ü.example",
                RejectReason.LABEL_TOO_LONG,
                "xn--" + "a".repeat(3_000) + ".ü.example");
    }

    private void good(String written, String domain) {
        assertThat(names.read(written)).as(written).isEqualTo(new NameReading.DomainName(domain));
    }

    private void bad(String written, RejectReason reason, String value) {
        assertThat(names.read(written)).as(written).isEqualTo(new Malformed(reason, value));
    }
}
