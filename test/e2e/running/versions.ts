import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../../support/command.js';
import { type Installation, processes, until } from '../../support/installation.js';
import { Scratch } from '../../support/openpgp-tools.js';
import { nodes, programOf } from '../../support/programs.js';
import type { RunningStates } from '../../support/running-states.js';
import { toldRoots } from '../fixtures/told-roots.js';
import { runningStates } from './states.js';

const services = processes.filter((name) => !['postgres', 'bus', 'border'].includes(name));
const programsOf = (state: Installation): string[] =>
  services.map((name) => programOf(state.pid(name) ?? 0));

let two: RunningStates;
let scratch: Scratch;
beforeAll(async () => {
  scratch = new Scratch();
  two = await runningStates();
}, 180_000);
afterAll(() => {
  scratch.close();
});

describe('two neighbours', () => {
  it('run on different Node.js, the recommended and the oldest supported one', () => {
    expect(services).toHaveLength(8);
    expect(programsOf(two.a)).toEqual(services.map(() => nodes.recommended));
    expect(programsOf(two.b)).toEqual(services.map(() => nodes.oldest));
  });

  it('make packages on the oldest one, too', async () => {
    const settled = (exhibit?: string) =>
      until('the newest package to be settled', 120, async () => {
        const [row] = await two.b.rows<{
          thread: string;
          exhibit: string;
          state: string;
          failure: string | null;
        }>(
          'select thread, exhibit, state, failure from cases.package order by asked_at desc limit 1',
        );
        const isSettled = row?.state === 'FAILED' || row?.state === 'BUILT';
        return isSettled && row.exhibit === (exhibit ?? row.exhibit) ? row : undefined;
      });
    // The description of the API had one asked for, and may have taken a waiver back while it was made.
    const before = await settled();
    expect([null, 'PACKAGE_WITHDRAWN']).toContain(before.failure);
    const place = [before.thread, '--inbox', '--purpose', 'INVESTIGATION'];
    const as = ['--profile', two.profile(two.b, 'jo')];
    const said = await must(['package', 'build', ...place, ...as, '--json']);
    const { exhibit } = JSON.parse(said) as { readonly exhibit: string };
    const built = await settled(exhibit);
    expect(built.state).toBe('BUILT');
    const file = join(scratch.path, 'package.asice');
    const [thread = '', ...more] = place;
    await must(['package', 'get', thread, exhibit, ...more, ...as, '--out', file]);
    const roots = scratch.file('roots.txt', toldRoots(two, readFileSync(file)));
    expect(await must(['verify', file, '--roots', roots])).toMatch(/^VALID/m);
  }, 300_000);
});
