import type { DispatchHead, ThreadRecord } from '#threads';
import type { RecallRecord } from '#capabilities/disclosure/recalls.rows';
import type { ReleaseRecord } from '#capabilities/disclosure/releases.rows';
import { priorities, type Document } from '#kernel';
import {
  aDocument,
  aDocumentId,
  aHash,
  aLinkId,
  anAuthority,
  aState,
  at,
  aThreadId,
} from './builders.js';

/** Rows of a case as rules know them, without a database. */

export const aThread = (members: Partial<ThreadRecord> = {}, seed = 'one'): ThreadRecord => ({
  ...{ id: aThreadId(`request ${seed}`), authority: anAuthority(), compartment: 'ENFORCEMENT' },
  ...{ side: 'ASKING', requestType: 'INFORMATION', peer: aState('XB'), linkId: aLinkId() },
  ...{ peerAuthority: anAuthority('coast-guard'), state: 'SUBMITTED', priority: priorities.NORMAL },
  ...{ holder: null, keeper: null, onRoster: true, formerAuthorities: [], movingTo: null },
  ...{ movedBy: null, keyEpoch: 1, keyWrapped: Buffer.alloc(0), summary: null, withheld: false },
  ...{ openedAt: new Date(at()), updatedAt: new Date(at()), erasedAt: null },
  ...members,
});

/** The row of a document in a thread. */
export const aHead = (
  document: Document,
  thread: ThreadRecord,
  members: Partial<DispatchHead> = {},
): DispatchHead => ({
  ...{ id: document.id, thread: thread.id, authority: thread.authority },
  ...{ compartment: thread.compartment, direction: 'OUT', kind: document.kind },
  ...{ inReplyTo: document.inReplyTo, officer: document.from.officer, messageId: null },
  ...{ documentSha256: aHash(document.id), size: 1, withheld: false, exculpatory: false },
  ...{ composedAt: new Date(document.composedAt), committedAt: new Date(at()) },
  ...members,
});

export const aRecallRecord = (
  members: Partial<RecallRecord> = {},
  thread: ThreadRecord = aThread(),
): RecallRecord => ({
  ...{ document: aDocumentId('recall'), thread: thread.id, direction: 'OUT', act: 'RECALL' },
  ...{ items: [aDocument().id], filedAt: new Date(at()), deliveredAt: null, answer: null },
  ...{ outcome: null, answeredAt: null, answerable: true, arrived: true, overdue: false },
  ...members,
});

export const aReleaseRecord = (
  members: Partial<ReleaseRecord> = {},
  thread: ThreadRecord = aThread(),
): ReleaseRecord => ({
  ...{ request: aDocumentId('question'), thread: thread.id, direction: 'OUT' },
  ...{ item: aDocument().id, askedAt: new Date(at()), answer: null, outcome: null },
  ...{ answeredAt: null },
  ...members,
});
