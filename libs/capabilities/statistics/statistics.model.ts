import {
  clockAct,
  clockOf,
  lastAnnounced,
  type ClockAct,
  type Document,
  type DocumentId,
  type StateCode,
  type ThreadId,
  type Timestamp,
  priorities,
  refusalGrounds,
  type RefusalGround,
  isKind,
  type Side,
} from '#kernel';
import type { CountedRequest } from './statistics.contract.js';

export interface CountedAct {
  readonly act?: ClockAct;
  readonly answers?: true;
  readonly ground?: RefusalGround;
}

/** Returns how a document changes the statistics; undefined for kinds that change nothing, such as acknowledgements. */
export function countedAct(document: Document): CountedAct | undefined {
  const act = clockAct(document);
  const counted: CountedAct = {
    ...(act !== null && act.act !== 'ACKNOWLEDGE' && act.act !== 'PROLONG' && { act }),
    ...(isKind(document, 'response') && { answers: true }),
    ...(isKind(document, 'refusal') && { ground: document.body.ground }),
  };
  return Object.keys(counted).length > 0 ? counted : undefined;
}

export interface CountedDocument {
  readonly document: DocumentId;
  readonly deliveredAt: Timestamp | null;
  readonly counts: CountedAct;
}

export type KnownRequest = Pick<
  CountedRequest,
  'request' | 'side' | 'peer' | 'urgent' | 'composedAt'
>;

export function countRequest(
  known: KnownRequest,
  documents: readonly CountedDocument[],
): CountedRequest {
  const delivered = documents.filter(({ deliveredAt }) => deliveredAt !== null);
  const first = (which: (counts: CountedAct) => boolean): Timestamp | null =>
    delivered
      .filter(({ counts }) => which(counts))
      .map(({ deliveredAt }) => deliveredAt)
      .sort()[0] ?? null;
  const grounds = delivered.map(({ counts }) => counts.ground);
  return {
    ...known,
    deliveredAt: first(({ act }) => act?.act === 'START'),
    answeredAt: first(({ answers }) => answers === true),
    refused: refusalGrounds.filter((ground) => grounds.includes(ground)),
    judicialDelay: isJudicialDelay(known, delivered),
  };
}

function isJudicialDelay({ urgent }: KnownRequest, documents: readonly CountedDocument[]): boolean {
  const priority = urgent ? priorities.URGENT : priorities.NORMAL;
  const marks = documents.flatMap(({ document, deliveredAt, counts: { act } }) =>
    act === undefined ? [] : [{ document, deliveredAt, act }],
  );
  const announced = lastAnnounced(marks);
  const { dueAt, stoppedAt } = clockOf(
    marks.filter(({ act }) => act.act !== 'EXTEND'),
    priority,
  );
  if (announced === null || dueAt === null || announced <= dueAt) return false;
  return stoppedAt === null || stoppedAt > dueAt;
}

export interface ByUrgency {
  readonly urgent: number;
  readonly other: number;
}

/** Figures of Directive (EU) 2023/977 art. 18(2) for one neighbour and one side of the requests. */
export interface Tally {
  readonly peer: StateCode;
  readonly side: Side;
  readonly requests: ByUrgency;
  readonly answered: ByUrgency;
  /** Number of requests refused in whole or in part, by ground. A request refused on two grounds counts twice. */
  readonly refused: Readonly<Partial<Record<RefusalGround, number>>>;
  readonly judicialDelays: number;
  readonly undelivered: number;
}

export function tally(requests: readonly CountedRequest[]): Tally[] {
  const groups = new Map<string, CountedRequest[]>();
  for (const request of requests) {
    const key = `${request.peer} ${request.side}`;
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [one] = group;
      return one === undefined ? [] : [{ peer: one.peer, side: one.side, ...figures(group) }];
    });
}

function figures(group: readonly CountedRequest[]): Omit<Tally, 'peer' | 'side'> {
  const counted = group.filter(({ deliveredAt }) => deliveredAt !== null);
  const grounds = refusalGrounds.flatMap((ground) => {
    const count = counted.filter(({ refused }) => refused.includes(ground)).length;
    return count === 0 ? [] : [[ground, count] as const];
  });
  return {
    requests: byUrgency(counted),
    answered: byUrgency(counted.filter(({ answeredAt }) => answeredAt !== null)),
    refused: Object.fromEntries(grounds),
    judicialDelays: counted.filter(({ judicialDelay }) => judicialDelay).length,
    undelivered: group.length - counted.length,
  };
}

function byUrgency(requests: readonly CountedRequest[]): ByUrgency {
  const urgent = requests.filter((request) => request.urgent).length;
  return { urgent, other: requests.length - urgent };
}

export interface CountDifference {
  readonly request: ThreadId;
  readonly what: 'request' | 'side' | (typeof compared)[number];
  readonly ours: string | null;
  readonly theirs: string | null;
}

const compared = [
  'urgent',
  'composedAt',
  'deliveredAt',
  'answeredAt',
  'refused',
  'judicialDelay',
] as const;

/**
 * Returns the differences between both States' figures, sorted by request id. Skips undelivered requests that only one State
 * knows.
 */
export function countDifferences(
  ours: readonly CountedRequest[],
  theirs: readonly CountedRequest[],
): CountDifference[] {
  const [here, there] = [byRequest(ours), byRequest(theirs)];
  const all = [...new Set([...here.keys(), ...there.keys()])].sort();
  return all.flatMap((request) => differencesOf(request, here.get(request), there.get(request)));
}

const byRequest = (requests: readonly CountedRequest[]): Map<ThreadId, CountedRequest> =>
  new Map(requests.map((each) => [each.request, each]));

function differencesOf(
  request: ThreadId,
  ours: CountedRequest | undefined,
  theirs: CountedRequest | undefined,
): CountDifference[] {
  if (ours === undefined || theirs === undefined) {
    const [ourTime, theirTime] = [ours?.deliveredAt ?? null, theirs?.deliveredAt ?? null];
    return ourTime === theirTime
      ? []
      : [{ request, what: 'request', ours: ourTime, theirs: theirTime }];
  }
  const different = compared.flatMap((what): CountDifference[] => {
    const [our, their] = [said(ours[what]), said(theirs[what])];
    return our === their ? [] : [{ request, what, ours: our, theirs: their }];
  });
  return ours.side === theirs.side
    ? [{ request, what: 'side', ours: ours.side, theirs: theirs.side }, ...different]
    : different;
}

const said = (value: CountedRequest[(typeof compared)[number]]): string | null =>
  value === null ? null : String(value);
