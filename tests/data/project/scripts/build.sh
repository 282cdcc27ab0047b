#!/usr/bin/env bash
# Builds; the psql client is not needed here.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run build
echo "built: DROP TABLE is only a word in this message"
