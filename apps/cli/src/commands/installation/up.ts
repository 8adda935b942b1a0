import process from 'node:process';
import { diskText } from '#host';
import type { Command } from 'commander';
import { wantsJson, type Context } from '../../context.js';
import { readBorder, formatAddress } from '../../installation/border-settings.js';
import { ownChainLines, readBeats } from '../../health/own-chains.js';
import { openInstallation, type Installed } from '../../installation/installed.js';
import { explain } from '../../explain.js';
import { CliError } from '../../errors.js';
import type { DiskEvent } from '../../running/disk-keeper.js';
import { servicePrograms } from '../../running/programs.js';
import { StateRunner, type RunnerEvent } from '../../running/state-runner.js';
import { StrayErrors } from '../../running/stray-errors.js';

const examples = `
Examples:
  $ liaise up --dir /srv/liaise/xa
  $ liaise up --dir /srv/liaise/xa --json > /run/liaise-xa.json

Stays until it is told to end (Ctrl-C, SIGTERM, terminal closed); then everything is stopped in order. Logs are in DIR/log.`;

/** One line for the person; undefined for what is not worth one. */
export function describe(event: RunnerEvent): string | undefined {
  switch (event.kind) {
    case 'ready':
      return `${event.name}: ready`;
    case 'exit':
      return `${event.name}: ended (${event.signal ?? `code ${event.code ?? '?'}`})`;
    case 'restart':
      return undefined;
    case 'failure':
      return explain(event.error)
        .map((line) => `${event.name}: ${line.trim()}`)
        .join('\n');
    case 'links':
      return `border: ${event.links === 1 ? '1 link' : `${event.links} links`}; starts again for it`;
    case 'epoch':
      return `storage keys: epoch ${event.epoch} of ${event.compartment} begins`;
    case 'epoch-destroyed':
      return `storage keys: epoch ${event.epoch} of ${event.compartment} is destroyed`;
    case 'epoch-refused':
      return ['storage keys: epochs could not be looked after', ...explain(event.error)].join('\n');
    case 'subkey':
      return `subkeys: ${event.subkey} of ${event.key} is ${event.did}`;
    case 'subkeys-refused':
      return ['subkeys: could not be looked after', ...explain(event.error)].join('\n');
    case 'disk':
      return diskLine(event);
    case 'disk-reserve':
      return event.did === 'released'
        ? `disk: ${diskText(event.space)}; the reserve is given to the database and the logs`
        : undefined;
    case 'border-storage':
      return 'border: its store was closed when the disk was full; starts again';
    case 'links-refused':
      return ['border: the links stay as they were', ...explain(event.error)].join('\n');
  }
}

function diskLine({ level, space }: DiskEvent & { readonly kind: 'disk' }): string {
  const found = `disk: ${diskText(space)}`;
  if (level === 'OK') return found;
  if (level === 'LOW') return `${found}; make room soon`;
  return `${found}; nothing is taken from neighbours until there is room: make room`;
}

export function addUp(program: Command, context: Context): void {
  program
    .command('up')
    .description('Run a State: its database, its two brokers and its services.')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir: string }, command: Command) => {
      await runState(flags.dir, context, wantsJson(command));
    });
}

/** Runs until it is told to end, and ends nothing of a State that still runs without ending all of it. */
async function runState(dir: string, context: Context, json: boolean): Promise<void> {
  const { terminal } = context;
  const installed = await openInstallation(dir, context);
  const runner = new StateRunner(installed, servicePrograms(), (event) => {
    const line = describe(event);
    if (line !== undefined) terminal.message(line);
  });
  let ended = false;
  const asked = (): boolean => ended;
  const end = (): Promise<void> => {
    ended = true;
    return runner.stop();
  };
  const untilEnd = context.untilAsked().then(end);
  const stray = new StrayErrors((line) => terminal.message(line));
  const letGo = stray.catch();
  // Whatever ends this process: what it started is told so.
  const abandon = (): void => runner.abandon();
  process.on('exit', abandon);
  try {
    await runner.start();
    await announce(runner, installed, terminal, json);
    const broken = stray.tooMany.then(() => {
      throw new CliError('CLI_UP_BROKEN');
    });
    await Promise.race([untilEnd, broken]);
  } catch (error) {
    // Told to end while it was starting: that is no failure.
    if (!asked()) {
      await end();
      throw error;
    }
    await untilEnd;
  } finally {
    letGo();
    process.off('exit', abandon);
  }
}

async function announce(
  runner: StateRunner,
  installed: Installed,
  terminal: Context['terminal'],
  json: boolean,
): Promise<void> {
  const { settings, layout } = installed;
  const { listen } = await readBorder(layout);
  const border = listen === undefined ? undefined : formatAddress(listen);
  const api = `https://${formatAddress(settings.http)}`;
  const answer = { state: settings.state, api, origin: settings.http.origin, border };
  // Its processes are there so that they can say so; nobody works.
  const untrusted = ownChainLines((await readBeats(installed)) ?? []);
  terminal.answer(json, { ...answer, untrusted, processes: runner.status() }, [
    untrusted.length === 0 ? `State ${settings.state} is ready` : `State ${settings.state} waits`,
    ...untrusted,
    `API: ${api} (officers: ${settings.http.origin})`,
    `Border: ${border ?? 'connects to neighbours only'}`,
  ]);
}
