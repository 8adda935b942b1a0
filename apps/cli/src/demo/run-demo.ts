import { join } from 'node:path';
import { keyFile } from '#trust';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { makeFolder } from '../installation/files.js';
import { cast } from './cast.js';
import { DemoState } from './demo-state.js';
import { exchange } from './exchange.js';
import { makeInputs } from './inputs.js';
import type { Narrator } from './narrator.js';
import { makeNeighbours } from './neighbours.js';
import { claimPorts, type PortBlock } from './ports.js';
import { needsTools, packForCourt } from './court.js';
import { OutsideWitness } from './outside-witness.js';
import { summarise } from './summary.js';
import { TimeAuthority } from './time-authority.js';

export class Demo {
  readonly #begun: Promise<unknown>[] = [];
  readonly #ports: PortBlock[] = [];
  #states: readonly [DemoState, DemoState] | undefined;
  #time: TimeAuthority | undefined;
  #witness: OutsideWitness | undefined;
  #ended = false;

  constructor(
    private readonly dir: string,
    private readonly context: Context,
    private readonly narrator: Narrator,
  ) {}

  async run() {
    const { context, narrator, dir } = this;
    const startedAt = context.now();
    await needsTools();
    const [a, b] = cast;
    const states = [
      new DemoState(a, dir, await this.#claimPorts(), context, narrator),
      new DemoState(b, dir, await this.#claimPorts(), context, narrator),
    ] as const;
    this.#states = states;
    narrator.chapter('Two States, XA and XB, in separate folders, databases, brokers and keys');
    narrator.tell(`  ${dir}`);
    const time = await this.#within(this.#startTime(join(dir, 'time-authority')));
    await this.#both((state) => state.setUp(state === states[1], time.settings));
    const witness = await this.#within(this.#startWitness(states[0]));
    await this.#both((state) => state.start());
    narrator.chapter(
      'Officers get their rights: each by two registrars, each with a key of their own',
    );
    await this.#both((state) => state.enrolPeople());
    for (const { script } of states)
      narrator.tell(`  ${script.state} ${script.authorityName}: ${script.officer.officer}`);
    narrator.chapter('The States become neighbours');
    const ceremony = join(dir, 'ceremony');
    await makeFolder(ceremony);
    const peering = await makeNeighbours(states, ceremony, context, narrator);
    const made = await makeInputs(join(dir, 'inputs'));
    const exchanged = await exchange(states, made, narrator);
    const { caFile } = time;
    const witnessKey = witness?.settings.key;
    const court = { thread: exchanged.thread, dir: join(dir, 'court'), caFile, witnessKey };
    const packed = await this.#within(packForCourt(states, court, narrator));
    return summarise(dir, { states, peering, exchanged, packed }, { startedAt, context });
  }

  async stop(): Promise<void> {
    this.#ended = true;
    // A database in the making must finish, or its server would stay behind.
    const stopping = (this.#states ?? []).map((state) => state.stop());
    await Promise.allSettled([...this.#begun, ...stopping]);
    await this.#time?.stop();
    await this.#witness?.stop();
    await Promise.all(this.#ports.map(({ release }) => release()));
  }

  #within<T>(work: Promise<T>): Promise<T> {
    this.#begun.push(work);
    return work;
  }

  async #startTime(dir: string): Promise<TimeAuthority> {
    const time = await TimeAuthority.start(dir);
    this.#time = time;
    if (this.#ended) await time.stop();
    return time;
  }

  async #startWitness(state: DemoState): Promise<OutsideWitness | undefined> {
    const { narrator } = this;
    const logKey = state.layout.key('audit', keyFile.log);
    const dir = join(this.dir, 'outside-witness');
    const witness = await OutsideWitness.start(dir, { logKey, port: state.ports.witness });
    if (witness === undefined) {
      narrator.tell('  No witness outside: sigsum-witness is not installed (Debian: sigsum-go).');
      narrator.tell('  The package will have the cosignature of XB alone.');
      return undefined;
    }
    this.#witness = witness;
    if (this.#ended) await witness.stop();
    await state.tell({ witness1: witness.settings });
    narrator.tell("  A witness outside cosigns the log of XA, too: Debian's sigsum-witness,");
    narrator.tell('  which is not ours and by its own word for tests alone.');
    return witness;
  }

  async #claimPorts(): Promise<PortBlock> {
    const ports = await claimPorts();
    this.#ports.push(ports);
    // A stop that came earlier had no ports to release yet.
    if (this.#ended) await ports.release();
    return ports;
  }

  async #both(act: (state: DemoState) => Promise<void>): Promise<void> {
    if (this.#ended) throw new CliError('CLI_DEMO_FAILED', 'ended before its end');
    const acts = (this.#states ?? []).map(act);
    this.#begun.push(...acts);
    await Promise.all(acts);
  }
}
