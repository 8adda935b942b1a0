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
import { parseHeard, requireHeard, wordLines } from '../../people/entries/heard-words.js';
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

type ConfirmFlags = EntryFlags & { readonly heard?: readonly string[] };

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
    [`${flags.out}: acceptance for ${card.state}, link ${card.linkId}`, ...linesOf(met)],
  );
}

const linesOf = ({ ceremony, peer }: Met): string[] => wordLines(peer.card.state, ceremony.words);

function addConfirm(peer: Command, context: Context): void {
  const confirm = peer
    .command('confirm')
    .description('Compare twelve words and sign: two administrators, then anybody submits.')
    .argument('[invitation]')
    .argument('[acceptance]')
    .option(
      '--dir <folder>',
      'an installation of this machine: for its State, by its gateway; with --submit its border learns of the link',
    )
    .option(
      '--heard <words>',
      'all twelve words as the neighbour has read them; without it three are asked for',
      parseHeard,
    );
  withSigner(withEntry(withProfile(confirm)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise peer confirm invitation.json acceptance.json --key admin-1.key --out peer.json
  $ liaise peer confirm invitation.json acceptance.json --cosign peer.json --key admin-2.key
  $ liaise peer confirm invitation.json acceptance.json --submit peer.json --dir /srv/liaise/xa

Call the neighbour by a number that you know. Three of the words are not shown here: type them as the neighbour reads them. Each side
misses other words than the other. A script gives all twelve as they were heard: --heard "word word ...", with --yes.`,
    )
    .action(
      (
        invitation: string | undefined,
        acceptance: string | undefined,
        flags: ConfirmFlags,
        command: Command,
      ) => confirmPeer(context, [invitation, acceptance], flags, command),
    );
}

const kinds = ['peer'] as const;

async function confirmPeer(
  context: Context,
  [invitation, acceptance]: readonly (string | undefined)[],
  flags: ConfirmFlags,
  command: Command,
): Promise<void> {
  if (invitation === undefined || acceptance === undefined)
    throw new CliError('CLI_USAGE', 'name both files: the invitation and the acceptance');
  const started = flags.submit ?? flags.cosign;
  const state = await sideOf(context, started, flags);
  const met = await meet(state, invitation, acceptance);
  if (started !== undefined) await requireSameCeremony(started, met);
  // Whoever hands in the entry signs nothing: two administrators have heard the words.
  if (flags.submit === undefined) await requireHeard(context, hearingOf(met, flags.heard));
  else for (const line of linesOf(met)) context.terminal.message(line);
  await runEntry({ context, command, flags }, kinds, () => {
    const entry = encodeEntry(peerEntry({ state, at: context.now() }, met.body));
    return Promise.resolve({ entry, directory: met.peer.directory });
  });
  // Only what passed with the administrators' signatures may reach the border.
  if (flags.submit !== undefined && flags.dir !== undefined)
    context.terminal.message(`Link: ${await writeLink(context, flags.dir, met)}`);
}

// The second signer and the carrier are of the State that the entry names; its view of the words counts.
const sideOf = async (context: Context, started: string | undefined, flags: EntryFlags) =>
  started === undefined || flags.state !== undefined
    ? stateOf(context, flags)
    : (await readGrant(started, kinds)).parsed.state;

const hearingOf = ({ own, peer, ceremony }: Met, heard: readonly string[] | undefined) => ({
  peer: peer.card.state,
  words: ceremony.words,
  inviting: own.card.typ === 'liaise-invitation',
  heard,
});

/**
 * Requires that the file's entry says what the two compared ceremony files say. The second administrator thus signs what the
 * twelve words confirm. @throws CliError CLI_FILE_INVALID
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
