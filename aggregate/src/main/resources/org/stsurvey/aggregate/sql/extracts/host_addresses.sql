-- Addresses of the policy hosts of the list's publishers.
SELECT * FROM publisher_addresses
