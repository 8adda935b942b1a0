import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPorts, type PortBlock } from '../../apps/cli/src/demo/ports.js';
import { standardLives } from '../../apps/cli/src/installation/lives.js';
import { builtPrograms } from '../support/programs.js';
import { FakedTime } from './fixtures/faked-time.js';
import { Installation, until } from '../support/installation.js';
import { initWithLives, rootKeyOf } from '../support/running-states.js';

let folder: string;
let program: string;
let state: Installation;
let ports: PortBlock;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-years-'));
  chmodSync(folder, 0o711);
  const out = join(folder, 'program');
  mkdirSync(out);
  const programs = await builtPrograms(out);
  program = join(programs, 'liaise.js');
  ports = await claimPorts();
  state = new Installation('XA', join(folder, 'xa'), ports.http, programs);
  // Keys and registrars as usual. Brokers live in real time, so certificates must be valid today and then.
  const certificates = (from: Date) => new Date(from.getTime() + 3_600 * 86_400_000);
  await initWithLives(state, { ...standardLives, certificates });
}, 240_000);
afterAll(async () => {
  await state.remove();
  await ports.release();
  rmSync(folder, { recursive: true, force: true });
});

interface Finding {
  readonly level: string;
  readonly name: string;
  readonly found: string;
  readonly remedy?: string;
}

interface Doctor {
  readonly code: number;
  readonly found: (name: string) => Finding | undefined;
}

async function doctor(then: FakedTime): Promise<Doctor> {
  const { code, out, err } = await then.liaise('doctor', '--dir', state.layout.dir, '--json');
  if (out === '') throw new Error(err);
  const all = (JSON.parse(out) as { findings: Finding[] }).findings;
  return { code, found: (name) => all.find((each) => each.name === name) };
}

const readyz = (): Promise<{ status: number; text: string }> =>
  new Promise((done, failed) => {
    const ca = readFileSync(state.layout.servicesAuthority);
    get(
      `${state.origin}/readyz`,
      // Asked by this process, which lives in real time.
      { ca, agent: false },
      (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => {
          done({ status: answer.statusCode ?? 0, text });
        });
      },
    ).on('error', failed);
  });
const answers = (status: number): Promise<string> =>
  until(`readiness ${status}`, 60, async () => {
    const ready = await readyz();
    return ready.status === status ? ready.text : undefined;
  });

describe('a State whose keys nobody extended', () => {
  it('is warned of after 700 days, and its registrars have ended', async () => {
    const then = FakedTime.make(join(folder, 'then-700'), program, 700);
    const down = await then.up(state.layout.dir);
    try {
      const { found } = await doctor(then);
      expect(found('keys')).toMatchObject({
        level: 'warn',
        found: expect.stringMatching(/^end within (90|30) days: signing key 20/) as string,
        remedy: expect.stringContaining('liaise key extend') as string,
      });
      expect(found('registrars')).toMatchObject({
        level: 'fail',
        found: expect.stringMatching(/^REGISTRAR_ENDED: ended: (m.h|i.k) /) as string,
        remedy: expect.stringContaining('liaise key extend --registrar') as string,
      });
      expect(found('certificates')).toMatchObject({ level: 'ok' });
      expect(await answers(200)).toMatch(/REGISTRAR_ENDED.*ENDS_IN_[39]0_DAYS/);
    } finally {
      await down();
    }
  }, 240_000);

  it('fails after 760 days with a code and the remedy, starts all the same, and is good again once extended', async () => {
    const then = FakedTime.make(join(folder, 'then-760'), program, 760);
    const { dir } = state.layout;
    const down = await then.up(dir);
    try {
      const { code, found } = await doctor(then);
      expect(found('keys')).toMatchObject({
        level: 'fail',
        found: expect.stringMatching(/^KEYS_ENDED: ended: signing key 20/) as string,
        remedy: expect.stringContaining('`liaise key extend`') as string,
      });
      const said = await then.liaise('doctor', '--dir', dir);
      expect(said.out).toMatch(/^fail keys: KEYS_ENDED: /m);
      expect([code, said.code]).toEqual([1, 1]);
      expect(await answers(503)).toMatch(/KEYS_ENDED/);
      const status = await then.liaise('status', '--dir', dir);
      expect(status.out).toMatch(/^ends +ENDED: .*keys.*see liaise doctor/m);
      expect(status.out).toMatch(/^audit +degraded: keys ended/m);

      const file = join(folder, 'extend.json');
      const registrars = ['--registrar', 'm.h', '--registrar', 'i.k'];
      const begun = await then.liaise('key', 'extend', '--dir', dir, '--out', file, ...registrars);
      expect(begun).toMatchObject({ code: 0 });
      const signing = ['--cosign', file, '--key', rootKeyOf(state), '--yes'];
      expect(await then.liaise('key', 'extend', ...signing)).toMatchObject({ code: 0 });
      const handing = ['--submit', file, '--dir', dir];
      expect(await then.liaise('key', 'extend', ...handing)).toMatchObject({ code: 0 });

      expect(await answers(200)).not.toMatch(/_ENDED|ENDS_IN/);
      const after = await doctor(then);
      expect(after.found('keys')).toMatchObject({ level: 'ok' });
      expect(after.found('registrars')).toMatchObject({ level: 'ok' });
    } finally {
      await down();
    }
  }, 300_000);
});
