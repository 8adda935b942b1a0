export const additionReasons = ['JOINT_WORK', 'STAND_IN', 'SPECIALIST', 'SUPERVISION'] as const;
export type AdditionReason = (typeof additionReasons)[number];

/** Reasons for a place on the access list. `HAS_ANSWERED`: the officer answered before the request went to a colleague. */
export const rosterReasons = [...additionReasons, 'HAS_ANSWERED'] as const;
export type RosterReason = (typeof rosterReasons)[number];

export const removalReasons = [
  'WORK_DONE',
  'LEFT_DESK',
  'CONFLICT_OF_INTEREST',
  'MISTAKE',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** Reasons for emergency access. The originator is told the reason. */
export const glassReasons = [
  'RISK_TO_LIFE',
  'HOLDER_UNREACHABLE',
  'SUPERVISION',
  'COURT_ORDER',
] as const;
export type GlassReason = (typeof glassReasons)[number];

export const rosterLimits = {
  members: 64,
  glassHours: 8,
  glassPerDay: 5,
  /** Reports a day that are passed on about one document: bounds what one neighbour can trigger. */
  glassesToldPerDay: 32,
  glassNoticesPerDay: 8,
  glassNoticesOfLink: 256,
  /**
   * States that one report may list: from the State of the access towards the originator, without the originator and the
   * reporter.
   */
  glassWay: 3,
  leastFacts: 10,
  mostFacts: 2_000,
} as const;

export const mostGlasses = 100;
