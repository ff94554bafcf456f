-- Members of groups and of source lists: publishers one by one, the others by their number. Goes
-- with collected.sql.

-- One row per group of a domain of the list, of runs with labels; the group is null where no label covers the domain.
CREATE TABLE domain_groups AS
SELECT list, run, ordinal, weight, unnest(CASE WHEN len(group_names) = 0 THEN [NULL] ELSE group_names END) AS domain_group
FROM (
  SELECT list, run, ordinal, CAST(1 AS BIGINT) AS weight, group_names FROM publisher_rows WHERE NOT panel
  UNION ALL
  SELECT list, run, NULL, weight, group_names FROM other_counts)
WHERE group_names IS NOT NULL;

-- One row per list that has a domain, of runs made of several lists.
CREATE TABLE domain_sources AS
SELECT list, run, ordinal, weight, unnest(source_names) AS source
FROM (
  SELECT list, run, ordinal, CAST(1 AS BIGINT) AS weight, source_names FROM publisher_rows WHERE NOT panel
  UNION ALL
  SELECT list, run, NULL, weight, source_names FROM other_counts)
WHERE source_names IS NOT NULL;
