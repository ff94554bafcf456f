-- The numerators and denominators that every table names, in one place.
--
-- The design: "Numerators, named in every table: N1 record seen (published), N2 record valid, N3 policy usable,
-- N4 testing or enforce, N5 enforce, N6 enforce with every MX covered. Denominators: D1 listed, D2 exists (apex MX rcode
-- is not NXDOMAIN), D3 receives mail (MX that is not null; implicit MX shown apart), D4 determinate. The headline is
-- N4/D1, with N1/D1 and N4/D3 beside it; mode: none is no adopter."

-- One row per domain of the run at hand, or per group of plain ones, with its place in each numerator and denominator.
--
-- A numerator's "unknown" says that the row might belong to it and we cannot tell: the hard bounds of a share are
-- [k / n, (k + unknown) / n]. Indeterminate is neither absent nor broken.
CREATE OR REPLACE VIEW classified AS
SELECT
  o.*,

  -- "published (denominator for failure tables) = at least one TXT record at _mta-sts.<d> that contains STSv"
  published AS n1,
  published AND record_valid AS n2,
  -- "headline usable = lenient": the rollup is computed from the lenient reading, its order of stages makes N3 a part of N2.
  deployment_status IN ('valid_none', 'valid_testing', 'valid_enforce', 'enforce_conflict') AS n3,
  -- "mode: none is no adopter"
  deployment_status IN ('valid_testing', 'valid_enforce', 'enforce_conflict') AS n4,
  deployment_status IN ('valid_enforce', 'enforce_conflict') AS n5,
  deployment_status IN ('valid_enforce', 'enforce_conflict') AND coalesce(alignment, '') = 'mx_all_covered' AS n6,

  -- A record that was seen stays seen, whatever failed later.
  deployment_status = 'indeterminate' AND NOT published AS n1_unknown,
  deployment_status = 'indeterminate' AND NOT published AS n2_unknown,
  deployment_status = 'indeterminate' AS n3_unknown,
  deployment_status = 'indeterminate' AS n4_unknown,
  deployment_status = 'indeterminate' AS n5_unknown,
  deployment_status = 'indeterminate'
    OR (deployment_status IN ('valid_enforce', 'enforce_conflict') AND coalesce(alignment, '') = 'mx_lookup_indeterminate')
    AS n6_unknown,

  true AS d1,
  -- "D2 exists (apex MX rcode is not NXDOMAIN)"; "domain_dns_dead: every question about the domain failed in both passes;
  -- shown apart, outside D2". A name whose MX question alone failed stays in D2, since something else answered for it; one
  -- of which nothing at all was learnt (stage scan: dead DNS or a fault of ours) is outside.
  reception <> 'no_such_domain' AND NOT (reception = 'unknown' AND stage = 'scan') AS d2,
  -- "D3 receives mail (MX that is not null; implicit MX shown apart)"
  reception = 'mx' AS d3,
  -- "D4 determinate": adopters + broken + absent.
  deployment_status <> 'indeterminate' AS d4,

  -- The exclusive causes: a sender would treat the domain as if it had no policy.
  deployment_status IN ('record_invalid', 'policy_unreachable', 'policy_invalid') AS broken
FROM observations o;
