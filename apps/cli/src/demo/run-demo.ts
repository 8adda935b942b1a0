import { join } from 'node:path';
import { keyFile } from '#trust';
import { say } from '#language/console';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { makeFolder } from '../installation/files.js';
import { cast } from './cast.js';
import { DemoState } from './demo-state.js';
import { exchange } from './exchange.js';
import { forge } from './story/forgery.js';
import { makeInputs, type Made } from './inputs.js';
import { rescue } from './story/life.js';
import type { Narrator } from './narrator.js';
import { Line } from './story/line.js';
import { makeNeighbours } from './neighbours.js';
import { cutLink, recall, refuse } from './story/outage.js';
import { claimPorts, type PortBlock } from './ports.js';
import { askForPackage, checkInCourt, needsTools } from './court.js';
import { OutsideWitness } from './outside-witness.js';
import { summarise } from './summary.js';
import { TimeAuthority } from './time-authority.js';

type States = readonly [DemoState, DemoState];

interface Prepared {
  readonly line: Line;
  readonly made: Made;
  readonly time: TimeAuthority;
  readonly witness: OutsideWitness | undefined;
}

export class Demo {
  readonly #begun: Promise<unknown>[] = [];
  readonly #ports: PortBlock[] = [];
  #states: readonly [DemoState, DemoState] | undefined;
  #time: TimeAuthority | undefined;
  #witness: OutsideWitness | undefined;
  #line: Line | undefined;
  #ended = false;

  constructor(
    private readonly dir: string,
    private readonly context: Context,
    private readonly narrator: Narrator,
  ) {}

  async showDemo() {
    const { context, narrator, dir } = this;
    const startedAt = context.now();
    narrator.chapter(say('runDemo.twoStatesXaXb'));
    narrator.tell(`  ${dir}`);
    await needsTools();
    const [a, b] = cast;
    const states = [
      new DemoState(a, dir, await this.#claimPorts(), context, narrator),
      new DemoState(b, dir, await this.#claimPorts(), context, narrator),
    ] as const;
    this.#states = states;
    // Told to end meanwhile, the folder is removed: nothing may be made in it any more.
    if (this.#ended) throw new CliError('CLI_DEMO_FAILED', say('runDemo.endedBeforeEnd'));
    narrator.working(say('runDemo.makingKeysCertificatesDatabase'));
    const time = await this.#within(this.#startTime(join(dir, 'time-authority')));
    await this.#both((state) => state.setUp(state === states[1], time.settings));
    const witness = await this.#within(this.#startWitness(states[0]));
    await this.#both((state) => state.start());
    narrator.chapter(say('runDemo.officersGetRightsTwo'));
    await this.#both((state) => state.enrolPeople());
    for (const { script } of states)
      narrator.tell(
        say('runDemo.officerOf', {
          state: script.state,
          authority: script.authorityName,
          officer: script.officer.officer,
        }),
      );
    narrator.chapter(say('runDemo.statesBecomeNeighbours'));
    const ceremony = join(dir, 'ceremony');
    await makeFolder(ceremony);
    const line = await this.#within(this.#openLine(states[1].ports));
    const peering = await makeNeighbours(states, ceremony, context, narrator);
    const made = await makeInputs(join(dir, 'inputs'));
    const story = await this.#tellStory(states, { line, made, time, witness });
    return summarise(dir, { states, peering, ...story }, { startedAt, context });
  }

  async #tellStory(states: States, { line, made, time, witness }: Prepared) {
    const { narrator, context } = this;
    const dir = join(this.dir, 'court');
    await makeFolder(dir);
    const life = await rescue(states, narrator);
    const exchanged = await exchange(states, made, narrator);
    // Ordered early: the log is offered to witnesses every ten seconds, and the other acts fill that wait.
    const asked = await askForPackage(states[0], exchanged.thread, narrator);
    const cut = await cutLink(states, line, context, narrator);
    await refuse(states, cut.thread, narrator);
    await recall(states, cut.thread, dir, narrator);
    const forged = await forge(states, exchanged.asked, { dir, context }, narrator);
    const { caFile } = time;
    const court = { thread: exchanged.thread, dir, caFile, witnessKey: witness?.settings.key };
    const packed = await this.#within(checkInCourt(states, asked, court, narrator));
    return { life, cut, exchanged, forged, packed };
  }

  async stop(): Promise<void> {
    this.#ended = true;
    // A database in the making must finish, or its server would stay behind.
    const stopping = (this.#states ?? []).map((state) => state.stop());
    await Promise.allSettled([...this.#begun, ...stopping]);
    await this.#time?.stop();
    await this.#witness?.stop();
    await this.#line?.close();
    // Later starts have no line between them: XA reaches the border of XB itself.
    if (this.#line !== undefined) await this.#states?.[0].reachesDirectly(this.#line.target);
    await Promise.all(this.#ports.map(({ release }) => release()));
  }

  #within<T>(work: Promise<T>): Promise<T> {
    this.#begun.push(work);
    return work;
  }

  async #openLine({ line: port, border }: PortBlock): Promise<Line> {
    const line = await Line.open(port, border);
    this.#line = line;
    if (this.#ended) await line.close();
    return line;
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
      narrator.tell(say('runDemo.noWitnessOutsideSigsum'));
      narrator.tell(say('runDemo.packageCosignatureXbAlone'));
      return undefined;
    }
    this.#witness = witness;
    if (this.#ended) await witness.stop();
    await state.tell({ witness1: witness.settings });
    narrator.tell(say('runDemo.witnessOutsideCosignsLog'));
    narrator.tell(say('runDemo.notOursOwnWord'));
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
    if (this.#ended) throw new CliError('CLI_DEMO_FAILED', say('runDemo.endedBeforeEnd'));
    const acts = (this.#states ?? []).map(act);
    this.#begun.push(...acts);
    await Promise.all(acts);
  }
}
