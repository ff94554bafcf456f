package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Registrable domains after the public suffix list's own test cases (checkPublicSuffix), for names in normal
/// form.
class PublicSuffixesTest {
    private final PublicSuffixes suffixes = PublicSuffixes.bundled();

    @Test
    void oneLabelMoreThanThePublicSuffix() {
        registrable("example.com", "example.com");
        registrable("b.example.com", "example.com");
        registrable("a.b.example.com", "example.com");
        registrable("www.example.co.uk", "example.co.uk");
        registrable("b.c.kobe.jp", "b.c.kobe.jp"); // *.kobe.jp
        registrable("a.b.c.kobe.jp", "b.c.kobe.jp");
        registrable("www.city.kobe.jp", "city.kobe.jp"); // !city.kobe.jp
        registrable("www.www.ck", "www.ck"); // *.ck, !www.ck
        registrable("www.xn--55qx5d.cn", "www.xn--55qx5d.cn");
        registrable("me.github.io", "me.github.io"); // private section
    }

    @Test
    void aProviderIsTheHolderOfTheDomainThatItsCustomersHaveNamesBelow() {
        assertThat(suffixes.domainUnderRegistry("me.github.io")).contains("github.io");
        assertThat(suffixes.domainUnderRegistry("a_b_mta_sts.easydmarc.pro")).contains("easydmarc.pro");
        assertThat(suffixes.domainUnderRegistry("policy.provider.co.uk")).contains("provider.co.uk");
        assertThat(suffixes.domainUnderRegistry("a.b.example")).contains("b.example");
        assertThat(suffixes.domainUnderRegistry("co.uk")).isEmpty();
        assertThat(suffixes.domainUnderRegistry("odd\\032octets.provider.example"))
                .contains("provider.example");
    }

    @Test
    void aPublicSuffixHasNone() {
        none("com");
        none("co.uk");
        none("c.kobe.jp");
        none("test.ck");
        none("github.io");
    }

    @Test
    void whereNoRuleMatchesTheTopLevelIsTheSuffix() {
        registrable("a.b.example", "b.example");
        registrable("b.test", "b.test");
        none("example");
    }

    @Test
    void labelsThatNoHostHasCountLikeOthers() {
        registrable("_dmarc.example.com", "example.com");
        registrable("-x-._a.example.co.uk", "example.co.uk");
        registrable("_a.com", "_a.com");
        none("_a.ck");
        registrable("_b._a.ck", "_b._a.ck");
    }

    @Test
    void aSuffixOfThePrivateSectionIsWhatItsOwnerRegistered() {
        assertThat(suffixes.registeredDomain("github.io")).contains("github.io");
        assertThat(suffixes.registeredDomain("me.github.io")).contains("me.github.io");
        assertThat(suffixes.registeredDomain("s3.amazonaws.com")).contains("amazonaws.com");
        assertThat(suffixes.registeredDomain("www.example.co.uk")).contains("example.co.uk");
        assertThat(suffixes.registeredDomain("co.uk")).isEmpty();
        assertThat(suffixes.registeredDomain("com")).isEmpty();
        assertThat(suffixes.registeredDomain("example")).isEmpty();
    }

    @Test
    void theSectionsOfTheListAreToldApart() {
        suffix("www.example.co.uk", "co.uk", PublicSuffix.Section.ICANN);
        suffix("example.com", "com", PublicSuffix.Section.ICANN);
        suffix("com", "com", PublicSuffix.Section.ICANN);
        suffix("me.github.io", "github.io", PublicSuffix.Section.PRIVATE);
        suffix("github.io", "github.io", PublicSuffix.Section.PRIVATE);
        suffix("www.city.kobe.jp", "kobe.jp", PublicSuffix.Section.ICANN);
        suffix("a.b.c.kobe.jp", "c.kobe.jp", PublicSuffix.Section.ICANN);
        suffix("_dmarc.example.com", "com", PublicSuffix.Section.ICANN);
        suffix("a.b.example", "example", PublicSuffix.Section.UNLISTED);
    }

    private void suffix(String domain, String text, PublicSuffix.Section section) {
        assertThat(suffixes.suffixOf(domain)).as(domain).isEqualTo(new PublicSuffix(text, section));
    }

    @Test
    void aNameThatIsNoHostNameHasTheDefaultRule() {
        registrable("192.0.2.1", "2.1");
        registrable("we\\032ird.example.com", "example.com");
        registrable("a..example.com", "example.com");
        registrable("a.example.", "example.");
        registrable("*.b.1c", "b.1c");
        registrable("a".repeat(64) + ".com", "a".repeat(64) + ".com");
        registrable("a.".repeat(400) + "example.co.uk", "example.co.uk");
        none("");
    }

    @Test
    void theTopLevelIsTheLastLabel() {
        assertThat(suffixes.topLevel("www.example.co.uk")).isEqualTo("uk");
        assertThat(suffixes.topLevel("uk")).isEqualTo("uk");
    }

    @Test
    void theEditionIsNamed() {
        assertThat(suffixes.version()).matches("guava-[0-9]+\\.[0-9]+.*");
    }

    private void registrable(String domain, String expected) {
        assertThat(suffixes.registrableDomain(domain)).as(domain).contains(expected);
    }

    private void none(String domain) {
        assertThat(suffixes.registrableDomain(domain)).as(domain).isEmpty();
    }
}
