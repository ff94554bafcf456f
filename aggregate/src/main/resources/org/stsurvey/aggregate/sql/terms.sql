-- What the numerators and denominators are called; what they are stands in definitions.sql.

CREATE OR REPLACE VIEW numerators AS
SELECT * FROM (VALUES
  ('N1', 'record seen', 'at least one TXT record at _mta-sts.<domain> contains STSv, in any case'),
  ('N2', 'record valid', 'N1, and a sender would go on to fetch the policy (RFC 8461 §3.1)'),
  ('N3', 'policy usable', 'N2, and the policy was fetched and is valid in the lenient reading, whatever its mode'),
  ('N4', 'testing or enforce', 'N3 with mode testing or enforce: an adopter'),
  ('N5', 'enforce', 'N3 with mode enforce'),
  ('N6', 'enforce, every MX covered', 'N5, and each MX host matches a pattern of the policy (RFC 8461 §4.1)')
) AS n(code, name, meaning);

CREATE OR REPLACE VIEW denominators AS
SELECT * FROM (VALUES
  ('D1', 'listed', 'names of the list after malformed, duplicate and excluded ones are taken out'),
  ('D2', 'exists', 'D1 without names that do not exist (NXDOMAIN) and without names of which nothing was learnt'),
  ('D3', 'receives mail', 'D1 with an MX record that is not a null MX; implicit MX is shown apart'),
  ('D4', 'determinate', 'D1 without names whose deployment status could not be determined')
) AS d(code, name, meaning);
