import { fail, type Finding, ok } from './finding.js';
import type { ServiceBeat } from './own-chains.js';

const words = {
  FORK_SEEN: ['a State showed two histories', 'see FORK_SEEN in errors.md'],
  LINK_ALARM: [
    'an alarm about a neighbour',
    'read log/audit.log for "level":50, call the neighbour',
  ],
  SESSION_FORGED: ['the row of a session was changed', 'see SESSION_FORGED in errors.md'],
  STEP_STUCK: [
    'a service could not do its work for minutes',
    'read log/*.log for "step failed", and the code there in errors.md',
  ],
  STORAGE_CORRUPT: ['something stored is not what it was', 'see the code in the logs, "level":50'],
} as const;

export function judgeLasting(beats: readonly ServiceBeat[]): Finding[] {
  const found = Object.entries(words).flatMap(([code, [what, remedy]]) =>
    beats.some(({ degraded }) => degraded.includes(code))
      ? [fail('alarms', `${code}: ${what} within the last 24 hours`, remedy)]
      : [],
  );
  return found.length > 0 ? found : [ok('alarms', 'none within the last 24 hours')];
}
