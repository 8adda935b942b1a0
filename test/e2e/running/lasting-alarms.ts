import { readFileSync } from 'node:fs';
import { liaise, must } from '../../support/command.js';
import { processes, until } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import {
  degraded,
  failuresRecorded,
  filtered,
  pidsAtAlarm,
  pidsOf,
  recordedAtAlarm,
  untilSaid,
} from './reached-alarms.js';
import { runningStates } from './states.js';

let two: RunningStates;

describe('an alarm of a State that was started anew since', () => {
  beforeAll(async () => {
    two = await runningStates();
  }, 180_000);

  it('stays said, until a day is over', async () => {
    expect(pidsAtAlarm()).toHaveLength(processes.length);
    expect(pidsOf(two.a).filter((pid) => pidsAtAlarm().includes(pid))).toEqual([]);
    await untilSaid(two.a, 'SESSION_FORGED');
    const dir = ['--dir', two.a.layout.dir];
    const doctor = await liaise(['doctor', ...dir]);
    expect(doctor.out).toMatch(/^fail alarms: SESSION_FORGED: /m);
    expect(await must(['status', ...dir])).toContain('degraded: session forged');
    // Shows that no part since has raised it anew.
    expect(await failuresRecorded(two.a)).toEqual(recordedAtAlarm());
    await two.a.rows(`update ops.failure set last_at = last_at - interval '24 hours'`);
    await until('the end of it', 60, async () =>
      (await degraded(two.a)).includes('SESSION_FORGED') ? undefined : true,
    );
  }, 180_000);

  it('is not what the filter finds of what is only to be read', () => {
    expect(filtered().filter(({ level }) => Number(level) < 50)).toEqual([]);
    const audit = readFileSync(two.a.layout.path('log', 'audit.log'), 'utf8');
    expect(audit).toMatch(/"level":30,/);
  });
});
