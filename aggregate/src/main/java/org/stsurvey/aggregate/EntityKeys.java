package org.stsurvey.aggregate;

import com.google.common.net.InternetDomainName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// By what the policy hosts of one manager are known as such, where no provider table names it.
///
/// - `provider:NAME` where the provider table knows the host;
/// - `cname:DOMAIN`, the registrable domain of the first alias of the policy host, else of the record, that
///   leads out of the domain's own;
/// - `address:ADDRESS`, the lowest of the host's addresses, where it has no such alias;
/// - nothing where it has neither.
///
/// How many domains share a key decides who manages them, see [EntityClasses].
final class EntityKeys {

    static final String EXTRACT = "entity_keys";

    private EntityKeys() {}

    /// Writes the keys of a run's publishers beside its other extracts.
    static void extract(Database database, Path target) throws SQLException {
        String publishers = Database.literal(RunFolder.literal(target.resolve("publisher_rows.parquet")));
        List<List<String>> rows =
                database.texts("SELECT ordinal, domain, coalesce(policy_host_provider, ''), coalesce(host_cnames, ''),"
                        + " coalesce(record_cnames, ''), coalesce(host_addresses, '') FROM read_parquet(" + publishers
                        + ") WHERE NOT panel ORDER BY ordinal");
        database.execute("CREATE OR REPLACE TABLE found_keys (ordinal BIGINT, entity_key VARCHAR)");
        try (var keys = database.appender("found_keys")) {
            for (List<String> row : rows) {
                Optional<String> key = key(row.get(1), row.get(2), row.get(3), row.get(4), row.get(5));
                if (key.isPresent()) {
                    keys.row(Long.parseLong(row.getFirst()), key.get());
                }
            }
        }
        database.write(
                "SELECT getvariable('list') AS list, getvariable('run') AS run, ordinal, entity_key"
                        + " FROM found_keys ORDER BY ordinal NULLS LAST",
                target.resolve(EXTRACT + ".parquet"));
        database.execute("DROP TABLE found_keys");
    }

    /// The key of a publisher.
    ///
    /// @param hostCnames aliases in order, separated by spaces; likewise `recordCnames` and, sorted,
    ///     `addresses`
    static Optional<String> key(
            String domain, String provider, String hostCnames, String recordCnames, String addresses) {
        if (!provider.isEmpty()) {
            return Optional.of("provider:" + provider);
        }
        String own = registrable(domain);
        return abroad(own, hostCnames)
                .or(() -> addresses.isEmpty()
                        ? abroad(own, recordCnames)
                        : Optional.of("address:" + addresses.split(" ", 2)[0]));
    }

    private static Optional<String> abroad(String own, String cnames) {
        for (String cname : cnames.split(" ", -1)) {
            String domain = cname.isEmpty() ? own : registrable(cname);
            if (!domain.equals(own)) {
                return Optional.of("cname:" + domain);
            }
        }
        return Optional.empty();
    }

    /// The name below the registry's suffix, so that all of `github.io` is one manager; the name itself where
    /// there is none.
    private static String registrable(String name) {
        if (!InternetDomainName.isValid(name)) {
            return name;
        }
        InternetDomainName domain = InternetDomainName.from(name);
        return domain.isUnderRegistrySuffix()
                ? domain.topDomainUnderRegistrySuffix().toString()
                : name;
    }
}
