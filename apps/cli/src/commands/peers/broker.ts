import type { Command } from 'commander';
import { encodeEntry } from '#wire';
import { brokerAcceptedEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { withProfile, withSigner } from '../../people/asking.js';
import { runEntry, stateOf, withEntry, type EntryFlags } from '../../people/entries/grants.js';

const kinds = ['broker-accepted'] as const;

export function addAcceptBroker(peer: Command, context: Context): void {
  const accept = peer
    .command('accept-broker')
    .description('Take on the known faults of an old nats-server: two administrators sign.')
    .argument(
      '[version]',
      'exactly as `liaise doctor` shows it; not needed with --cosign, --submit',
    );
  withSigner(withEntry(withProfile(accept)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise peer accept-broker 2.10.27 --key admin-1.key --out broker.json
  $ liaise peer accept-broker --cosign broker.json --key admin-2.key
  $ liaise peer accept-broker --submit broker.json

It holds for this version alone. Without it no link to a real State works over a nats-server below 2.12.12 or 2.14.3;
codes that no country has, such as XA, are exempt: they are for tests and trials.`,
    )
    .action((version: string | undefined, flags: EntryFlags, command: Command) =>
      runEntry({ context, command, flags }, kinds, async () => {
        if (version === undefined || !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
          throw new CliError('CLI_USAGE', 'name the version, for example 2.10.27');
        const stated = { state: await stateOf(context, flags), at: context.now() };
        const entry = encodeEntry(brokerAcceptedEntry(stated, version));
        return { entry };
      }),
    );
}
