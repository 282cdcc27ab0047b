# Functions for the other scripts.
wipe() {
  local table=$1
  psql -c "DROP TABLE $table"
}
greet() {
  echo "hello $1"
}
