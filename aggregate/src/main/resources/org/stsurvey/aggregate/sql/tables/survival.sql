-- title: What becomes of adopters
-- numerator: adopters without the event so far
-- denominator: domains whose adoption (N4) was seen to happen
--
-- Kaplan and Meier, JASA 53 (1958), in steps of runs. Only domains that were seen without a policy in testing or enforce before,
-- so that the clock begins at adoption; a domain leaves the table where it was last seen in a determinate state. Domains
-- that left the list count on where the panel still looks at them. The interval is Greenwood's on the log-log scale.
--
-- column list: the list's name
-- column event: record gone: no record any more; no adopter any more: anything but a usable policy in testing or enforce
-- column runs_since: runs since adoption
-- column at_risk: adopters that were followed that far without the event
-- column events: of these, adopters that had the event at this step
-- column censored: of these, adopters that were last seen at this step, without the event
-- column survival: share of adopters without the event so far
-- column survival_low: lower end of the 95 % interval
-- column survival_high: upper end of the 95 % interval
WITH seen AS (
  SELECT
    w.list,
    f.series,
    f.position,
    w.domain,
    w.adopter_now,
    w.status_now = 'absent' AS gone,
    w.adopter_now AND w.place_before IS NOT NULL AND w.status_before <> 'indeterminate' AND NOT w.adopter_before AS adopted
  FROM watched w
  JOIN run_facts f ON f.list = w.list AND f.run = w.run
  WHERE w.place_now IS NOT NULL AND w.status_now <> 'indeterminate'
),
starts AS (
  SELECT list, series, domain, min(position) AS start
  FROM seen
  WHERE adopted
  GROUP BY list, series, domain
),
followed AS (
  SELECT
    s.list,
    s.series,
    s.domain,
    max(e.position) - s.start AS last_step,
    min(CASE WHEN e.gone THEN e.position - s.start END) AS gone_step,
    min(CASE WHEN NOT e.adopter_now THEN e.position - s.start END) AS ended_step
  FROM starts s
  JOIN seen e ON e.list = s.list AND e.series = s.series AND e.domain = s.domain AND e.position >= s.start
  GROUP BY s.list, s.series, s.domain, s.start
),
spells AS (
  SELECT list, 'record gone' AS event, coalesce(gone_step, last_step) AS step, gone_step IS NOT NULL AS happened FROM followed
  UNION ALL
  SELECT list, 'no adopter any more', coalesce(ended_step, last_step), ended_step IS NOT NULL FROM followed
),
steps AS (
  SELECT
    list,
    event,
    step,
    count(*) AS ended,
    count(*) FILTER (WHERE happened) AS events,
    count(*) FILTER (WHERE NOT happened) AS censored
  FROM spells
  GROUP BY list, event, step
),
risks AS (
  SELECT
    *,
    CAST(sum(ended) OVER (PARTITION BY list, event ORDER BY step DESC NULLS LAST) AS BIGINT) AS at_risk
  FROM steps
),
logs AS (
  SELECT
    *,
    max(CASE WHEN events = at_risk THEN 1 ELSE 0 END) OVER (PARTITION BY list, event ORDER BY step NULLS LAST) AS none_left,
    CAST(sum(CASE WHEN events < at_risk THEN ln(1e0 - share(events, at_risk)) ELSE 0e0 END)
      OVER (PARTITION BY list, event ORDER BY step NULLS LAST) AS DOUBLE) AS log_survival,
    CAST(sum(CASE WHEN events < at_risk THEN share(events, at_risk * (at_risk - events)) ELSE 0e0 END)
      OVER (PARTITION BY list, event ORDER BY step NULLS LAST) AS DOUBLE) AS variance
  FROM risks
)
SELECT
  list,
  event,
  step AS runs_since,
  at_risk,
  events,
  censored,
  CASE WHEN none_left = 1 THEN 0e0 ELSE exp(log_survival) END AS survival,
  CASE
    WHEN none_left = 1 THEN 0e0
    WHEN variance > 0 THEN exp(log_survival * exp(1.959963984540054e0 * sqrt(variance) / -log_survival))
    ELSE 1e0 END AS survival_low,
  CASE
    WHEN none_left = 1 THEN NULL
    WHEN variance > 0 THEN exp(log_survival * exp(-1.959963984540054e0 * sqrt(variance) / -log_survival))
    ELSE 1e0 END AS survival_high
FROM logs
ORDER BY list NULLS LAST, event NULLS LAST, step NULLS LAST
