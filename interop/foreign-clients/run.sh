#!/usr/bin/env bash
# Drives the stand-ins with other vendors' clients: every *_check.py (boto3, oss2, Alibaba's SDKs, Kingsoft's) and
# *_check.sh (rclone) of this folder, against stand-ins that are started here on free ports.
#
#   npm run build && interop/foreign-clients/run.sh        all checks
#   interop/foreign-clients/run.sh ks3                     those whose name starts with "ks3"
#
# Needs Python 3 with venv. The Python packages go to a virtual environment outside the checkout
# ($XDG_CACHE_HOME or ~/.cache, under ks3-oss-prep/interop); rclone is taken from PATH, else installed by
# apt-get. A check reads the stand-ins' line of JSON from $STANDINS_JSON, prints what failed, and exits 0 or 1.
# STANDINS_MAIN names another build of the stand-ins than dist/standins/main.js.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ks3-oss-prep/interop
main=${STANDINS_MAIN:-$root/dist/standins/main.js}
only=${1:-}

if [[ ! -f $main ]]; then
  echo "interop: $main is missing; run: npm run build" >&2
  exit 1
fi

if ! cmp -s "$here/requirements.txt" "$cache/installed.txt"; then
  echo "interop: installing the Python clients into $cache" >&2
  python3 -m venv "$cache"
  "$cache/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$cache/installed.txt"
fi
if ! command -v rclone >/dev/null; then
  echo "interop: installing rclone with apt-get" >&2
  if [[ $(id -u) == 0 ]]; then apt-get install -y rclone >/dev/null; else sudo apt-get install -y rclone >/dev/null; fi
fi

scratch=$(mktemp -d)
node "$main" --bucket interop --synthetic tree:25000 >"$scratch/stand-ins.json" &
standins=$!
trap 'kill "$standins" 2>/dev/null || true; wait "$standins" 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do
  [[ -s $scratch/stand-ins.json ]] && break
  kill -0 "$standins"
  sleep 0.1
done
STANDINS_JSON=$(cat "$scratch/stand-ins.json")
export STANDINS_JSON PATH="$cache/bin:$PATH"
# No check may read the user's configuration, keys or proxies.
unset "${!AWS_@}" "${!RCLONE_@}" "${!ALIBABA_@}" HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
export HOME=$scratch RCLONE_CONFIG=$scratch/rclone.conf AWS_EC2_METADATA_DISABLED=true
touch "$RCLONE_CONFIG"

failed=0
for check in "$here/$only"*_check.py "$here/$only"*_check.sh; do
  [[ -e $check ]] || continue
  runner=bash
  [[ $check == *.py ]] && runner=python3
  if "$runner" "$check" >"$scratch/output" 2>&1; then
    echo "ok      $(basename "$check")"
  else
    echo "FAILED  $(basename "$check")"
    sed 's/^/        /' "$scratch/output"
    failed=1
  fi
done
exit "$failed"
