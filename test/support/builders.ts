import { createHash } from 'node:crypto';
import {
  chainOf,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import {
  isOfDataSubject,
  openingKinds,
  ownProtocol,
  parseAuthorityId,
  parseDocumentId,
  parseFingerprint,
  parseLinkId,
  parseMessageId,
  parseOfficerId,
  parseSha256,
  parseSha512,
  parseStateCode,
  parseHoldId,
  parseThreadId,
  type AttachmentEntry,
  type Document,
  type DocumentKind,
  type Envelope,
  type Fingerprint,
  type LoginStatement,
  type Receipt,
  type Statement,
  type StatementBodies,
  type StatementKind,
} from '#kernel';
import type { AuthorityProfile } from '#capabilities/directory/authority-profile.schema';
import { standardRetention } from '#capabilities/retention/retention.schema';
import { aPolicyPack, at, bodyOf, days } from './bodies.js';

export { aPolicyPack } from './bodies.js';
export {
  aFormalText,
  anEvidenceItem,
  aRelease,
  aRequestBody,
  aRequestsDetails,
  aRequestWith,
  aScreening,
  aSubject,
  anAssessment,
  at,
  bodyOf,
  days,
  someProceedings,
} from './bodies.js';

// Valid values for tests, equal for equal seeds. Builders take the members under test and fill in the rest;
// nothing is random, so that a failure repeats.

const digest = (label: string): string => createHash('sha256').update(label).digest('hex');

export const aHash = (label: string) => parseSha256(digest(`hash ${label}`));
export const aSha512 = (label: string) =>
  parseSha512(createHash('sha512').update(label).digest('hex'));
export const aFingerprint = (label: string): Fingerprint =>
  parseFingerprint(digest(`key ${label}`).slice(0, 40).toUpperCase());
export const aLinkId = (label = 'xa-xb') => parseLinkId(digest(`link ${label}`).slice(0, 32));
export const aMessageId = (label: string) =>
  parseMessageId(digest(`message ${label}`).slice(0, 32));
export const aBase64Hash = (label: string): string =>
  createHash('sha256').update(`base64 ${label}`).digest('base64');
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const base64Of = (bytes: Uint8Array | string): string =>
  Buffer.from(bytes).toString('base64');

export function aUuid(label: string): string {
  const hex = digest(`uuid ${label}`);
  return `019b76da-a800-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}
export const aDocumentId = (label: string) => parseDocumentId(aUuid(label));
export const aThreadId = (label: string) => parseThreadId(aUuid(label));
export const aHoldId = (label: string) => parseHoldId(aUuid(`hold ${label}`));

export const aState = (code = 'XA') => parseStateCode(code);
export const anAuthority = (name = 'border-police') => parseAuthorityId(name);
export const anOfficer = (name = 'a.novak') => parseOfficerId(name);

export const anAttachment = (members: Partial<AttachmentEntry> = {}): AttachmentEntry => ({
  name: 'photograph.jpg',
  mediaType: 'image/jpeg',
  size: 12_345,
  sha256: aHash('attachment'),
  sha512: aSha512('attachment'),
  ...members,
});

/**
 * Makes a document of `kind`. A kind that opens a thread gets a new thread; another kind replies to the request made with the
 * same `seed`.
 */
export function aDocumentOf<K extends DocumentKind>(
  kind: K,
  members: Partial<Document<K>> = {},
  seed = 'one',
): Document<K> {
  const opens = openingKinds.some((each) => each === kind);
  const asked = aDocumentId(`${opens ? kind : 'request'} ${seed}`);
  return {
    typ: 'liaise-document',
    v: 1,
    kind,
    id: opens ? asked : aDocumentId(`${kind} ${seed}`),
    thread: aThreadId(`${opens ? kind : 'request'} ${seed}`),
    inReplyTo: opens ? null : asked,
    link: aLinkId(),
    from: { state: aState('XA'), authority: anAuthority(), officer: anOfficer() },
    to: { state: aState('XB'), authority: anAuthority('coast-guard') },
    signer: aFingerprint('officer'),
    recipientKeys: [aFingerprint('coast-guard')],
    composedAt: at(),
    purpose: isOfDataSubject(kind) ? 'DATA_SUBJECT_RIGHTS' : 'INVESTIGATION',
    handling: {
      codes: ['H1'],
      evaluation: { source: 'B', information: '2' },
      restrictions: '',
      retentionMonths: 12,
    },
    body: bodyOf[kind](),
    attachments: [],
    ...members,
  };
}

export const aDocument = (members: Partial<Document<'request'>> = {}, seed = 'one') =>
  aDocumentOf('request', members, seed);

export const anEnvelope = (members: Partial<Envelope> = {}, seed = 'one'): Envelope => ({
  typ: 'liaise-envelope',
  v: 1,
  id: aMessageId(seed),
  link: aLinkId(),
  from: aState('XA'),
  to: aState('XB'),
  seq: 1,
  prev: null,
  documentSha256: aHash(`document ${seed}`),
  officerSignatureSha256: aHash(`signature ${seed}`),
  recipientKeys: [aFingerprint('coast-guard')],
  sealedAt: at(1),
  directory: { version: 7, head: aHash('directory') },
  anchor: { own: { origin: 'xa.example/log', size: 42, root: aBase64Hash('root') }, peer: null },
  rack: 0,
  attachments: [],
  ...members,
});

export const aReceipt = (members: Partial<Receipt> = {}, seed = 'one'): Receipt => ({
  rseq: 1,
  messageId: aMessageId(seed),
  stage: 'DELIVERED',
  code: null,
  ciphertextSha256: aHash(`ciphertext ${seed}`),
  at: at(2),
  leaf: base64Of(`leaf ${seed}`),
  index: 41,
  proof: [aBase64Hash('left'), aBase64Hash('right')],
  ...members,
});

export const statementBodyOf: { readonly [K in StatementKind]: () => StatementBodies[K] } = {
  'receipt-batch': () => ({
    checkpoint: 'xb.example/log\n42\n',
    receipts: [aReceipt()],
    objects: [{ root: aHash('object'), state: 'PARTIAL', missing: [[0, 4]] }],
  }),
  directory: () => ({
    point: { version: 7, head: aHash('directory') },
    freshUntil: at(days(1)),
    from: 6,
    entries: [{ entry: base64Of('{}'), signatures: [base64Of('signature')] }],
  }),
  'resend-request': () => ({ seqs: [4, 5], directoryFrom: null }),
  'seq-void': () => ({
    seq: 4,
    messageId: aMessageId('void'),
    envelopeSha256: aHash('void'),
    reason: 'NEVER_SENT',
  }),
  'link-test': () => ({ nonce: digest('nonce').slice(0, 32), answer: false }),
  'checkpoint-offer': () => ({
    offer: `old 41\n${aBase64Hash('middle')}\n\nxb.example/log\n42\n`,
    proofs: [{ size: 40, hashes: [aBase64Hash('left')] }],
  }),
  cosignature: () => ({
    size: 42,
    status: 200,
    answer: '\u2014 xa.example/log/witness c2lnbmF0dXJl\n',
    held: '',
    prove: [40],
  }),
  reconciliation: () => ({
    phase: 'ANSWER',
    day: '2026-03-01',
    part: 0,
    given: {
      messages: { from: 0, to: 65, blocks: [aHash('first'), aHash('second')] },
      receipts: { from: 4, to: 4, blocks: [] },
    },
    taken: null,
    rows: [{ ledger: 'receipts', by: aState('XB'), number: 3, text: aHash('receipt') }],
    report: '',
  }),
  'stop-word': () => ({
    thread: aThreadId('halted'),
    halt: aHash('halt'),
    act: 'HALTED',
    answer: false,
  }),
  'package-ask': () => ({
    ask: aMessageId('ask'),
    consent: aDocumentId('consent'),
    consentSha256: aHash('consent'),
    items: [aHash('item')],
    size: null,
    part: 0,
  }),
  'package-answer': () => ({
    ask: aMessageId('ask'),
    refused: null,
    part: 0,
    parts: 1,
    checkpoint: 'xb.example/log\n42\n',
    entries: [
      {
        ...{ index: 40, hash: aHash('leaf'), leaf: base64Of('leaf'), told: null },
        ...{ proof: [aBase64Hash('left')], disclosures: [] },
      },
      {
        ...{ index: 41, hash: aHash('view'), leaf: null, proof: [], disclosures: [] },
        told: {
          ...{ typ: 'item.viewed', at: at(2) },
          ...{ role: 'LIAISON_OFFICER', purpose: 'INVESTIGATION' },
        },
      },
    ],
  }),
};

export const aStatement = <K extends StatementKind>(
  kind: K,
  members: Partial<Statement<K>> = {},
  seed = 'one',
): Statement<K> => ({
  typ: 'liaise-statement',
  v: 1,
  kind,
  id: aMessageId(`${kind} ${seed}`),
  link: aLinkId(),
  from: aState('XB'),
  to: aState('XA'),
  issuedAt: at(3),
  rack: 0,
  body: statementBodyOf[kind](),
  ...members,
});

export const aLogin = (members: Partial<LoginStatement> = {}): LoginStatement => ({
  state: aState('XA'),
  origin: 'https://gateway.xa.example',
  nonce: digest('login').slice(0, 32),
  officer: anOfficer(),
  signer: aFingerprint('officer'),
  issuedAt: at(),
  expiresAt: at(2),
  ...members,
});

export const aYear = { from: at(-days(1)), to: at(days(300)) } as const;

export const aProfile = (members: Partial<AuthorityProfile> = {}): AuthorityProfile => ({
  bodies: ['SPOC', 'DESIGNATED_LEA'],
  functions: ['SMUGGLING_OF_MIGRANTS_BY_SEA'],
  competences: ['INFORMATION', 'VESSEL'],
  languages: ['hr', 'en'],
  roundTheClock: true,
  phone: '+385 1 234567',
  email: 'duty@border.example',
  requirements: 'Name the vessel by its IMO number where there is one.',
  untocAsLegalBasis: true,
  interpolChannelAccepted: true,
  lawLinks: ['https://law.example/border-act'],
  ...members,
});

export const entryBodyOf: { readonly [K in EntryKind]: () => EntryBodies[K] } = {
  root: () => ({ fingerprint: aFingerprint('root XA'), certificate: base64Of('root') }),
  protocol: () => ownProtocol,
  'state-key': () => ({
    purpose: 'signing',
    fingerprint: aFingerprint('signing XA'),
    certificate: base64Of('signing'),
    ...aYear,
  }),
  'note-key': () => ({ purpose: 'log', vkey: 'xa.example/log+00000000+AAAA', ...aYear }),
  'event-key': () => ({ service: 'sealer', publicKey: aBase64Hash('sealer'), ...aYear }),
  authority: () => ({
    authority: anAuthority(),
    name: 'Border Police of XA',
    keys: [
      {
        compartment: 'ENFORCEMENT',
        fingerprint: aFingerprint('border-police'),
        certificate: base64Of('border-police'),
      },
    ],
    ...aYear,
  }),
  certificate: () => ({
    fingerprint: aFingerprint('border-police'),
    certificate: base64Of('border-police renewed'),
  }),
  registrar: () => ({
    registrar: anOfficer('r.one'),
    fingerprint: aFingerprint('r.one'),
    certificate: base64Of('r.one'),
    authorities: [anAuthority()],
    ...aYear,
  }),
  officer: () => ({
    officer: anOfficer(),
    authority: anAuthority(),
    fingerprint: aFingerprint('officer'),
    roles: ['LIAISON_OFFICER'],
    enrolment: aHash('token'),
    ...aYear,
  }),
  'officer-suspended': () => ({ officer: anOfficer(), effective: at(10) }),
  posting: () => ({
    ...{
      officer: anOfficer(),
      authority: anAuthority(),
      host: aState('XB'),
      sending: aState('XA'),
    },
    ...{ post: 'Mission of XA to XB', standInFor: null, from: at(20), to: at(40) },
  }),
  'duty-roster': () => ({
    authority: anAuthority(),
    contact: 'Duty room, +385 1 234567',
    periods: [{ from: at(1), to: at(9), officers: [anOfficer()] }],
  }),
  'contact-point': () => ({ authority: anAuthority(), ...aYear }),
  'time-limits': () => ({
    ...{ peer: aState('XB'), urgentDirect: 4, urgentIndirect: 48, other: 120, from: at(1) },
  }),
  'authority-profile': () => ({ authority: anAuthority(), ...aProfile() }),
  peer: () => ({
    peer: aState('XB'),
    rootFingerprint: aFingerprint('root XB'),
    rootCertificate: base64Of('root XB'),
    linkId: aLinkId(),
    end: 1,
    transcriptSha256: aHash('transcript'),
  }),
  'peer-removed': () => ({ peer: aState('XB'), linkId: aLinkId() }),
  'broker-accepted': () => ({ version: '2.10.27' }),
  'policy-pack': () => aPolicyPack(),
  hold: () => ({
    hold: aHoldId('one'),
    thread: aThreadId('one'),
    reason: 'COURT_ORDER',
    basis: 'CPC_ART_12',
  }),
  'hold-lifted': () => ({
    hold: aHoldId('one'),
    thread: aThreadId('one'),
    basis: 'CPC_ART_14',
  }),
  erase: () => ({ thread: aThreadId('one'), basis: 'LED_ART_16_2' }),
  'retention-rule': () => ({ ...standardRetention, basis: 'POLICE_DATA_ACT_5' }),
};

export const anEntry = <K extends EntryKind>(
  kind: K,
  body: Partial<EntryBodies[K]> = {},
  members: Partial<Omit<Entry<K>, 'kind' | 'body'>> = {},
): Entry<K> => ({
  typ: 'liaise-directory-entry',
  v: 1,
  chain: chainOf(kind),
  state: aState('XA'),
  issuedAt: at(),
  ...members,
  kind,
  body: { ...entryBodyOf[kind](), ...body },
});
