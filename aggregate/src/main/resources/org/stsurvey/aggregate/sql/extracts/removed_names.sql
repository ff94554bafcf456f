-- Names that published in the run before and do not any more, though it looked at them. Not kept.
SELECT domain
FROM known_names
WHERE published_before AND NOT published_now AND place_now IS NOT NULL
