import type { EmergencyReason, AccessListReason } from './access-lists.lists.js';
import { priorities, type OfficerId, type Priority, type Side } from '#kernel';

export interface AccessFacts {
  readonly side: Side;
  readonly priority: Priority;
  /** Officer who sent our request, or who has claimed the received one. Null if unclaimed. */
  readonly keeper: OfficerId | null;
}

export interface AccessListLine {
  readonly officer: OfficerId;
  readonly until: Date | null;
}

/** Grounds to read a thread. `DESK`: the whole authority may read; `OFF`: no ground. */
export const standings = ['KEEPER', 'MEMBER', 'DESK', 'EMERGENCY', 'OFF'] as const;
export type Standing = (typeof standings)[number];

/** Decides on which ground the officer may read; `OFF` for none. The SQL function `cases.reads` holds the same rule. */
export function standingOf(
  { side, priority, keeper }: AccessFacts,
  lines: readonly AccessListLine[],
  officer: OfficerId,
  now: Date,
): Standing {
  if (keeper === officer) return 'KEEPER';
  const line = lines.find((each) => each.officer === officer);
  if (line?.until === null) return 'MEMBER';
  if (priority === priorities.RISK_TO_LIFE || (side === 'ASKED' && keeper === null)) return 'DESK';
  return line !== undefined && line.until > now ? 'EMERGENCY' : 'OFF';
}

/** True if an officer with this ground may change the access list. While `keeperActs` is true, only the keeper may. */
export function mayChangeAccessList(
  standing: Standing,
  keeper: OfficerId | null,
  keeperActs: boolean,
): boolean {
  if (standing === 'OFF') return false;
  if (keeper === null) return standing !== 'DESK';
  return !keeperActs || standing === 'KEEPER';
}

export type TakeoverGround =
  | Extract<EmergencyReason, 'RISK_TO_LIFE' | 'HOLDER_UNREACHABLE'>
  | 'STAND_IN';

type TakersLine = AccessListLine & {
  readonly reason: AccessListReason | EmergencyReason;
  readonly addedBy: OfficerId;
};

/**
 * Returns the ground on which an officer may take over a request; undefined for none. `line`: this officer's entry in the
 * access list.
 */
export function takeoverGround(
  { priority, holder }: Pick<AccessFacts, 'priority'> & { readonly holder: OfficerId | null },
  line: TakersLine | undefined,
  now: Date,
): TakeoverGround | undefined {
  if (priority === priorities.RISK_TO_LIFE) return 'RISK_TO_LIFE';
  if (line === undefined || (line.until !== null && line.until <= now)) return undefined;
  const { reason, until, addedBy } = line;
  if (until !== null) return reason === 'HOLDER_UNREACHABLE' ? reason : undefined;
  // Entries by an earlier holder, or by emergency access without a holder, name no stand-in of the current holder.
  return reason === 'STAND_IN' && addedBy === holder ? reason : undefined;
}
