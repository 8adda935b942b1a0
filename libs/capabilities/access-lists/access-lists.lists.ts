export const additionReasons = ['JOINT_WORK', 'STAND_IN', 'SPECIALIST', 'SUPERVISION'] as const;
export type AdditionReason = (typeof additionReasons)[number];

/**
 * Reasons why an officer is on the access list. `HAS_ANSWERED`: the officer answered before a colleague took over the
 * request.
 */
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
  /**
   * Maximum number of reports of emergency access about one document that this State passes on in a day. The limit bounds the
   * work that one neighbour can cause.
   */
  glassesToldPerDay: 32,
  glassNoticesPerDay: 8,
  glassNoticesOfLink: 256,
  /**
   * Maximum number of States that a report may name as its route, from the emergency access to the originator. The originator
   * and the State that sends the report are not named.
   */
  glassWay: 3,
  leastFacts: 10,
  mostFacts: 2_000,
} as const;

export const mostGlasses = 100;
