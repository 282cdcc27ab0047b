"""Prints how many rows each file has; the words DROP TABLE stand only here."""
import csv
import sys

for name in sys.argv[1:]:
    with open(name, newline="") as file:
        print(name, sum(1 for _ in csv.reader(file)))
