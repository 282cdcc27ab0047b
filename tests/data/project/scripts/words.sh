tool=$1
shift
"$tool" "$@"
