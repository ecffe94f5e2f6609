# rclone's S3 backend, provider Alibaba (AWS signature V4), against the OSS stand-in: mkdir, copy, size, check, purge.
# rclone puts the bucket into the host name for this provider, so it gets the real endpoint and, as its HTTP proxy,
# the stand-in.
set -euo pipefail

field() { node -p "JSON.parse(process.env.STANDINS_JSON).oss.$1"; }
export RCLONE_CONFIG_OSS_TYPE=s3 RCLONE_CONFIG_OSS_PROVIDER=Alibaba
RCLONE_CONFIG_OSS_ENDPOINT=http://oss-$(field region).aliyuncs.com http_proxy=$(field endpoint)
RCLONE_CONFIG_OSS_ACCESS_KEY_ID=$(field accessKeyId) RCLONE_CONFIG_OSS_SECRET_ACCESS_KEY=$(field accessKeySecret)
export http_proxy RCLONE_CONFIG_OSS_ENDPOINT RCLONE_CONFIG_OSS_ACCESS_KEY_ID RCLONE_CONFIG_OSS_SECRET_ACCESS_KEY

demand() { # demand WHAT EXPECTED ACTUAL
  if [[ "$2" != "$3" ]]; then
    echo "$1: expected $2, got $3"
    exit 1
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/there/中 文/a+b"
printf 'one' >"$work/there/one.txt"
printf 'two' >"$work/there/中 文/a+b/100%.txt"
head -c 100000 /dev/urandom >"$work/there/noise"

rclone mkdir oss:rclone-oss
rclone copy "$work/there" oss:rclone-oss
size=$(rclone size --json oss:rclone-oss)
demand 'objects' 3 "$(node -p "($size).count")"
demand 'bytes' 100006 "$(node -p "($size).bytes")"
rclone check "$work/there" oss:rclone-oss 2>/dev/null
rclone copy oss:rclone-oss "$work/back"
diff -r "$work/there" "$work/back"
demand 'changes a second copy would make' 0 \
  "$(rclone copy --dry-run "$work/there" oss:rclone-oss 2>&1 | grep -ci 'skipped' || true)"
rclone purge oss:rclone-oss
demand 'buckets left' '' "$(rclone lsf oss: | grep '^rclone-oss' || true)"

if RCLONE_CONFIG_OSS_SECRET_ACCESS_KEY=wrong rclone lsf oss: --retries 1 --low-level-retries 1 >"$work/wrong" 2>&1; then
  echo 'a wrong secret was accepted'
  exit 1
fi
grep -q SignatureDoesNotMatch "$work/wrong"
