import type { Timestamp } from '#kernel/ids';

/** Acts that keep a case open, as an entry of the custody log says each. */
export const openGrounds = ['PACKAGE_HANDED', 'FORMAL_REQUESTED', 'CONSENT_GRANTED'] as const;
export type OpenGround = (typeof openGrounds)[number];

/** Ground in words. */
export const openGroundWords: Readonly<Record<OpenGround, string>> = {
  PACKAGE_HANDED: 'an evidence package of it was handed over',
  FORMAL_REQUESTED:
    'a formal request stands on it that was neither answered for good nor withdrawn',
  CONSENT_GRANTED: 'a consent to evidential use stands on it',
};

/** Entry of a thread that opens its case, or ends what opened it. */
export interface CaseAct {
  readonly typ: string;
  readonly at: Date;
  readonly said: Readonly<Record<string, unknown>>;
}

/** A case that is open. */
export interface OpenCase {
  /** By the newest act that stands. */
  readonly ground: OpenGround;
  /** When that was recorded. */
  readonly since: Date;
  /** When the first of the acts that stand ends by itself; null: none does. */
  readonly until: Date | null;
}

/** What becomes of the erasure of an open case. */
export const openCaseErasures = ['HELD', 'DECISION_NEEDED', 'DECIDED'] as const;
export type OpenCaseErasure = (typeof openCaseErasures)[number];

/** Outcomes that end a formal request. */
const final: readonly unknown[] = ['EXECUTED', 'REFUSED'];

/** Document that an entry ends: a consent, or a formal request. */
function endedBy({ typ, said }: CaseAct): unknown {
  if (typ === 'consent.withdrawn') return said['document'];
  if (typ === 'item.recalled' && said['act'] === 'RECALL') return said['document'];
  return typ === 'formal.answered' && final.includes(said['outcome']) ? said['request'] : undefined;
}

function standing(
  { typ, said }: CaseAct,
  ended: ReadonlySet<unknown>,
  now: Date,
): { readonly ground: OpenGround; readonly until: Date | null } | undefined {
  if (typ === 'pkg.handed') return { ground: 'PACKAGE_HANDED', until: null };
  if (ended.has(said['document'])) return undefined;
  if (typ === 'formal.requested' && said['draft'] !== true)
    return { ground: 'FORMAL_REQUESTED', until: null };
  if (typ !== 'consent.granted') return undefined;
  const until = typeof said['until'] === 'string' ? new Date(said['until']) : null;
  return until === null || until > now ? { ground: 'CONSENT_GRANTED', until } : undefined;
}

/**
 * Whether the case of a thread is open. A package that was handed over keeps it open for good; a consent until it ends or is
 * taken back; a formal request until it is executed, refused or taken back. Null: not open. Pure.
 */
export function openCaseOf(acts: readonly CaseAct[], now: Date): OpenCase | null {
  const ended = new Set(acts.map(endedBy).filter((document) => document !== undefined));
  const found = acts.flatMap((act) => {
    const stands = standing(act, ended, now);
    return stands === undefined ? [] : [{ ...stands, since: act.at }];
  });
  const newest = found.toSorted((a, b) => a.since.getTime() - b.since.getTime()).at(-1);
  if (newest === undefined) return null;
  const ends = found.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
  return { ...newest, until: ends.length === 0 ? null : new Date(Math.min(...ends)) };
}

/**
 * Whether an open case may be erased: while a hold stands it may not; otherwise only after a decision on hold that is later than the
 * newest act, which is the lifting of a hold by two administrators. Pure.
 */
export function erasureOf(
  { since }: Pick<OpenCase, 'since'>,
  { isHeld, decidedAt }: { readonly isHeld: boolean; readonly decidedAt: Timestamp | undefined },
): OpenCaseErasure {
  if (isHeld) return 'HELD';
  return decidedAt !== undefined && new Date(decidedAt) > since ? 'DECIDED' : 'DECISION_NEEDED';
}

const day = 24 * 3_600_000;

/** When an erasure that was stopped is looked at again without a decision: acts end, or are taken back. Pure. */
export function lookAgainAt({ until }: Pick<OpenCase, 'until'>, now: Date): Date {
  const tomorrow = new Date(now.getTime() + day);
  return until !== null && until < tomorrow ? until : tomorrow;
}
