# rclone's S3 backend against the KS3 stand-in: size, listings by both versions, copy there and back, purge.
set -euo pipefail

field() { node -p "JSON.parse(process.env.STANDINS_JSON).ks3.$1"; }
export RCLONE_CONFIG_KS3_TYPE=s3 RCLONE_CONFIG_KS3_PROVIDER=Other RCLONE_CONFIG_KS3_FORCE_PATH_STYLE=true
RCLONE_CONFIG_KS3_ENDPOINT=$(field endpoint) RCLONE_CONFIG_KS3_REGION=$(field region)
RCLONE_CONFIG_KS3_ACCESS_KEY_ID=$(field accessKeyId) RCLONE_CONFIG_KS3_SECRET_ACCESS_KEY=$(field accessKeySecret)
export RCLONE_CONFIG_KS3_ENDPOINT RCLONE_CONFIG_KS3_REGION RCLONE_CONFIG_KS3_ACCESS_KEY_ID RCLONE_CONFIG_KS3_SECRET_ACCESS_KEY

demand() { # demand WHAT EXPECTED ACTUAL
  if [[ "$2" != "$3" ]]; then
    echo "$1: expected $2, got $3"
    exit 1
  fi
}

control=$(node -p 'JSON.parse(process.env.STANDINS_JSON).control')
expected=$(curl -sS -d '{"bucket":"interop"}' "$control/services/ks3/expected")
for version in 1 2; do
  size=$(rclone size --json --s3-list-version "$version" ks3:interop)
  for name in objects bytes; do
    of_rclone=$([[ $name == objects ]] && echo count || echo bytes)
    demand "size by V$version, $name" "$(node -p "Number($expected.$name)")" "$(node -p "($size).$of_rclone")"
  done
done

work=$(mktemp -d)
mkdir -p "$work/there/中 文/a+b"
printf 'one' >"$work/there/one.txt"
printf 'two' >"$work/there/中 文/a+b/100%.txt"
head -c 100000 /dev/urandom >"$work/there/noise"
rclone mkdir ks3:rclone
rclone copy "$work/there" ks3:rclone
rclone copy ks3:rclone "$work/back"
diff -r "$work/there" "$work/back"
rclone check "$work/there" ks3:rclone 2>/dev/null
rclone deletefile ks3:rclone/one.txt
demand 'files after delete' 2 "$(rclone lsf -R --files-only ks3:rclone | wc -l)"
rclone purge ks3:rclone
rm -rf "$work"
