import type { Sentences } from './texts.js';

/** For assistance under article 18 of the UN Convention against Transnational Organized Crime. */
export const statementsInEnglish: Sentences = {
  method: [
    'The officer who wrote a message signed it with a personal OpenPGP key. The sending State numbered, signed and encrypted it. The receiving State answered with signed receipts.',
    'Each event is an entry of an append-only custody log: a Merkle tree (RFC 6962) with SHA-256, each entry signed by the service that made it. A message leaves only after the entry of its sending is in the log.',
    'The root of the log is signed in checkpoints and cosigned by witnesses, of which the neighbour is one. Time-stamp authorities stamp checkpoints and the package (RFC 3161).',
    'The package holds the messages as they were kept, the entries that belong to the case, proofs that lead each entry to the root named here, and the keys of both States.',
    'Files are named by SHA-512 over their exact bytes. The SHA-512 of the package is that of the whole file.',
  ],
  statements: [
    'I hold the office named here. By that office I am the custodian of the records of this system at this authority, and I am able to testify to what this certificate says.',
    'The entries of the log are made by the system itself at or near the time of each event, in the regular course of the work of the authority.',
    'The package was made by the system from these entries and messages. I identify it by its SHA-512, and I had it verified by the program and by the roots named here, before I signed: each check named here passed.',
    'What is withheld is counted here. The status of keys, consents and officers is that of the day when the package was gathered.',
    'I do not certify that what the messages say is true, nor that nothing else was said in other case files. This certificate does not state how long the system ran without fault.',
  ],
};
