#!/usr/bin/env bash
# Shows approvals that the Temporal server vouches for, on a server that does: temporal-server with its default
# authorizer, tokens (JWT) and frontend.enablePrincipalPropagation, which the dev server of the Temporal CLI cannot.
# A preparation asks for principals; what mallory sends under li.wei's name is refused, what li.wei sends counts.
#
#   npm run build && interop/principal-server/run.sh
#
# The server is $TEMPORAL_SERVER, else temporal-server on PATH or in Go's folder, else installed with `go install`
# (some ten minutes, Go 1.26.8 or newer). It keeps everything in memory.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=v1.32.0
main=$here/../../dist/interop/principal-server/main.js
if [[ ! -f $main ]]; then
  echo "principal-server: $main is missing; run: npm run build" >&2
  exit 1
fi
server=${TEMPORAL_SERVER:-$(command -v temporal-server || true)}
if [[ -z $server ]] && command -v go >/dev/null; then
  bin=$(go env GOPATH)/bin
  server=$bin/temporal-server
  if [[ ! -x $server ]]; then
    echo "principal-server: installing temporal-server $version with go install (some ten minutes)" >&2
    built=$(mktemp -d)
    GOBIN=$built go install "go.temporal.io/server/cmd/server@$version"
    mkdir -p "$bin"
    mv "$built/server" "$server"
    rmdir "$built"
  fi
fi
if [[ -z $server ]]; then
  echo "principal-server: no temporal-server and no Go to build one; name one in TEMPORAL_SERVER" >&2
  exit 1
fi

scratch=$(mktemp -d)
# Do not read the user's configuration.
unset "${!TEMPORAL_@}" "${!PREP_@}" "${!KS3_@}" "${!ALIBABA_@}"
export HOME=$scratch
cd "$scratch"
trap 'rm -rf "$scratch"' EXIT
TEMPORAL_SERVER=$server node "$main" "$scratch"
