package org.stsurvey.aggregate;

import java.util.List;

/// The tables, in the order in which a reader wants them.
final class Tables {

    private static final List<String> NAMES = List.of(
            "headline",
            "adoption_trend",
            "change_split",
            "runs",
            "funnel",
            "modes",
            "deployment_status",
            "publishers",
            "undetermined",
            "failures_by_stage",
            "failures_primary",
            "failures_any",
            "managing_entities",
            "entity_failures",
            "rank_buckets",
            "tlds",
            "groups",
            "source_lists",
            "mail_reception",
            "mx_providers",
            "mx_hosts",
            "policy_host_providers",
            "provider_modes",
            "provider_outcomes",
            "hosting_platforms",
            "clusters",
            "max_age",
            "id_styles",
            "line_endings",
            "deviations",
            "deviations_by",
            "mx_coverage",
            "mx_mismatches",
            "probe_mx",
            "tlsrpt",
            "companions",
            "dane_status",
            "dane_faults",
            "certificate_issuers",
            "certificate_expiry",
            "flows",
            "trends",
            "trend_domains",
            "list_churn",
            "testing_streaks",
            "longest_in_testing",
            "survival",
            "method_changes",
            "comparable");

    private Tables() {}

    static List<TableScript> all() {
        return NAMES.stream().map(TableScript::load).toList();
    }
}
