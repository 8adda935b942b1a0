import { liaise, must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import { keepTimeAuthority } from './authority.js';
import { runningStates } from './states.js';

/** A State without outside time gets a time-stamp authority into its settings, as the operator's guide says. */
let two: RunningStates;

beforeAll(async () => {
  two = await runningStates();
}, 180_000);

interface Status {
  readonly time: {
    readonly state: string;
    readonly authorities: number;
    readonly formalActs: boolean;
  };
}
const dir = (): string[] => ['--dir', two.a.layout.dir];
const status = async (): Promise<Status['time'] | undefined> =>
  (JSON.parse(await must(['status', ...dir(), '--json'])) as Partial<Status>).time;
/** Doctor may find other things on a test machine; its lines about time are what counts here. */
const doctor = async (): Promise<string> => {
  const { out } = await liaise(['doctor', ...dir()]);
  return out
    .split('\n')
    .filter((line) => / (time-stamps|clock offset|tsa1\S*|formal acts): /.test(line))
    .join('\n');
};

describe('outside time of a running State', () => {
  it('is not there at first: said, and nothing is held up by it', async () => {
    const first = await until('a word about time', 20, status);
    expect(first).toMatchObject({ state: 'untimed', authorities: 0, formalActs: false });
    expect(await doctor()).toMatch(/^warn time-stamps: untimed \(no time-stamp authority\)/);
    expect(await doctor()).toMatch(
      /^warn formal acts: blocked \(NO_TIME_AUTHORITY\b.* refused; no time-stamp authority is/m,
    );
    expect(await must(['status', ...dir()])).toMatch(/formal acts blocked \(NO_TIME_AUTHORITY\b/);
  }, 60_000);

  it('comes with an authority in the settings, and the clock is compared with it', async () => {
    await two.a.down();
    await keepTimeAuthority(two.a);
    await two.a.up();
    const time = await until('outside time', 60, async () => {
      const now = await status();
      return now?.state === 'timed' && now.formalActs ? now : undefined;
    });
    expect(time).toMatchObject({ authorities: 1, formalActs: true });
    expect(await doctor()).toMatch(/^ok {3}formal acts: possible$/m);
    expect(await doctor()).toMatch(/^ok {3}time-stamps: timed, clock ahead by -?\d+ to -?\d+ ms/);
    const stamps = await two.a.rows<{ low: string; high: string }>(
      `select low_ms as low, high_ms as high from journal.stamp`,
    );
    expect(stamps.length).toBeGreaterThan(0);
    for (const { low, high } of stamps) {
      expect(Number(low)).toBeLessThanOrEqual(0);
      expect(Number(high)).toBeGreaterThanOrEqual(0);
    }
  }, 120_000);
});
