import type { Command } from 'commander';
import { wantsJson, type Context } from '../context.js';
import { readBorder, formatAddress } from '../installation/border-settings.js';
import { openInstallation } from '../installation/installed.js';
import { explain } from '../explain.js';
import { servicePrograms } from '../running/programs.js';
import { StateRunner, type RunnerEvent } from '../running/state-runner.js';

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
    case 'links-refused':
      return ['border: the links stay as they were', ...explain(event.error)].join('\n');
  }
}

export function addUp(program: Command, context: Context): void {
  program
    .command('up')
    .description('Run a State: its database, its two brokers and its services.')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir: string }, command: Command) => {
      const { terminal } = context;
      const installed = await openInstallation(flags.dir, context);
      const runner = new StateRunner(installed, servicePrograms(), (event) => {
        const line = describe(event);
        if (line !== undefined) terminal.message(line);
      });
      let ended = false;
      const asked = (): boolean => ended;
      const untilEnd = context.untilAsked().then(() => {
        ended = true;
        return runner.stop();
      });
      try {
        await runner.start();
      } catch (error) {
        // Told to end while it was starting: that is no failure.
        if (!asked()) throw error;
      }
      if (!asked()) {
        const { settings, layout } = installed;
        const { listen } = await readBorder(layout);
        const border = listen === undefined ? undefined : formatAddress(listen);
        const api = `https://${formatAddress(settings.http)}`;
        const answer = { state: settings.state, api, origin: settings.http.origin, border };
        terminal.answer(wantsJson(command), { ...answer, processes: runner.status() }, [
          `State ${settings.state} is ready`,
          `API: ${api} (officers: ${settings.http.origin})`,
          `Border: ${border ?? 'connects to neighbours only'}`,
        ]);
      }
      await untilEnd;
    });
}
