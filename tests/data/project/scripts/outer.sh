#!/usr/bin/env bash
set -e
here=$(dirname "$0")
echo "resetting"
"$here/reset.sh"
