import { broadcastView } from '../../api/gen/readers.js';
import type { BroadcastMember } from '#capabilities/broadcasts/broadcasts.contract';
import type { Command } from 'commander';
import { v7 } from 'uuid';
import { parseBroadcastId, type AuthorityAddress, type BroadcastId, type Purpose } from '#kernel';
import { gather, listedId } from '../../arguments.js';
import { broadcastDrafts } from '../../compose/broadcast.js';
import type { OpeningDraft } from '../../compose/draft.js';
import { parseRecipient } from '../../compose/release.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import {
  asJson,
  asking,
  purposeOption,
  withProfile,
  type ProfileFlags,
} from '../../people/asking.js';
import { dueWord } from '../../people/words/clock-words.js';
import { printable } from '../../people/printable.js';
import type { Sent } from '../../people/sending/follow.js';
import type { SubmitFlags } from '../../people/sending/submit.js';
import { tellSent } from '../threads/sending.js';
import { showAnswer } from '../../people/answering.js';
import type { Shown } from '../../print/style.js';
import { table, type Column, type Row } from '../../print/table.js';

interface ReadFlags extends ProfileFlags {
  readonly purpose: Purpose;
}

export interface BroadcastFlags extends SubmitFlags {
  readonly alsoTo?: readonly AuthorityAddress[];
  readonly proportionality?: string;
  readonly sayToWhom?: true;
  readonly broadcast?: BroadcastId;
}

export const withBroadcast = (send: Command): Command =>
  send
    .option(
      '--also-to <STATE/authority>',
      'ask the same of another authority; may be given several times',
      gather(parseRecipient),
    )
    .option(
      '--proportionality <text>',
      'with --also-to: why it is proportionate to ask all of them',
    )
    .option('--say-to-whom', 'with --also-to: let each know which other States are asked')
    .option(
      '--broadcast <id>',
      'go on with one that broke off or was kept back, with --also-to or alone; its id was shown',
      listedId(parseBroadcastId),
    );

/**
 * Sends one request to each authority, as separately signed documents. After a refusal reports which documents were
 * sent and how to continue.
 * @throws as `send`
 */
export async function sendToAll(
  { context, command, flags }: Given<BroadcastFlags>,
  draft: OpeningDraft<'request'>,
  send: (draft: OpeningDraft<'request'>) => Promise<Sent | undefined>,
): Promise<void> {
  if (flags.detached !== undefined)
    throw new CliError(
      'CLI_USAGE',
      '--also-to: each request is signed by itself, with a key of this machine',
    );
  const id = flags.broadcast ?? parseBroadcastId(v7());
  const { alsoTo = [], proportionality, sayToWhom = false } = flags;
  const drafts = broadcastDrafts(draft, { id, alsoTo, proportionality, sayToWhom });
  const sent: (Sent & { readonly to: AuthorityAddress })[] = [];
  try {
    for (const each of drafts) {
      const submitted = await send(each);
      if (submitted !== undefined) sent.push({ ...submitted, to: each.to });
    }
  } catch (error) {
    if (sent.length > 0)
      context.terminal.message(
        `Sent already: ${sent.map(({ to }) => `${to.state}/${to.authority}`).join(', ')}. ` +
          `Leave these out and go on with --broadcast ${id}`,
      );
    throw error;
  }
  if (!wantsJson(command)) context.terminal.message(`Side by side: liaise request broadcast ${id}`);
  await tellSent(context, wantsJson(command), sent, {
    line: ({ thread, to }) =>
      `Signed and queued: thread ${thread}, to ${to.authority} of ${to.state}`,
    value: (told) => ({
      broadcast: id,
      sent: told.map((each, i) => ({ ...each, to: sent[i]?.to })),
    }),
  });
}

export function addBroadcast(request: Command, context: Context): void {
  withProfile(
    request
      .command('broadcast')
      .description('What was asked of several States at once: each clock, each receipt.')
      .argument('<id>', 'id of the broadcast', listedId(parseBroadcastId))
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise request broadcast 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION',
    )
    .action((id: BroadcastId, flags: ReadFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const path = `/api/v1/requests/broadcasts/${id}?purpose=${flags.purpose}`;
        const view = await asked.client.ask(broadcastView, 'GET', path);
        const now = context.now();
        await showAnswer({ context, command, flags }, asJson(view) as object, (shown) =>
          memberLines(view.members, shown, now),
        );
        context.terminal.message('Receipts as this gateway says; `request show` verifies them.');
      }),
    );
}

const columns: readonly Column[] = [
  { head: 'ID' },
  { head: 'DUE' },
  { head: 'STATE', least: 8 },
  { head: 'WITH', least: 12 },
  { head: 'SUBJECT', least: 16 },
];

function memberRow(member: BroadcastMember, shown: Shown, now: Date): Row {
  const { stages } = member.request;
  const told = stages.map(({ stage, at }) => `${stage} ${shown.when(at)}`);
  return {
    cells: [
      shown.id(member.thread),
      dueWord(member.clock, now),
      member.state,
      `${member.peer}/${member.peerAuthority}`,
      member.erased ? 'ERASED' : printable(member.subjectLine),
    ],
    notes: shown.verbose ? [told.join(', ')] : told.slice(-1),
  };
}

const memberLines = (members: readonly BroadcastMember[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    members.map((member) => memberRow(member, shown, now)),
    shown,
  );
