package org.stsurvey.aggregate;

import java.util.List;

/// The tables, in the order in which a reader wants them.
final class Tables {

    private static final List<String> NAMES = List.of(
            "headline",
            "funnel",
            "modes",
            "deployment_status",
            "publishers",
            "failures_by_stage",
            "failures_primary",
            "failures_any",
            "rank_buckets",
            "tlds",
            "groups",
            "source_lists",
            "mail_reception",
            "mx_providers",
            "mx_hosts",
            "policy_host_providers",
            "max_age",
            "id_styles",
            "line_endings",
            "deviations",
            "tlsrpt",
            "certificate_issuers",
            "certificate_expiry",
            "comparable");

    private Tables() {}

    static List<TableScript> all() {
        return NAMES.stream().map(TableScript::load).toList();
    }
}
