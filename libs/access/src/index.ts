export { type BulkReading, BulkReadings, noteListed } from './bulk-readings.js';
export { type AccessCode, AccessError, accessCodes } from './errors.js';
export { type Login } from './login.js';
export {
  type ClosedSession,
  type OpenedSession,
  type Session,
  type SessionJudge,
  type SessionLimits,
  asDataProtectionOfficer,
  closeSession,
  endedSessions,
  idleEnd,
  openSession,
  sessionOf,
  touchSession,
} from './sessions.js';
export { SessionProofs } from './session-proofs.js';
export { type Enrolment, enrol } from './enrolment.js';
export { mayDo, assertRight } from './rights.js';
export { type CountedRefusals, RefusalCounter } from './refusals.js';
