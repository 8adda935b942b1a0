import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { liaise, must } from '../../support/command.js';
import { type Installation, until } from '../../support/installation.js';
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
const dir = ({ layout }: Installation): string[] => ['--dir', layout.dir];
const status = async (at: Installation): Promise<Status['time'] | undefined> =>
  (JSON.parse(await must(['status', ...dir(at), '--json'])) as Partial<Status>).time;
const doctor = async (at: Installation): Promise<string> => {
  const { out } = await liaise(['doctor', ...dir(at)]);
  return out
    .split('\n')
    .filter((line) => / (time-stamps|clock offset|tsa1\S*|formal acts): /.test(line))
    .join('\n');
};

describe('outside time of a running State', () => {
  it('is not there without an authority: said, and nothing is held up by it', async () => {
    const first = await until('a word about time', 20, () => status(two.a));
    expect(first).toMatchObject({ state: 'untimed', authorities: 0, formalActs: false });
    expect(await doctor(two.a)).toMatch(/^warn time-stamps: untimed \(no time-stamp authority\)/);
    expect(await doctor(two.a)).toMatch(
      /^warn formal acts: blocked \(NO_TIME_AUTHORITY\b.* refused; no time-stamp authority is/m,
    );
    expect(await must(['status', ...dir(two.a)])).toMatch(
      /formal acts blocked \(NO_TIME_AUTHORITY\b/,
    );
  }, 60_000);

  it('comes with an authority in the settings, and the clock is compared with it', async () => {
    // One neighbour has cosigned the log; formal acts need another witness.
    const time = await until('outside time', 60, async () => {
      const now = await status(two.b);
      return now?.state === 'timed' && now.obstacles?.join() === 'ONE_WITNESS' ? now : undefined;
    });
    expect(time).toMatchObject({ authorities: 1, formalActs: false });
    expect(await doctor(two.b)).toMatch(/^warn formal acts: blocked \(ONE_WITNESS\)/m);
    expect(await doctor(two.b)).toMatch(
      /^ok {3}time-stamps: timed, clock ahead by -?\d+ to -?\d+ ms/,
    );
    const stamps = await two.b.rows<{ low: string; high: string }>(
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
    await keepTimeAuthority(two.a);
    const { url } = witness.address;
    const witness1 = { url, key: formatVerifierKey(witness.verifier), note: 'SECOND' };
    writeFileSync(two.a.layout.settings, JSON.stringify({ ...settings(), witness1 }));
    await two.a.up();
    await until('formal acts', 60, async () => {
      const now = await status(two.a);
      return now?.state === 'timed' && now.formalActs ? now : undefined;
    });
    expect(await doctor(two.a)).toMatch(/^ok {3}formal acts: possible$/m);
    expect(await must(['status', ...dir(two.a)])).toMatch(/cosigned up to \d+, 2 witnesses/);
    expect(witness.state()).toMatch(/^size=[1-9]/m);
  }, 120_000);
});
