import { say } from '#language/console';
import { fail, type Finding, ok } from './finding.js';
import type { ServiceBeat } from './own-chains.js';

const words = {
  FORK_SEEN: [say('lasting.stateShowedTwoHistories'), say('lasting.seeForkSeenErrors')],
  LINK_ALARM: [say('lasting.alarmAboutNeighbour'), say('lasting.readLogAuditLog')],
  SESSION_FORGED: [say('lasting.rowSessionChanged'), say('lasting.seeSessionForgedErrors')],
  STEP_STUCK: [say('lasting.serviceCouldNotWork'), say('lasting.readLogLogStep')],
  STORAGE_CORRUPT: [say('lasting.somethingStoredNotWhat'), say('lasting.seeCodeLogsLevel')],
} as const;

export function judgeLasting(beats: readonly ServiceBeat[]): Finding[] {
  const found = Object.entries(words).flatMap(([code, [what, remedy]]) =>
    beats.some(({ degraded }) => degraded.includes(code))
      ? [fail(say('lasting.alarms'), say('lasting.withinLastHours', { code, what }), remedy)]
      : [],
  );
  return found.length > 0 ? found : [ok(say('lasting.alarms'), say('lasting.noneWithinLastHours'))];
}
