-- Every name of the run, to be found again in the run before and the run after. Not kept.
SELECT domain, plain, outcome, observed_second
FROM all_names
