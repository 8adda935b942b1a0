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

/** Most broken glasses that are shown with a roster. */
export const mostGlasses = 100;
