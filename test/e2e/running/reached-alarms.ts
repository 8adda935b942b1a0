import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readiness } from '../../../apps/cli/src/health/readiness.js';
import { liaise } from '../../support/command.js';
import { type Installation, pause, processes, until } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

let two: RunningStates;
const seen: (number | undefined)[] = [];
let recorded: readonly RecordedFailure[] = [];

/** Time of the newest failure of a service with the code of the alarm. */
interface RecordedFailure {
  readonly service: string;
  readonly last: string;
}

const list = (name: string): string[] => [
  ...['request', 'list', '--purpose', 'INVESTIGATION'],
  ...['--profile', two.profile(two.a, name)],
];

export function filtered(): Record<string, unknown>[] {
  const guide = readFileSync(new URL('../../../deploy/guide/alarms.md', import.meta.url), 'utf8');
  const command = /^grep .*\/srv\/liaise\/xa\/log\/.*$/m.exec(guide)?.[0] ?? '';
  const here = command.replaceAll('/srv/liaise/xa', two.a.layout.dir);
  // grep exits with 1 when it finds nothing.
  const text = execFileSync('sh', ['-c', `${here} || true`], { encoding: 'utf8' });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
const codeOf = ({ err, code }: Record<string, unknown>): unknown =>
  code ?? (err as { code?: unknown } | undefined)?.code;

export const degraded = async ({ layout, port }: Installation): Promise<readonly string[]> => {
  const authority = readFileSync(layout.servicesAuthority, 'utf8');
  const { body } = await readiness({ host: 'localhost', port }, authority);
  const { services = [] } = body as { services?: { degraded: readonly string[] }[] };
  return services.flatMap((service) => service.degraded);
};
export const untilSaid = (at: Installation, word: string) =>
  until(word, 60, async () => ((await degraded(at)).includes(word) ? true : undefined));
export const pidsOf = (at: Installation) => processes.map((name) => at.pid(name));
/** Processes of XA when its alarm was raised. */
export const pidsAtAlarm = (): readonly (number | undefined)[] => seen;
export const failuresRecorded = (at: Installation): Promise<readonly RecordedFailure[]> =>
  at.rows<RecordedFailure>(
    `select service, last_at::text as last from ops.failure where code = 'SESSION_FORGED' order by service`,
  );
/** What was recorded of the alarm of XA when it was raised. */
export const recordedAtAlarm = (): readonly RecordedFailure[] => recorded;

// Service that failed more than once writes once more, a second after the first time; on a busy machine later.
const againMs = 4_000;
const untilRecorded = (at: Installation): Promise<readonly RecordedFailure[]> =>
  until('the last record of the alarm', 20, async () => {
    const before = await failuresRecorded(at);
    await pause(againMs);
    const after = await failuresRecorded(at);
    return after.length > 0 && isDeepStrictEqual(before, after) ? after : undefined;
  });

describe('an alarm of a running State', () => {
  beforeAll(async () => {
    two = await runningStates();
    await two.ensureEnrolled(two.a, 'mia', 'LIAISON_OFFICER');
  }, 180_000);

  it('is said, and found by the filter of the guide', async () => {
    const before = filtered().filter((line) => codeOf(line) === 'SESSION_FORGED').length;
    // Attack: the owner of the database gives her session to a colleague.
    await two.a.rows(`update access.session set officer = 'ben' where officer = 'mia'`);
    const { code, err } = await liaise(list('mia'));
    expect([code, err]).toEqual([3, expect.stringContaining('SESSION_FORGED')]);
    const lines = filtered().filter((line) => codeOf(line) === 'SESSION_FORGED');
    expect(lines.length).toBeGreaterThan(before);
    expect(lines.at(-1)).toMatchObject({ level: 50 });
    await untilSaid(two.a, 'SESSION_FORGED');
    seen.push(...pidsOf(two.a));
    recorded = await untilRecorded(two.a);
    expect(recorded).not.toEqual([]);
  }, 120_000);
});
