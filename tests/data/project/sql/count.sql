-- how many are there?
SELECT count(*) FROM users;
