package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.scanner.judge.ProviderTable.Kind;

class ProviderTableTest {

    @ParameterizedTest
    @CsvSource({
        "POLICY_HOST, example-com._mta.mta-sts.tech, PowerDMARC",
        "POLICY_HOST, MTA-STS.tutanota.de, Tutanota",
        "POLICY_HOST, example_com_mta_sts.easydmarc.pro, EasyDMARC",
        "POLICY_HOST, someone.github.io, GitHub Pages",
        "POLICY_HOST, abc.execute-api.eu-west-1.amazonaws.com, Amazon API Gateway",
        "POLICY_HOST, mta-sts.mx.cloudflare.net, Cloudflare Email Routing",
        "MX, smtp.google.com, Google Workspace",
        "MX, alt4.aspmx.l.google.com, Google Workspace",
        "MX, alt1.gmail-smtp-in.l.google.com, Gmail",
        "MX, example-com.mail.protection.outlook.com, Microsoft 365",
        "MX, example-com.h-v1.mx.microsoft, Microsoft 365",
        "MX, example-com.olc.protection.outlook.com, Outlook.com",
        "MX, inbound-smtp.us-east-1.amazonaws.com, Amazon SES",
        "MX, mx.zoho.eu, Zoho Mail"
    })
    void theBuiltInTableKnowsThem(Kind kind, String host, String provider) {
        assertThat(ProviderTable.builtIn().provider(kind, host)).hasValue(provider);
    }

    @ParameterizedTest
    @CsvSource({
        "MX, notgoogle.com",
        "MX, l.google.com",
        "MX, xsmtp.google.com",
        "MX, ec2.us-east-1.amazonaws.com",
        "MX, example.github.io",
        "POLICY_HOST, mail.google.com",
        "POLICY_HOST, github.io.example.com",
        "POLICY_HOST, ''"
    })
    void aSuffixMatchesWholeLabelsOfItsOwnKindOnly(Kind kind, String host) {
        assertThat(ProviderTable.builtIn().provider(kind, host)).isEmpty();
    }

    @Test
    void theLongestSuffixWins() {
        var table = ProviderTable.empty()
                .with("test", "mx\texample.com\tShort\nmx\tmx.example.com\tLong\nmx\t*.*.example.com\tLonger\n");
        assertThat(table.provider(Kind.MX, "a.example.com")).hasValue("Short");
        assertThat(table.provider(Kind.MX, "mx.example.com")).hasValue("Long");
        assertThat(table.provider(Kind.MX, "a.mx.example.com")).hasValue("Longer");
    }

    @Test
    void anAddedTableExtendsAndOverrides() {
        var table = ProviderTable.builtIn().with("own", "# ours\n\nmx\tsmtp.google.com\tMine\nmx\tmx.test\tTest");
        assertThat(table.provider(Kind.MX, "smtp.google.com")).hasValue("Mine");
        assertThat(table.provider(Kind.MX, "mx.test")).hasValue("Test");
        assertThat(table.provider(Kind.MX, "aspmx.l.google.com")).hasValue("Google Workspace");
    }

    @Test
    void aBadLineNamesFileLineValueAndRemedy() {
        assertThatThrownBy(() -> ProviderTable.empty().with("own.tsv", "# ok\nmx example.com Mine"))
                .hasMessage("providers own.tsv line 2: \"mx example.com Mine\" has not the three columns kind, suffix,"
                        + " provider; add the missing ones, separated by tabs");
        assertThatThrownBy(() -> ProviderTable.empty().with("own.tsv", "mail\texample.com\tMine"))
                .hasMessage("providers own.tsv line 1: kind \"mail\" is neither policy_host nor mx; correct it");
    }
}
