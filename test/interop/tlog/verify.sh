#!/bin/sh
# Is this leaf in this log?  verify.sh PROOF LEAF VKEY   (a .tlog-proof file, the leaf's bytes, the log's verifier key)
# Needs sha256sum, xxd and openssl (3 or later). Prints the log, the index and the size, or the reason of its refusal.
set -eu
proof=$1 leaf=$2 vkey=$3
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
refuse() { echo "refused: $1" >&2 && exit 1; }
hexof() { printf '%s' "$1" | openssl base64 -d -A | xxd -p -c 256; }
node() { printf '01%s%s' "$1" "$2" | xxd -r -p | sha256sum | cut -c1-64; }
number() { case $1 in '' | *[!0-9]* | 0?* | ????????????????*) refuse "not a number: $1" ;; esac; }

# 1. Take the proof apart: index and hashes, an empty line, the checkpoint, an empty line, signatures.
[ "$(sed -n 1p "$proof")" = c2sp.org/tlog-proof@v1 ] || refuse 'not a proof'
index=$(sed -n '/^$/q; s/^index //p' "$proof")
hashes=$(sed -n '/^$/q; 1d; /^extra /d; /^index /d; p' "$proof")
sed '1,/^$/d' "$proof" >"$dir/note" && sed '/^$/,$d' "$dir/note" >"$dir/text"
origin=$(sed -n 1p "$dir/text") size=$(sed -n 2p "$dir/text") root=$(hexof "$(sed -n 3p "$dir/text")")
number "$index" && number "$size" && [ "$index" -lt "$size" ] || refuse 'index outside the tree'

# 2. The log's key signed the checkpoint.
name=${vkey%%+*} rest=${vkey#*+} && key=$(hexof "${rest#*+}") id=${rest%%+*}
[ "$name" = "$origin" ] || refuse 'another log'
[ "$( (printf '%s\n' "$name" && printf '%s' "$key" | xxd -r -p) | sha256sum | cut -c1-8)" = "$id" ] || refuse 'key id'
line=$(sed '1,/^$/d' "$dir/note" | while read -r dash who sig; do
  [ "$dash $who" = "— $name" ] && case $(hexof "$sig") in "$id"*) echo "$sig" && break ;; esac; done) || true
hexof "$line" | cut -c9- | xxd -r -p >"$dir/sig"
printf '302a300506032b6570032100%s' "${key#01}" | xxd -r -p >"$dir/key"
openssl pkeyutl -verify -pubin -inkey "$dir/key" -keyform DER -rawin -in "$dir/text" -sigfile "$dir/sig" \
  >"$dir/log" 2>&1 || refuse 'the signature of the log does not verify'

# 3. The leaf's hash climbs to the root. A last node without a neighbour rises unchanged.
hash=$( (printf '\000' && cat "$leaf") | sha256sum | cut -c1-64) n=$index last=$((size - 1))
rise() { while [ "$last" -gt 0 ] && [ "$n" = "$last" ] && [ $((n % 2)) = 0 ]; do n=$((n / 2)) last=$((last / 2)); done; }
for step in $hashes; do rise && [ "$last" -gt 0 ] || refuse 'too many hashes'
  step=$(hexof "$step") && if [ $((n % 2)) = 1 ]; then hash=$(node "$step" "$hash"); else hash=$(node "$hash" "$step"); fi
  n=$((n / 2)) last=$((last / 2)); done
rise && [ "$last" = 0 ] && [ "$hash" = "$root" ] || refuse 'the leaf does not lead to the root'
echo "verified: entry $index of $size in $origin"
