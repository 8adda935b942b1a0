import {
  BrokerProcess,
  PostgresCluster,
  Supervisor,
  readPidFile,
  assertPorts,
  serviceSpec,
  type ChildStatus,
  type NeededPort,
  type ProcessSpec,
  type SupervisorEvent,
  RunnerError,
} from '#runner';
import type { Compartment } from '#kernel';
import { migrate, migrations } from '#store';
import { lintBorderConfig } from '#border';
import { lintBusConfig } from '#bus';
import { say } from '#language/console';
import { writeBusConfig } from '../installation/brokers.js';
import { readBorder } from '../installation/border-settings.js';
import type { Installed } from '../installation/installed.js';
import { databaseName } from '../installation/layout.js';
import { readEpochUse } from '../installation/keys/epoch-use.js';
import {
  beginHandover,
  destroyHandovers,
  readHandoverUse,
} from '../installation/keys/handover-epochs.js';
import { beginEpochs, destroyEpochs } from '../installation/keys/storage-epochs.js';
import type { SubkeyChange } from '../installation/keys/subkeys.js';
import { BorderLinks } from './border-links.js';
import { DiskKeeper, type DiskEvent } from './disk-keeper.js';
import { lookAfterSubkeys } from './look-after-subkeys.js';
import { neededPorts } from './needed-ports.js';
import type { ServiceProgram } from './programs.js';

export type RunnerEvent =
  | SupervisorEvent
  | { readonly kind: 'links'; readonly links: number }
  | { readonly kind: 'links-refused'; readonly error: unknown }
  | { readonly kind: 'epoch'; readonly compartment: Compartment; readonly epoch: number }
  | { readonly kind: 'epoch-destroyed'; readonly compartment: Compartment; readonly epoch: number }
  | { readonly kind: 'epoch-refused'; readonly error: unknown }
  | ({ readonly kind: 'subkey' } & SubkeyChange)
  | { readonly kind: 'subkeys-refused'; readonly error: unknown }
  | DiskEvent;

const pollMs = 1_000;
const epochPollMs = 3_600_000;
// Pause (ms) after a failure: the gateway may be restarting, and the entry is still due.
const againMs = 60_000;
const dayMs = 24 * 3_600_000;
// Time limit (ms) of the start: a busy small machine is slow, and ending it early would only repeat the work.
const startMs = 180_000;
const serviceReadyMs = 120_000;

/** Runs one State: database, two brokers and services. Restarts the border broker when the links change. */
export class StateRunner {
  readonly #supervisor: Supervisor;
  readonly #cluster: PostgresCluster;
  readonly #border: BrokerProcess;
  readonly #links: BorderLinks;
  #migrated: Promise<unknown> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #keeping: Promise<void> = Promise.resolve();
  #refused = '';
  #epochsAt = 0;
  #destroyAt = 0;
  #subkeysAt = 0;
  #subkeysRefused = '';
  #ended = false;
  readonly #ending = new Set<string>();
  readonly #disk: DiskKeeper;

  constructor(
    private readonly installed: Installed,
    private readonly programs: readonly ServiceProgram[],
    private readonly listener: (event: RunnerEvent) => void = () => undefined,
  ) {
    const { layout, settings } = installed;
    this.#disk = new DiskKeeper(layout, settings, {
      tell: (event) => this.onEvent(event),
      restartBorder: () => this.#restart('border'),
    });
    this.#supervisor = new Supervisor(layout.dir);
    this.#supervisor.onEvent((event) => {
      // A stop on our own order is no event.
      if (event.kind !== 'exit' || !this.#ending.delete(event.name)) this.onEvent(event);
    });
    this.#cluster = new PostgresCluster(layout.postgres);
    this.#links = new BorderLinks(layout, settings);
    this.#border = new BrokerProcess(layout.dir, {
      name: 'border',
      configFile: layout.borderConfig,
      lint: lintBorderConfig,
      secretEnv: this.#links.seeds,
    });
  }

  private onEvent(event: RunnerEvent): void {
    try {
      this.listener(event);
    } catch {
      // The terminal may be gone or the output file full.
    }
  }

  status(): ChildStatus[] {
    return this.#supervisor.status();
  }

  /**
   * Starts all processes and waits until all are ready. After a failure, no process runs. @throws RunnerError if a process
   * cannot start; RunnerError HOST_START_FAILED if `stop` was called meanwhile; CliError CLI_LINK_INVALID if a link file is
   * unusable
   */
  async start(): Promise<void> {
    const { layout, settings } = this.installed;
    await this.#disk.checkDisk();
    await writeBusConfig(layout, settings);
    await this.#beginEpochs();
    await this.#links.apply(this.#border);
    const bus = new BrokerProcess(layout.dir, {
      name: 'bus',
      configFile: layout.busConfig,
      lint: lintBusConfig,
    });
    bus.check();
    await this.#assertAllPorts();
    this.#supervisor.add(this.#cluster.spec());
    this.#supervisor.add(this.#withPorts(bus.spec()));
    this.#supervisor.add(this.#withPorts(this.#border.spec()));
    for (const program of this.programs) this.#supervisor.add(this.#spec(program), program.after);
    // A stop may have come before there was anything to stop.
    if (this.#ended)
      throw new RunnerError('HOST_START_FAILED', say('stateRunner.stoppedMeanwhile'));
    await this.#supervisor.start(startMs);
    this.#timer = setInterval(() => {
      void this.#disk.checkDisk();
      this.#looking = this.#looking.then(() => this.#look());
      // Separate: a silent gateway must not delay a new link.
      this.#keeping = this.#keeping.then(() => this.#subkeys());
    }, pollMs);
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearInterval(this.#timer);
    await Promise.all([this.#looking, this.#keeping]);
    await this.#supervisor.stop();
  }

  abandon(): void {
    this.#supervisor.abandon();
  }

  #spec({ service, script, after }: ServiceProgram): ProcessSpec {
    const { layout } = this.installed;
    const spec = {
      ...serviceSpec(service, script, layout.settings, layout.dir),
      readyTimeoutMs: serviceReadyMs,
    };
    if (!after.includes('postgres')) return this.#withPorts(spec);
    // Migrates once, before the first service that uses the database.
    return {
      ...spec,
      prepare: async () => {
        await this.#migrate();
        await spec.prepare?.();
      },
    };
  }

  async #portsOf(name: string): Promise<readonly NeededPort[]> {
    const { layout, settings } = this.installed;
    const listening = this.#links.links.some(({ side }) => side === 'listen');
    const { listen } = listening ? await readBorder(layout) : { listen: undefined };
    return neededPorts(name, settings, listen);
  }

  // Checks all ports at once, after the processes of an earlier run were ended.
  async #assertAllPorts(): Promise<void> {
    const { layout } = this.installed;
    const runs = (name: string): boolean =>
      readPidFile(layout.path('run', `${name}.pid`)) !== undefined;
    if (runs('supervisor')) return;
    const names = ['bus', 'border', ...this.programs.map(({ service }) => service)];
    const free = names.filter((name) => !runs(name));
    const ports = await Promise.all(free.map((name) => this.#portsOf(name)));
    await assertPorts(ports.flat());
  }

  // Checks ports before each start: the program would end with a stack trace in its log.
  #withPorts(spec: ProcessSpec): ProcessSpec {
    return {
      ...spec,
      prepare: async () => {
        await assertPorts(await this.#portsOf(spec.name));
        await spec.prepare?.();
      },
    };
  }

  async #migrate(): Promise<void> {
    this.#migrated ??= migrate(this.#cluster.admin(databaseName), migrations);
    try {
      await this.#migrated;
    } catch (error) {
      this.#migrated = undefined;
      throw error;
    }
  }

  async #beginEpochs(): Promise<void> {
    if (Date.now() < this.#epochsAt) return;
    this.#epochsAt = Date.now() + epochPollMs;
    try {
      for (const begun of await beginEpochs(this.installed.layout, new Date()))
        this.onEvent({ kind: 'epoch', ...begun });
      await beginHandover(this.installed.layout, new Date());
    } catch (error) {
      this.onEvent({ kind: 'epoch-refused', error });
    }
  }

  async #destroyEpochs(): Promise<void> {
    if (Date.now() < this.#destroyAt) return;
    this.#destroyAt = Date.now() + epochPollMs;
    const { layout, settings } = this.installed;
    try {
      const uses = await readEpochUse(layout);
      const horizonMs = settings.retention.horizonDays * dayMs;
      for (const gone of await destroyEpochs(layout, uses, horizonMs, new Date()))
        this.onEvent({ kind: 'epoch-destroyed', ...gone });
      await destroyHandovers(layout, await readHandoverUse(layout), new Date());
    } catch (error) {
      this.onEvent({ kind: 'epoch-refused', error });
    }
  }

  async #subkeys(): Promise<void> {
    if (this.#ended || Date.now() < this.#subkeysAt) return;
    const errors: unknown[] = [];
    try {
      const { changes, failed } = await lookAfterSubkeys(this.installed, new Date());
      for (const change of changes) this.onEvent({ kind: 'subkey', ...change });
      errors.push(...failed.map(({ error }) => error));
    } catch (error) {
      errors.push(error);
    }
    this.#subkeysAt = Date.now() + (errors.length > 0 ? againMs : epochPollMs);
    const text = errors.map(String).join('\n');
    if (text !== this.#subkeysRefused)
      for (const error of errors) this.onEvent({ kind: 'subkeys-refused', error });
    this.#subkeysRefused = text;
  }

  async #look(): Promise<void> {
    await this.#beginEpochs();
    await this.#destroyEpochs();
    try {
      if (await this.#links.apply(this.#border)) {
        // A restart, since a reload does not reliably open or close leaf connections; messages are not lost.
        this.#restart('border');
        this.#restart('exchange');
        this.onEvent({ kind: 'links', links: this.#links.links.length });
      }
      this.#refused = '';
    } catch (error) {
      const text = String(error);
      if (text !== this.#refused) this.onEvent({ kind: 'links-refused', error });
      this.#refused = text;
    }
  }

  #restart(name: string): void {
    const pid = this.#supervisor.pid(name);
    // The supervisor starts the broker again.
    if (pid === undefined) return;
    this.#ending.add(name);
    process.kill(pid, 'SIGTERM');
  }
}
