-- The hosts that receive mail for names which published in the run before and do not any more: whether a cached policy still
-- covers them.
SELECT list, run, domain, host
FROM removed_mx_hosts
