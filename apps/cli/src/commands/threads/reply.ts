import { opensThread, type DocumentId } from '#kernel';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import { decodeDocument } from '#wire';
import { Refusal } from '../../api/refusal.js';
import { composeReply, namedBy } from '../../compose/document.js';
import type { Draft } from '../../compose/draft.js';
import type { Context, Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { asking, type Asking, type ProfileFlags } from '../../people/asking.js';
import { sinceLines } from '../../people/story/since.js';
import type { Sent } from '../../people/sending/follow.js';
import { submit, type Compose, type SubmitFlags } from '../../people/sending/submit.js';
import { threadToAnswer, type Place, type ToAnswer } from '../../people/threads.js';
import { disputeOf, requireDocument } from '../../receipts/verify-document.js';
import { tellSubmitted } from './sending.js';

type SendFlags = ProfileFlags & SubmitFlags;

/** Place against which the text of an answer was written: the last document read, or the time of the text. */
export interface Basis {
  readonly against?: DocumentId;
  readonly written?: Date;
  /** The recall or correction that is answered. */
  readonly recall?: DocumentId;
  /** Another document that is answered. */
  readonly answers?: DocumentId;
}

/** Refusals that say that somebody else was faster. */
const overtaken: readonly string[] = ['ALREADY_CLAIMED', 'ANSWERED_MEANWHILE'];

/** Lines for a thread that cannot be read: who has it now may be on its roster alone, which is no other reason why nothing was sent. */
function unread(error: unknown): string[] {
  if (!(error instanceof Refusal || error instanceof CliError)) throw error;
  return [
    `Nothing was sent, and your text stays as it is. What has come since is not shown to you: ${error.code}.`,
  ];
}

/** Signs and queues a later document of a thread from our side, and tells what became of it. */
export async function sendReply(
  given: Given<SendFlags>,
  place: Place,
  draft: Draft,
  basis: Basis = {},
): Promise<void> {
  await tellSubmitted(given.context, given.command, await reply(given, place, draft, basis));
}

/** Signs and queues it; where somebody else was faster, shows what has come since the text was written. */
function reply(
  { context, flags }: Given<SendFlags>,
  place: Place,
  draft: Draft,
  basis: Basis,
): Promise<Sent | undefined> {
  return asking(flags, context, async (asked) => {
    const reading = { ...place, purpose: draft.purpose };
    const found = await threadToAnswer(asked.client, reading, draft.kind, writtenFor(draft, basis));
    const { view } = found;
    const seen = basis.against ?? found.seen;
    const compose = await composing(asked, context, found, draft);
    const { path, beside } = doorOf({ ...place, thread: view.thread }, seen);
    try {
      return await submit({ asked, context, flags }, path, compose, beside);
    } catch (error) {
      if (isOvertaken(error) && seen !== null)
        for (const line of await sinceLines(asked, reading, view, seen).catch(unread))
          context.terminal.message(line);
      throw error;
    }
  });
}

/** Time of the text of a reply, and the document that it answers, as far as either is known. */
function writtenFor(draft: Draft, { written, recall, answers }: Basis) {
  const named = recall ?? answers ?? namedBy(draft);
  return {
    ...(written !== undefined && { written }),
    ...(named !== undefined && { answers: named }),
  };
}

/** Address for a reply, and members that the gateway is told beside it. */
const doorOf = ({ desk, thread }: Place, seen: DocumentId | null) =>
  desk === 'inbox'
    ? { path: `/api/v1/inbox/${thread}/answers`, beside: seen === null ? {} : { seen } }
    : { path: '/api/v1/requests', beside: {} };

const isOvertaken = (error: unknown): boolean =>
  error instanceof Refusal && overtaken.includes(error.code);

/** How a reply in a thread is composed, by what was verified of the thread and the directories. @throws CliError, Refusal */
export async function composing(
  asked: Asking,
  context: Context,
  { view, answers }: ToAnswer,
  draft: Draft,
): Promise<Compose> {
  const other = { state: view.peer, authority: view.peerAuthority };
  const former = view.side === 'ASKING' ? view.formerAuthorities : [];
  const place = { thread: view.thread, other, former };
  const directories = await verifiedDirectory(asked);
  // To whom the answer goes and what it answers is taken from these.
  for (const dispatch of view.dispatches) {
    const dispute = disputeOf(dispatch, await requireDocument(directories, dispatch, place));
    // Whoever answers may have to all the same, and knows it.
    if (dispute !== undefined) context.terminal.message(`${dispute.code}: ${dispute.message}`);
  }
  const known = await confirmedAuthorities(asked, context.now());
  const said = withRequestsPurpose(draft, view);
  const replying = { thread: view, known, answers };
  return (signing, id) => composeReply(said, replying, signing, id.document);
}

/** For what a thread is read now would tell why it is withdrawn: what says no reason says the purpose of its request. Pure. */
function withRequestsPurpose(draft: Draft, { dispatches }: ToAnswer['view']): Draft {
  const isPlain =
    draft.kind === 'withdrawal' && 'reason' in draft.body && draft.body.reason === plainReason;
  const request = dispatches.find(({ kind }) => opensThread(kind));
  if (!isPlain || request === undefined) return draft;
  return { ...draft, purpose: decodeDocument(request.document).purpose };
}
