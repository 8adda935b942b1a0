import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readiness } from '../../../apps/cli/src/health/readiness.js';
import { liaise, must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

let two: RunningStates;

const profile = (name: string): string[] => ['--profile', two.profile(two.a, name)];
const dir = (): string[] => ['--dir', two.a.layout.dir];
const list = (name: string): string[] => [
  ...['request', 'list', '--purpose', 'INVESTIGATION'],
  ...profile(name),
];

function filtered(): Record<string, unknown>[] {
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

const degraded = async (): Promise<readonly string[]> => {
  const authority = readFileSync(two.a.layout.servicesAuthority, 'utf8');
  const { body } = await readiness({ host: 'localhost', port: two.a.port }, authority);
  const { services = [] } = body as { services?: { degraded: readonly string[] }[] };
  return services.flatMap((service) => service.degraded);
};
const untilSaid = (word: string) =>
  until(word, 60, async () => ((await degraded()).includes(word) ? true : undefined));

describe('an alarm of a running State', () => {
  beforeAll(async () => {
    two = await runningStates();
    await two.enrol(two.a, 'mia', 'LIAISON_OFFICER');
  }, 180_000);

  it('is found by the filter of the guide, and stays said after a restart', async () => {
    const before = filtered().filter((line) => codeOf(line) === 'SESSION_FORGED').length;
    // Attack: the owner of the database gives her session to a colleague.
    await two.a.rows(`update access.session set officer = 'ben' where officer = 'mia'`);
    const { code, err } = await liaise(list('mia'));
    expect([code, err]).toEqual([3, expect.stringContaining('SESSION_FORGED')]);
    const lines = filtered().filter((line) => codeOf(line) === 'SESSION_FORGED');
    expect(lines.length).toBeGreaterThan(before);
    expect(lines.at(-1)).toMatchObject({ level: 50 });
    await untilSaid('SESSION_FORGED');
    await two.a.down();
    await two.a.up();
    await untilSaid('SESSION_FORGED');
    const doctor = await liaise(['doctor', ...dir()]);
    expect(doctor.out).toMatch(/^fail alarms: SESSION_FORGED: /m);
    expect(await must(['status', ...dir()])).toContain('degraded: session forged');
    // After a day the alarm is no longer shown.
    await two.a.rows(`update ops.failure set last_at = last_at - interval '24 hours'`);
    await until('the end of it', 60, async () =>
      (await degraded()).includes('SESSION_FORGED') ? undefined : true,
    );
  }, 180_000);

  it('is not what the filter finds of what is only to be read', () => {
    expect(filtered().filter(({ level }) => Number(level) < 50)).toEqual([]);
    const audit = readFileSync(two.a.layout.path('log', 'audit.log'), 'utf8');
    expect(audit).toMatch(/"level":30,/);
  });
});
