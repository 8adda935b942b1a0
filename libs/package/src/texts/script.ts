/**
 * Script `verify.sh`, which checks a package with common laboratory tools. As a raw template, it must contain no backtick, and
 * `${'$'}` stands for a `$` before `{`.
 */
export const script = String.raw`#!/bin/sh
# Checks an evidence package without the software that made it. Take this file from elsewhere than the package.
#   sh verify.sh PACKAGE ROOTS [SHA512]
# ROOTS: lines "root STATE FINGERPRINT", "tsa SHA256", "ca SHA256" and, if you were told of one, "witness KEY", each told by another way than
# the package (see VERIFY.txt).
# SHA512: of the whole file, told by another way. Ends with 0: all holds; 1: something does not; 2: files are missing; 3: it could not begin.
# Needs: unzip, sha256sum, sha512sum, gpg, openssl 3, xxd, awk. No network.
# What comes from a package is a stranger's: it is compared, and neither run, reckoned with nor taken for a pattern.
export LC_ALL=C; unset UNZIP UNZIPOPT ZIPINFO ZIPINFOOPT OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES POSIXLY_CORRECT
case ":$PATH:" in *::* | *:[!/]*) echo "PATH must name whole paths alone" >&2; exit 3 ;; esac
file=$1 roots=$2 told=$3 bad=0
[ -r "$file" ] && [ -r "$roots" ] || { echo "usage: verify.sh PACKAGE ROOTS [SHA512]" >&2; exit 3; }
case $file in /*) ;; *) file=$PWD/$file ;; esac
case $roots in /*) ;; *) roots=$PWD/$roots ;; esac
w=$(mktemp -d) || exit 3
trap 'rm -rf "$w"' EXIT; trap 'exit 3' HUP INT TERM
umask 077; mkdir "$w/p" "$w/gpg" "$w/keys" "$w/import" "$w/nodes"; touch "$w/keys/state" "$w/keys/note"
# One copy, so that all tools read the same file, whatever it is called.
cat "$file" > "$w/package" && tr -d '\r' < "$roots" > "$w/roots" || exit 3
file=$w/package roots=$w/roots
awk '/^[ \t]*(#|$)/ { next } $1 == "root" && NF == 3 && $2 ~ /^[A-Z][A-Z]$/ && length($3) == 40 && $3 !~ /[^0-9A-F]/ { next }
  $1 ~ /^(tsa|ca)$/ && NF == 2 && length($2) == 64 && $2 !~ /[^0-9a-f]/ { next } $1 == "witness" && NF == 2 || $1 == "head" && NF == 4 { next }
  { print "line " NR " of your roots cannot be read: digits of a root are large letters, of a hash small ones, without spaces" > "/dev/stderr"; bad = 1 }
  END { exit bad }' "$roots" || exit 3
fail() { printf 'FAIL %s\n' "$*"; bad=$((bad + 1)); }
hold() { printf 'ok   %s\n' "$*"; }
stop() { fail "$*"; echo "Something does not hold."; exit 1; }

[ -z "$told" ] || { [ "$(sha512sum < "$file" | cut -c1-128)" = "$told" ] && hold "the file is the one that was announced"; } || fail "V01 the file is another one than was announced"
# V01: names are those of a package and stand once, first the mimetype; nothing is packed. Only then is it unpacked.
unzip -Z1 "$file" > "$w/names" 2> /dev/null
outside='mimetype|bagit\.txt|bag-info\.txt|(tag)?manifest-sha512\.txt|manifest-sha256\.txt|seal\.asc|VERIFY\.txt|verify\.sh'
inside='META-INF/(ASiCManifest00[12]\.xml|signature001\.p7s|timestamp002\.tst)|data/[A-Za-z0-9@._/-]+'
[ -s "$w/names" ] && ! grep -Evq "^($outside|$inside)\$" "$w/names" && ! grep -Eq '(^|/)[.]{0,2}(/|$)' "$w/names" || stop "V01 the names are not those of a package"
[ -z "$(sort "$w/names" | uniq -d)" ] || stop "V01 a name stands twice"
{ echo mimetype; sed 1d "$w/names" | sort; } | cmp -s - "$w/names" || fail "V01 order of the names"
unzip -Z -t "$file" 2> /dev/null | awk '{ n += ($5 ~ /^uncompressed/ && $3 == $6) } END { exit n != 1 }' || stop "V01 a file is packed"
unzip -qq -n -P none -d "$w/p" "$file" < /dev/null > /dev/null 2>&1 || fail "V01 a file has another check sum than the container states"
cd "$w/p" || exit 3; [ -z "$(find . ! -type f ! -type d)" ] || stop "V01 what is unpacked are not files alone"
printf application/vnd.etsi.asic-e+zip | cmp -s - mimetype || fail "V01 mimetype"
xargs wc -c < "$w/names" 2> /dev/null | awk '$2 != "total" { n += $1 + 76 + 2 * length($2) } END { print n + 22 }' > "$w/size"
[ "$(cat "$w/size")" -eq "$(wc -c < "$file")" ] || fail "V01 the container holds more than its files"
# V02: every file is listed, and is as listed.
grep '^data/' "$w/names" | sort > "$w/data"; printf '%s\n' VERIFY.txt bag-info.txt bagit.txt manifest-sha256.txt manifest-sha512.txt seal.asc verify.sh > "$w/tags"
# TOOL LIST NAMES: the list has these names and no other, and is right.
listed() {
  if sed 's/^[0-9a-f]*  //' "$2" | cmp -s - "$3"; then
    "$1" --strict --quiet -c "$2" > "$w/differ" 2> /dev/null || fail "V02 changed, by $2: $(sed -n 's/: FAILED.*//p' "$w/differ" | head -n 3 | tr '\n' ' ')"
  else fail "V02 files that $2 does not list, or lists in vain"; fi
}
listed sha512sum manifest-sha512.txt "$w/data"; listed sha256sum manifest-sha256.txt "$w/data"; listed sha512sum tagmanifest-sha512.txt "$w/tags"
# ASiC manifest: UNDER TYPE NAMES. Three hexadecimal digits of a hash are two of base64.
asic() {
  echo '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  echo '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
  echo "<asic:SigReference URI=\"$1\" MimeType=\"$2\"/>"
  xargs sha512sum < "$3" | awk 'BEGIN { d = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" }
    { base = ""; for (i = 1; i < 129; i += 3) { n = 0; for (j = i; j < i + 3; j++) n = 16 * n + (j < 129 ? index("0123456789abcdef", substr($1, j, 1)) - 1 : 0)
        base = base substr(d, int(n / 64) + 1, 1) substr(d, n % 64 + 1, 1) }
      print "<asic:DataObjectReference URI=\"" $2 "\">\n<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/>"
      print "<ds:DigestValue>" base "==</ds:DigestValue>\n</asic:DataObjectReference>" }'
  echo '</asic:ASiCManifest>'
}
grep -v -e '^META-INF/' -e '^mimetype$' "$w/names" | sort > "$w/sealed"; grep -E '(Manifest|signature)001' "$w/names" | cat - "$w/sealed" > "$w/stamped"
asic META-INF/timestamp002.tst application/vnd.etsi.timestamp-token "$w/stamped" | cmp -s - META-INF/ASiCManifest002.xml || fail "V02 META-INF/ASiCManifest002.xml lists other bytes than are here"
[ ! -e META-INF/ASiCManifest001.xml ] || asic META-INF/signature001.p7s application/pkcs7-signature "$w/sealed" | cmp -s - META-INF/ASiCManifest001.xml || fail "V02 META-INF/ASiCManifest001.xml"
ca=$(sed -n 's/.*"cmsSeal":{"authority":"\([0-9a-f]*\)".*/\1/p' data/build.json) by=$(sed -n 's/.*"cmsSeal":{[^}]*"certificate":"\([0-9a-f]*\)"}.*/\1/p' data/build.json)
[ -n "$ca" ] || ! grep -Eq '(Manifest|signature)001' "$w/names" || fail "V02 a CMS seal that data/build.json does not name"
[ $bad = 0 ] && hold "V01 V02 the container is whole, and every file is as listed"
own=$(sed -n 's/.*"state":"\(..\)","thread".*/\1/p' data/build.json) other=$(sed -n 's/.*"neighbour":"\(..\)".*/\1/p' data/build.json)
case "$own $other" in [A-Z][A-Z]' '[A-Z][A-Z]) [ "$own" != "$other" ] ;; *) false ;; esac || stop "V03 data/build.json names no two States"
# V12: what the index demands. A missing file contradicts nothing; without some of them nothing more can be checked here.
named() { { sed -n "s/.*\"$2\":\[\([^]]*\)\].*/\1/p" data/index.json; echo; } | tr -d '"' | tr ',' '\n' | sed -n "s,..*,data/$1&.$3,p"; }
{
  echo META-INF/timestamp002.tst; printf 'data/%s\n' "keys/directory/$own.jsonl" "keys/directory/$other.jsonl" keys/roots.txt custody/checkpoint.txt custody/policy.txt
  [ -z "$ca" ] || printf 'META-INF/%s\n' ASiCManifest001.xml signature001.p7s
  named keys/ keys pgp; named custody/tsa/ certificates pem; named custody/crl/ lists pem
  tr '{' '\n' < data/index.json | awk -F '[:,]' -v c=data/custody/ '
    /^"index":/ { print c "proofs/" $2 ".tlog-proof"; if (/"withheld":null/) print c "events/" $2 ".json"
      if (/"values":\[[^]]*null/) print c "disclosures/" $2 ".json" }
    /^"size":/ { print c "tokens/" ++t ".tst\n" c "checkpoints/" $2 ".txt" }
    /^"consent":/ { for (u = substr($0, index($0, "\"answers\":") + 10) + 0; u > 0; u--) { q = "data/peer/" ++p; print q ".json\n" q ".sig" } }
    /^"logged":/ { r = "data/receipts/" ++n; print r ".json\n" r ".tlog-proof" }
    /^"attachments":/ { d = "data/messages/" ++m "/"; if (/"ciphertext":true/) print d "original.pgp"
      if (/"withheld":null/) print d "document.json\n" d "document.sig\n" d "certificate.pgp"
      print d "envelope.json\n" d "envelope.sig"
      gsub(/^[^[]*\[|\].*/, ""); for (k = split($0, a, ","); k > 0; k--) if (a[k] == "null") print d "attachments/" k }'
} | grep -Ex '(data|META-INF)/[A-Za-z0-9@._/-]+' | sort -u > "$w/demanded"; sort "$w/names" | comm -13 - "$w/demanded" > "$w/lacking"
sed 's/^/OPEN V12 missing: /' "$w/lacking"; grep '^data/' "$w/lacking" | grep -Ev 'attachments/|original\.pgp$|custody/(events|disclosures|crl)/|receipts/.*json$|peer/|keys/.*(pgp|txt)$' > "$w/needed"
[ $bad != 0 ] || [ ! -s "$w/needed" ] || { echo "Nothing contradicts so far, but it is incomplete."; exit 2; }
pgp() { gpg --no-options --homedir "$w/gpg" --batch --no-autostart --no-auto-check-trustdb --trust-model always --quiet "$@" 2> /dev/null; }
# Prints the primary fingerprint of the one who signed: SIGNATURE DATA. The exit code of gpg says too little.
signer() { pgp --status-fd 1 --verify "$1" "$2" | awk '$2 == "VALIDSIG" { by = $NF; n += 1 } END { if (n == 1) print by }'; }
# Base64 as it is written, and in no other spelling (of that, nothing), into a file: TEXT FILE
debase() {
  case $((${'$'}{#1} % 4))$1 in [123]* | *[!A-Za-z0-9+/=]* | *=[!=]* | *=== | *[!AQgw]== | *[!AEIMQUYcgkosw048=]=) set -- '' "$2" ;; esac
  printf %s "$1" | base64 -d > "$2"
}
# SHA-256 of a file, and of one that is a leaf, into $sum: FILE
sum() { sum=''; sha256sum < "$1" > "$w/sum" && read -r sum rest < "$w/sum"; }
hashed() { { printf '\0'; cat "$1"; } > "$w/hashed"; sum "$w/hashed"; }
member() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "$1"; }
# Members of the one line in a file, by their names, without a program for each: what is between quotation marks, and after a colon alone.
members() {
  kind='' certificate='' purpose='' fingerprint='' vkey='' publicKey=''
  IFS= read -r text < "$1"; IFS='"'; set -f; set -- $text; set +f; unset IFS
  while [ $# -gt 2 ]; do
    [ "$2" != : ] || case $1 in
      kind) kind=$3 ;; certificate) certificate=$3 ;; purpose) purpose=$3 ;; fingerprint) fingerprint=$3 ;; vkey) vkey=$3 ;; publicKey) publicKey=$3 ;;
    esac
    shift
  done
}
# An Ed25519 key as openssl reads it: RAW-KEY(base64). Its bytes are left in a file.
der() { debase "$1" "$w/raw"; printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$w/raw"; }
# An Ed25519 signature: KEY-FILE MESSAGE SIGNATURE-FILE
verified() { openssl pkeyutl -verify -pubin -keyform DER -inkey "$1" -rawin -in "$2" -sigfile "$3" > /dev/null 2>&1; }
ed25519() { der "$1" > "$w/der"; verified "$w/der" "$2" "$3"; }
# V03: what the root of a State signed, from the root that you were told.
n=0
for state in $own $other; do
  root=$(awk -v s="$state" '$1 == "root" && $2 == s { print $3 }' "$roots")
  [ -n "$root" ] || { fail "V03 no root of $state among those you were told"; continue; }
  # A line is {"entry":"BASE64","signatures":["BASE64"...
  while IFS='"' read -r a name b entry c names d sig rest; do
    case $a$name$b$c$names$d in '{entry:,signatures:[') ;; *) entry='' sig='' ;; esac
    debase "$entry" "$w/entry"; members "$w/entry"
    case $kind in root | state-key | note-key | event-key) ;; *) continue ;; esac
    [ "$kind" = root ] && { debase "$certificate" "$w/root"; pgp --import "$w/root"; }
    debase "$sig" "$w/sig"
    [ "$(signer "$w/sig" "$w/entry")" = "$root" ] || { fail "V03 directory of $state: a $kind is not signed by the root"; continue; }
    case $kind in
      state-key) n=$((n + 1)); debase "$certificate" "$w/import/$n"; printf '%s\n' "$state $purpose $fingerprint" >> "$w/keys/state" ;;
      note-key) printf '%s\n' "$state $purpose $vkey" >> "$w/keys/note" ;;
      event-key) der "$publicKey" > "$w/der"; sum "$w/raw"; cp "$w/der" "$w/keys/$state.$sum" ;;
    esac
  done < "data/keys/directory/$state.jsonl"
done
[ "$n" = 0 ] || pgp --import "$w"/import/*
of() { [ -n "$1" ] && grep -Fqx "$2 $3 $1" "$w/keys/state"; }
of "$(signer seal.asc manifest-sha512.txt)" "$own" package && hold "V03 the lists of hashes are sealed by the package key of $own" || fail "V03 seal.asc"
# The CMS seal of the authority, where it has an X.509 one: under the one certificate that you were told, and no other that this machine trusts.
hash_of() { openssl x509 -in "$1" -outform DER 2> /dev/null | sha256sum | cut -c1-64; }
if [ -n "$ca" ] && [ -e META-INF/signature001.p7s ] && [ -e META-INF/ASiCManifest001.xml ]; then
  grep -Fqx "ca $ca" "$roots" || fail "V03 the authority $ca of the CMS seal is none that you were told"
  openssl pkcs7 -inform DER -in META-INF/signature001.p7s -print_certs 2> /dev/null | awk -v f="$w/crt" '/^-----BEGIN/ { n += 1 } /^-----BEGIN/, /^-----END/ { print > (f n) }'
  for c in "$w"/crt*; do [ "$(hash_of "$c")" = "$ca" ] && cp "$c" "$w/issuer"; done
  openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml -CAfile "$w/issuer" -no-CApath -no-CAstore \
    -purpose any -attime "$(date -u -d "$(member data/build.json gatheredAt)" +%s)" -signer "$w/by" -out "$w/out" 2> /dev/null &&
    [ "$(hash_of "$w/by")" = "$by" ] && hold "V03 sealed by the X.509 certificate $by" || fail "V03 META-INF/signature001.p7s"
fi
# V04: who signed each document, and the State that sent it. Whether the officer had the office then is for the program.
tr '{' '\n' < data/index.json | sed -n 's/^"attachments":.*"sha256":"\([0-9a-f]*\)","withheld":.*/\1/p' > "$w/documents"
before=$bad; for m in data/messages/*; do
  listed=$(awk -v n="$(basename "$m")" 'NR == n' "$w/documents")
  from=$(member "$m/envelope.json" from); case $from in "$own" | "$other") of "$(signer "$m/envelope.sig" "$m/envelope.json")" "$from" signing ;; *) false ;; esac || fail "V04 $m/envelope.sig"
  [ -n "$listed" ] && [ "$(member "$m/envelope.json" documentSha256)" = "$listed" ] || fail "V04 $m/envelope.json"
  # A document that is withheld from you: its State signed the hash that the index lists.
  [ -e "$m/document.json" ] || { hold "V04 $m/document.json is withheld: SHA-256 $listed"; continue; }
  sum "$m/document.json"; [ "$sum" = "$listed" ] || fail "V04 $m/document.json"
  pgp --import "$m/certificate.pgp"
  by=$(signer "$m/document.sig" "$m/document.json")
  [ -n "$by" ] && [ "$by" = "$(member "$m/document.json" signer)" ] || fail "V04 $m/document.sig"
  for a in "$m"/attachments/*; do
    [ -e "$a" ] || continue
    sum "$a"; grep -Fq "\"sha256\":\"$sum\"" "$m/document.json" || fail "V04 $a"
  done
done
[ $before = $bad ] && hold "V04 documents, envelopes, and the attachments that are here"
# Whether it is a number: nothing else is reckoned with, since a shell may run it.
number() { case $1 in 0) ;; '' | 0* | *[!0-9]* | ????????????????*) return 1 ;; esac; }
# Index, size, root and steps of a proof and the note in it, as numbers and hexadecimal digits; "none" in place of what is none: PROOF NOTE
way() {
  awk 'BEGIN { d = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; for (i = 0; i < 64; i++) value[substr(d, i + 1, 1)] = i }
    function hex(text, i, j, n, h) {
      if (length(text) != 44 || text !~ /^[A-Za-z0-9+\/]*=$/) return "none"
      for (i = 1; i < 44; i += 4) { n = 0; for (j = i; j < i + 4; j++) n = 64 * n + value[substr(text, j, 1)]; h = h sprintf("%06x", n) }
      return substr(h, 65) == "00" ? substr(h, 1, 64) : "none"
    }
    function digits(text) { return text ~ /^[0-9]+$/ ? text : "none" }
    FILENAME == ARGV[2] { if (FNR == 2) size = $0; if (FNR == 3) root = hex($0); next }
    /^index / { at = seen++ ? "none" : substr($0, 7) }
    /^$/ { ended = 1 }
    !ended && FNR > 1 && !/^index / { steps = steps " " (++n > 64 ? "none" : hex($0)) }
    END { print digits(at) " " digits(size) " " (root == "" ? "none" : root) steps }' "$1" "$2"
}
# The Merkle path of a proof file: HASH PROOF. A note is origin, size, root. Each node is hashed once.
leads() {
  case $1 in '' | *[!0-9a-f]*) return 1 ;; esac
  hash=$1; sed '1,/^$/d' "$2" > "$w/note"
  set -- $(way "$2" "$w/note")
  at=$1 index=$1 size=$2 root=$3
  number "$at" && number "$size" && [ "$size" != 0 ] || return 1
  shift 3; last=$((size - 1))
  for step; do
    while [ "$last" -gt 0 ] && [ $((at % 2)) = 0 ] && [ "$at" = "$last" ]; do at=$((at / 2)) last=$((last / 2)); done
    [ "$step" != none ] || return 1
    if [ $((at % 2)) = 1 ]; then pair=$step$hash; else pair=$hash$step; fi
    [ -e "$w/nodes/$pair" ] || printf '01%s' "$pair" | xxd -r -p | sha256sum > "$w/nodes/$pair"
    hash=''; read -r hash rest < "$w/nodes/$pair"
    at=$((at / 2)) last=$((last / 2))
  done
  while [ "$last" -gt 0 ] && [ $((at % 2)) = 0 ] && [ "$at" = "$last" ]; do at=$((at / 2)) last=$((last / 2)); done
  [ "$index" -lt "$size" ] && [ "$last" = 0 ] && [ "$hash" = "$root" ]
}
# A leaf is signed by an event key: STATE LEAF. Signed is the leaf without "sig"; its end names the key, its data never.
event() {
  set -- "$1" $(awk -v signed="$w/signed" '{ text = text $0 }
    END {
      if (match(text, /"src":[{]"config":"[^"]*","key":"[0-9a-f]*","service":"[^"]*","sig":"[^"]*","version":"[^"]*"[}],"t":[{][^{}]*[}],"typ":"[^"]*","v":1[}]$/)) {
        end = substr(text, RSTART); text = substr(text, 1, RSTART - 1)
        match(end, /"key":"[^"]*"/); key = substr(end, RSTART + 7, RLENGTH - 8); match(end, /"sig":"[^"]*","version"/); sig = substr(end, RSTART + 7, RLENGTH - 18)
        text = text substr(end, 1, RSTART - 1) substr(end, RSTART + RLENGTH - 9) }
      print (key == "" ? "none" : key) " " (sig ~ /^[A-Za-z0-9+\/=]+$/ ? sig : "none"); ORS = ""; print text > signed }' "$2")
  debase "$3" "$w/sig"; verified "$w/keys/$1.$2" "$w/signed" "$w/sig"
}
# A key is name, +, id, +, base64: KEY
part() { name=${'$'}{1%%+*} raw=${'$'}{1#*+}; id=${'$'}{raw%%+*} raw=${'$'}{raw#*+}; }
# The one line by a key under a note, without its key id: KEY NOTE LENGTH
line() {
  part "$1"; sed '1,/^$/d' "$2" | grep -F -e "$(printf '\342\200\224') $name " | sed 's/.* //' | while read -r base; do
    debase "$base" "$w/one"; [ "$(head -c 4 "$w/one" | xxd -p)" != "$id" ] || tail -c +5 "$w/one"
  done > "$w/line"
  sed '/^$/,$d' "$2" > "$w/text"; tail -c 64 "$w/line" > "$w/sig"; [ "$(wc -c < "$w/line")" -eq "$3" ]
}
# A log signed a note, by the key $log: STATE NOTE
logged() {
  IFS= read -r origin < "$2"
  for log in $(awk -v s="$1" '$1 == s && $2 == "log" { print $3 }' "$w/keys/note"); do
    part "$log"; [ "$name" = "$origin" ] && line "$log" "$2" 64 && ed25519 "$raw" "$w/text" "$w/sig" && return 0
  done
  return 1
}
# A witness signed a note: KEY NOTE. It signs two lines before the text; its time stands in its line.
cosigned() {
  line "$1" "$2" 72 || return 1
  seconds=$((0x$(head -c 8 "$w/line" | xxd -p)))
  { printf 'cosignature/v1\ntime %s\n' "$seconds"; cat "$w/text"; } > "$w/cosigned"
  ed25519 "$raw" "$w/cosigned" "$w/sig"
}
# A witness is of the neighbour, or one that you were told of, and none of the State's own: KEY
outside() {
  part "$1"; awk -v s="$own" '$1 == s && $2 == "witness" { print $3 }' "$w/keys/note" | cut -d + -f 3- | grep -Fqx -e "$raw" && return 1
  grep -Fqx -e "$other witness $1" "$w/keys/note" || grep -Fqx -e "witness $1" "$roots"
}
# The policy can be read, and these keys meet it: FILE
met() {
  awk 'FILENAME == ARGV[1] { by[$1]; next } /^[ \t]*(#|$)/ { next }
    { key = $1 == "witness" ? $3 : $2; sub(/^[^+]*[+][^+]*[+]/, "", key) }
    $1 == "log" && NF < 4 { logs += $2 in by ? 1 : 2; if (key in keys) bad = 1; keys[key]; next }
    $1 == "witness" && NF < 5 && !($2 in is) && $2 != "none" { is[$2] = $3 in by; if (key in keys) bad = 1; keys[key]; next }
    $1 == "group" && NF > 3 && !($2 in is) && $2 != "none" && $3 ~ /^(any|all|[1-9][0-9]?)$/ {
      n = 0; for (i = 4; i <= NF; i++) { if (!($i in is) || $i in of) bad = 1; of[$i]; n += is[$i] }
      least = $3 == "any" ? 1 : $3 == "all" ? NF - 3 : $3 + 0; if (least > NF - 3) bad = 1; is[$2] = n >= least; next }
    $1 == "quorum" && NF == 2 && ($2 == "none" || $2 in is) { quorums++; met = $2 == "none" || is[$2]; next }
    { bad = 1 } END { exit !(met && !bad && logs == 1 && quorums == 1) }' "$1" data/custody/policy.txt
}
# V05, V06: events.
tr '{' '\n' < data/index.json | sed -n 's/^"index":\([0-9]*\),"leaf":"\([0-9a-f]*\)".*/\1 \2/p' > "$w/events"
[ -s "$w/events" ] || fail "V05 data/index.json"; before=$bad
while read -r i hash; do leaf=data/custody/events/$i.json
  [ ! -e "$leaf" ] || { hashed "$leaf"; [ "$sum" = "$hash" ] && event "$own" "$leaf"; } || fail "V05 $leaf"
  leads "$hash" "data/custody/proofs/$i.tlog-proof" && cmp -s "$w/note" data/custody/checkpoint.txt || fail "V06 data/custody/proofs/$i.tlog-proof"
done < "$w/events"
# Values that are shown: SHA-256 of each text stands in its leaf, and there are as many as the index says.
tr '{' '\n' < data/index.json | awk -F '[:,]' '/^"index":/ { i = $2; sub(/.*"values":/, ""); sub(/\].*/, ""); print i, gsub(/null/, "") }' > "$w/values"
while read -r i n; do
  shown=data/custody/disclosures/$i.json leaf=data/custody/events/$i.json; [ -e "$shown" ] && [ -e "$leaf" ] || continue
  tr -c 'A-Za-z0-9_-' '\n' < "$shown" | sed '/^shown$/d; /^$/d' > "$w/texts"; [ "$(wc -l < "$w/texts")" -eq "$n" ] || fail "V05 $shown"
  while read -r text; do printf %s "$text" | sha256sum; done < "$w/texts" |
    awk -v leaf="$leaf" 'BEGIN { d = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; while ((getline line < leaf) > 0) text = text line }
      { base = ""; for (i = 1; i < 65; i += 3) { n = 0; for (j = i; j < i + 3; j++) n = 16 * n + (j < 65 ? index("0123456789abcdef", substr($1, j, 1)) - 1 : 0)
          base = base substr(d, int(n / 64) + 1, 1) substr(d, n % 64 + 1, 1) }
        if (!index(text, "\"" substr(base, 1, 43) "\"")) bad = 1 } END { exit bad }' || fail "V05 $shown"
done < "$w/values"
[ $before = $bad ] && hold "V05 V06 $(wc -l < "$w/events") entries stand in the log, $(ls data/custody/events | wc -l) of them are shown"
# V08, V09: the log, and who else saw it. The second note says the same under a name that follows from the key of the log.
note=data/custody/checkpoint.txt second=data/custody/second.txt seen=0 lines=1
logged "$own" "$note" && hold "V08 signed by the log of $own" || fail "V08 $note"
echo "$log" > "$w/by"; echo "$log" > "$w/weak"
if [ -e "$second" ]; then
  part "$log"; lines=2; debase "$raw" "$w/raw"; name=sigsum.org/v1/tree/$(tail -c 32 "$w/raw" | sha256sum | cut -c1-64)
  id=$({ echo "$name"; cat "$w/raw"; } | sha256sum | cut -c1-8)
  [ "$(sed 3q "$second")" = "$(echo "$name"; sed -n 2,3p "$note")" ] && line "$name+$id+$raw" "$second" 64 &&
    ed25519 "$raw" "$w/text" "$w/sig" && [ "$(sed '1,/^$/d' "$second" | wc -l)" -gt 1 ] || fail "V09 $second"
fi
awk '$1 == "witness" { print $3 }' data/custody/policy.txt > "$w/witnesses"
while read -r key; do
  outside "$key" && is=1 || { is=0; echo "$key" >> "$w/weak"; }
  for by in "$note" "$second"; do
    [ -e "$by" ] && cosigned "$key" "$by" || continue
    echo "$key" >> "$w/by"; seen=$((seen + is)) lines=$((lines + 1)) at=$(date -u -d "@$seconds")
    debase "$raw" "$w/raw"
    if [ $is = 0 ]; then printf 'note %s\n' "V09 seen by a witness of which you were not told, at $at: SHA-256 of its key $(tail -c 32 "$w/raw" | sha256sum | cut -c1-64)"
    elif grep -Fqx -e "$other witness $key" "$w/keys/note"; then hold "V09 seen by $other, by its clock at $at"
    else hold "V09 seen by a witness of which you were told, by its clock at $at"; fi
  done
done < "$w/witnesses"
[ "$(for by in "$note" "$second"; do [ ! -e "$by" ] || sed '1,/^$/d' "$by"; done | wc -l)" -eq "$lines" ] || fail "V09 a line under a note is of nobody whom the policy names, or does not hold"
met "$w/by" || fail "V09 data/custody/policy.txt is not met"; met "$w/weak" && fail "V09 data/custody/policy.txt would be met by witnesses of nobody else"
[ $seen != 0 ] || fail "V09 nobody else saw it: no witness of $other, and none of which you were told"
# V10: outside time.
for h in $(sed -n 's/.*"authorities":\[\([^]]*\)\].*/\1/p' data/build.json | tr ',' '\n' | tr -cd '0-9a-f\n'); do
  grep -Fqx "tsa $h" "$roots" || { fail "V10 the time-stamp authority $h is none that you were told"; continue; }
  # The one certificate of this hash, and nothing that stands beside it in the file.
  openssl x509 -in "data/custody/tsa/$h.pem" -out "$w/one" 2> /dev/null
  [ "$(hash_of "$w/one")" = "$h" ] && cat "$w/one" >> "$w/ca"
done
cat data/custody/tsa/*.pem > "$w/between"
stamped() { openssl ts -verify -token_in -in "$1" -data "$2" -CAfile "$w/ca" -untrusted "$w/between" > /dev/null 2>&1; }
[ ! -e META-INF/timestamp002.tst ] || { stamped META-INF/timestamp002.tst META-INF/ASiCManifest002.xml && hold "V10 the lists of hashes existed, by a clock outside, at $(openssl ts -reply -token_in -in META-INF/timestamp002.tst -text 2> /dev/null | sed -n 's/^Time stamp: //p')"; } || fail "V10 META-INF/timestamp002.tst"
k=0; for s in $(sed -n 's/.*"tokens":\[\([^]]*\)\].*/\1/p' data/index.json | tr '{' '\n' | sed -n 's/^"size":\([0-9]*\).*/\1/p'); do
  k=$((k + 1)); stamped "data/custody/tokens/$k.tst" "data/custody/checkpoints/$s.txt" && logged "$own" "data/custody/checkpoints/$s.txt" || fail "V10 data/custody/tokens/$k.tst"
done
# V11: receipts of the neighbour, in its own log.
before=$bad; for leaf in data/receipts/*.json; do
  [ -e "$leaf" ] || continue
  hashed "$leaf"; leads "$sum" "${'$'}{leaf%json}tlog-proof" && logged "$other" "$w/note" && event "$other" "$leaf" || fail "V11 $leaf"
done
[ $before = $bad ] && hold "V11 receipts of $other stand in its log"
# V11: what the neighbour told of its log. An entry on a line; the proof is put together as a file. Whom it is about is for the program.
before=$bad; for answer in data/peer/*.json; do
  seal=${'$'}{answer%json}sig; [ -e "$answer" ] && [ -e "$seal" ] || continue
  of "$(signer "$seal" "$answer")" "$other" signing || fail "V11 $answer"
  grep -q '^{"body":.*"from":"'"$other"'".*"kind":"package-answer".*"to":"'"$own"'","typ":"liaise-statement","v":1}$' "$answer" || fail "V11 $answer"
  printf '%b' "$(sed -n 's/.*"checkpoint":"\([^"]*\)","entries":.*/\1/p' "$answer")" > "$w/told"
  logged "$other" "$w/told" || fail "V11 $answer"
  sed 's/.*"entries":\[//; s/\],"part":[0-9]*,"parts":.*//' "$answer" | sed 's/},{"disclosures"/}\n{"disclosures"/g' > "$w/entries"
  while IFS= read -r entry || [ -n "$entry" ]; do
    [ -n "$entry" ] || continue
    printf '%s\n' "$entry" > "$w/entry"; hash=$(member "$w/entry" hash); debase "$(member "$w/entry" leaf)" "$w/leaf"
    [ ! -s "$w/leaf" ] || { hashed "$w/leaf"; [ "$sum" = "$hash" ] && event "$other" "$w/leaf"; } || fail "V11 $answer"
    {
      echo c2sp.org/tlog-proof@v1; echo "index $(sed -n 's/.*"index":\([0-9]*\),"leaf".*/\1/p' "$w/entry")"
      sed -n 's/.*"proof":\[\([^]]*\)\].*/\1/p' "$w/entry" | tr -d '"' | tr ',' '\n' | sed '/^$/d'; echo; cat "$w/told"
    } > "$w/proof"
    leads "$hash" "$w/proof" || fail "V11 $answer"
  done < "$w/entries"
done
[ $before = $bad ] && [ -e data/peer/1.json ] && hold "V11 entries that $other told stand in its log"
hidden=$(sed -n 's/.*"withheld":{"events":\([0-9]*\),"fields":\([0-9]*\),"files":\([0-9]*\),"unnamed":\([0-9]*\)}.*/\1 entries of the log, \2 values of entries, \3 files; \4 entries are not named/p' data/index.json)
printf 'note %s\n' "withheld from you, openly: $hidden"
# What is marked as erased was so by an entry of the case; an entry that is none has failed above.
erased=none; ! grep -q '"ERASED"' data/index.json || erased=$(tr '{' '\n' < data/index.json | sed -n 's/^"index":\([0-9]*\),.*"why":"CASE","withheld":null.*/data\/custody\/events\/\1.json/p' | while read -r e; do [ ! -e "$e" ] || { grep '"typ":"erasure\.done","v":[0-9]*}$' "$e"; echo; }; done | sed -n 's/.*"t":{[^}]*"emit":"\([0-9TZ:.-]*\)".*/\1/p' | tail -n 1)
case $erased/$bad in none/*) ;; /*) echo "OPEN V12 data/index.json marks something as erased, and no entry of that is here" | tee -a "$w/lacking" ;; */0) printf 'note %s\n' "content lawfully erased on $erased, proof intact" ;; esac
[ $bad = 0 ] || { echo "Something does not hold."; exit 1; }
[ ! -s "$w/lacking" ] || { echo "Nothing that is there contradicts, but it is incomplete: files that data/index.json names are missing."; exit 2; }
echo "All that this script checks holds. Not checked here: when keys began and ended, offices of signers, the chain of the case, V07, counts of what is withheld (VERIFY.txt)."
`;
