import { v7 } from 'uuid';
import {
  type AuthorityAddress,
  type Body,
  type Document,
  type DocumentId,
  isKind,
  isOfDataSubject,
  type LinkId,
  parseDocumentId,
  type ThreadId,
  timestamp,
} from '#kernel';
import { signDetached } from '#seal';
import { decodeDocument, encodeDocument, sha256 } from '#wire';
import { aRequestBody, bodyOf } from './bodies.js';
import { base64, later, type TestState } from './test-state.js';
import type { Directory } from '#capabilities/directory/trust.model';
import type {
  Enclosed,
  EnclosedAnswer,
  EnclosedDocument,
  EnclosedRelease,
} from '#capabilities/disclosure/kinds/enclosed.kind';
import { DirectoryChain, entriesFor, type KeptEntry } from '#trust';
import { newLinkId } from './border.js';

export interface Composed {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
  readonly uploads: readonly string[];
  readonly id: DocumentId;
}

export async function composed(
  link: LinkId,
  { from, to, name }: { readonly from: TestState; readonly to: TestState; readonly name: string },
  members: Partial<Document>,
): Promise<Composed> {
  const now = new Date();
  const id = parseDocumentId(v7());
  const { key, authority, officer } = from.officer(name);
  const addressed = members.to?.authority ?? to.officer('ana').authority;
  const kind = members.kind ?? 'request';
  const isOfPerson = isOfDataSubject(kind);
  const compartment = isOfPerson ? 'DATA_PROTECTION' : 'ENFORCEMENT';
  const recipient = to.authorityKeys.get(`${addressed} ${compartment}`);
  const recipientKeys = members.recipientKeys ?? (recipient && [recipient.fingerprint]);
  if (recipientKeys === undefined) throw new Error('no recipient key');
  const document = encodeDocument({
    typ: 'liaise-document',
    v: 1,
    kind: 'request',
    id,
    thread: id as unknown as ThreadId,
    inReplyTo: null,
    link,
    from: { state: from.state, authority, officer },
    to: { state: to.state, authority: addressed },
    signer: key.fingerprint,
    recipientKeys,
    composedAt: timestamp(now),
    purpose: isOfPerson ? 'DATA_SUBJECT_RIGHTS' : 'INVESTIGATION',
    handling: {
      codes: ['H0'],
      evaluation: { source: 'X', information: '4' },
      restrictions: '',
      retentionMonths: 6,
    },
    body: isOfPerson ? bodyOf[kind](now) : aRequestBody({ requestType: 'VESSEL' }),
    attachments: [],
    ...members,
  });
  const signature = await signDetached(document, key.unlocked, now);
  return { document, signature, uploads: [], id };
}

type Signed = Pick<Composed, 'document' | 'signature'>;

interface Verified {
  readonly chain: DirectoryChain;
  readonly entries: TestState['directory'][number][];
  readonly kept: KeptEntry[];
}
const verified = new WeakMap<TestState, Verified>();

/** Entries of the State's directory with their signers. Verifies only those that were added since the last call. */
export async function keptEntries(state: TestState): Promise<KeptEntry[]> {
  const before = verified.get(state);
  const goesOn = before?.entries.every((entry, i) => state.directory[i] === entry) === true;
  const known = goesOn
    ? before
    : { chain: new DirectoryChain(state.state, state.rootFingerprint), entries: [], kept: [] };
  // Taken away meanwhile: two calls at once would extend one chain twice.
  verified.delete(state);
  for (const signed of state.directory.slice(known.entries.length)) {
    known.kept.push({ ...signed, signers: (await known.chain.extend(signed)).signers });
    known.entries.push(signed);
  }
  verified.set(state, known);
  return [...known.kept];
}

export function signedBy(state: TestState, { document, signature }: Signed): EnclosedDocument {
  const { signer } = decodeDocument(document);
  const officer = [...state.officers.values()].find(({ key }) => key.fingerprint === signer);
  if (officer === undefined) throw new Error('signed by nobody of the State');
  const { certificate } = officer.key;
  return {
    document: base64(document),
    signature: base64(signature),
    certificate: base64(certificate),
  };
}

export async function enclosing(
  state: TestState,
  item: Signed,
  consent?: Signed,
): Promise<Enclosed> {
  const signers = [item, ...(consent === undefined ? [] : [consent])].map(
    ({ document }) => decodeDocument(document).signer,
  );
  return {
    ...signedBy(state, item),
    ...(consent === undefined ? {} : { consent: signedBy(state, consent) }),
    root: state.rootFingerprint,
    directory: entriesFor(await keptEntries(state), signers),
  };
}

export const enclosingBody = (enclosed: readonly Enclosed[]): Body<'forward'> => ({
  ...bodyOf.forward(),
  enclosed,
});

export function asForward(document: Document): Document<'forward'> {
  if (!isKind(document, 'forward')) throw new Error('no forward');
  return document;
}

export async function directoriesOf(
  states: readonly TestState[],
): Promise<(code: string) => Directory> {
  const found = new Map<string, Directory>();
  for (const state of states) {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    found.set(state.state, chain.directory);
  }
  return (code) => {
    const directory = found.get(code);
    if (directory === undefined) throw new Error(`no State ${code}`);
    return directory;
  };
}

const link = newLinkId();

export const deskOf = (state: TestState): AuthorityAddress => ({
  state: state.state,
  authority: state.officer('ana').authority,
});

export const handingOn = (
  [from, to]: readonly [TestState, TestState],
  enclosed: readonly Enclosed[],
  members: Partial<Document> = {},
): Promise<Composed> =>
  composed(
    link,
    { from, to, name: 'ben' },
    { kind: 'forward', body: enclosingBody(enclosed), ...members },
  );

export function releasing(
  [from, to]: readonly [TestState, TestState],
  item: Signed,
  recipient: AuthorityAddress,
  members: Partial<Body<'forward-consent'>> = {},
  name = 'ana',
): Promise<Composed> {
  const { id, thread } = decodeDocument(item.document);
  const body: Body<'forward-consent'> = {
    ...{ outcome: 'GRANTED', item: id, itemSha256: sha256(item.document), recipient },
    ...{ purpose: 'INVESTIGATION', until: timestamp(later(new Date(), 1)), reason: '' },
    ...members,
  };
  const place = { kind: 'forward-consent', thread, inReplyTo: id } as const;
  return composed(link, { from, to, name }, { ...place, body });
}

export async function enclosedRelease(
  state: TestState,
  consent: Signed,
  isProven = false,
): Promise<EnclosedRelease> {
  const { signer } = decodeDocument(consent.document);
  const directory = entriesFor(await keptEntries(state), [signer]);
  return { ...signedBy(state, consent), ...(isProven && { directory }) };
}

export async function enclosedAnswer(state: TestState, answer: Signed): Promise<EnclosedAnswer> {
  const { signer } = decodeDocument(answer.document);
  const directory = entriesFor(await keptEntries(state), [signer]);
  return { ...signedBy(state, answer), root: state.rootFingerprint, directory };
}
