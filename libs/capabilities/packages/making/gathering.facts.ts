import {
  type AttachmentEntry,
  type DocumentId,
  type Fingerprint,
  type MessageId,
  type StateCode,
  type ThreadId,
  timestamp,
  phrase,
} from '#kernel';
import { loadTiles } from '#journal';
import { type DirectoryEnd, directoryText, PackageError } from '#package';
import { signatureIssuer } from '#seal';
import type { Tx } from '#store';
import { disclosureLabel, unpackContent } from '#threads';
import {
  formatVerifierKey,
  parseVerifierKey,
  TiledTree,
  tilesForConsistency,
  tilesForInclusion,
} from '#tlog';
import { decryptContent, type TrustStore } from '#trust';
import { decodeDocument, decodeEnvelope, decodeStatement, parseCanonicalJson, sha256 } from '#wire';
import type { BesideLeaf } from './besides.rows.js';
import { isEntry } from '#capabilities/directory/directory.schema';
import {
  gatheringRows,
  type PackedAttachment,
  type PackedDocument,
  type PackedReceipt,
  type PackedStamp,
  type PackedThread,
  type PackedValue,
} from './gathering.rows.js';
import type {
  Gathering,
  MessageBytes,
  PlacedLeaf,
  PlacedMessage,
  ReceiptBytes,
  RestsOnRoot,
  StampBytes,
} from './gathered.facts.js';

export interface OpenedMessage {
  readonly placed: PlacedMessage;
  readonly bytes: Omit<MessageBytes, 'attachments'>;
  readonly attachments: readonly OpenedAttachment[];
}

export interface OpenedAttachment {
  readonly root: string;
  readonly key: Uint8Array | null;
  readonly declared: AttachmentEntry;
}

export interface PackedRows {
  readonly thread: PackedThread;
  readonly documents: readonly PackedDocument[];
  readonly attachments: readonly PackedAttachment[];
  readonly receipts: readonly PackedReceipt[];
  readonly leaves: readonly PlacedLeaf[];
}

function openValues(
  key: Uint8Array,
  rows: readonly PackedValue[],
): ReadonlyMap<string, readonly string[]> {
  const opened = new Map<string, string[]>();
  for (const { event, digest, content } of rows) {
    const bytes = decryptContent(key, disclosureLabel(event, digest), content);
    opened.set(event, [...(opened.get(event) ?? []), Buffer.from(bytes).toString('ascii')]);
  }
  return opened;
}

export interface RowsWanted {
  readonly thread: ThreadId;
  readonly key: Uint8Array | null;
  readonly opensValues: boolean;
}

export async function loadRows(
  tx: Tx,
  { thread: id, key, opensValues }: RowsWanted,
): Promise<PackedRows> {
  const thread = await gatheringRows.thread(tx, id);
  if (thread === undefined || thread.isErased !== (key === null))
    throw new PackageError('PACKAGE_CHANGED', 'thread');
  const documents = await gatheringRows.documents(tx, id);
  const messages = documents.map(({ message }) => message);
  const leaves = await gatheringRows.leaves(tx, id, messages);
  const receipts = await gatheringRows.receipts(tx, thread.linkId, messages);
  const ids = documents.map((document) => document.id);
  const attachments = await gatheringRows.attachments(tx, ids);
  const events = leaves.map(({ event }) => event);
  const values =
    key === null || !opensValues
      ? new Map<string, never>()
      : openValues(key, await gatheringRows.values(tx, events));
  const placed = leaves.map(({ event, index, leaf }) => ({
    ...{ index, bytes: leaf, kept: key === null ? null : (values.get(event) ?? []) },
  }));
  return { thread, documents, attachments, receipts, leaves: placed };
}

const attachmentLabel = (document: DocumentId, position: number): string =>
  `attachment:${document}:${position}`;

function attachmentsOf(
  key: Uint8Array,
  { id }: PackedDocument,
  entries: readonly AttachmentEntry[],
  rows: readonly PackedAttachment[],
): OpenedAttachment[] {
  const own = rows.filter(({ dispatch }) => dispatch === id);
  if (own.length !== entries.length) throw new PackageError('PACKAGE_CHANGED', 'attachments');
  return own.flatMap(({ root, position, key: wrapped }, i) => {
    const declared = entries[i];
    if (declared === undefined) return [];
    const plain =
      wrapped === null ? null : decryptContent(key, attachmentLabel(id, position), wrapped);
    return [{ root, key: plain, declared }];
  });
}

function originalOf(key: Uint8Array, { direction, message, sent, kept }: PackedDocument) {
  if (direction === 'OUT') return sent;
  return kept === null ? null : decryptContent(key, `sealed:${message}`, kept);
}

async function erasedMessage(document: PackedDocument): Promise<OpenedMessage> {
  const { id, direction, message, sha256: hash, envelope, envelopeSignature } = document;
  const signing = await signatureIssuer(envelopeSignature);
  if (signing === undefined) throw new PackageError('PACKAGE_CHANGED', 'envelope');
  return {
    placed: {
      ...{ direction, message, document: id, signing, sha256: hash, isErased: true },
      ...{ isRecalled: document.isWithheld, original: null, attachments: [] },
    },
    bytes: { said: null, envelope, envelopeSignature, original: null },
    attachments: [],
  };
}

async function openMessage(
  key: Uint8Array,
  document: PackedDocument,
  rows: readonly PackedAttachment[],
): Promise<OpenedMessage> {
  const { id, direction, message, content, envelope, envelopeSignature } = document;
  // The signature names the State key, which the verifier checks.
  const signing = await signatureIssuer(envelopeSignature);
  if (signing === undefined || content === null)
    throw new PackageError('PACKAGE_CHANGED', signing === undefined ? 'envelope' : 'content');
  const said = unpackContent(decryptContent(key, `dispatch:${id}`, content));
  const attachments = attachmentsOf(key, document, decodeDocument(said.document).attachments, rows);
  const original = originalOf(key, document);
  return {
    placed: {
      ...{ direction, message, document: id, signing, sha256: sha256(said.document) },
      ...{ isRecalled: document.isWithheld, isErased: false },
      original: original === null ? null : original.length,
      attachments: attachments.map(({ key: plain, declared }) => ({
        ...{ size: declared.size, sha256: declared.sha256, isErased: plain === null },
      })),
    },
    bytes: { said, envelope, envelopeSignature, original },
    attachments,
  };
}

export async function openMessages(
  key: Uint8Array | null,
  { documents, attachments }: PackedRows,
): Promise<ReadonlyMap<MessageId, OpenedMessage>> {
  const opened = new Map<MessageId, OpenedMessage>();
  for (const document of documents)
    opened.set(
      document.message,
      key === null ? await erasedMessage(document) : await openMessage(key, document, attachments),
    );
  return opened;
}

const receiptLimits = { bytes: 65_536, depth: 4 } as const;

export function openReceipt({ receipt, statement }: PackedReceipt): ReceiptBytes {
  const said = parseCanonicalJson(receipt, receiptLimits);
  const { leaf, index, proof } = said;
  if (statement === null || typeof leaf !== 'string' || typeof index !== 'number')
    throw new PackageError('PACKAGE_CHANGED', 'receipt');
  const { body } = decodeStatement(statement);
  if (!('checkpoint' in body)) throw new PackageError('PACKAGE_CHANGED', 'receipt');
  const hashes = Array.isArray(proof) ? proof : [];
  return {
    leaf: Buffer.from(leaf, 'base64'),
    index,
    proof: hashes.map((hash) => Buffer.from(String(hash), 'base64')),
    checkpoint: Buffer.from(body.checkpoint),
  };
}

export async function loadRestsOnRoot(
  tx: Tx,
  id: ThreadId,
  { linkId }: PackedThread,
): Promise<RestsOnRoot> {
  const documents = await gatheringRows.documents(tx, id);
  const messages = documents.map(({ message }) => message);
  const receipts = await gatheringRows.receipts(tx, linkId, messages);
  return {
    points: documents.flatMap(({ direction, envelope }) =>
      direction === 'IN' ? [decodeEnvelope(envelope).directory] : [],
    ),
    notes: receipts.map((receipt) => openReceipt(receipt).checkpoint),
  };
}

export const openStamp = ({ token, note, chain, lists }: PackedStamp): StampBytes => ({
  ...{ token, chain, lists },
  note: Buffer.from(note),
});

export async function loadProofs(
  tx: Tx,
  { record, index, sizes }: Gathering,
  beside: readonly BesideLeaf[],
) {
  const { size } = record.log;
  const places = [...index.events, ...beside].map((event) => event.index);
  const read = await loadTiles(tx, [
    ...places.flatMap((place) => tilesForInclusion(place, size)),
    ...sizes.flatMap((old) => tilesForConsistency(old, size)),
  ]);
  const tree = new TiledTree(size, read);
  return {
    proofs: new Map(places.map((place) => [place, tree.inclusionProof(place)])),
    consistency: new Map(sizes.map((old) => [old, tree.consistencyProof(old)])),
  };
}

export const directoryEnds = (trust: TrustStore, states: readonly StateCode[]): DirectoryEnd[] =>
  states.map((state) => {
    const point = trust.point(state);
    if (point === undefined)
      throw new PackageError('PACKAGE_CHANGED', phrase`directory of ${state}`);
    return { state, root: trust.directoryOf(state).pinned, ...point };
  });

export async function loadDirectories(
  tx: Tx,
  ends: readonly DirectoryEnd[],
): Promise<ReadonlyMap<StateCode, string>> {
  const rows = await gatheringRows.directories(tx, ends);
  return new Map(
    ends.map(({ state }) => [state, directoryText(rows.filter((row) => row.state === state))]),
  );
}

export const stateKeys = (
  trust: TrustStore,
  states: readonly StateCode[],
): ReadonlyMap<Fingerprint, Uint8Array> =>
  new Map(
    states.flatMap((state) =>
      trust
        .entries(state)
        .flatMap((entry) =>
          isEntry(entry, 'state-key')
            ? [[entry.body.fingerprint, Buffer.from(entry.body.certificate, 'base64')] as const]
            : [],
        ),
    ),
  );

/**
 * Returns the newest key of this State's log, and the witness keys of both States. @throws PackageError PACKAGE_CHANGED if
 * the log has no key
 */
export function noteKeys(trust: TrustStore, log: string, neighbour: StateCode, at: Date) {
  const own = trust
    .own()
    .logKeys.allNoteKeys('log')
    .map(({ vkey }) => vkey);
  const vkey = own.findLast((key) =>
    formatVerifierKey(parseVerifierKey(key)).startsWith(`${log}+`),
  );
  if (vkey === undefined) throw new PackageError('PACKAGE_CHANGED', phrase`key of the log`);
  const witnesses = trust.directoryOf(neighbour).logKeys.allNoteKeysAt('witness', timestamp(at));
  const mirrors = trust.own().logKeys.allNoteKeys('witness');
  return {
    log: vkey,
    witnesses: witnesses.map((key) => key.vkey),
    own: mirrors.map((key) => key.vkey),
  };
}
