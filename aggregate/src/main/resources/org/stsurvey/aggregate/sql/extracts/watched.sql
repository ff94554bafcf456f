-- Every name that published in this run or in any before it, with its state in the run before and in this one.
SELECT
  p.list,
  p.run,
  p.previous_run,
  k.domain,
  k.place_before,
  k.status_before,
  k.outcome_before,
  k.adopter_before,
  k.place_now,
  k.status_now,
  k.outcome_now,
  k.adopter_now,
  k.observed_second_now,
  k.policy_left
FROM known_names k
CROSS JOIN this_pair p
WHERE k.watched
ORDER BY k.domain NULLS LAST
