-- The registry that the run was judged by.
SELECT * FROM observed_outcomes
