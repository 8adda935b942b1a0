import type { Command } from 'commander';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { brokerAcceptedEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { withProfile, withSigner } from '../../people/asking.js';
import { runEntry, stateOf, withEntry, type EntryFlags } from '../../people/entries/grants.js';

const kinds = ['broker-accepted'] as const;

export function addAcceptBroker(peer: Command, context: Context): void {
  const accept = peer
    .command('accept-broker')
    .description(say('broker.acceptBrokerDescription'))
    .argument('[version]', say('broker.acceptBrokerVersionArgument'));
  withSigner(withEntry(withProfile(accept)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer accept-broker 2.10.27 --key admin-1.key --out broker.json
  $ liaise peer accept-broker --cosign broker.json --key admin-2.key
  $ liaise peer accept-broker --submit broker.json

${say('broker.help')}`,
    )
    .action((version: string | undefined, flags: EntryFlags, command: Command) =>
      runEntry({ context, command, flags }, kinds, async () => {
        if (version === undefined || !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
          throw new CliError('CLI_USAGE', say('broker.nameVersionExample'));
        const stated = { state: await stateOf(context, flags), at: context.now() };
        const entry = encodeEntry(brokerAcceptedEntry(stated, version));
        return { entry };
      }),
    );
}
