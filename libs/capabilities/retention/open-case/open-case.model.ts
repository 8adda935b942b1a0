import { evidentialScopes } from '#capabilities/evidence/evidence.lists';
import type { StateCode } from '#kernel/ids';

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
  /** When that was recorded; of a neighbour's consent: when the first of those was that no act of this State stands between. */
  readonly since: Date;
  /** When the first of the acts that stand ends by itself; null: none does. */
  readonly until: Date | null;
}

/** Fates of the erasure of an open case. */
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
  act: CaseAct,
  ended: ReadonlySet<unknown>,
  now: Date,
): { readonly ground: OpenGround; readonly until: Date | null } | undefined {
  const { typ, said } = act;
  if (typ === 'pkg.handed') return { ground: 'PACKAGE_HANDED', until: null };
  if (ended.has(said['document'])) return undefined;
  if (typ === 'formal.requested' && said['draft'] !== true)
    return { ground: 'FORMAL_REQUESTED', until: null };
  if (!isConsent(act)) return undefined;
  const until = typeof said['until'] === 'string' ? new Date(said['until']) : null;
  return until === null || until > now ? { ground: 'CONSENT_GRANTED', until } : undefined;
}

/** Whether an act is a consent to evidential use. A narrower scope is none. */
const isConsent = ({ typ, said }: CaseAct): boolean =>
  typ === 'consent.granted' && evidentialScopes.some((each) => each === said['scope']);

/**
 * Acts with the time from which each counts. A neighbour's consents that follow on each other without an act of this State
 * between them count from the first: by sending more of them the neighbour delays an erasure once.
 */
function counted(acts: readonly CaseAct[], own: StateCode): CaseAct[] {
  let first: Date | null = null;
  return acts.map((act) => {
    if (act.typ === 'pkg.handed' || act.said['by'] === own) first = null;
    else if (isConsent(act)) {
      first ??= act.at;
      return { ...act, at: first };
    }
    return act;
  });
}

/**
 * Whether the case of a thread is open, by its acts, oldest first. A package that was handed over keeps it open for good; a consent
 * to evidential use until it ends or is taken back; a formal request until it is executed, refused or taken back. Null: not open. Pure.
 */
export function openCaseOf(acts: readonly CaseAct[], own: StateCode, now: Date): OpenCase | null {
  const ended = new Set(acts.map(endedBy).filter((document) => document !== undefined));
  const found = counted(acts, own).flatMap((act) => {
    const stands = standing(act, ended, now);
    return stands === undefined ? [] : [{ ...stands, since: act.at }];
  });
  const newest = found.toSorted((a, b) => a.since.getTime() - b.since.getTime()).at(-1);
  if (newest === undefined) return null;
  const ends = found.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
  return { ...newest, until: ends.length === 0 ? null : new Date(Math.min(...ends)) };
}

/**
 * Whether an open case may be erased: while a hold stands it may not; otherwise only once a hold was set after the newest act, and
 * lifted. `heldAt`: when the newest of the lifted holds was set. Pure.
 */
export function erasureOf(
  { since }: Pick<OpenCase, 'since'>,
  { isHeld, heldAt }: { readonly isHeld: boolean; readonly heldAt: Date | undefined },
): OpenCaseErasure {
  if (isHeld) return 'HELD';
  return heldAt !== undefined && heldAt > since ? 'DECIDED' : 'DECISION_NEEDED';
}

const day = 24 * 3_600_000;

/** When an erasure that was stopped is looked at again without a decision: acts end, or are taken back. Pure. */
export function lookAgainAt({ until }: Pick<OpenCase, 'until'>, now: Date): Date {
  const tomorrow = new Date(now.getTime() + day);
  return until !== null && until < tomorrow ? until : tomorrow;
}
