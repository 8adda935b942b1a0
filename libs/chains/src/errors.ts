import { CodedError, type CodeTable, type Detail } from '#kernel';

const refuse = (title: string, remedy: string, status = 422) =>
  ({ action: 'refuse', status, title, remedy }) as const;
const alarm = (title: string, remedy: string) =>
  ({ action: 'alarm', status: 500, title, remedy }) as const;

const ended = (title: string, remedy: string) =>
  ({ action: 'alarm', status: 503, title, remedy }) as const;

const signAgain = 'Have the exact bytes signed by the persons who may make this entry.';
const askRegistrars = 'Ask the registrars of the authority for a signed entry.';

export const trustCodes = {
  TRUST_CHAIN_BROKEN: alarm(
    'A stored directory entry does not verify or is missing: the database was changed from outside, or is older than it was.',
    'Nobody works until the chain is whole. Keep a copy of the database as evidence, put the entries back as `deploy/guide/alarms.md#chains-of-signed-entries` says, find out who had access.',
  ),
  TRUST_NOTE_MISSING: alarm(
    'The note of the chain heads outside the database is missing, though the custody log says that it is kept.',
    'Nobody works until it is there. Bring `checkpoint/chains` back from its newest copy; `deploy/guide/alarms.md#chains-of-signed-entries` says what to do when there is none.',
  ),
  TRUST_NOTE_INVALID: alarm(
    'The note of the chain heads outside the database is not signed by the key of this log, or is damaged.',
    'Nobody works until it is mended. Keep the file, find out who changed it, and bring `checkpoint/chains` back from its newest copy.',
  ),
  TRUST_NOT_SET_UP: alarm(
    'The own directory chain is empty.',
    'Run `liaise init`, or restore the database.',
  ),
  KEYS_ENDED: ended(
    'Keys or authorities of this State are certified no longer: nothing is sealed, signed or receipted until they are again.',
    'Certify the same keys again with the root key: `liaise key extend`. What waits leaves by itself then.',
  ),
  CONTACT_POINT_ENDED: ended(
    'The naming of the national contact point has ended: what is exchanged is copied to nobody.',
    'Name it again with the root key: `liaise key extend`, or another with `liaise authority contact-point`.',
  ),
  REGISTRAR_ENDED: ended(
    'The certification of a registrar has ended: he can grant and suspend nobody.',
    'Certify him again with the root key: `liaise key extend --registrar NAME`, or another with `liaise registrar add`.',
  ),
  MANDATE_ENDED: ended(
    'The mandate of an officer has ended: the officer can do nothing more.',
    'Two registrars grant it anew with `liaise officer add`; for one who has left, one of them signs `liaise officer suspend`.',
  ),
  LINK_ENDED: ended(
    'A TLS certificate of a link has ended: the link is down, or will be at the next start.',
    "If it is of this State, run `liaise key renew` with the persons' folder, then start `liaise up` again. If it is the neighbour's TLS certificate authority, confirm the neighbour anew.",
  ),
  CERTIFICATE_ENDED: ended(
    'A TLS certificate of this installation has ended: its services reach each other no more, or will not after the next start.',
    "Run `liaise key renew` with the persons' folder, then start `liaise up` again.",
  ),
  PEER_KEYS_ENDED: {
    action: 'refuse',
    status: 409,
    title:
      'Keys or authorities of the neighbour are certified no longer by its root: nothing can be sealed to it.',
    remedy:
      'Call the neighbour: its root signs `liaise key extend`. What waits leaves by itself then, within 24 hours of its signature; ask in another way meanwhile.',
  },
  // Warnings only, weeks ahead; they wake nobody.
  ENDS_IN_90_DAYS: refuse(
    'A key, authority, registrar, mandate or link ends within 90 days.',
    '`liaise doctor` says which and what to do; plan the yearly ceremony (`deploy/guide/run.md#the-yearly-ceremony`).',
  ),
  ENDS_IN_30_DAYS: refuse(
    'A key, authority, registrar, mandate or link ends within 30 days.',
    '`liaise doctor` says which and what to do; hold the yearly ceremony now (`deploy/guide/run.md#the-yearly-ceremony`).',
  ),
  ENDS_IN_7_DAYS: ended(
    'A key, authority, registrar, mandate or link ends within 7 days.',
    '`liaise doctor` says which and what to do: do it today.',
  ),
  TRUST_SIGNATURE_INVALID: refuse('A signature of a directory entry does not verify.', signAgain),
  TRUST_SIGNER_UNKNOWN: refuse(
    'A signature is of nobody who may make this entry at its time.',
    'If the detail names a State, hand the entry to the gateway of that State; if it names an authority, compose the entry anew with the right one. Else have the exact bytes signed by the persons who may make this entry.',
  ),
  TRUST_SIGNER_TWICE: refuse('The same person signed an entry twice.', signAgain),
  TRUST_SIGNATURE_COUNT: refuse('An entry carries no signature or too many.', signAgain),
  TRUST_ENTRY_TIME: refuse(
    'The time of an entry is in the future, too long ago, or far from its signatures.',
    'Check the clocks, compose the entry again and sign it within a week.',
  ),
  TRUST_ENTRY_CERTIFICATE: refuse(
    'A certificate in an entry is not accepted or is not the one its fingerprint names.',
    'Compose the entry again with the right certificate.',
  ),
  TRUST_ENTRY_KEY: refuse(
    'A log, witness or event key in an entry is not an Ed25519 key that can be relied on.',
    'Make the key anew and compose the entry with it; the detail says what is wrong.',
  ),
  TRUST_KEY_TAKEN: {
    action: 'alarm',
    status: 409,
    title:
      'A log, witness or event key in an entry, or its name, belongs to another State already.',
    remedy:
      'Nothing was kept: the detail names the State that has it here, and one of the two named what is not its own, perhaps the first. Ask both in person; once the State at fault is removed as a neighbour, the other is taken.',
  },
  TRUST_CHAIN_FULL: refuse(
    'The chain has reached its largest length.',
    'Start a new chain with a new root.',
  ),
  TRUST_PEER_UNKNOWN: refuse(
    'The State is not a confirmed neighbour.',
    'Enrol it: invitation, acceptance, twelve words, two administrators.',
    409,
  ),
  TRUST_POINT_UNKNOWN: refuse(
    'No directory of that State that was ever confirmed here leads to the point.',
    'Compare the point with the neighbour: the message may rest on a history it never showed.',
    404,
  ),
  TRUST_VERSION_OLD: refuse(
    'A directory statement names a version below the highest one seen.',
    'Nothing to do if it was late; if it repeats, ask the neighbour.',
    409,
  ),
  TRUST_ENTRIES_MISSING: {
    action: 'retry',
    status: 409,
    title: 'A directory statement does not join on to the entries known here.',
    remedy: 'Ask the neighbour for the entries from the version named in the detail.',
  },
  TRUST_FORK: alarm(
    'A State showed two different directories under the same version.',
    'Stop trusting the link; compare both chains with the neighbour in person.',
  ),
  TRUST_STATEMENT_INVALID: refuse(
    'A directory statement is not of this link or not signed by the State it names.',
    'Ask the neighbour to send it again; repeated ones deserve a call.',
  ),
  TRUST_FRESHNESS_CHANGED: alarm(
    'A stored freshness statement does not verify: the database was changed from outside.',
    'Keep the database as evidence and find out who had access.',
  ),
  TRUST_CERTIFICATE_CHANGED: alarm(
    'A stored certificate is not the one it was bound as: the database was changed from outside.',
    'Keep the database as evidence and find out who had access.',
  ),
  TRUST_CERTIFICATE_FOREIGN: refuse(
    'The certificate does not have the fingerprint that the directory names.',
    'Send the certificate of the key named in the directory.',
  ),
  TRUST_CERTIFICATE_LIMIT: refuse(
    'Too many versions of the same certificate are bound already.',
    'Grant the officer a new key.',
    409,
  ),
  OFFICER_UNKNOWN: refuse('No officer of the State has this key.', askRegistrars, 403),
  OFFICER_WRONG_AUTHORITY: refuse(
    'The key belongs to another officer or another authority than the one named.',
    'Sign with the key the directory names for that officer and authority.',
    403,
  ),
  OFFICER_NOT_VALID_AT: refuse(
    'The mandate of the officer does not cover the time.',
    askRegistrars,
    403,
  ),
  OFFICER_SUSPENDED: refuse(
    'The officer is suspended by a signed entry.',
    'A new grant needs two registrars.',
    403,
  ),
  OFFICER_ROLE_MISSING: refuse('The officer has not been given the role.', askRegistrars, 403),
  KEY_MISSING: alarm(
    'A key file is not there.',
    'Restore the file named in the detail, or create it with `liaise`.',
  ),
  KEY_FILE_UNSAFE: alarm(
    'A key file or its folder can be read or replaced by others.',
    'Set mode 0600 (folder 0700) and the owner to the account of the service.',
  ),
  KEY_FILE_INVALID: alarm(
    'A key file does not hold the kind of key its name says.',
    'Restore the file named in the detail.',
  ),
  STORAGE_CORRUPT: alarm(
    'Stored content does not decrypt: it was changed, moved to another row, or its key is wrong.',
    'Keep the row as evidence and restore it from a backup.',
  ),
  INDEX_LIMIT: refuse(
    'There are more words to index or search than allowed.',
    'Search for fewer words.',
  ),
  ENCLOSED_INVALID: refuse(
    'A document enclosed in a forward, or in an answer to a recall, is not what its State signed for the State that brings it.',
    'Enclose the document whole, as it came, with `liaise request forward`. It goes to no State that has had it on its way, and crosses four borders at most.',
  ),
  CONSENT_MISSING: refuse(
    'A document in a forward may go on only with its originator’s signed consent: by its handling, for another purpose, or since it came through another State.',
    'Ask the originator: `liaise inbox ask-consent`, or `liaise request ask-consent` where your State asked; forward it once the consent has come.',
  ),
  CONSENT_INVALID: refuse(
    'The originator’s consent does not cover this forward: the detail says what differs.',
    'Ask the originator for a consent to this document, recipient and purpose that still holds on the day of the forward, with `--through` for each authority that hands the document on in between. What came through another State needs a consent of each State on its way.',
  ),
  FORWARD_HANDLING_LOOSER: refuse(
    'A forward would be handled less strictly than what it encloses.',
    'Give it every code, mark and restriction of what it encloses and no more months than the fewest, sign and send again.',
  ),
  CEREMONY_INVALID: refuse(
    'An invitation or acceptance file is damaged or does not fit the other one.',
    'Give the files that the detail asks for. If they are those, they were changed on their way: exchange them again, and do not go on with different words.',
  ),
} as const satisfies CodeTable;

export type TrustCode = keyof typeof trustCodes;

export class TrustError extends CodedError<TrustCode> {
  constructor(code: TrustCode, detail?: Detail, cause?: unknown) {
    super(code, trustCodes, detail, cause);
  }
}

const keyFaults: readonly string[] = ['KEY_MISSING', 'KEY_FILE_UNSAFE', 'KEY_FILE_INVALID'];

/** True when a key file of this machine is missing or faulty. No document may be refused because of this error. */
export const isKeyFault = (error: unknown): error is TrustError =>
  error instanceof TrustError && keyFaults.includes(error.code);

const untrusted: readonly string[] = [
  'TRUST_CHAIN_BROKEN',
  'TRUST_NOTE_MISSING',
  'TRUST_NOTE_INVALID',
];

/**
 * True if the error says that this State's own chains, or the file with their signed heads, were altered or lost. No decision
 * may rely on these chains.
 */
export const isUntrusted = (error: unknown): error is TrustError =>
  error instanceof TrustError && untrusted.includes(error.code);
