import type { Command } from 'commander';
import { isEntry } from '#capabilities/directory/directory.schema';
import type { StateCode } from '#kernel';
import { encodeEntry } from '#wire';
import { say } from '#language/console';
import { peerEntry } from '../../compose/entries/entries.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { installedAt, withProfile, withSigner } from '../../people/asking.js';
import {
  meet,
  newLinkId,
  readCeremonyFile,
  writeLink,
  writeOwnFile,
  type Met,
} from '../../people/entries/ceremony.js';
import { parseSpokenWords, assertSameWords, wordLines } from '../../people/entries/spoken-words.js';
import {
  carryEntry,
  readNamed,
  stateOf,
  withEntry,
  type EntryFlags,
  type NamedGrant,
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
    .description(say('peersCeremony.inviteDescription'))
    .requiredOption('--dir <folder>', say('peersCeremony.inviteDirOption'))
    .requiredOption('--out <file>', say('peersCeremony.inviteOutOption'))
    .option('--address <host:port>', say('peersCeremony.inviteAddressOption'))
    .option('--connect', say('peersCeremony.inviteConnectOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer invite --dir /srv/liaise/xa --address border.xa.example:7422 --out invitation.json
  $ liaise peer invite --dir /srv/liaise/xa --connect --out invitation.json`,
    )
    .action(async (flags: OwnFlags, command: Command) => {
      const end = flags.connect === true ? 2 : 1;
      const plan = { ...flags, address: flags.address, typ: 'liaise-invitation', end } as const;
      const card = await writeOwnFile(context, { ...plan, linkId: newLinkId() });
      const { state, linkId } = card;
      context.terminal.answer(wantsJson(command), { file: flags.out, state, linkId }, [
        say('peersCeremony.invitationLink', { out: flags.out, state, linkId }),
      ]);
    });
  peer
    .command('accept')
    .description(say('peersCeremony.acceptDescription'))
    .argument('<invitation>')
    .requiredOption('--dir <folder>', say('peersCeremony.acceptDirOption'))
    .requiredOption('--out <file>', say('peersCeremony.acceptOutOption'))
    .option('--address <host:port>', say('peersCeremony.acceptAddressOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer accept invitation.json --dir /srv/liaise/xb --out acceptance.json`,
    )
    .action((invitation: string, flags: OwnFlags, command: Command) =>
      accept(context, invitation, flags, command),
    );
  addConfirm(peer, context);
}

// Before anything is written: the inviting State cannot accept its own file.
async function assertNeighbours(
  context: Context,
  dir: string,
  file: string,
  inviting: StateCode,
): Promise<void> {
  const { state } = await installedAt(dir, context);
  if (state === inviting)
    throw new CliError('CLI_USAGE', say('peersCeremony.ownInvitation', { file, state }));
}

async function accept(
  context: Context,
  invitation: string,
  flags: OwnFlags,
  command: Command,
): Promise<void> {
  const { card } = await readCeremonyFile(invitation, 'liaise-invitation');
  await assertNeighbours(context, flags.dir, invitation, card.state);
  const end = card.border.end === 1 ? 2 : 1;
  const typ = 'liaise-acceptance';
  const plan = { ...flags, address: flags.address, typ, end, linkId: card.linkId } as const;
  const own = await writeOwnFile(context, plan);
  const met = await meet(own.state, invitation, flags.out);
  context.terminal.answer(
    wantsJson(command),
    { file: flags.out, peer: card.state, linkId: card.linkId, words: met.ceremony.words },
    [
      say('peersCeremony.acceptanceLink', {
        out: flags.out,
        state: card.state,
        linkId: card.linkId,
      }),
      ...linesOf(met),
    ],
  );
}

const linesOf = ({ ceremony, peer }: Met): string[] => wordLines(peer.card.state, ceremony.words);

function addConfirm(peer: Command, context: Context): void {
  const confirm = peer
    .command('confirm')
    .description(say('peersCeremony.confirmDescription'))
    .argument('[invitation]')
    .argument('[acceptance]')
    .option('--dir <folder>', say('peersCeremony.confirmDirOption'))
    .option('--heard <words>', say('peersCeremony.confirmHeardOption'), parseSpokenWords);
  withSigner(withEntry(withProfile(confirm)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise peer confirm invitation.json acceptance.json --key admin-1.key --out peer.json
  $ liaise peer confirm invitation.json acceptance.json --cosign peer.json --key admin-2.key
  $ liaise peer confirm invitation.json acceptance.json --submit peer.json --dir /srv/liaise/xa

${say('peersCeremony.help')}`,
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

// Before anybody is asked for words; these bytes are judged, shown, signed and handed in.
async function entryIn(flags: ConfirmFlags): Promise<readonly NamedGrant[]> {
  if ((flags.cosign ?? []).length > 1)
    throw new CliError('CLI_USAGE', say('peersCeremony.oneEntry'));
  return readNamed(flags, kinds);
}

async function confirmPeer(
  context: Context,
  [invitation, acceptance]: readonly (string | undefined)[],
  flags: ConfirmFlags,
  command: Command,
): Promise<void> {
  if (invitation === undefined || acceptance === undefined)
    throw new CliError('CLI_USAGE', say('peersCeremony.nameBothFilesInvitation'));
  const read = await entryIn(flags);
  const [started] = read;
  const state = await sideOf(context, started, flags);
  const met = await meet(state, invitation, acceptance);
  if (started !== undefined) assertSameCeremony(started, met);
  // Whoever only hands in the entry signs nothing: two administrators have heard the words.
  if (typeof flags.submit !== 'string') await assertSameWords(context, hearingOf(met, flags.heard));
  else for (const line of linesOf(met)) context.terminal.message(line);
  const start = () => {
    const entry = encodeEntry(peerEntry({ state, at: context.now() }, met.body));
    return Promise.resolve({ entry, directory: met.peer.directory });
  };
  const handedIn = await carryEntry({ context, command, flags }, kinds, start, read);
  // Only what passed with the administrators' signatures may reach the border.
  if (handedIn.length > 0 && flags.dir !== undefined)
    context.terminal.message(
      say('peersCeremony.link', { met: await writeLink(context, flags.dir, met) }),
    );
}

// The second signer and the carrier are of the State that the entry names; its view of the words counts.
const sideOf = async (context: Context, started: NamedGrant | undefined, flags: EntryFlags) =>
  started === undefined || flags.state !== undefined
    ? stateOf(context, flags)
    : started.grant.parsed.state;

const hearingOf = ({ own, peer, ceremony }: Met, spokenWords: readonly string[] | undefined) => ({
  peer: peer.card.state,
  words: ceremony.words,
  inviting: own.card.typ === 'liaise-invitation',
  spokenWords,
});

/**
 * Requires that the entry in `grant` agrees with the invitation and the acceptance. @throws CliError CLI_FILE_INVALID if it
 * differs
 */
function assertSameCeremony({ file, grant }: NamedGrant, { body, own }: Met): void {
  const entry = grant.parsed;
  const same =
    isEntry(entry, 'peer') &&
    entry.state === own.card.state &&
    Object.entries(body).every(([name, value]) => value === entry.body[name as keyof typeof body]);
  if (!same)
    throw new CliError('CLI_FILE_INVALID', say('peersCeremony.notAboutTwoFiles', { file }));
}
