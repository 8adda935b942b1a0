import { evidentialScopes } from '#capabilities/evidence/evidence.lists';
import type { StateCode } from '#kernel/ids';

export const openGrounds = ['PACKAGE_HANDED', 'FORMAL_REQUESTED', 'CONSENT_GRANTED'] as const;
export type OpenGround = (typeof openGrounds)[number];

export const openGroundWords: Readonly<Record<OpenGround, string>> = {
  PACKAGE_HANDED: 'an evidence package of it was handed over',
  FORMAL_REQUESTED:
    'a formal request stands on it that was neither answered for good nor withdrawn',
  CONSENT_GRANTED: 'a consent to evidential use stands on it',
};

export interface CaseAct {
  readonly typ: string;
  readonly at: Date;
  readonly said: Readonly<Record<string, unknown>>;
}

export interface OpenCase {
  readonly ground: OpenGround;
  readonly since: Date;
  readonly until: Date | null;
}

export const openCaseErasures = ['HELD', 'DECISION_NEEDED', 'DECIDED'] as const;
export type OpenCaseErasure = (typeof openCaseErasures)[number];

const final: readonly unknown[] = ['EXECUTED', 'REFUSED'];

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

const isConsent = ({ typ, said }: CaseAct): boolean =>
  typ === 'consent.granted' && evidentialScopes.some((each) => each === said['scope']);

/**
 * Dates all consents of the neighbour since this State's last act like the first of them. Otherwise a neighbour could delay an
 * erasure with new consents.
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

/** Returns the newest ground that keeps the case open; null if no ground is left. `acts` must be in order of time. */
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
 * Returns DECIDED, which alone permits the erasure, only if a hold set after `since` was lifted. Lifting it counts as the
 * administrators' decision.
 */
export function erasureOf(
  { since }: Pick<OpenCase, 'since'>,
  { isHeld, heldAt }: { readonly isHeld: boolean; readonly heldAt: Date | undefined },
): OpenCaseErasure {
  if (isHeld) return 'HELD';
  return heldAt !== undefined && heldAt > since ? 'DECIDED' : 'DECISION_NEEDED';
}

const day = 24 * 3_600_000;

export function lookAgainAt({ until }: Pick<OpenCase, 'until'>, now: Date): Date {
  const tomorrow = new Date(now.getTime() + day);
  return until !== null && until < tomorrow ? until : tomorrow;
}
