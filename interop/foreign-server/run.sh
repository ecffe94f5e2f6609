#!/usr/bin/env bash
# Shows that the inventory engine runs on an S3 server that is not ours: the Versity S3 Gateway, with a folder behind
# it, is filled with some thousands of objects under awkward keys, and `prep inventory --direct` and `rclone size` must
# both say what was put there.
#
#   npm run build && interop/foreign-server/run.sh
#
# versitygw is taken from PATH or Go's folder, else installed with `go install`; rclone from PATH, else installed with
# apt-get. The folder must be able to hold extended attributes: $TMPDIR, or /tmp.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
main=$(cd "$here/../.." && pwd)/dist/interop/foreign-server/main.js
if [[ ! -f $main ]]; then
  echo "foreign-server: $main is missing; run: npm run build" >&2
  exit 1
fi
if command -v go >/dev/null; then
  PATH=$PATH:$(go env GOPATH)/bin
fi
if ! command -v versitygw >/dev/null; then
  echo "foreign-server: installing versitygw with go install (some minutes)" >&2
  go install github.com/versity/versitygw/cmd/versitygw@latest
fi
if ! command -v rclone >/dev/null; then
  echo "foreign-server: installing rclone with apt-get" >&2
  if [[ $(id -u) == 0 ]]; then apt-get install -y rclone >/dev/null; else sudo apt-get install -y rclone >/dev/null; fi
fi

scratch=$(mktemp -d)
port=$(node -e "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); this.close(); })")
# Do not read the user's configuration, keys or proxies.
unset "${!AWS_@}" "${!RCLONE_@}" "${!VGW_@}" HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
export HOME=$scratch AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
export KS3_ENDPOINT=http://127.0.0.1:$port KS3_REGION=us-east-1 KS3_PATH_STYLE=true
export KS3_ACCESS_KEY_ID=foreign KS3_ACCESS_KEY_SECRET=foreign-secret
export RCLONE_CONFIG=$scratch/rclone.conf RCLONE_CONFIG_FOREIGN_TYPE=s3 RCLONE_CONFIG_FOREIGN_PROVIDER=Other
export RCLONE_CONFIG_FOREIGN_ENDPOINT=$KS3_ENDPOINT RCLONE_CONFIG_FOREIGN_REGION=$KS3_REGION
export RCLONE_CONFIG_FOREIGN_ACCESS_KEY_ID=$KS3_ACCESS_KEY_ID RCLONE_CONFIG_FOREIGN_LIST_VERSION=2
export RCLONE_CONFIG_FOREIGN_SECRET_ACCESS_KEY=$KS3_ACCESS_KEY_SECRET RCLONE_CONFIG_FOREIGN_FORCE_PATH_STYLE=true
touch "$RCLONE_CONFIG"
mkdir "$scratch/objects"

ROOT_ACCESS_KEY_ID=$KS3_ACCESS_KEY_ID ROOT_SECRET_ACCESS_KEY=$KS3_ACCESS_KEY_SECRET \
  versitygw --port "127.0.0.1:$port" --quiet posix "$scratch/objects" >"$scratch/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$scratch/server.log" >&2; exit 1; }
  sleep 0.1
done
versitygw --version | sed -n '1s/^/versitygw /p'
node "$main"
