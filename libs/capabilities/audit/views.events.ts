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

export interface Reading {
  readonly session: Session;
  readonly purpose: Purpose;
}

export interface UploadedAttachment extends Hashes {
  readonly root: Sha256;
}

export interface TakenAttachment extends UploadedAttachment {
  readonly document: DispatchHead['id'];
}

export const threadViewed = (
  thread: ThreadRecord,
  { session, purpose }: Reading,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  case: caseOf(thread),
  actor: readerOf(thread, session),
  data: { screen: 'thread', purpose },
});

/**
 * Builds the event that an officer viewed a document. `received`, for a neighbour's document, adds the hashes and message id
 * that a RETRIEVED receipt needs.
 */
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

export const directoryShown = (
  session: Session,
  what: string,
  shown: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: actorOf(session, 'ADMINISTRATOR'),
  data: { screen: `${what}:${shown}` },
});

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

export const discarded = (file: UploadedAttachment): DraftOf<'item.discarded'> => ({
  typ: 'item.discarded',
  reason: 'NOT_SENT',
  obj: [knownObject('attachment', file)],
  data: { root: file.root },
});

export const searched = (
  { session, purpose }: Reading,
  side: Side,
  found: number,
): DraftOf<'item.viewed'> => ({
  typ: 'item.viewed',
  actor: deskOf(side, session),
  data: { screen: `search:${found}`, purpose },
});

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

const said = ({ verdict, reason, engine }: ScanSaid): ScanSaid => ({ verdict, reason, engine });
