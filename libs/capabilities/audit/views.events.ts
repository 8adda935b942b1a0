import type { Purpose, Sha256, Sha512, Side } from '#kernel';
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
import type { DraftOf, EventObject } from '#journal';

/** What officers see, bring and take, in the log's own words. */

/** Officer who reads, and what for. */
export interface Reading {
  readonly session: Session;
  readonly purpose: Purpose;
}

/** Plaintext of an attachment by its hashes, and its ciphertext by its root. */
export interface UploadedAttachment {
  readonly root: Sha256;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
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
  received?: { readonly ciphertextSha256: EventObject['sha256']; readonly size: number },
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
    obj: [{ role: 'ciphertext', size: received.size, sha256: received.ciphertextSha256 }],
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
  what: 'notes' | 'stops' | 'roster',
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

/** The whole of an attachment has come from an officer's own device. */
export const uploaded = (
  session: Session,
  { root, size, sha256: hash, sha512: longHash }: UploadedAttachment,
  scan: ScanSaid,
): DraftOf<'item.uploaded'> => ({
  typ: 'item.uploaded',
  actor: deskOf('ASKING', session),
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { root, scan: said(scan) },
});

/** The scanner found something in it: it is not taken. */
export const infectedAtUpload = (
  session: Session,
  { root, size, sha256: hash, sha512: longHash }: UploadedAttachment,
  scan: ScanSaid,
): DraftOf<'item.infected'> => ({
  typ: 'item.infected',
  actor: deskOf('ASKING', session),
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { at: 'UPLOAD', root, scan: said(scan) },
});

/** Nobody sent it: ciphertext and key go. */
export const discarded = ({
  root,
  size,
  sha256: hash,
  sha512: longHash,
}: UploadedAttachment): DraftOf<'item.discarded'> => ({
  typ: 'item.discarded',
  reason: 'NOT_SENT',
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { root },
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
  { document, size, sha256: hash, sha512: longHash }: TakenAttachment,
  scan: ScanSaid,
): DraftOf<'item.exported'> => ({
  typ: 'item.exported',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { purpose, document, medium: 'download', recipient: null, scan: said(scan) },
});

/** The scanner found something in it: it is not given out, and stays as it is. */
export const infectedAtDownload = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
  { document, root, size, sha256: hash, sha512: longHash }: TakenAttachment,
  { scan, before }: Readonly<Record<'scan' | 'before', ScanSaid>>,
): DraftOf<'item.infected'> => ({
  typ: 'item.infected',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  obj: [{ role: 'attachment', size, sha256: hash, sha512: longHash }],
  data: { at: 'DOWNLOAD', root, scan: said(scan), before: said(before), document, purpose },
});

/** The entry has a time of its own. */
const said = ({ verdict, reason, engine }: ScanSaid): ScanSaid => ({ verdict, reason, engine });
