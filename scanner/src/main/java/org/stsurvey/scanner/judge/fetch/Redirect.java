package org.stsurvey.scanner.judge.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.HttpReply;

/// Where a redirect points, in the classes that tell what went wrong.
final class Redirect {

    private static final String POLICY_HOST_PREFIX = "mta-sts.";
    private static final List<String> LOGIN =
            List.of("login", "signin", "sign-in", "sso", "oauth", "auth", "authorize", "accounts");

    private Redirect() {}

    /// Status, `location` and its `class`: `same_host`, `www`, `apex`, `login`, `http_downgrade`, `other` or
    /// `none`.
    static Map<String, String> detail(HttpReply reply, String policyHost) {
        var location = reply.header("location").map(String::strip).orElse("");
        return Map.of(
                "status",
                Integer.toString(reply.status()),
                "location",
                location,
                "class",
                location.isEmpty() ? "none" : of(location, policyHost));
    }

    private static String of(String location, String policyHost) {
        var lower = location.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")) {
            return "http_downgrade";
        }
        if (!isWeb(lower)) {
            return "other";
        }
        var host = host(lower, policyHost);
        if (isLogin(host) || isLogin(path(lower))) {
            return "login";
        }
        if (host.equals(policyHost)) {
            return "same_host";
        }
        var apex = policyHost.startsWith(POLICY_HOST_PREFIX)
                ? policyHost.substring(POLICY_HOST_PREFIX.length())
                : policyHost;
        if (host.equals(apex)) {
            return "apex";
        }
        return host.equals("www." + apex) ? "www" : "other";
    }

    /// The host of an absolute or network-path reference; a relative one stays on the host asked.
    private static String host(String location, String policyHost) {
        var start = authority(location);
        if (start < 0) {
            return policyHost;
        }
        var authority = location.substring(start, pathStart(location, start));
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        var port = host.indexOf(':');
        var name = port < 0 ? host : host.substring(0, port);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String path(String location) {
        var start = authority(location);
        return start < 0 ? location : location.substring(pathStart(location, start));
    }

    /// Where the authority begins, RFC 3986 §4.2 and §4.3; -1 if the reference has none.
    private static int authority(String location) {
        if (location.startsWith("//")) {
            return 2;
        }
        var scheme = location.indexOf("://");
        return scheme > 0 && pathStart(location, 0) > scheme ? scheme + 3 : -1;
    }

    /// Where a path, a query or a fragment begins; the end if there is none of them.
    private static int pathStart(String location, int from) {
        var at = from;
        while (at < location.length() && "/?#".indexOf(location.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /// A reference without a scheme stays with that of the request.
    private static boolean isWeb(String location) {
        return authority(location) <= 2 || location.startsWith("https://");
    }

    /// `login`, but also `wp-login`, `ServiceLogin` or `signin-oidc`.
    private static boolean isLoginWord(String word) {
        return LOGIN.contains(word)
                || Stream.of("login", "signin").anyMatch(part -> word.startsWith(part) || word.endsWith(part));
    }

    /// Whether a label of a host or a segment of a path is one that login pages go by.
    private static boolean isLogin(String text) {
        var start = 0;
        for (var i = 0; i <= text.length(); i++) {
            if (i == text.length() || "./?=&".indexOf(text.charAt(i)) >= 0) {
                if (isLoginWord(text.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
