package org.stsurvey.scanner.observe.dns;

/// What looking a resolver over has found.
///
/// @param resolver as `host:port`
/// @param ailment what is wrong with it, to follow its name; empty if it is well
/// @param lies it makes answers up for names that do not exist, so that nothing it says can be published
/// @param validates it validates DNSSEC: the root's name servers came with AD (RFC 6840 §5.8)
/// @param remark what is odd about it without being wrong, to follow its name; empty if nothing is
public record ResolverExamination(String resolver, String ailment, boolean lies, boolean validates, String remark) {

    public boolean isWell() {
        return ailment.isEmpty();
    }
}
