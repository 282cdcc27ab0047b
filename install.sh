#!/usr/bin/env bash
# Builds interlock, installs it for this user, registers its hooks with Codex, and shows that they answer.
#   ./install.sh [--prefix DIR] [--managed] [--uninstall]
set -euo pipefail
cd "$(dirname "$0")"

prefix="$HOME/.local"
managed=no
uninstall=no
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) prefix=${2:?--prefix needs a directory}; shift 2 ;;
    --prefix=*) prefix=${1#*=}; shift ;;
    --managed) managed=yes; prefix=/usr/local; shift ;;
    --uninstall) uninstall=yes; shift ;;
    -h|--help) sed -n '2,3p' "$0" | sed 's/^# //'; exit 0 ;;
    *) echo "install.sh: '$1' is none of --prefix DIR, --managed, --uninstall" >&2; exit 2 ;;
  esac
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
if [ "$managed" = yes ] && [ "$(id -u)" != 0 ]; then
  echo "install.sh: --managed writes below /usr/local and /etc: run it as root" >&2
  exit 2
fi
share=$prefix/share/interlock
requirements=/etc/codex/requirements.toml
config=()
[ "$managed" = no ] || config=(--config "$requirements")

if [ "$uninstall" = yes ]; then
  if [ -x "$prefix/bin/interlock" ]; then
    "$prefix/bin/interlock" unregister "${config[@]}"
  fi
  rm -rf -- "$prefix/lib/interlock" "$share"
  rm -f -- "$prefix/bin/interlock"
  echo "interlock is taken out of $prefix; its state (evidence and audit rows) is left where it is"
  exit 0
fi

say() { printf '\n== %s\n' "$*"; }

say "packages"
./tests/packages build

say "build"
[ -f build/build.ninja ] || meson setup build >/dev/null
ninja -C build hooks/interlock-pre-tool-use hooks/interlock-post-tool-use cli/interlock

say "install into $prefix"
install -d "$prefix/bin" "$prefix/lib/interlock" "$share/packs"
install -s -m 755 build/hooks/interlock-pre-tool-use build/hooks/interlock-post-tool-use "$prefix/lib/interlock/"
install -s -m 755 build/cli/interlock "$prefix/bin/"
find "$share/packs" -name '*.json' -delete
# One file with the list of all packs: each hook asks of each file whether it has changed.
{
  separator='['
  for pack in rules/*.json; do
    case $pack in *.schema.json) continue ;; esac
    printf '%s\n' "$separator"
    cat "$pack"
    separator=','
  done
  echo ']'
} >"$share/packs/shipped.json"
chmod 644 "$share/packs/shipped.json"
user_packs=${XDG_CONFIG_HOME:-$HOME/.config}/interlock/packs.d
folders=("$share/packs" --machine /etc/interlock/packs.d)
[ "$managed" = yes ] || folders+=(--user "$user_packs")
"$prefix/bin/interlock" compile --output "$share/rules.image" "${folders[@]}"

say "register with Codex"
if [ "$managed" = yes ]; then
  install -d /etc/codex
  "$prefix/bin/interlock" register "${config[@]}"
  grep -q '^hooks = true' "$requirements" ||
    echo "note: pin the hooks in $requirements: [features] hooks = true, unified_exec_tty = false (examples/managed/)"
else
  "$prefix/bin/interlock" register
  echo "Codex will ask you to trust the two hooks when it starts next: choose \"Review hooks\", then trust them."
  echo "Until then \`codex exec\` skips them without a word; \`interlock doctor\` tells how it stands."
fi

say "two calls through the installed hook"
show() {
  local reason status=0
  reason=$(printf '{"session_id":"install","cwd":"/","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"%s"},"tool_use_id":"1"}' "$1" |
    "$prefix/lib/interlock/interlock-pre-tool-use" 2>&1) || status=$?
  case $status in
    0) echo "allowed   $1" ;;
    2) printf 'refused   %s\n          %s\n' "$1" "$reason" ;;
    *) echo "install.sh: the hook ended with $status: $reason" >&2; exit 1 ;;
  esac
  [ "$status" = "$2" ] || { echo "install.sh: expected exit $2; run: $prefix/bin/interlock doctor" >&2; exit 1; }
}
show "psql -c 'DROP TABLE users'" 2
show "ls -la" 0
