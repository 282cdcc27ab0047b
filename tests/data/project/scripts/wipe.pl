use DBI;
my $db = DBI->connect("dbi:Pg:dbname=app");
$db->do("DROP TABLE users");
