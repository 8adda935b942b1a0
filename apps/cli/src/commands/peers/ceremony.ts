import type { Command } from 'commander';
import { isEntry } from '#capabilities/directory/directory.schema';
import { decodeEntry, encodeEntry } from '#wire';
import { peerEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { withProfile, withSigner } from '../../people/asking.js';
import {
  meet,
  newLinkId,
  readCeremonyFile,
  writeLink,
  writeOwnFile,
  type Met,
} from '../../people/entries/ceremony.js';
import {
  readGrant,
  runEntry,
  stateOf,
  withEntry,
  type EntryFlags,
} from '../../people/entries/grants.js';

interface OwnFlags {
  readonly dir: string;
  readonly out: string;
  readonly address?: string;
  readonly connect?: boolean;
}

export function addCeremony(peer: Command, context: Context): void {
  peer
    .command('invite')
    .description('Write the file that invites a neighbour; the gateway must run.')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .requiredOption('--out <file>', 'new file; it holds nothing secret')
    .option('--address <host:port>', 'where the neighbour reaches our border')
    .option('--connect', 'we connect to the neighbour; otherwise it connects to us')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise peer invite --dir /srv/liaise/xa --address border.xa.example:7422 --out invitation.json
  $ liaise peer invite --dir /srv/liaise/xa --connect --out invitation.json`,
    )
    .action(async (flags: OwnFlags, command: Command) => {
      const end = flags.connect === true ? 2 : 1;
      const plan = { ...flags, address: flags.address, typ: 'liaise-invitation', end } as const;
      const card = await writeOwnFile(context, { ...plan, linkId: newLinkId() });
      const { state, linkId } = card;
      context.terminal.answer(wantsJson(command), { file: flags.out, state, linkId }, [
        `${flags.out}: invitation of ${state}, link ${linkId}`,
      ]);
    });
  peer
    .command('accept')
    .description('Answer an invitation with a file of our own; the gateway must run.')
    .argument('<invitation>')
    .requiredOption('--dir <folder>', 'folder of the installation')
    .requiredOption('--out <file>', 'new file; it holds nothing secret')
    .option(
      '--address <host:port>',
      'where the neighbour reaches our border, when it connects to us',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise peer accept invitation.json --dir /srv/liaise/xb --out acceptance.json',
    )
    .action((invitation: string, flags: OwnFlags, command: Command) =>
      accept(context, invitation, flags, command),
    );
  addConfirm(peer, context);
}

async function accept(
  context: Context,
  invitation: string,
  flags: OwnFlags,
  command: Command,
): Promise<void> {
  const { card } = await readCeremonyFile(invitation, 'liaise-invitation');
  const end = card.border.end === 1 ? 2 : 1;
  const typ = 'liaise-acceptance';
  const plan = { ...flags, address: flags.address, typ, end, linkId: card.linkId } as const;
  const own = await writeOwnFile(context, plan);
  const met = await meet(own.state, invitation, flags.out);
  context.terminal.answer(
    wantsJson(command),
    { file: flags.out, peer: card.state, linkId: card.linkId, words: met.ceremony.words },
    [`${flags.out}: acceptance for ${card.state}, link ${card.linkId}`, ...wordLines(met)],
  );
}

const wordLines = ({ ceremony, peer }: Met): string[] => [
  `Twelve words with ${peer.card.state}; both sides must read the same, by voice:`,
  ...[0, 4, 8].map((at) => `    ${ceremony.words.slice(at, at + 4).join('  ')}`),
];

function addConfirm(peer: Command, context: Context): void {
  const confirm = peer
    .command('confirm')
    .description('Compare twelve words and sign: two administrators, then anybody submits.')
    .argument('[invitation]')
    .argument('[acceptance]')
    .option(
      '--dir <folder>',
      'an installation of this machine: for its State, by its gateway; with --submit its border learns of the link',
    );
  withSigner(withEntry(withProfile(confirm)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise peer confirm invitation.json acceptance.json --key admin-1.key --out peer.json
  $ liaise peer confirm invitation.json acceptance.json --cosign peer.json --key admin-2.key
  $ liaise peer confirm invitation.json acceptance.json --submit peer.json --dir /srv/liaise/xa`,
    )
    .action(
      (
        invitation: string | undefined,
        acceptance: string | undefined,
        flags: EntryFlags,
        command: Command,
      ) => confirmPeer(context, [invitation, acceptance], flags, command),
    );
}

const kinds = ['peer'] as const;

async function confirmPeer(
  context: Context,
  [invitation, acceptance]: readonly (string | undefined)[],
  flags: EntryFlags,
  command: Command,
): Promise<void> {
  if (invitation === undefined || acceptance === undefined)
    throw new CliError('CLI_USAGE', 'name both files: the invitation and the acceptance');
  const started = flags.submit ?? flags.cosign;
  // The second signer and the carrier are of the State that the entry names; its view of the words counts.
  const state =
    started === undefined || flags.state !== undefined
      ? await stateOf(context, flags)
      : (await readGrant(started, kinds)).parsed.state;
  const met = await meet(state, invitation, acceptance);
  for (const line of wordLines(met)) context.terminal.message(line);
  if (started !== undefined) await requireSameCeremony(started, met);
  await runEntry({ context, command, flags }, kinds, () => {
    const entry = encodeEntry(peerEntry({ state, at: context.now() }, met.body));
    return Promise.resolve({ entry, directory: met.peer.directory });
  });
  // Only what passed with the administrators' signatures may reach the border.
  if (flags.submit !== undefined && flags.dir !== undefined)
    context.terminal.message(`Link: ${await writeLink(context, flags.dir, met)}`);
}

/**
 * Recomputes the entry: the second administrator signs what the twelve words stand for, not what the first one wrote.
 * @throws CliError CLI_FILE_INVALID
 */
async function requireSameCeremony(file: string, { body, own }: Met): Promise<void> {
  const entry = decodeEntry((await readGrant(file, kinds)).entry);
  const same =
    isEntry(entry, 'peer') &&
    entry.state === own.card.state &&
    Object.entries(body).every(([name, value]) => value === entry.body[name as keyof typeof body]);
  if (!same)
    throw new CliError('CLI_FILE_INVALID', `${file}: not about the two files that were compared`);
}
