import {
  type Authenticated,
  type PurposefulRead,
  type OfficerId,
  type ThreadId,
  type Timestamp,
  priorities,
  type Priority,
  type Side,
} from '#kernel';

/** Need to know: who of an authority may read a thread, by whom that is changed, and how one gets in all the same. */

/** Why an officer is put on a roster. */
export const additionReasons = ['JOINT_WORK', 'STAND_IN', 'SPECIALIST', 'SUPERVISION'] as const;
export type AdditionReason = (typeof additionReasons)[number];

/** Why an officer stands on a roster: what a colleague said, or that the request went to a colleague after the officer had answered. */
export const rosterReasons = [...additionReasons, 'HAS_ANSWERED'] as const;
export type RosterReason = (typeof rosterReasons)[number];

/** Why an officer is taken off a roster. */
export const removalReasons = [
  'WORK_DONE',
  'LEFT_DESK',
  'CONFLICT_OF_INTEREST',
  'MISTAKE',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** Why the glass is broken. The originator is told it. */
export const glassReasons = [
  'RISK_TO_LIFE',
  'HOLDER_UNREACHABLE',
  'SUPERVISION',
  'COURT_ORDER',
] as const;
export type GlassReason = (typeof glassReasons)[number];

export const rosterLimits = {
  /** Officers that are added to one thread. */
  members: 64,
  /** For so long a broken glass lets its officer in. */
  glassHours: 8,
  /** Threads that one officer may break into within a day. */
  glassPerDay: 5,
  /** Told on to the originator of one document within a day: more by one neighbour is no news. */
  glassesToldPerDay: 32,
  /** Of one document, by one way, that its desk is told within a day: more is no news. */
  glassNoticesPerDay: 8,
  /** By one neighbour, of all documents, that desks are told within a day: that there were more is recorded. */
  glassNoticesOfLink: 256,
  /** States between the originator and the one where the glass was broken, that one among them, and without the one that tells. */
  glassWay: 3,
  /** Characters of the facts. */
  leastFacts: 10,
  mostFacts: 2_000,
} as const;

/** What of a thread decides who may read it. */
export interface Kept {
  readonly side: Side;
  readonly priority: Priority;
  /** Who has it in hand, or had it until it was sent to another authority; of what this State asks, whoever asked. */
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
 * Whoever has the thread says who else may read it. Where nobody has it, those do it who were put on the roster, and not the
 * desk: or anybody of it could put themselves on the roster of whatever comes, and stay on it once somebody has it. Where who had it
 * may act no more, whoever reads it does it, and who has broken in: a thread is locked to nobody for ever. Pure.
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

export interface RosterMember {
  readonly officer: OfficerId;
  readonly addedBy: OfficerId;
  readonly reason: RosterReason;
  readonly at: Timestamp;
}

/** Why somebody who was not on the roster has read the thread. */
export interface BrokenGlass {
  readonly officer: OfficerId;
  readonly reason: GlassReason;
  readonly facts: string;
  readonly at: Timestamp;
  readonly until: Timestamp;
}

export interface RosterView {
  /** See `Kept`. */
  readonly keeper: OfficerId | null;
  /** Every officer of the authority may read it: a life is at risk, or nobody has taken it yet. */
  readonly desk: boolean;
  readonly members: readonly RosterMember[];
  /** Newest first, at most 100. */
  readonly broken: readonly BrokenGlass[];
}

type Of<T> = Authenticated & { readonly thread: ThreadId } & T;

interface Roster {
  readonly show: { in: PurposefulRead & { readonly thread: ThreadId }; out: RosterView };
  readonly add: {
    in: Of<{ readonly officer: OfficerId; readonly reason: AdditionReason }>;
    out: { readonly members: number };
  };
  readonly remove: {
    in: Of<{ readonly officer: OfficerId; readonly reason: RemovalReason }>;
    out: { readonly members: number };
  };
  readonly breakGlass: {
    in: Of<{ readonly reason: GlassReason; readonly facts: string }>;
    out: {
      readonly until: Timestamp;
      /** How many more threads the officer may break into within the day. */
      readonly left: number;
    };
  };
}

export interface RosterCalls {
  'requests.roster': Roster['show'];
  'requests.roster-add': Roster['add'];
  'requests.roster-remove': Roster['remove'];
  'requests.break-glass': Roster['breakGlass'];
  'inbox.roster': Roster['show'];
  'inbox.roster-add': Roster['add'];
  'inbox.roster-remove': Roster['remove'];
  'inbox.break-glass': Roster['breakGlass'];
}
