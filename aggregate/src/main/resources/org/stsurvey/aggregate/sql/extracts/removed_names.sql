-- Names that published in the run before and do not any more. Not kept.
SELECT c.domain
FROM names_before b
JOIN names_now c ON c.domain = b.domain
WHERE b.n1 AND NOT c.n1
