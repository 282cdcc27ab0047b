system("psql", "-c", "DELETE FROM users")
