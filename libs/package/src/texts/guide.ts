/** VERIFY.txt: how a laboratory checks a package without this software. */
export const guide = `HOW TO CHECK THIS PACKAGE

This file is an evidence package: messages that two States exchanged about one case, the entries of the custody log of the State
that made it, and receipts of the other State. You need no account, no network and none of the software that made it. Every file
is described in proto/package.md of the project Liaise.

1. WHAT YOU MUST HAVE FROM ELSEWHERE
   Nothing inside a package vouches for it. Ask both States, by telephone or on paper, for the fingerprints of their roots, and
   the State that made it for the hash of its time-stamp authority and for the SHA-512 of this file. Write them down as lines:
       root XA <40 hexadecimal digits>
       tsa <64 hexadecimal digits>
   data/keys/roots.txt has the same lines as the package claims them: compare every digit. If data/custody/policy.txt names a
   witness "outside", ask that witness itself for its key, and write down one more line:
       witness <name>+<8 hexadecimal digits>+<base64>

2. AT ONCE
   sha512sum <package>.asice                       compare with what you were told
   sh verify.sh <package>.asice roots.txt          not the verify.sh of this package, but the one in proto/ of the project
   roots.txt is the file that you wrote in step 1. The last line is the verdict, and so is the exit code (echo $?):
       0   "All that this script checks holds": rely on it as far as sections 4 and 5 say
       1   "Something does not hold": it was changed, or never was right. Lines with FAIL say what; do not rely on it
       2   "incomplete": nothing contradicts, but files are missing. Lines with OPEN name them; ask for a whole package
       3   it could not begin: a tool or a file is not there
   Lines with "note" tell of a witness whose key you were not told: nobody but the package says whose it is.

3. BY HAND
   unzip <package>.asice -d p; cd p                every file of this package, below the new folder p
   sha512sum --strict -c manifest-sha512.txt       every file below data/ is as listed
   sha512sum --strict -c tagmanifest-sha512.txt    and every file beside it
                                                   a line that does not end in OK is a changed file
   export GNUPGHOME=$(mktemp -d)                   keys of a stranger do not belong among yours
   gpg --import data/keys/*.pgp
   gpg --status-fd 1 --verify seal.asc manifest-sha512.txt
                                                   look for VALIDSIG: the exit code says too little. What follows it is the key;
                                                   that it is one for packages, its State says in data/keys/directory
   Below, <tsa> is the hash that you were told: the certificate of the authority is named by it. The others lie beside it.
   openssl x509 -in data/custody/tsa/<tsa>.pem -out ca.pem; openssl x509 -in ca.pem -outform DER | sha256sum
                                                   the hash that you were told: the name of the file says nothing
   openssl ts -verify -token_in -in META-INF/timestamp002.tst -data META-INF/ASiCManifest002.xml \\
       -CAfile ca.pem -untrusted data/custody/tsa/<another>.pem
                                                   "Verification: OK": the package existed at the time that this prints:
   openssl ts -reply -token_in -in META-INF/timestamp002.tst -text
   gpg --import data/messages/1/certificate.pgp
   gpg --status-fd 1 --verify data/messages/1/document.sig data/messages/1/document.json
                                                   VALIDSIG must end in the "signer" of document.json
   Files that are missing: data/index.json lists events, messages, receipts and tokens. "withheld": null means that the entry is
   shown, null among "attachments" that the file is here, data/messages/<message>/attachments/<number>, both counted from 1.
   Entries of the log: proto/checking-a-proof.md has the twenty lines of shell that lead an entry to the signed checkpoint.
   Witnesses: data/custody/policy.txt says which of them must have signed data/custody/checkpoint.txt. Some sign another note of it,
   data/custody/second.txt: its first line is a name made of the key of the log, the next two must be those of checkpoint.txt.
   head -n 3 data/custody/checkpoint.txt data/custody/second.txt
                                                   lines 2 and 3 are the same in both; the page tells how to check a witness's line

4. WHAT IT SHOWS, AND WHAT NOT
   That these bytes were signed by these keys, stood in the log of that State before the other State and an outside clock saw it, and
   were not changed since. Not that what was said is true; not that nothing else was said in other cases. A time-stamp of
   an authority ends with its certificates. The time of a witness's signature is an addition of this format: the public format of
   proofs does not judge it. What is not shown to you is counted in data/index.json under "withheld". The state of things is that
   of the day of the package: what was withdrawn later is not in it.

5. WHAT verify.sh LEAVES OUT
   When keys began and ended (data/keys/directory says it), whether a signer held the office on that day (two registrars sign
   that there), whether the chain of the case has no gap and is shown whole, whether earlier checkpoints are beginnings of the
   last one (V07), whether what is withheld is counted right (V12).
   The program does: liaise verify <package>.asice --roots roots.txt
`;
