SELECT 1;
\i sql/drop.sql
