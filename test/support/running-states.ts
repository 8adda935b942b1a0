import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '#host';
import type { Role } from '#model';
import type { Context } from '../../apps/cli/src/context.js';
import { servicePrograms } from '../../apps/cli/src/running/programs.js';
import { run } from '../../apps/cli/src/program.js';
import { Terminal } from '../../apps/cli/src/terminal.js';
import { compiled } from './compiled.js';
import { Installation } from './installation.js';

const authority = 'border-police';
const people: Readonly<Record<string, Role>> = {
  ana: 'LIAISON_OFFICER',
  ben: 'DUTY_OFFICER',
  dora: 'ADMINISTRATOR',
  eli: 'ADMINISTRATOR',
};
const apps = ['gateway', 'requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit'];
const entry = (app: string): string => `apps/${app}/src/main.ts`;

/** Runs a command of `liaise` here. @throws with what it said when it does not end with 0 */
async function liaise(...args: string[]): Promise<void> {
  const said: string[] = [];
  const write = (text: string) => said.push(text);
  const context: Context = {
    terminal: new Terminal({ write }, { write }),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
  };
  const code = await run(args, context);
  if (code !== 0) throw new Error(`liaise ${args.join(' ')}: ${code}\n${said.join('')}`);
}

/** Two States, set up, running and made neighbours by the commands that operators and officers use. */
export class RunningStates {
  private constructor(
    private readonly folder: string,
    readonly a: Installation,
    readonly b: Installation,
  ) {}

  static async start(): Promise<RunningStates> {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-faults-'));
    // The database runs as a user of its own, who must be able to pass through.
    chmodSync(folder, 0o711);
    const out = join(folder, 'program');
    const program = await build(out);
    servicePrograms(`${out}/apps/`);
    // Four ports in a row for each, below the range from which the system gives ports away.
    const port = 12_000 + (process.pid % 2_000) * 8;
    const a = new Installation('XA', join(folder, 'xa'), port, program);
    const b = new Installation('XB', join(folder, 'xb'), port + 4, program);
    const states = new RunningStates(folder, a, b);
    try {
      const [border = 0] = await freePorts(1);
      await Promise.all([init(a, ['--border-listen', `127.0.0.1:${border}`]), init(b, [])]);
      await Promise.all([a.up(), b.up()]);
      for (const each of [a, b])
        for (const [name, role] of Object.entries(people)) await states.enrol(each, name, role);
      await states.meet();
    } catch (error) {
      await states.stop();
      throw error;
    }
    return states;
  }

  /** Folder of a person's session. */
  profile({ state }: Installation, name: string): string {
    return join(this.folder, 'people', state, name);
  }

  key(installation: Installation, name: string): string {
    return join(this.folder, `${installation.state}-${name}.key`);
  }

  async stop(): Promise<void> {
    await Promise.all([this.a.remove(), this.b.remove()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async enrol(at: Installation, name: string, role: Role): Promise<void> {
    const key = this.key(at, name);
    const [token, grant] = [`${key}.token`, `${key}.grant`];
    const profile = ['--profile', this.profile(at, name)];
    const registrar = (id: string) => [
      '--key',
      `${at.layout.dir}-people/registrar-${id}.key`,
      '--yes',
    ];
    await liaise('key', 'new', '--officer', `${name}@${authority}`, '--out', key);
    const add = ['officer', 'add', '--state', at.state, ...profile];
    const whom = ['--officer', `${name}@${authority}`, '--cert', `${key}.cert`, '--role', role];
    await liaise(...add, ...whom, '--token-out', token, '--out', grant, ...registrar('m.h'));
    await liaise(...add, '--cosign', grant, ...registrar('i.k'));
    await liaise(...add, '--submit', grant, ...gateway(at));
    const login = ['login', '--state', at.state, '--officer', name, '--key', key];
    await liaise(...login, '--enrol', token, '--root', rootOf(at), ...gateway(at), ...profile);
  }

  private async meet(): Promise<void> {
    const file = (name: string) => join(this.folder, name);
    const both = [file('invitation.json'), file('acceptance.json')];
    const [invitation = '', acceptance = ''] = both;
    await liaise('peer', 'invite', '--dir', this.a.layout.dir, '--out', invitation);
    const accept = ['peer', 'accept', invitation, '--dir', this.b.layout.dir];
    await liaise(...accept, '--out', acceptance);
    for (const at of [this.a, this.b]) {
      const out = file(`peer-${at.state}.json`);
      const as = (name: string) => {
        const profile = ['--profile', this.profile(at, name)];
        return ['peer', 'confirm', ...both, ...profile, '--key', this.key(at, name), '--yes'];
      };
      await liaise(...as('dora'), '--out', out);
      await liaise(...as('eli'), '--cosign', out);
      await liaise(...as('eli'), '--submit', out, '--dir', at.layout.dir);
    }
  }
}

function build(out: string): Promise<string> {
  mkdirSync(out, { recursive: true });
  return compiled(entry('cli'), out, apps.map(entry));
}

const gateway = (at: Installation): string[] => [
  ...['--url', at.origin, '--ca', at.layout.servicesAuthority],
];

/** As the operator reads it from the settings and hands it to the officers. */
const rootOf = ({ layout }: Installation): string => {
  const text = readFileSync(join(layout.dir, 'liaise.json'), 'utf8');
  return (JSON.parse(text) as { rootFingerprint: string }).rootFingerprint;
};

const init = ({ state, layout, port }: Installation, more: readonly string[]): Promise<void> =>
  liaise(
    ...['init', '--state', state, '--dir', layout.dir, '--http-port', String(port), ...more],
    ...['--authority', `${authority}=Border Police`],
    ...['--new-registrar', 'm.h', '--new-registrar', 'i.k'],
  );
