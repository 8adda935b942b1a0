import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { liaise, must } from '../../support/command.js';
import { until } from '../../support/installation.js';
import type { RunningStates } from '../../support/running-states.js';
import { SigsumWitness } from '../../interop/outside-witness/sigsum-witness.js';
import { keepTimeAuthority } from './authority.js';
import { runningStates } from './states.js';

let two: RunningStates;
let witness: SigsumWitness;

interface Settings {
  readonly log: { readonly origin: string };
}
const settings = (): Settings =>
  JSON.parse(readFileSync(two.a.layout.settings, 'utf8')) as Settings;

beforeAll(async () => {
  two = await runningStates();
  const key = createPublicKey(readFileSync(join(two.a.layout.keys, 'audit', 'log.pem')));
  witness = await SigsumWitness.start(makeVerifier(settings().log.origin, key, 'note'));
}, 180_000);
afterAll(() => witness.stop());

interface Status {
  readonly time: {
    readonly state: string;
    readonly authorities: number;
    readonly formalActs: boolean;
    readonly obstacles: readonly string[] | null;
  };
}
const dir = (): string[] => ['--dir', two.a.layout.dir];
const status = async (): Promise<Status['time'] | undefined> =>
  (JSON.parse(await must(['status', ...dir(), '--json'])) as Partial<Status>).time;
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
    // One neighbour has cosigned the log; formal acts need another witness.
    const time = await until('outside time', 60, async () => {
      const now = await status();
      return now?.state === 'timed' && now.obstacles?.join() === 'ONE_WITNESS' ? now : undefined;
    });
    expect(time).toMatchObject({ authorities: 1, formalActs: false });
    expect(await doctor()).toMatch(/^warn formal acts: blocked \(ONE_WITNESS\)/m);
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

  it('lets a State act formally once a witness outside has cosigned its log too', async () => {
    await two.a.down();
    const { url } = witness.address;
    const witness1 = { url, key: formatVerifierKey(witness.verifier), note: 'SECOND' };
    writeFileSync(two.a.layout.settings, JSON.stringify({ ...settings(), witness1 }));
    await two.a.up();
    await until('formal acts', 60, async () => {
      const now = await status();
      return now?.state === 'timed' && now.formalActs ? now : undefined;
    });
    expect(await doctor()).toMatch(/^ok {3}formal acts: possible$/m);
    expect(await must(['status', ...dir()])).toMatch(/cosigned up to \d+, 2 witnesses/);
    expect(witness.state()).toMatch(/^size=[1-9]/m);
  }, 120_000);
});
