import type { DispatchHead, Said, ThreadRecord } from '#threads';
import type { RecallRecord } from '#capabilities/disclosure/recalls/recalls.rows';
import type { ReleaseRecord } from '#capabilities/disclosure/releases/releases.rows';
import type { Alone, End, Item, Rule } from '#capabilities/capability';
import type { EvidenceFacts } from '#capabilities/evidence/evidence.facts';
import type { OperationView } from '#capabilities/halts/operations.contract';
import type { StopRow } from '#capabilities/suspensions/suspensions.rows';
import { Directory } from '#capabilities/directory/trust.model';
import { isCoded, priorities, type Document, type DocumentId, type Fingerprint } from '#kernel';
import {
  aDocument,
  aDocumentId,
  aFingerprint,
  aHash,
  aLinkId,
  anAuthority,
  anEntry,
  anOfficer,
  aState,
  at,
  aThreadId,
} from './builders.js';

export const aThread = (members: Partial<ThreadRecord> = {}, seed = 'one'): ThreadRecord => ({
  ...{ id: aThreadId(`request ${seed}`), authority: anAuthority(), compartment: 'ENFORCEMENT' },
  ...{ side: 'ASKING', requestType: 'INFORMATION', peer: aState('XB'), linkId: aLinkId() },
  ...{ peerAuthority: anAuthority('coast-guard'), state: 'SUBMITTED', priority: priorities.NORMAL },
  ...{ holder: null, keeper: null, onRoster: true, formerAuthorities: [], movingTo: null },
  ...{
    movedBy: null,
    keyEpoch: 1,
    keyWrapped: Buffer.alloc(0),
    summary: null,
    withdrawnFromUse: false,
  },
  ...{ openedAt: new Date(at()), updatedAt: new Date(at()), erasedAt: null },
  ...members,
});

export const aHead = (
  document: Document,
  thread: ThreadRecord,
  members: Partial<DispatchHead> = {},
): DispatchHead => ({
  ...{ id: document.id, thread: thread.id, authority: thread.authority },
  ...{ compartment: thread.compartment, direction: 'OUT', kind: document.kind },
  ...{ inReplyTo: document.inReplyTo, officer: document.from.officer, messageId: null },
  ...{ documentSha256: aHash(document.id), size: 1, withdrawnFromUse: false, exculpatory: false },
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

export const aStop = (members: Partial<StopRow> = {}): StopRow => ({
  ...{ id: 'stop', thread: aThread().id, raisedBy: aDocument().from.officer },
  ...{ raisedAt: new Date(at()), content: null, withdrawal: null, liftProposedBy: null },
  ...{ liftProposedAt: null, liftContent: null, liftedBy: null, liftedAt: null },
  ...members,
});

export const anOperation = (members: Partial<OperationView> = {}): OperationView => ({
  ...{ halts: [], elsewhere: [], lifting: [], assessedUntil: at(60) },
  ...members,
});

export interface GivenOfEvidence {
  readonly many?: number;
  readonly recalls?: readonly RecallRecord[];
  readonly records?: readonly DispatchHead[];
  readonly said?: Readonly<Record<string, Said>>;
  readonly answers?: readonly DocumentId[];
  readonly lost?: readonly DocumentId[];
}

export function evidenceFactsOf(
  { document: { id, kind, inReplyTo }, thread: { id: thread } }: Item,
  { many = 0, recalls = [], records = [], said = {}, answers = [], lost = [] }: GivenOfEvidence,
): EvidenceFacts {
  const asked = inReplyTo;
  return {
    besides: new Map([[thread, [{ thread, document: id, kind, many }]]]),
    recalls: new Map([[thread, recalls]]),
    records: new Map(records.map((record) => [record.id, record])),
    said: new Map(Object.entries(said) as [DocumentId, Said][]),
    answers: new Map([
      [thread, asked === null ? [] : answers.map((answer) => ({ thread, asked, answer }))],
    ]),
    lost: new Set(lost),
  };
}

/** First refusal that the rules give, as code and detail; `passes` when no rule refuses. */
export function refusedBy<Facts, Judged extends Alone>(
  rules: readonly Rule<Facts, Judged>[],
  item: Judged,
  facts: Facts,
  end: End,
): string {
  for (const rule of rules) {
    if (rule.asks[end] !== true || rule.kinds?.includes(item.document.kind) === false) continue;
    const error = rule.judge(item, facts, end);
    if (error !== undefined)
      return isCoded(error) ? `${error.code} ${error.detail ?? ''}`.trim() : String(error);
  }
  return 'passes';
}

export const root = aFingerprint('root XA');
export const registrars = [aFingerprint('r.one'), aFingerprint('r.two')];
export const [adam, anna, clerk] = ['adam', 'anna', 'clerk'].map(aFingerprint) as [
  Fingerprint,
  Fingerprint,
  Fingerprint,
];

export function aDirectory(): Directory {
  const directory = new Directory(aState('XA'), root);
  directory.apply(anEntry('root'), [root]);
  directory.apply(anEntry('authority'), [root]);
  for (const name of ['r.one', 'r.two'])
    directory.apply(
      anEntry('registrar', { registrar: anOfficer(name), fingerprint: aFingerprint(name) }),
      [root],
    );
  for (const name of ['adam', 'anna', 'clerk'])
    directory.apply(
      anEntry('officer', {
        officer: anOfficer(name),
        fingerprint: aFingerprint(name),
        roles: [name === 'clerk' ? 'LIAISON_OFFICER' : 'ADMINISTRATOR'],
      }),
      registrars,
    );
  return directory;
}
