import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PostgresCluster } from '#runner';
import { say } from '#language/console';
import { object, text, whole } from '../api/shape.js';
import { pointView } from '../api/gen/readers.js';
import { addInit } from '../commands/installation/init.js';
import { addKey } from '../commands/keys/key.js';
import { addLogin } from '../commands/sessions/login.js';
import { addOfficer } from '../commands/directory/officer.js';
import { describe } from '../commands/installation/runner-words.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { makeFolder, readText, replaceFile } from '../installation/files.js';
import { openInstallation } from '../installation/installed.js';
import { readLinks } from '../installation/links.js';
import { Layout, PeopleLayout } from '../installation/layout.js';
import { servicePrograms } from '../running/programs.js';
import { StateRunner } from '../running/state-runner.js';
import { partsOf, type Part, type StateScript } from './cast.js';
import type { Narrator } from './narrator.js';
import { perform, Person } from './person.js';
import type { PortBlock } from './ports.js';
import type { WitnessSettings } from './outside-witness.js';
import type { TimeSettings } from './time-authority.js';

const entryFile = object({ file: text, signatures: whole });

export class DemoState {
  readonly layout: Layout;
  readonly people: PeopleLayout;
  readonly #persons = new Map<string, Person>();
  #runner: StateRunner | undefined;
  #ending = false;

  constructor(
    readonly script: StateScript,
    private readonly dir: string,
    readonly ports: PortBlock,
    private readonly context: Context,
    private readonly narrator: Narrator,
  ) {
    const name = script.state.toLowerCase();
    this.layout = new Layout(join(dir, name));
    this.people = new PeopleLayout(join(dir, `people-${name}`));
  }

  get origin(): string {
    return `https://localhost:${this.ports.http}`;
  }

  get processes(): { readonly name: string; readonly pid: number | undefined }[] {
    return (this.#runner?.status() ?? []).map(({ name, pid }) => ({ name, pid }));
  }

  pidOf(program: string): number | undefined {
    return this.processes.find(({ name }) => name === program)?.pid;
  }

  get isEnding(): boolean {
    return this.#ending;
  }

  get isReady(): boolean {
    const processes = this.#runner?.status() ?? [];
    return processes.length > 0 && processes.every(({ state }) => state === 'ready');
  }

  person(officer: string): Person {
    const found = this.#persons.get(officer);
    if (found === undefined)
      throw new CliError('CLI_DEMO_FAILED', say('demoState.noLogin', { officer }));
    return found;
  }

  async setUp(listens: boolean, time?: TimeSettings): Promise<void> {
    const { state, authority, authorityName, registrars } = this.script;
    await perform(object({ state: text }), this.context, addInit, [
      ...['init', '--state', state, '--dir', this.layout.dir, '--people', this.people.dir],
      ...['--authority', `${authority}=${authorityName}`],
      ...registrars.flatMap((name) => ['--new-registrar', name]),
      ...['--http-port', String(this.ports.http)],
      ...(listens ? ['--border-listen', `127.0.0.1:${this.ports.border}`] : []),
    ]);
    if (time !== undefined) await this.tell({ tsa1: time });
    this.narrator.working(say('demoState.setUp', { state, dir: this.layout.dir }));
  }

  async tell(members: {
    readonly tsa1?: TimeSettings;
    readonly witness1?: WitnessSettings;
  }): Promise<void> {
    const { settings } = this.layout;
    const before = JSON.parse(await readText(settings)) as object;
    await replaceFile(settings, `${JSON.stringify({ ...before, ...members }, undefined, 2)}\n`);
  }

  async reachesDirectly(port: number): Promise<void> {
    for (const link of await readLinks(this.layout)) {
      if (link.side !== 'solicit') continue;
      const file = this.layout.path('peers', `${link.linkId}.json`);
      await replaceFile(file, `${JSON.stringify({ ...link, port }, undefined, 2)}\n`);
    }
  }

  async start(): Promise<void> {
    const { state } = this.script;
    const installed = await openInstallation(this.layout.dir, this.context);
    const runner = new StateRunner(installed, servicePrograms(), (event) => {
      const line = this.#ending ? undefined : describe(event);
      if (line !== undefined) this.narrator.working(`${state}: ${line}`);
    });
    this.#runner = runner;
    if (this.#ending) throw new CliError('CLI_DEMO_FAILED', say('demoState.endedBeforeEnd'));
    await runner.start();
  }

  async stop(): Promise<void> {
    this.#ending = true;
    await this.halt();
  }

  async halt(): Promise<void> {
    await this.#runner?.stop();
    // Socket paths are limited in length: in a deep folder the socket lies in the temporary folder.
    const { socketDir } = new PostgresCluster(this.layout.postgres);
    if (!socketDir.startsWith(this.dir)) await rm(socketDir, { recursive: true, force: true });
  }

  async enrolPeople(): Promise<void> {
    for (const part of partsOf(this.script)) {
      await this.#enrol(part);
      this.narrator.working(
        say('demoState.isLoggedIn', {
          state: this.script.state,
          officer: part.officer,
          role: part.role,
        }),
      );
    }
  }

  async rootFingerprint(): Promise<string> {
    const { settings } = await openInstallation(this.layout.dir, this.context);
    return settings.rootFingerprint;
  }

  keyOf(officer: string): string {
    return join(this.people.dir, `${officer}.key`);
  }

  async #enrol({ officer, role }: Part): Promise<void> {
    const { state, authority, registrars } = this.script;
    const desk = join(this.dir, 'desks', `${state.toLowerCase()}-${officer}`);
    await makeFolder(desk);
    const run = (add: Parameters<typeof perform>[2], ...args: readonly string[]) =>
      perform((value) => value, this.context, add, [...args, '--profile', desk]);
    const [key, token, grant] = [this.keyOf(officer), join(desk, 'token'), join(desk, 'grant')];
    const whom = `${officer}@${authority}`;
    await perform(object({ fingerprint: text }), this.context, addKey, [
      ...['key', 'new', '--officer', whom, '--out', key],
    ]);
    const [one, two] = registrars.map((name) => this.people.key(`registrar-${name}`));
    await run(
      addOfficer,
      ...['officer', 'add', '--state', state, '--officer', whom, '--cert', `${key}.cert`],
      ...['--role', role, '--token-out', token, '--key', one ?? '', '--out', grant, '--yes'],
    );
    const cosign = ['officer', 'add', '--cosign', grant, '--key', two ?? '', '--yes'];
    const signed = entryFile(await run(addOfficer, ...cosign));
    if (signed.signatures !== 2)
      throw new CliError('CLI_DEMO_FAILED', say('demoState.notTwoSigners', { grant }));
    const ca = this.layout.servicesAuthority;
    const there = ['--url', this.origin, '--ca', ca];
    pointView(await run(addOfficer, 'officer', 'add', '--submit', grant, ...there));
    const root = ['--root', await this.rootFingerprint()];
    const login = ['login', ...there, ...root, '--state', state, '--officer', officer];
    await run(addLogin, ...login, '--key', key, '--enrol', token);
    this.#persons.set(officer, new Person(officer, desk, this.context));
  }
}
