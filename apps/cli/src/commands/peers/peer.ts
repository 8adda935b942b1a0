import type { Command } from 'commander';
import { isEntry } from '#capabilities/directory/directory.schema';
import { parseStateCode, type StateCode } from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { peerRemovedEntry } from '../../compose/entries/entries.js';
import { limitsLines } from '../../compose/limits.js';
import { fitting } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { confirmedPeers } from '../../directory/confirm.js';
import { CliError } from '../../errors.js';
import { addAcceptBroker } from './broker.js';
import { addCeremony } from './ceremony.js';
import { addLimits } from './limits.js';
import { asking, withProfile, withSigner, type ProfileFlags } from '../../people/asking.js';
import { removeLink } from '../../people/entries/ceremony.js';
import {
  carryEntry,
  withEntry,
  type EntryFlags,
  type NamedGrant,
  type Started,
} from '../../people/entries/grants.js';
import { shownBy } from '../../print/style.js';
import { table } from '../../print/table.js';

const kinds = ['peer-removed'] as const;

export function addPeer(program: Command, context: Context): void {
  const peer = program
    .command('peer')
    .description(say('peer.peerDescription'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer list
  $ liaise peer invite --dir /srv/liaise/xa --address border.xa.example:7422 --out invitation.json
  $ liaise peer confirm --help`,
    );
  withProfile(peer.command('list').description(say('peer.listDescription')))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer list
  $ liaise peer list --json`,
    )
    .action((flags: ProfileFlags, command: Command) => list(context, flags, command));
  addCeremony(peer, context);
  addAcceptBroker(peer, context);
  addLimits(peer, context);
  const remove = peer
    .command('remove')
    .description(say('peer.removeDescription'))
    .argument('[state]', say('peer.removeStateArgument'), fitting(parseStateCode))
    .option('--dir <folder>', say('peer.removeDirOption'));
  withSigner(withEntry(withProfile(remove)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer remove XB --out removed.json
  $ liaise peer remove --submit removed.json --dir /srv/liaise/xa`,
    )
    .action(async (state: StateCode | undefined, flags: EntryFlags, command: Command) => {
      const handedIn = await carryEntry({ context, command, flags }, kinds, () =>
        startRemoval(context, state, flags),
      );
      for (const { grant } of handedIn) await closeBorder(context, grant, flags.dir);
    });
}

// Removes the link file after the entry was accepted: from the entry on nothing passes, whatever the border
// admits.
async function closeBorder(
  context: Context,
  { parsed }: NamedGrant['grant'],
  dir: string | undefined,
): Promise<void> {
  if (dir === undefined) context.terminal.message(say('peer.borderStillKnowsLink'));
  else if (isEntry(parsed, 'peer-removed')) {
    const link = await removeLink(context, dir, parsed.state, parsed.body.linkId);
    context.terminal.message(say('peer.linkRemoved', { link: link ?? say('peer.thereWasNone') }));
  }
}

async function startRemoval(
  context: Context,
  peer: StateCode | undefined,
  flags: EntryFlags,
): Promise<Started> {
  if (peer === undefined) throw new CliError('CLI_USAGE', say('peer.nameStateWhoseLink'));
  const entry = await asking(flags, context, async (asked) => {
    const { profile } = asked;
    const { peers } = await confirmedPeers(asked, context.now());
    const found = peers.find((each) => each.peer === peer);
    if (found === undefined)
      throw new CliError('CLI_PEER_UNKNOWN', say('peer.noNeighbour', { peer }));
    const stated = { state: profile.state, at: context.now() };
    return encodeEntry(peerRemovedEntry(stated, peer, found.linkId));
  });
  return { entry };
}

function list(context: Context, flags: ProfileFlags, command: Command): Promise<void> {
  return asking(flags, context, async (asked) => {
    const answer = await confirmedPeers(asked, context.now());
    const shown = shownBy(command, context.terminal);
    const lines = table(
      [{ head: say('column.state') }, { head: say('column.directory') }],
      answer.peers.map(({ peer, linkId, end, rootFingerprint, directory, limits }) => ({
        cells: [
          peer,
          directory === null
            ? say('peer.noneYet')
            : say('peer.version', { version: directory.version }),
        ],
        notes: [
          ...(shown.verbose
            ? [say('peer.linkOurEnd', { linkId, end }), `root ${rootFingerprint}`]
            : []),
          ...(limits === null ? [] : limitsLines(limits, shown)),
        ],
      })),
      shown,
    );
    context.terminal.answer(wantsJson(command), answer, lines);
    if (answer.peers.length === 0) context.terminal.message(say('peer.noNeighbourConfirmed'));
  });
}
