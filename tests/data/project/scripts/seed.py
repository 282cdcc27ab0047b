import sqlite3

connection = sqlite3.connect("app.db")
connection.executescript("DROP TABLE IF EXISTS users; CREATE TABLE users (id INTEGER)")
connection.commit()
