/** Texts that the package verifier prints outside its report: its usage, and errors in its use. */
export const englishVerifier = {
  'verifier.usage': `Usage: liaise verify FILE [--roots FILE] [--root STATE:FINGERPRINT]... [--at TIME]
                          [--profile PROFILE] [--certificate FILE] [--language LANGUAGE] [--json]

Checks an evidence package: no network, no database, no other program.

Roots must come from elsewhere than the package: a file of lines "root STATE FINGERPRINT",
"tsa SHA256" and "ca SHA256", or fingerprints typed here.
TIME is when it is judged, as 2026-11-29T12:00:00.000Z; without it: now.
PROFILE is one that comes with the program ({profiles}) or a file, with its signature
in FILE.sig beside it: by it 36 rules say whether the package may be put before a court.
The exit code speaks of the package alone.
Certificate: the custodian's, as PDF, for the rules about it.
LANGUAGE is that of the report ({languages}); without it: that of the environment
(LC_ALL, LC_MESSAGES, LANG), else English.

Exit codes: 0 valid, 1 invalid, 2 incomplete or roots unknown, 3 wrong usage or an unreadable file.`,
  'verifier.onePackage': 'name one package',
  'verifier.unknownOption': 'unknown option {option}',
  'verifier.optionValue': '{option}: its value is missing, or it takes none',
  'verifier.value': '{option}: not of the form that the usage shows',
  'verifier.noFile': '{path}: no such file',
  'verifier.unreadable': '{path}: cannot be read ({code})',
  'verifier.language': '--language: one of {languages}',
  'verifier.certificate': '--certificate needs --profile, and the whole program',
  'verifier.notJudged': 'It could not be judged: {error}',
} as const;
