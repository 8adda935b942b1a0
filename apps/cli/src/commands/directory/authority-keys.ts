import type { Command } from 'commander';
import {
  parseAuthorityId,
  parseFingerprint,
  parseStateCode,
  timestamp,
  type AuthorityId,
} from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { fitting } from '../../arguments.js';
import { authorityEntry } from '../../compose/entries/entries.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { completeKeys } from '../../installation/keys/compartment-keys.js';
import { openInstallation } from '../../installation/installed.js';
import { ownDirectory } from '../../installation/own-directory.js';
import { withProfile, withSigner } from '../../people/asking.js';
import { runEntry, withEntry, type EntryFlags, type Started } from '../../people/entries/grants.js';

interface KeysFlags extends EntryFlags {
  readonly dir?: string;
  readonly authority?: AuthorityId;
}

export function addKeys(authority: Command, context: Context): void {
  const keys = authority
    .command('keys')
    .description(say('authorityKeys.keysDescription'))
    .option('--dir <folder>', say('authorityKeys.keysDirOption'))
    .option('--authority <id>', say('authorityKeys.which'), fitting(parseAuthorityId));
  withSigner(withEntry(withProfile(keys)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise authority keys --dir /srv/liaise/xa --authority border-police --key root.key --out keys.json
  $ liaise authority keys --submit keys.json --url https://localhost:8443 --ca services-ca.crt

${say('authorityKeys.help')}`,
    )
    .action((flags: KeysFlags, command: Command) =>
      runEntry({ context, command, flags }, ['authority'], () => start(context, flags)),
    );
}

async function start(context: Context, flags: KeysFlags): Promise<Started> {
  const { dir, authority } = flags;
  if (dir === undefined || authority === undefined)
    throw new CliError('CLI_USAGE', say('authorityKeys.dirAuthorityNeeded'));
  const { layout, settings } = await openInstallation(dir, context);
  const at = context.now();
  const state = parseStateCode(settings.state);
  const directory = await ownDirectory(layout, state, parseFingerprint(settings.rootFingerprint));
  const record = directory.authority(authority, timestamp(at));
  if (record === undefined)
    throw new CliError('CLI_USAGE', say('authorityKeys.noAuthority', { authority, state }));
  const body = await completeKeys(layout, state, record, at);
  if (body === undefined)
    throw new CliError('CLI_USAGE', say('authorityKeys.keyEveryCompartment', { authority }));
  const entry = encodeEntry(authorityEntry({ state, at }, body));
  return { entry };
}
