import { type IndexedAsk, indexLimits } from '#package';
import {
  isKind,
  type Document,
  type DocumentId,
  type MessageId,
  type Sha256,
  type Timestamp,
} from '#kernel';
import type { PackageAnswer, PackageAsk, RecordOutcome } from './custody-record.schema.js';
import type { Listening } from '../listening.rules.js';
import { packageBounds } from '../packages.lists.js';

export interface NeighbourAsk {
  readonly consent: DocumentId;
  readonly consentSha256: Sha256;
  readonly items: readonly Sha256[];
  readonly ask: MessageId;
  readonly part: number;
  readonly parts: number | null;
  readonly size: number | null;
  readonly outcome: RecordOutcome | null;
  readonly saidAt: number | null;
  readonly tries: number;
  /** Milliseconds waited for the current part before it was last asked for. Missing in older rows. */
  readonly waitedMs?: number;
  /** Milliseconds waited for the parts that came. Missing in older rows. */
  readonly spentMs?: number;
  /** Milliseconds in which the sealer had not sent the ask. Missing where there were none. */
  readonly unsentMs?: number;
}

export interface ShownDocument {
  readonly document: Document;
  readonly sha256: Sha256;
}

/** Makes at most one request for log entries per valid consent that permits it. No document appears in two requests. */
export function asksFor(
  came: readonly ShownDocument[],
  at: Timestamp,
  newAsk: () => MessageId,
): NeighbourAsk[] {
  const left = new Map(came.map(({ document, sha256 }) => [document.id, sha256]));
  const consents = came.filter(({ document }) => isKind(document, 'evidence-consent'));
  const newest = consents.sort((a, b) => (a.document.composedAt < b.document.composedAt ? 1 : -1));
  return newest
    .flatMap(({ document, sha256 }): NeighbourAsk[] => {
      if (!isKind(document, 'evidence-consent')) return [];
      const { outcome, custodyRecord, expiresAt, items } = document.body;
      const isOver = expiresAt !== undefined && at > expiresAt;
      if (outcome === 'REFUSED' || custodyRecord !== true || isOver) return [];
      const covered = items.filter((item) => left.get(item.document) === item.sha256);
      for (const item of covered) left.delete(item.document);
      if (covered.length === 0) return [];
      return [
        {
          ...{ consent: document.id, consentSha256: sha256, ask: newAsk() },
          items: covered.map((item) => item.sha256),
          ...{ part: 0, parts: null, size: null, outcome: null },
          ...{ saidAt: null, tries: 0, waitedMs: 0, spentMs: 0 },
        },
      ];
    })
    .slice(0, indexLimits.asks);
}

export const saidAsk = ({
  ask,
  consent,
  consentSha256,
  items,
  size,
  part,
}: NeighbourAsk): PackageAsk => ({
  ...{ ask, consent, consentSha256, items, size, part },
});

function sizeOf(note: string): number | null {
  const [, line = ''] = note.split('\n');
  return /^[1-9][0-9]{0,14}$/.test(line) ? Number(line) : null;
}

const continues = ({ parts, size: known }: NeighbourAsk, answer: PackageAnswer, size: number) =>
  answer.part < answer.parts &&
  (parts === null || parts === answer.parts) &&
  (known === null || known === size);

/** Adds the time since the current part was last asked for, unless this State was off meanwhile. */
const withTime = (asked: NeighbourAsk, { since, now }: Listening): NeighbourAsk => {
  const { saidAt, waitedMs = 0 } = asked;
  const isHeard = saidAt !== null && saidAt >= since && saidAt <= now;
  return { ...asked, waitedMs: isHeard ? waitedMs + now - saidAt : waitedMs };
};

export const waitedFor = (asks: readonly NeighbourAsk[]): number =>
  asks.reduce((sum, { waitedMs = 0, spentMs = 0 }) => sum + waitedMs + spentMs, 0);

/** Updates a request with one part of the answer. Ignores a part that is not the next. Does not verify proofs. */
export function withAnswer(
  asked: NeighbourAsk,
  answer: PackageAnswer,
  held: number,
  listening: Listening,
): NeighbourAsk {
  const spent = { spentMs: waitedFor([withTime(asked, listening)]), waitedMs: 0 };
  if (answer.refused !== null) return { ...asked, ...spent, outcome: 'WITHHELD' };
  if (answer.part !== asked.part) return asked;
  const size = sizeOf(answer.checkpoint);
  if (size === null || !continues(asked, answer, size) || held + answer.parts > indexLimits.answers)
    return { ...asked, ...spent, outcome: 'INVALID' };
  const part = asked.part + 1;
  return {
    ...asked,
    ...spent,
    ...{ part, parts: answer.parts, size, saidAt: null, tries: 0 },
    outcome: part === answer.parts ? 'GIVEN' : null,
  };
}

export const withSaying = (asked: NeighbourAsk, listening: Listening): NeighbourAsk => ({
  ...withTime(asked, listening),
  ...{ saidAt: listening.now, tries: asked.tries + 1 },
});

export const withSilence = (asked: NeighbourAsk, listening: Listening): NeighbourAsk => ({
  ...withTime(asked, listening),
  outcome: 'SILENT',
});

/** Notes that the sealer has not sent the ask yet: nothing can come. An ask ends after `chanceMs` of this, over all its parts. */
export function withDelay(asked: NeighbourAsk, listening: Listening): NeighbourAsk {
  const { waitedMs = 0 } = asked;
  const { waitedMs: waitedNow = 0 } = withTime(asked, listening);
  const unsentMs = (asked.unsentMs ?? 0) + waitedNow - waitedMs;
  const outcome = unsentMs > packageBounds.chanceMs ? 'SILENT' : asked.outcome;
  return { ...asked, saidAt: listening.now, unsentMs, outcome };
}

/**
 * Returns whether the neighbour had its time for the current part and was asked for it, anew if this State was off since.
 * `besideMs`: time waited for other asks.
 */
export function isSilent(asked: NeighbourAsk, besideMs: number, listening: Listening): boolean {
  const { neighbourMs, neighbourAllMs, againMs } = packageBounds;
  const { saidAt, spentMs = 0 } = asked;
  const { since, now } = listening;
  if (saidAt === null || saidAt < since || now - saidAt <= againMs) return false;
  const { waitedMs = 0 } = withTime(asked, listening);
  const ownMs = spentMs + waitedMs;
  const isSpent = ownMs > neighbourMs && besideMs + ownMs > neighbourAllMs;
  return waitedMs > neighbourMs || isSpent;
}

export interface Waited {
  /** The sealer has not sent the ask yet. */
  readonly isUnsent: boolean;
  /** Milliseconds waited for other asks. */
  readonly besideMs: number;
}

/** Notes the time that an open ask waited, and ends it where the neighbour was silent. */
export function withWaiting(
  asked: NeighbourAsk,
  { isUnsent, besideMs }: Waited,
  listening: Listening,
): NeighbourAsk {
  if (asked.outcome !== null) return asked;
  if (isUnsent) return withDelay(asked, listening);
  return isSilent(asked, besideMs, listening) ? withSilence(asked, listening) : asked;
}

export const isSayable = ({ saidAt, tries }: NeighbourAsk, now: number): boolean =>
  saidAt === null ||
  saidAt > now ||
  now - saidAt > Math.min(packageBounds.againMs * 2 ** (tries - 1), 120_000);

export interface Said {
  readonly ask: MessageId;
  readonly at: number;
}

/**
 * Returns whether a request may be sent over a link now: it would take the place of the last one, which may not have left
 * (`isWaiting`).
 */
export function isTurnOf(
  ask: MessageId,
  last: Said | undefined,
  now: number,
  isWaiting: boolean,
): boolean {
  const pause = isWaiting ? packageBounds.chanceMs : packageBounds.turnMs;
  return last === undefined || last.ask === ask || Math.abs(now - last.at) > pause;
}

export const indexedAsks = (asks: readonly NeighbourAsk[]): IndexedAsk[] =>
  asks.map(({ consent, outcome, parts }) => {
    if (outcome === null) throw new RangeError('an ask is open');
    return { consent, outcome, answers: outcome === 'GIVEN' ? (parts ?? 0) : 0 };
  });
