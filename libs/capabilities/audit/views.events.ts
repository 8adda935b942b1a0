import type { Purpose, Sha256, Side } from '#kernel';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';
import type { CopyRecord } from '#capabilities/copies/copies.rows';
import {
  type DispatchHead,
  type ThreadRecord,
  actorOf,
  by,
  caseOf,
  deskOf,
  readerOf,
} from '#threads';
import type { Session } from '#access';
import { type DraftOf, type SealedHashes, knownObject, sealedObject } from '#journal';
import type { Hashes } from '#wire';

/** What officers see, bring and take, in the log's own words. */

/** Officer who reads, and what for. */
export interface Reading {
  readonly session: Session;
  readonly purpose: Purpose;
}

/** Plaintext of an attachment by its hashes, and its ciphertext by its root. */
export interface UploadedAttachment extends Hashes {
  readonly root: Sha256;
}

/** Attachment of a document that an officer takes out. */
export interface TakenAttachment extends UploadedAttachment {
  readonly document: DispatchHead['id'];
}

/** A look at the list of a thread: its subject line and how far each dispatch is. */
export const threadViewed = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  data: { screen: 'thread', purpose },
});

/** A view of what came from the peer is formed like an exchange event, because the first becomes a receipt. */
export function viewed(
  thread: ThreadRecord,
  { session, purpose }: Reading,
  { id: document, messageId }: Pick<DispatchHead, 'id' | 'messageId'>,
  received?: SealedHashes,
): DraftOf<'item.viewed'> {
  const base = {
    typ: 'item.viewed',
    case: caseOf(thread),
    actor: readerOf(thread, session),
  } as const;
  if (messageId === null || received === undefined)
    return { ...base, data: { screen: 'document', purpose, document } };
  return {
    ...base,
    channel: { link: thread.linkId, peer: thread.peer, dir: 'IN', seq: null },
    obj: [sealedObject(received)],
    data: { screen: 'document', purpose, document, messageId },
  };
}

/** What a desk lists, and what for: `list` and `copies` show subject lines of many threads, the others ids and who is meant. */
export const listed = (
  { session, purpose }: Reading,
  side: Side,
  what: 'list' | 'asks' | 'copies' | 'recalls' | 'consents' | 'owed' | 'notices' | 'reviews',
  shown: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: deskOf(side, session),
  data: { screen: `${what}:${shown}`, purpose },
});

/** An officer reads what a desk keeps beside the documents of a thread: how many notes, stops, members of its roster. */
export const keptRead = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  what: 'notes' | 'stops' | 'roster' | 'packages' | 'waivers',
  shown: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  ...by(thread, session),
  data: { screen: `${what}:${shown}`, purpose },
});

/** The contact point looks at a document between others, or a supervisor at why it was not shown one. */
export const copyViewed = (
  thread: CopyRecord,
  { session, purpose }: Reading,
  screen: 'copy' | 'withheld-copy',
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  case: caseOf(thread),
  actor: screen === 'copy' ? deskOf('ASKED', session) : actorOf(session, 'SUPERVISOR'),
  data: { screen, purpose, document: thread.dispatch },
});

/** Who is who, or a page of a signed chain: it names persons, or threads. */
export const directoryShown = (
  session: Session,
  what: string,
  shown: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: actorOf(session, 'ADMINISTRATOR'),
  data: { screen: `${what}:${shown}` },
});

/** What proves a receipt: ids and hashes of a dispatch, not its words. */
export const receiptShown = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  document: DispatchHead['id'],
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  data: { screen: 'receipt', purpose, document },
});

/** The whole of an attachment has come from an officer's own device, and lies stored as its ciphertext. */
export const uploaded = (
  session: Session,
  file: UploadedAttachment & { readonly ciphertext: Hashes },
  scan: ScanSaid,
): DraftOf<'item.uploaded'> => ({
  typ: 'item.uploaded',
  actor: deskOf('ASKING', session),
  obj: [knownObject('attachment', file), knownObject('ciphertext', file.ciphertext)],
  data: { root: file.root, scan: said(scan) },
});

/** The scanner found something in it: it is not taken. */
export const infectedAtUpload = (
  session: Session,
  file: UploadedAttachment,
  scan: ScanSaid,
): DraftOf<'item.infected'> => ({
  typ: 'item.infected',
  actor: deskOf('ASKING', session),
  obj: [knownObject('attachment', file)],
  data: { at: 'UPLOAD', root: file.root, scan: said(scan) },
});

/** Nobody sent it: ciphertext and key go. */
export const discarded = (file: UploadedAttachment): DraftOf<'item.discarded'> => ({
  typ: 'item.discarded',
  reason: 'NOT_SENT',
  obj: [knownObject('attachment', file)],
  data: { root: file.root },
});

/** A search is a read too; how many it found is said, what was sought is not. */
export const searched = (
  { session, purpose }: Reading,
  side: Side,
  found: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: deskOf(side, session),
  data: { screen: `search:${found}`, purpose },
});

/** Plaintext of an attachment leaves the gateway for an officer's own device. */
export const exported = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  file: TakenAttachment,
  scan: ScanSaid,
): DraftOf<'item.exported'> => ({
  typ: 'item.exported',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  obj: [knownObject('attachment', file)],
  data: {
    ...{ purpose, document: file.document, medium: 'download', recipient: null },
    scan: said(scan),
  },
});

/** The scanner found something in it: it is not given out, and stays as it is. */
export const infectedAtDownload = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  file: TakenAttachment,
  { scan, before }: Readonly<Record<'scan' | 'before', ScanSaid>>,
): DraftOf<'item.infected'> => ({
  typ: 'item.infected',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  obj: [knownObject('attachment', file)],
  data: {
    ...{ at: 'DOWNLOAD', root: file.root, document: file.document, purpose },
    ...{ scan: said(scan), before: said(before) },
  },
});

/** The entry has a time of its own. */
const said = ({ verdict, reason, engine }: ScanSaid): ScanSaid => ({ verdict, reason, engine });
