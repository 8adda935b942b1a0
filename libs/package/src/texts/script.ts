/**
 * verify.sh: what of a package can be checked with tools of any laboratory. No expression of a template may stand in it, and no
 * backtick: it is one raw text.
 */
export const script = String.raw`#!/bin/sh
# Checks an evidence package without the software that made it. Take this file from elsewhere than the package.
#   sh verify.sh PACKAGE ROOTS [SHA512]
# ROOTS: lines "root STATE FINGERPRINT" and "tsa SHA256", told to you by another way than the package (see VERIFY.txt).
# SHA512: of the whole file, told by another way. Ends with 0: all holds; 1: something does not; 3: it could not begin.
# Needs: unzip, sha256sum, sha512sum, gpg, openssl 3, xxd, awk. No network.
export LC_ALL=C
file=$1 roots=$2 told=$3 bad=0
[ -r "$file" ] && [ -r "$roots" ] || { echo "usage: verify.sh PACKAGE ROOTS [SHA512]" >&2; exit 3; }
case $file in /*) ;; *) file=$PWD/$file ;; esac
case $roots in /*) ;; *) roots=$PWD/$roots ;; esac
w=$(mktemp -d) || exit 3
trap 'rm -rf "$w"' EXIT
umask 077
mkdir "$w/p" "$w/gpg" "$w/keys"
fail() { echo "FAIL $*"; bad=1; }
hold() { echo "ok   $*"; }

if [ -n "$told" ]; then
  [ "$(sha512sum < "$file" | cut -c1-128)" = "$told" ] && hold "the file is the one that was announced" || fail "V01 the file is another one than was announced"
fi

# V01: names stand once, first the mimetype; the content is that of a package.
unzip -qq -d "$w/p" "$file" > /dev/null 2>&1 || fail "V01 the container cannot be read whole"
cd "$w/p" || exit 3
unzip -Z1 "$file" > "$w/names" 2> /dev/null
[ "$(head -n 1 "$w/names")" = mimetype ] && [ "$(cat mimetype)" = application/vnd.etsi.asic-e+zip ] || fail "V01 mimetype"
[ -z "$(sort "$w/names" | uniq -d)" ] || fail "V01 a name stands twice"
{ echo mimetype; sed 1d "$w/names" | sort; } | cmp -s - "$w/names" || fail "V01 order of the names"

# V02: every file is listed, and is as listed.
sha512sum --strict --quiet -c manifest-sha512.txt 2> /dev/null || fail "V02 manifest-sha512.txt"
sha256sum --strict --quiet -c manifest-sha256.txt 2> /dev/null || fail "V02 manifest-sha256.txt"
sha512sum --strict --quiet -c tagmanifest-sha512.txt 2> /dev/null || fail "V02 tagmanifest-sha512.txt"
grep '^data/' "$w/names" | sort > "$w/data"
for list in manifest-sha512.txt manifest-sha256.txt; do
  sed 's/^[0-9a-f]*  //' $list | cmp -s - "$w/data" || fail "V02 files that $list does not list, or lists in vain"
done
{
  echo '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  echo '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
  echo '<asic:SigReference URI="META-INF/timestamp002.tst" MimeType="application/vnd.etsi.timestamp-token"/>'
  grep -v -e '^META-INF/' -e '^mimetype$' "$w/names" | sort | while read -r name; do
    echo "<asic:DataObjectReference URI=\"$name\">"
    echo '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>'
    echo "<ds:DigestValue>$(openssl dgst -sha512 -binary < "$name" | openssl base64 -A)</ds:DigestValue>"
    echo '</asic:DataObjectReference>'
  done
  echo '</asic:ASiCManifest>'
} | cmp -s - META-INF/ASiCManifest002.xml || fail "V02 META-INF/ASiCManifest002.xml"
[ $bad = 0 ] && hold "V01 V02 the container is whole, and every file is as listed"

pgp() { gpg --homedir "$w/gpg" --batch --no-autostart --no-auto-check-trustdb --trust-model always --quiet "$@" 2> /dev/null; }
# Prints the primary fingerprint of whoever signed: SIGNATURE DATA. The exit code of gpg says too little.
signer() { pgp --status-fd 1 --verify "$1" "$2" | awk '$2 == "VALIDSIG" { print $NF }'; }
debase() { openssl base64 -d -A; }
member() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "$1"; }

# V03: what the root of a State signed, from the root that you were told.
own=$(sed -n 's/.*"state":"\(..\)","thread".*/\1/p' data/build.json)
other=$(member data/build.json neighbour)
for state in $own $other; do
  root=$(awk -v s="$state" '$1 == "root" && $2 == s { print $3 }' "$roots")
  [ -n "$root" ] || { fail "V03 no root of $state among those you were told"; continue; }
  while IFS= read -r line; do
    printf %s "$line" | sed 's/^{"entry":"\([^"]*\)".*/\1/' | debase > "$w/entry"
    kind=$(member "$w/entry" kind)
    case $kind in root | state-key | note-key | event-key) ;; *) continue ;; esac
    [ "$kind" = root ] && { member "$w/entry" certificate | debase > "$w/root"; pgp --import "$w/root"; }
    printf %s "$line" | sed 's/.*"signatures":\["\([^"]*\)".*/\1/' | debase > "$w/sig"
    [ "$(signer "$w/sig" "$w/entry")" = "$root" ] || { fail "V03 directory of $state: a $kind is not signed by the root"; continue; }
    case $kind in
      state-key) member "$w/entry" certificate | debase > "$w/key"; pgp --import "$w/key"
        echo "$state $(member "$w/entry" purpose) $(member "$w/entry" fingerprint)" >> "$w/keys/state" ;;
      note-key) echo "$state $(member "$w/entry" purpose) $(member "$w/entry" vkey)" >> "$w/keys/note" ;;
      event-key) raw=$(member "$w/entry" publicKey)
        echo "$state $(printf %s "$raw" | debase | sha256sum | cut -c1-64) $raw" >> "$w/keys/event" ;;
    esac
  done < "data/keys/directory/$state.jsonl"
done
of() { grep -q "^$2 $3 $1\$" "$w/keys/state"; }
by=$(signer seal.asc manifest-sha512.txt)
[ -n "$by" ] && of "$by" "$own" package && hold "V03 sealed by the package key of $own" || fail "V03 seal.asc"

# V04: who signed each document, and the State that sent it. Whether the officer had the office then is for the program.
for m in data/messages/*; do
  pgp --import "$m/certificate.pgp"
  [ "$(signer "$m/document.sig" "$m/document.json")" = "$(member "$m/document.json" signer)" ] || fail "V04 $m/document.sig"
  from=$(member "$m/envelope.json" from)
  by=$(signer "$m/envelope.sig" "$m/envelope.json")
  [ -n "$by" ] && of "$by" "$from" signing || fail "V04 $m/envelope.sig"
  [ "$(member "$m/envelope.json" documentSha256)" = "$(sha256sum < "$m/document.json" | cut -c1-64)" ] || fail "V04 $m/envelope.json"
  for a in "$m"/attachments/*; do
    [ -e "$a" ] || continue
    grep -q "\"sha256\":\"$(sha256sum < "$a" | cut -c1-64)\"" "$m/document.json" || fail "V04 $a"
  done
done
[ $bad = 0 ] && hold "V04 documents, envelopes and attachments"

# An Ed25519 signature: RAW-KEY(base64) MESSAGE SIGNATURE-FILE
ed25519() {
  { printf '302a300506032b6570032100'; printf %s "$1" | debase | tail -c 32 | xxd -p -c 64; } | xxd -r -p > "$w/der"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$w/der" -rawin -in "$2" -sigfile "$3" > /dev/null 2>&1
}
# The Merkle path of a proof file: HASH PROOF. A note is origin, size, root.
leads() {
  hash=$1 at=$(sed -n 's/^index //p' "$2") index=$at
  sed '1,/^$/d' "$2" > "$w/note"
  size=$(sed -n 2p "$w/note") root=$(sed -n 3p "$w/note" | debase | xxd -p -c 64) last=$((size - 1))
  for step in $(sed -n '/^$/q; 1d; /^index /d; p' "$2"); do
    while [ "$last" -gt 0 ] && [ $((at % 2)) = 0 ] && [ "$at" = "$last" ]; do at=$((at / 2)) last=$((last / 2)); done
    step=$(printf %s "$step" | debase | xxd -p -c 64)
    if [ $((at % 2)) = 1 ]; then pair=$step$hash; else pair=$hash$step; fi
    hash=$(printf '01%s' "$pair" | xxd -r -p | sha256sum | cut -c1-64)
    at=$((at / 2)) last=$((last / 2))
  done
  while [ "$last" -gt 0 ] && [ $((at % 2)) = 0 ] && [ "$at" = "$last" ]; do at=$((at / 2)) last=$((last / 2)); done
  [ "$index" -lt "$size" ] && [ "$last" = 0 ] && [ "$hash" = "$root" ]
}
# A leaf is signed by an event key of a State: STATE LEAF. Signed is the leaf without its member "sig".
event() {
  raw=$(awk -v s="$1" -v k="$(sed -n 's/.*"src":{"config":"[^"]*","key":"\([0-9a-f]*\)".*/\1/p' "$2")" '$1 == s && $2 == k { print $3 }' "$w/keys/event" | tail -n 1)
  [ -n "$raw" ] || return 1
  sed -n 's/.*"sig":"\([^"]*\)","version".*/\1/p' "$2" | debase > "$w/sig"
  sed 's/"sig":"[^"]*","version"/"version"/' "$2" | tr -d '\n' > "$w/signed"
  ed25519 "$raw" "$w/signed" "$w/sig"
}
# A log signed a note: STATE NOTE
logged() {
  sed '/^$/,$d' "$2" > "$w/text"
  name=$(sed -n 1p "$2")
  for vkey in $(awk -v s="$1" '$1 == s && $2 == "log" { print $3 }' "$w/keys/note"); do
    [ "$name" = "$(printf %s "$vkey" | sed 's/+.*//')" ] || continue
    grep -F "$(printf '\342\200\224') $name " "$2" | sed 's/.* //' | debase | tail -c 64 > "$w/sig"
    ed25519 "$(printf %s "$vkey" | sed 's/^[^+]*+[^+]*+//')" "$w/text" "$w/sig" && return 0
  done
  return 1
}

# V05, V06: events.
tr '{' '\n' < data/index.json | sed -n 's/^"index":\([0-9]*\),"leaf":"\([0-9a-f]*\)".*/\1 \2/p' > "$w/events"
before=$bad
while read -r i hash; do
  leaf=data/custody/events/$i.json
  if [ -e "$leaf" ]; then
    [ "$({ printf '\0'; cat "$leaf"; } | sha256sum | cut -c1-64)" = "$hash" ] && event "$own" "$leaf" || fail "V05 $leaf"
  fi
  leads "$hash" "data/custody/proofs/$i.tlog-proof" && cmp -s "$w/note" data/custody/checkpoint.txt || fail "V06 data/custody/proofs/$i.tlog-proof"
done < "$w/events"
[ $before = $bad ] && hold "V05 V06 $(wc -l < "$w/events") events stand in the log"

# V08, V09: the log, and who else saw it. A witness signs two lines before the text; the time stands in its line.
logged "$own" data/custody/checkpoint.txt && hold "V08 signed by the log of $own" || fail "V08 data/custody/checkpoint.txt"
seen=
for vkey in $(awk -v s="$other" '$1 == s && $2 == "witness" { print $3 }' "$w/keys/note"); do
  name=$(printf %s "$vkey" | sed 's/+.*//')
  grep -F "$(printf '\342\200\224') $name " data/custody/checkpoint.txt | sed 's/.* //' | debase > "$w/line"
  [ -s "$w/line" ] || continue
  seconds=$((0x$(tail -c 72 "$w/line" | head -c 8 | xxd -p)))
  tail -c 64 "$w/line" > "$w/sig"
  { printf 'cosignature/v1\ntime %s\n' "$seconds"; sed '/^$/,$d' data/custody/checkpoint.txt; } > "$w/cosigned"
  ed25519 "$(printf %s "$vkey" | sed 's/^[^+]*+[^+]*+//')" "$w/cosigned" "$w/sig" && seen=$seconds
done
[ -n "$seen" ] && hold "V09 seen by $other at $(date -u -d "@$seen")" || fail "V09 no witness of $other saw it"

# V10: outside time.
for h in $(sed -n 's/.*"authorities":\[\([^]]*\)\].*/\1/p' data/build.json | tr -d '"' | tr ',' ' '); do
  grep -q "^tsa $h\$" "$roots" || { fail "V10 the time-stamp authority $h is none that you were told"; continue; }
  openssl x509 -in "data/custody/tsa/$h.pem" -outform DER 2> /dev/null | sha256sum | grep -q "^$h" && cat "data/custody/tsa/$h.pem" >> "$w/ca"
done
cat data/custody/tsa/*.pem > "$w/between"
stamped() { openssl ts -verify -token_in -in "$1" -data "$2" -CAfile "$w/ca" -untrusted "$w/between" > /dev/null 2>&1; }
stamped META-INF/timestamp002.tst META-INF/ASiCManifest002.xml && hold "V10 the package existed at $(openssl ts -reply -token_in -in META-INF/timestamp002.tst -text 2> /dev/null | sed -n 's/^Time stamp: //p')" || fail "V10 META-INF/timestamp002.tst"
k=0
for s in $(sed -n 's/.*"tokens":\[\([^]]*\)\].*/\1/p' data/index.json | tr '{' '\n' | sed -n 's/^"size":\([0-9]*\).*/\1/p'); do
  k=$((k + 1))
  stamped "data/custody/tokens/$k.tst" "data/custody/checkpoints/$s.txt" && logged "$own" "data/custody/checkpoints/$s.txt" || fail "V10 data/custody/tokens/$k.tst"
done

# V11: receipts of the neighbour, in its own log.
before=$bad
for leaf in data/receipts/*.json; do
  [ -e "$leaf" ] || continue
  leads "$({ printf '\0'; cat "$leaf"; } | sha256sum | cut -c1-64)" "$(echo "$leaf" | sed 's/json$/tlog-proof/')" && logged "$other" "$w/note" && event "$other" "$leaf" || fail "V11 $leaf"
done
[ $before = $bad ] && hold "V11 receipts of $other stand in its log"

if [ $bad = 0 ]; then
  echo "All that this script checks holds. Not checked here: offices of signers, the chain of the case, V07, V12 (VERIFY.txt)."
else
  echo "Something does not hold."
fi
exit $bad
`;
