.headers on
.read sql/drop.sql
