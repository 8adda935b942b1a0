import { say } from '#language/console';
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
      say('requestsBroadcast.alsoToOption'),
      gather(parseRecipient),
    )
    .option('--proportionality <text>', say('requestsBroadcast.proportionalityOption'))
    .option('--say-to-whom', say('requestsBroadcast.sayToWhomOption'))
    .option(
      '--broadcast <id>',
      say('requestsBroadcast.broadcastOption'),
      listedId(parseBroadcastId),
    );

/**
 * Sends each authority its own signed copy of a request. After an error, shows to whom copies were sent and how to continue.
 * @throws CliError CLI_USAGE with `--detached`, or as `broadcastDrafts`; errors of `send` and `tellSent`
 */
export async function sendToAll(
  { context, command, flags }: Given<BroadcastFlags>,
  draft: OpeningDraft<'request'>,
  send: (draft: OpeningDraft<'request'>) => Promise<Sent | undefined>,
): Promise<void> {
  if (flags.detached !== undefined)
    throw new CliError('CLI_USAGE', say('requestsBroadcast.alsoRequestSignedItself'));
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
        say('requestsBroadcast.sentAlready', {
          sent: sent.map(({ to }) => `${to.state}/${to.authority}`).join(', '),
          id,
        }),
      );
    throw error;
  }
  if (!wantsJson(command))
    context.terminal.message(say('requestsBroadcast.sideSideLiaiseRequest', { id }));
  await tellSent(context, command, sent, {
    line: ({ thread, to }) =>
      say('requestsBroadcast.signedQueuedThread', {
        thread,
        authority: to.authority,
        state: to.state,
      }),
    value: (reports) => ({
      broadcast: id,
      sent: reports.map((each, i) => ({ ...each, to: sent[i]?.to })),
    }),
  });
}

export function addBroadcast(request: Command, context: Context): void {
  withProfile(
    request
      .command('broadcast')
      .description(say('requestsBroadcast.broadcastDescription'))
      .argument('<id>', say('requestsBroadcast.broadcastIdArgument'), listedId(parseBroadcastId))
      .requiredOption(...purposeOption),
  )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request broadcast 0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e --purpose INVESTIGATION`,
    )
    .action((id: BroadcastId, flags: ReadFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const path = `/api/v1/requests/broadcasts/${id}?purpose=${flags.purpose}`;
        const view = await asked.client.ask(broadcastView, 'GET', path);
        const now = context.now();
        await showAnswer({ context, command, flags }, asJson(view) as object, (shown) =>
          memberLines(view.members, shown, now),
        );
        context.terminal.message(say('requestsBroadcast.receiptsGatewaySaysRequest'));
      }),
    );
}

const columns: readonly Column[] = [
  { head: say('column.id') },
  { head: say('column.due') },
  { head: say('column.status'), least: 8 },
  { head: say('column.with'), least: 12 },
  { head: say('column.subject'), least: 16 },
];

function memberRow(member: BroadcastMember, shown: Shown, now: Date): Row {
  const { stages } = member.request;
  const stageTexts = stages.map(({ stage, at }) => `${stage} ${shown.when(at)}`);
  return {
    cells: [
      shown.id(member.thread),
      dueWord(member.clock, now),
      member.state,
      `${member.peer}/${member.peerAuthority}`,
      member.erased ? say('requestsBroadcast.erased') : printable(member.subjectLine),
    ],
    notes: shown.verbose ? [stageTexts.join(', ')] : stageTexts.slice(-1),
  };
}

const memberLines = (members: readonly BroadcastMember[], shown: Shown, now: Date): string[] =>
  table(
    columns,
    members.map((member) => memberRow(member, shown, now)),
    shown,
  );
