-- title: Certificate issuers of policy hosts
-- numerator: policy hosts whose certificate the issuer signed
-- denominator: publishers whose policy host sent a certificate
--
-- The organisation in the issuer's name, else its common name, as the certificate has it: untrusted text.
--
-- column list: the list's name
-- column run: the run's date
-- column issuer: issuer
-- column domains: publishers
-- column usable: those of them with a usable policy (N3)
-- column of_domains: publishers whose policy host sent a certificate
-- column share: domains / of_domains
WITH issuers AS (
  SELECT
    list,
    run,
    certificate_issuer AS issuer,
    count(*) AS k,
    count(*) FILTER (WHERE n3) AS usable
  FROM domains
  WHERE n1 AND certificate_issuer IS NOT NULL
  GROUP BY 1, 2, 3
)
SELECT
  list,
  run,
  issuer,
  k AS domains,
  usable,
  CAST(sum(k) OVER (PARTITION BY list, run) AS BIGINT) AS of_domains,
  share(k, sum(k) OVER (PARTITION BY list, run)) AS share
FROM issuers
ORDER BY list NULLS LAST, run NULLS LAST, k DESC NULLS LAST, issuer NULLS LAST
