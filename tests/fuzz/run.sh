#!/bin/sh
# tests/fuzz/run.sh TARGET SECONDS [libFuzzer options]: a target under libFuzzer with the address and
# undefined behaviour sanitizers. Needs clang. What it finds is left in build-fuzz/TARGET/; a fixed
# finding moves to tests/fuzz/corpus/TARGET/.
set -eu
target=$1
seconds=$2
shift 2
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-$root/build-fuzz}
case $target in
  payload | patch) rooms='base codex' ;;
  shell) rooms='base codex shell' ;;
  sql) rooms='base sql' ;;
  *) echo "run.sh: the targets are payload, patch, shell and sql" >&2; exit 2 ;;
esac

mkdir -p "$build/$target/corpus" "$build/objects"
flags='-std=c++20 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -DFMT_HEADER_ONLY'
objects=
compile() { # source, extra flags
  object=$build/objects/$(echo "$1" | tr / _).o
  if [ ! -e "$object" ] || [ -n "$(find "$root/$1" "$root/lib" -name '*.h' -newer "$object" -print -quit)" ] ||
    [ "$root/$1" -nt "$object" ]; then
    # shellcheck disable=SC2086
    ${CXX:-clang++} $flags -fsanitize=fuzzer-no-link -I"$root" -c "$root/$1" -o "$object"
  fi
  objects="$objects $object"
}
for room in $rooms; do
  for source in "$root/lib/$room"/*.cc; do compile "lib/$room/$(basename "$source")"; done
done
rm -f "$build/$target/rooms.a"
# shellcheck disable=SC2086
ar rcs "$build/$target/rooms.a" $objects  # so that only what the target reaches is linked
objects=
compile "tests/fuzz/$target.cc"
libraries=
case $rooms in *shell*) libraries=-lre2 ;; esac
# shellcheck disable=SC2086
${CXX:-clang++} $flags -fsanitize=fuzzer $objects "$build/$target/rooms.a" $libraries -o "$build/$target/fuzz"

seeds=$root/tests/fuzz/corpus/$target
[ "$target" != payload ] || seeds="$seeds $root/tests/data/payloads"
if [ "$target" = shell ]; then # the listed lines are seeds as they stand
  mkdir -p "$build/shell/lines"
  split -l 1 -a 4 -d "$root/tests/evasions.txt" "$build/shell/lines/"
  seeds="$seeds $build/shell/lines"
fi
cd "$build/$target"
# What was freed stays in the sanitizer's quarantine and counts as memory, and half an hour of small
# blocks leaves holes: the limit of the whole is wide, that of one block is what a hook may take.
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=64}"
# shellcheck disable=SC2086
exec ./fuzz corpus $seeds -max_total_time="$seconds" -max_len=65536 -timeout=5 \
  -rss_limit_mb=1024 -malloc_limit_mb=64 \
  -artifact_prefix="$build/$target/" -print_final_stats=1 "$@"
