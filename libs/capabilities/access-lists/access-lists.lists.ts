export const additionReasons = ['JOINT_WORK', 'STAND_IN', 'SPECIALIST', 'SUPERVISION'] as const;
export type AdditionReason = (typeof additionReasons)[number];

/** Reasons for a place on the access list. `HAS_ANSWERED`: sent documents before handing the request over. */
export const accessListReasons = [...additionReasons, 'HAS_ANSWERED'] as const;
export type AccessListReason = (typeof accessListReasons)[number];

export const removalReasons = [
  'WORK_DONE',
  'LEFT_DESK',
  'CONFLICT_OF_INTEREST',
  'MISTAKE',
] as const;
export type RemovalReason = (typeof removalReasons)[number];

export const emergencyReasons = [
  'RISK_TO_LIFE',
  'HOLDER_UNREACHABLE',
  'SUPERVISION',
  'COURT_ORDER',
] as const;
export type EmergencyReason = (typeof emergencyReasons)[number];

export const accessListLimits = {
  members: 64,
  emergencyHours: 8,
  emergenciesPerDay: 5,
  /**
   * Maximum number of emergency-access reports about one document that this State passes on per day. Bounds the work that one
   * neighbour can cause.
   */
  emergenciesPassedOnPerDay: 32,
  emergencyNoticesPerDay: 8,
  emergencyNoticesOfLink: 256,
  /**
   * Maximum number of States named in the route of an emergency-access report. Sender and receiver of the receipt do not
   * count.
   */
  emergencyWay: 3,
  leastFacts: 10,
  mostFacts: 2_000,
} as const;

export const mostEmergencies = 100;
