import type { GlassReason, RosterReason } from './access-lists.lists.js';
import { priorities, type OfficerId, type Priority, type Side } from '#kernel';

/** Facts of a thread that decide who may read it. */
export interface Kept {
  readonly side: Side;
  readonly priority: Priority;
  /** Officer who has it in hand, or had it until it was sent to another authority; of what this State asks, who asked. */
  readonly keeper: OfficerId | null;
}

/** The line of an officer on a roster; `until` null: until it is taken away. */
export interface RosterLine {
  readonly officer: OfficerId;
  readonly until: Date | null;
}

/**
 * As what an officer of the authority may read a thread. `DESK`: a life is at risk, or nobody has taken the request yet, and
 * somebody must be able to. `GLASS`: broken in, for some hours. `OFF`: not at all.
 */
export const standings = ['KEEPER', 'MEMBER', 'DESK', 'GLASS', 'OFF'] as const;
export type Standing = (typeof standings)[number];

/** The rule, of which the database has the same as `cases.on_roster`. Pure. */
export function standingOf(
  { side, priority, keeper }: Kept,
  lines: readonly RosterLine[],
  officer: OfficerId,
  now: Date,
): Standing {
  if (keeper === officer) return 'KEEPER';
  const line = lines.find((each) => each.officer === officer);
  if (line?.until === null) return 'MEMBER';
  if (priority === priorities.RISK_TO_LIFE || (side === 'ASKED' && keeper === null)) return 'DESK';
  return line !== undefined && line.until > now ? 'GLASS' : 'OFF';
}

/**
 * True for who may change the roster: the officer who has the thread. Where nobody has it, those do it who were put on the roster,
 * and not the desk: or anybody of it could put themselves on the roster of whatever comes, and stay on it once somebody has it. Where
 * who had it may act no more, whoever reads it does it, and who has broken in: a thread is locked to nobody for ever. Pure.
 * `keeperActs`: the keeper may act for the authority now, by the signed directory.
 */
export function mayChangeRoster(
  standing: Standing,
  keeper: OfficerId | null,
  keeperActs: boolean,
): boolean {
  if (standing === 'OFF') return false;
  if (keeper === null) return standing !== 'DESK';
  return !keeperActs || standing === 'KEEPER';
}

/** Why an officer may take a request out of the hands of another. */
export type TakeoverGround =
  | Extract<GlassReason, 'RISK_TO_LIFE' | 'HOLDER_UNREACHABLE'>
  | 'STAND_IN';

type TakersLine = RosterLine & {
  readonly reason: RosterReason | GlassReason;
  readonly addedBy: OfficerId;
};

/**
 * By what an officer of the desk takes over a request that another one holds, for oneself alone: a life is at risk; the other
 * one cannot be reached, which the neighbour was told when the glass was broken; the other one has said who stands in,
 * and nobody else has. `line`: of the officer who takes it. Pure.
 */
export function takeoverGround(
  { priority, holder }: Pick<Kept, 'priority'> & { readonly holder: OfficerId | null },
  line: TakersLine | undefined,
  now: Date,
): TakeoverGround | undefined {
  if (priority === priorities.RISK_TO_LIFE) return 'RISK_TO_LIFE';
  if (line === undefined || (line.until !== null && line.until <= now)) return undefined;
  const { reason, until, addedBy } = line;
  if (until !== null) return reason === 'HOLDER_UNREACHABLE' ? reason : undefined;
  // Whoever had it before, or broke in while nobody could say so, has named no stand-in of this holder.
  return reason === 'STAND_IN' && addedBy === holder ? reason : undefined;
}
