export { DuePoll, ownPollMs } from './due-poll.js';
export { Heartbeat } from './heartbeat.js';
export { type ReportedTrouble, type TroubleReport, WatchTroubles } from './watch-troubles.js';
export { type Step, version, ServiceRuntime } from './service-runtime.js';
