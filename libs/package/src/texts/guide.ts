export const guide = `HOW TO CHECK THIS PACKAGE

This page lies in an evidence package: messages that two States exchanged about one case, the entries of the custody log of the
State that made it, and receipts of the other State. You need no account, no network and none of the software that made it. Every
file is described in proto/package.md of the project Liaise. Below, package.asice is the package, and XA the State that made it.

1. WHAT YOU MUST HAVE FROM ELSEWHERE
   Nothing inside a package vouches for it. Ask both States, by telephone or on paper, for the fingerprints of their roots, and
   the State that made it for the hash of its time-stamp authority and for the SHA-512 of the package, which is no line of
   roots.txt. Write the others down as lines of a file, roots.txt:
       root XA <40 hexadecimal digits>
       tsa <64 hexadecimal digits>
       ca <64 hexadecimal digits>                  of the authority that issued the certificate of its X.509 seal, if it has one
   data/keys/roots.txt (section 3 unpacks it) has the same lines as the package claims them: compare every digit. If
   data/custody/policy.txt has a witness with the name "outside", ask that witness itself for its key, and write down one more line:
       witness <name>+<8 hexadecimal digits>+<base64>

2. AT ONCE
   sha512sum package.asice                         compare with what you were told; verify.sh compares it, too, as third argument
   sh verify.sh package.asice roots.txt            not the verify.sh of this package, but the one in proto/ of the project
   roots.txt is the file that you wrote in step 1. The last line is the verdict, and so is the exit code (echo $?):
       0   "All that this script checks holds": rely on it as far as sections 4 and 5 say
       1   "Something does not hold": it was changed, or never was right. Lines with FAIL say what; do not rely on it. One changed
           byte gives several of them, and a line with ok beside it speaks of its own subject alone
       2   "incomplete": nothing contradicts, but files are missing. Lines with OPEN name them; ask XA for a whole package, and why
           this one is not. Without its time-stamp nothing but data/ is sealed: bag-info.txt and this page may have been changed
       3   it could not begin: a tool or a file is not there
   Lines with "note" tell of what is withheld from you, or of a witness whose key you were not told: nobody but the package says
   whose it is. Each line names one of twelve checks:
       V01 container   V02 lists of hashes   V03 keys and seal   V04 documents   V05 entries of the log   V06 place in the log
       V07 the log only grew   V08 signature of the log   V09 witnesses   V10 time-stamps   V11 receipts   V12 what is not here

3. BY HAND
   unzip package.asice -d p; cd p
                                                   every file of this package, below the new folder p
   sha512sum --strict --quiet -c manifest-sha512.txt
   sha512sum --strict --quiet -c tagmanifest-sha512.txt
                                                   silent, unless a file below data/, or beside it, is another than was listed
   export GNUPGHOME=$(mktemp -d)
                                                   keys of a stranger do not belong among yours
   gpg --import data/keys/*.pgp
   gpg --status-fd 1 --verify seal.asc manifest-sha512.txt | grep VALIDSIG
                                                   the exit code says too little. The last word of the line is the key of the seal. A
                                                   warning that it is not certified is right: this is how the root certifies it:
   while read -r line; do echo "$line" | sed 's/^{"entry":"\\([^"]*\\)".*/\\1/' | base64 -d; echo; done < data/keys/directory/XA.jsonl > ../entries
   grep -n '"purpose":"package"' ../entries | grep -o -e '^[0-9]*' -e '"fingerprint":"[0-9A-F]*"'
                                                   the number of the entry that names this key: N (take the last, if there are more)
   N=$(grep -n '"purpose":"package"' ../entries | tail -n 1 | cut -d : -f 1)
   sed -n "$N p" ../entries | head -c -1 > ../entry
   sed -n "$N p" data/keys/directory/XA.jsonl | sed 's/.*"signatures":\\["\\([^"]*\\)".*/\\1/' | base64 -d > ../entry.sig
   head -n 1 ../entries | sed 's/.*"certificate":"\\([^"]*\\)".*/\\1/' | base64 -d | gpg --import
   gpg --status-fd 1 --verify ../entry.sig ../entry | grep VALIDSIG
                                                   must end in the root of XA that you were told
   ca=$(awk '$1 == "ca" { print $2 }' ../roots.txt)
                                                   only where the authority has an X.509 seal: who issued its certificate
   openssl pkcs7 -inform DER -in META-INF/signature001.p7s -print_certs | awk '/BEGIN/ { n += 1 } /BEGIN/, /END/ { print > ("../seal" n ".pem") }'
   for c in ../seal*.pem; do openssl x509 -in $c -outform DER | sha256sum | grep -q $ca && cp $c ../issuer.pem; done
   openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml \\
     -CAfile ../issuer.pem -no-CApath -no-CAstore -purpose any -out /dev/null
                                                   "CAdES Verification successful": over what ASiCManifest001.xml lists. Once
                                                   the certificate has ended, add -attime and the seconds of a day before
   tsa=$(awk '$1 == "tsa" { print $2 }' ../roots.txt); cat data/custody/tsa/*.pem > ../all.pem
   openssl x509 -in data/custody/tsa/$tsa.pem -out ../ca.pem; openssl x509 -in ../ca.pem -outform DER | sha256sum
                                                   the hash that you were told: the name of the file says nothing
   openssl ts -verify -token_in -in META-INF/timestamp002.tst -data META-INF/ASiCManifest002.xml -CAfile ../ca.pem -untrusted ../all.pem
                                                   "Verification: OK": the lists of hashes existed at the time that this prints:
   openssl ts -reply -token_in -in META-INF/timestamp002.tst -text | grep 'Time stamp'
   gpg --import data/messages/*/certificate.pgp
   for m in data/messages/*; do
     gpg --status-fd 1 --verify $m/document.sig $m/document.json | grep VALIDSIG; grep -o '"signer":"[0-9A-F]*"' $m/document.json
   done
                                                   of each message: VALIDSIG must end in the "signer" of its document.json
   Files that are missing: data/index.json lists events, messages, receipts and tokens. "withheld" says of an entry or a document why
   you do not see it; null says that it is here. So do the values of "attachments", one for each file of a document: null says that it is
   here, as data/messages/M/attachments/K, message M and file K counted from 1.
   Entries of the log: proto/checking-a-proof.md has the twenty lines of shell that lead an entry to the signed checkpoint.
   Witnesses: data/custody/policy.txt says which of them must have signed data/custody/checkpoint.txt. Where a witness signs another
   note of it, data/custody/second.txt is here: its first line is a name made of the key of the log, lines 2 and 3 must be the same.
   head -n 3 data/custody/checkpoint.txt
                                                   name, number of entries and root; the page tells how to check a witness's line

4. WHAT IT SHOWS, AND WHAT NOT
   That these bytes were signed by these keys and stood in the log of that State, that the other State and an outside clock saw the log
   with them, and that they were not changed since. Not that what was said is true; not that nothing else was said in other cases. A time-stamp of
   an authority ends with its certificates. The time of a witness's signature is an addition of this format: the public format of
   proofs does not judge it. What is not shown to you is counted in data/index.json under "withheld". The state of things is that
   of the day of the package: what was withdrawn later is not in it. "supersedes" in data/index.json names a package whose place this
   one takes; whether a newer one takes the place of this, the authority that made it tells you. data/admissibility.json is that State's
   own judgement by the rules that it names: no check of this page rests on it.

5. WHAT verify.sh LEAVES OUT
   When keys began and ended and whether a signer held the office on that day (data/keys/directory says both, the second signed by
   two registrars of that State), whether the chain of the case has no gap and is shown whole, whether earlier checkpoints are
   beginnings of the last one (V07), whether what is withheld is counted right (V12), and whether each line of
   data/system/health.jsonl, which says how the services were, stands in the log: here its hash alone is compared.
   The program of the project does: liaise verify package.asice --roots roots.txt
`;
