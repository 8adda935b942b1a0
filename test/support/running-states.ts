import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseOfficerId, parseStateCode, type Role, timestamp } from '#kernel';
import type { Address } from '../../apps/cli/src/installation/border-settings.js';
import type { Lives } from '../../apps/cli/src/installation/lives.js';
import { claimPorts, type PortBlock } from '../../apps/cli/src/demo/ports.js';
import { servicePrograms } from '../../apps/cli/src/running/programs.js';
import { must } from './command.js';
import { builtPrograms } from './programs.js';
import { Installation, until } from './installation.js';
import { freePorts } from './nats.js';
import { rootTerms } from '#capabilities/keys/in-use.model';
import type { Entry } from '#capabilities/directory/directory.schema';
import { signDetached, unlockKey } from '#seal';
import { decodeEntry, encodeEntry } from '#wire';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import { pointView } from '../../apps/cli/src/api/gen/readers.js';
import { planOf } from '../../apps/cli/src/commands/installation/init.js';
import { grantMembers } from '../../apps/cli/src/compose/entries/grant-file.js';
import { initialise } from '../../apps/cli/src/installation/initialise.js';
import { PeopleLayout } from '../../apps/cli/src/installation/layout.js';
import { parseNamedAuthority } from '../../apps/cli/src/installation/names.js';

const authority = 'border-police';
const people: Readonly<Record<string, Role>> = {
  ana: 'LIAISON_OFFICER',
  ben: 'DUTY_OFFICER',
  dora: 'ADMINISTRATOR',
  eli: 'ADMINISTRATOR',
};

const liaise = (...args: string[]): Promise<string> => must(args);

/** Storage for a State's folder. While the State is down, `saveCopy` saves the folder and `putBack` restores it. */
export interface Ground {
  readonly dir: string;
  saveCopy(): Promise<void>;
  putBack(): Promise<void>;
  remove(): Promise<void>;
}

export type GroundOf = (folder: string, state: string) => Promise<Ground>;

export interface StatesWanted {
  /** Values for the settings section `limits`. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Makes a State's storage. */
  readonly groundOf?: GroundOf;
  /** Node.js that runs the second State. */
  readonly nodeOfB?: string;
  /** Called for each State in the moment `liaise init` has ended, before its first start. */
  readonly initialised?: (at: Installation) => Promise<void>;
}

export class RunningStates {
  #ports: readonly PortBlock[] = [];
  #limits: NonNullable<StatesWanted['limits']> = {};
  readonly #enrolled = new Map<string, string>();

  private constructor(
    private readonly folder: string,
    readonly programs: string,
    readonly a: Installation,
    readonly b: Installation,
    private readonly grounds: readonly Ground[],
  ) {}

  /** Starts two neighbouring States. */
  static async start(wanted: StatesWanted = {}): Promise<RunningStates> {
    const states = await RunningStates.initialise(wanted);
    try {
      await states.begin();
    } catch (error) {
      await states.stop();
      throw error;
    }
    return states;
  }

  /** Initialises two States and starts none. */
  static async initialise({
    limits = {},
    groundOf = plainFolder,
    nodeOfB = process.execPath,
    initialised = () => Promise.resolve(),
  }: StatesWanted = {}): Promise<RunningStates> {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-faults-'));
    // The database's user must be able to enter.
    chmodSync(folder, 0o711);
    const out = join(folder, 'program');
    mkdirSync(out);
    const programs = await builtPrograms(out);
    servicePrograms((name) => join(programs, `${name}.js`));
    const grounds = [await groundOf(folder, 'XA'), await groundOf(folder, 'XB')] as const;
    const [xa, xb] = grounds;
    const ports = [await claimPorts(), await claimPorts()] as const;
    const a = new Installation('XA', xa.dir, ports[0].http, programs);
    const b = new Installation('XB', xb.dir, ports[1].http, programs);
    b.node = nodeOfB;
    const states = new RunningStates(folder, programs, a, b, grounds);
    states.#ports = ports;
    states.#limits = limits;
    try {
      const [border = 0] = await freePorts(1);
      const borderListen = { host: '127.0.0.1', port: border };
      await Promise.all([
        init(a, { borderListen }).then(() => initialised(a)),
        init(b, { others: ['contact-point=Contact Point'] }).then(() => initialised(b)),
      ]);
    } catch (error) {
      await states.stop();
      throw error;
    }
    return states;
  }

  /** Starts the States that are not up. */
  async up(): Promise<void> {
    const down = [this.a, this.b].filter(({ isUp }) => !isUp);
    for (const each of down) setLimits(each, this.#limits);
    await Promise.all(down.map((each) => each.up()));
  }

  /** Starts the States that are not up, enrols their officers and makes them neighbours. */
  async begin(): Promise<void> {
    await this.up();
    await Promise.all(
      [this.a, this.b].map(async (each) => {
        for (const [name, role] of Object.entries(people))
          await this.ensureEnrolled(each, name, role);
      }),
    );
    await this.meet();
  }

  profile({ state }: Installation, name: string): string {
    return join(this.folder, 'people', state, name);
  }

  key(installation: Installation, name: string): string {
    return join(this.folder, `${installation.state}-${name}.key`);
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Copies what both States have on disk. Both must be down. */
  async saveCopy(): Promise<void> {
    for (const { state, isUp } of [this.a, this.b]) if (isUp) throw new Error(`${state} is up`);
    for (const ground of this.grounds) await ground.saveCopy();
  }

  /** Puts both States back to what `saveCopy` copied, and starts them with `programs`. */
  async putBack(programs = this.programs): Promise<void> {
    await Promise.all([this.a.down(), this.b.down()]);
    for (const ground of this.grounds) await ground.putBack();
    for (const state of [this.a, this.b]) {
      // Recover with the usual settings first: `programs` may run without fsync.
      await state.cluster.start();
      await state.cluster.stop();
      state.programs = programs;
    }
    await Promise.all([this.a.up(), this.b.up()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.a.remove(), this.b.remove()]);
    for (const ground of this.grounds) await ground.remove();
    for (const block of this.#ports) await block.release();
    rmSync(this.folder, { recursive: true, force: true });
  }

  token(at: Installation, name: string): string {
    return `${this.key(at, name)}.token`;
  }

  async grant(
    at: Installation,
    name: string,
    role: Role,
    certificate: string,
    of = authority,
  ): Promise<void> {
    const grant = `${this.key(at, name)}.grant`;
    const registrar = (id: string) => [
      '--key',
      `${at.layout.dir}-people/registrar-${id}.key`,
      '--yes',
    ];
    const add = ['officer', 'add', '--state', at.state, '--profile', this.profile(at, name)];
    const whom = ['--officer', `${name}@${of}`, '--cert', certificate, '--role', role];
    const out = ['--token-out', this.token(at, name), '--out', grant];
    await liaise(...add, ...whom, ...out, ...registrar('m.h'));
    await liaise(...add, '--cosign', grant, ...registrar('i.k'));
    await liaise(...add, '--submit', grant, ...gatewayOptions(at));
  }

  /**
   * Enrols an officer, unless an earlier part of the suite has done so.
   * @throws Error if the earlier part did so with another role or authority
   */
  async ensureEnrolled(at: Installation, name: string, role: Role, of = authority): Promise<void> {
    const officer = `${name} of ${at.state}`;
    const wanted = `${role} of ${of}`;
    const found = this.#enrolled.get(officer);
    if (found === wanted) return;
    if (found !== undefined) throw new Error(`${officer} is ${found}, not ${wanted}`);
    const key = this.key(at, name);
    await liaise('key', 'new', '--officer', `${name}@${of}`, '--out', key);
    await this.grant(at, name, role, `${key}.cert`, of);
    const login = ['login', '--state', at.state, '--officer', name, '--key', key];
    const first = ['--enrol', this.token(at, name), '--root', rootOf(at), ...gatewayOptions(at)];
    await liaise(...login, ...first, '--profile', this.profile(at, name));
    this.#enrolled.set(officer, wanted);
  }

  private async meet(): Promise<void> {
    const file = (name: string) => this.file(name);
    const both = [file('invitation.json'), file('acceptance.json')];
    const [invitation = '', acceptance = ''] = both;
    await liaise('peer', 'invite', '--dir', this.a.layout.dir, '--out', invitation);
    const accept = ['peer', 'accept', invitation, '--dir', this.b.layout.dir];
    // Read to the neighbour by voice: here from one program to the other.
    const { words } = JSON.parse(await liaise(...accept, '--json', '--out', acceptance)) as {
      words: string[];
    };
    const wordsOption = ['--heard', words.join(' ')];
    for (const at of [this.a, this.b]) {
      const out = file(`peer-${at.state}.json`);
      const as = (name: string) => {
        const profile = ['--profile', this.profile(at, name)];
        return ['peer', 'confirm', ...both, ...profile, '--key', this.key(at, name), '--yes'];
      };
      await liaise(...as('dora'), ...wordsOption, '--out', out);
      await liaise(...as('eli'), ...wordsOption, '--cosign', out);
      await liaise(...as('eli'), '--submit', out, '--dir', at.layout.dir);
    }
    // A State sends only after its directory was confirmed as the newest within a day.
    for (const at of [this.a, this.b])
      await until(`the directory of the neighbour at ${at.state}`, 60, async () => {
        const [fresh] = await at.rows('select 1 as one from trust.freshness');
        return fresh && true;
      });
  }
}

async function copy(from: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  await promisify(execFile)('cp', ['-a', from, to]);
}

export function plainFolder(folder: string, state: string): Promise<Ground> {
  const dir = join(folder, state.toLowerCase());
  return Promise.resolve({
    dir,
    saveCopy: () => copy(dir, `${dir}.kept`),
    putBack: () => copy(`${dir}.kept`, dir),
    remove: () => Promise.resolve(),
  });
}

export const gatewayOptions = (at: Installation): string[] => [
  ...['--url', at.origin, '--ca', at.layout.servicesAuthority],
];

export const rootOf = ({ layout }: Installation): string => {
  const text = readFileSync(join(layout.dir, 'liaise.json'), 'utf8');
  return (JSON.parse(text) as { rootFingerprint: string }).rootFingerprint;
};

function setLimits({ layout }: Installation, limits: Readonly<Record<string, number>>): void {
  const settings = JSON.parse(readFileSync(layout.settings, 'utf8')) as { limits?: object };
  const changed = { ...settings, limits: { ...settings.limits, ...limits } };
  // Synced: the power may be cut at any time.
  writeFileSync(layout.settings, JSON.stringify(changed, null, 2), { flush: true });
}

interface InitMore {
  readonly borderListen?: Address;
  readonly others?: readonly string[];
}

async function init(at: Installation, more: InitMore): Promise<void> {
  const { state, layout, port } = at;
  const { borderListen, others = [] } = more;
  const listen = borderListen && ['--border-listen', `${borderListen.host}:${borderListen.port}`];
  await liaise(
    ...['init', '--state', state, '--dir', layout.dir, '--http-port', String(port)],
    ...['--authority', `${authority}=Border Police`, ...(listen ?? [])],
    ...others.flatMap((other) => ['--authority', other]),
    ...['--new-registrar', 'm.h', '--new-registrar', 'i.k'],
  );
}

const borderPolice = 'border-police=Border Police';

export async function initWithLives(
  { state, layout, port }: Installation,
  lives: Lives,
): Promise<void> {
  const plan = planOf(
    {
      ...{ state: parseStateCode(state), dir: layout.dir, httpHost: '127.0.0.1', httpPort: port },
      authority: [parseNamedAuthority(borderPolice)],
      newRegistrar: ['m.h', 'i.k'].map(parseOfficerId),
    },
    undefined,
    new Date(),
  );
  await initialise(layout, peopleOf(layout.dir), { ...plan, lives });
}

const peopleOf = (dir: string): PeopleLayout => new PeopleLayout(`${dir}-people`);

export const rootKeyOf = ({ layout }: Installation): string => peopleOf(layout.dir).rootKey;

export async function certifyUntil(at: Installation, end: Date): Promise<void> {
  const rows = await at.rows<{ entry: Buffer }>(
    `select entry from trust.entry where state = $1 and chain = 'directory' order by version`,
    [at.state],
  );
  const now = new Date();
  const entries = rows.map(({ entry }) => decodeEntry(entry));
  const { stateKeys, noteKeys, eventKeys, authorities } = rootTerms(entries, timestamp(now));
  const term = { from: timestamp(now), to: timestamp(end) };
  const of = (kind: Entry['kind'], { record }: { readonly record: object }): Entry => ({
    ...{ typ: 'liaise-directory-entry', v: 1, chain: 'directory', kind },
    ...{ state: parseStateCode(at.state), issuedAt: timestamp(now) },
    body: { ...record, ...term } as Entry['body'],
  });
  const asked = [
    ...stateKeys.map((held) => of('state-key', held)),
    ...noteKeys.map((held) => of('note-key', held)),
    ...eventKeys.map((held) => of('event-key', held)),
    ...authorities.map((held) => of('authority', held)),
  ];
  const root = await unlockKey(readFileSync(rootKeyOf(at)), undefined);
  const ca = readFileSync(at.layout.servicesAuthority, 'utf8');
  const client = new ApiClient({ origin: at.origin, ca }, undefined);
  try {
    for (const each of asked) {
      const entry = encodeEntry(each);
      const signatures = [await signDetached(entry, root, now)];
      const body = { chain: 'directory', ...grantMembers({ entry, signatures }) };
      await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
    }
  } finally {
    client.close();
  }
}

export async function extendKeys(
  { layout, state }: Installation,
  out: string,
  more: readonly string[] = [],
): Promise<void> {
  const dir = ['--dir', layout.dir];
  const root = ['--key', peopleOf(layout.dir).rootKey, '--yes'];
  const said = await must(['key', 'extend', ...dir, ...more, '--out', out, ...root]);
  if (!said.includes('entries signed')) throw new Error(`${state}: ${said}`);
  await must(['key', 'extend', '--submit', out, ...dir]);
}
