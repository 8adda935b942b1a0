import { opensThread, type DocumentId } from '#kernel';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import { decodeDocument } from '#wire';
import { say } from '#language/console';
import { Refusal } from '../../api/refusal.js';
import { composeReply, namedBy } from '../../compose/document.js';
import type { Draft } from '../../compose/draft.js';
import type { Context, Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import type { Asking } from '../../people/profile.js';
import { asking, type ProfileFlags } from '../../people/asking.js';
import { sinceLines } from '../../people/story/since.js';
import type { Sent } from '../../people/sending/follow.js';
import { submit, type Compose, type SubmitFlags } from '../../people/sending/submit.js';
import { threadToAnswer, type Place, type Reading, type ToAnswer } from '../../people/threads.js';
import { disputeOf, placeOf, requireDocument } from '../../receipts/verify-document.js';
import { tellSubmitted } from './sending.js';
import { rememberIds } from '../../people/seen-ids.js';
import { shownWithNames } from '../../people/names/name-book.js';

type SendFlags = ProfileFlags & SubmitFlags;

/**
 * Names the last document that the author read: `against`, or the newest document up to `written`. Without both, the author
 * has read the whole thread.
 */
export interface Basis {
  readonly against?: DocumentId;
  readonly written?: Date;
  /** True if the author wrote the answer in a file. */
  readonly inFile?: true;
  /** Receives the time up to which the author has now seen the thread's documents. */
  readonly shownUntil?: (at: Date) => void;
  readonly recall?: DocumentId;
  readonly answers?: DocumentId;
}

const overtaken: readonly string[] = ['ALREADY_CLAIMED', 'ANSWERED_MEANWHILE'];

// Lines for a thread that this officer can no longer read, because its new holder may have restricted the access list.
function unread(error: unknown): string[] {
  if (!(error instanceof Refusal || error instanceof CliError)) throw error;
  return [say('threadsReply.whatComeSinceNot', { code: error.code })];
}

export async function sendReply(
  given: Given<SendFlags>,
  place: Place,
  draft: Draft,
  basis: Basis = {},
): Promise<void> {
  await tellSubmitted(given.context, given.command, await reply(given, place, draft, basis));
}

/**
 * Signs and submits a document. Throws if another officer claimed or answered the thread meanwhile. @returns undefined if the
 * document waits for a signature from another machine @throws Refusal, CliError
 */
export function reply(
  { context, command, flags }: Given<SendFlags>,
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
    const { path, beside } = replyRoute({ ...place, thread: view.thread }, seen);
    try {
      return await submit({ asked, context, flags }, path, compose, beside);
    } catch (error) {
      if (isOvertaken(error) && seen !== null)
        await showSince(asked, { context, command }, { ...found, reading, seen }, basis);
      throw error;
    }
  });
}

async function showSince(
  asked: Asking,
  { context, command }: Pick<Given<unknown>, 'context' | 'command'>,
  { reading, view, seen }: { reading: Reading; view: ToAnswer['view']; seen: DocumentId },
  { inFile, shownUntil }: Basis,
): Promise<void> {
  const { terminal, now } = context;
  terminal.message(
    say('threadsReply.nothingSent', {
      detail: inFile === true ? say('threadsReply.yourFileStays') : '',
    }),
  );
  const at = now();
  try {
    const shown = await shownWithNames(command, context, asked.file);
    const lines = await sinceLines(asked, reading, { then: view, seen }, shown);
    for (const line of lines) terminal.message(line);
    await rememberIds(asked.file, shown.shownIds());
    shownUntil?.(at);
  } catch (error) {
    for (const line of unread(error)) terminal.message(line);
  }
}

function writtenFor(draft: Draft, { written, recall, answers }: Basis) {
  const named = recall ?? answers ?? namedBy(draft);
  return {
    ...(written !== undefined && { written }),
    ...(named !== undefined && { answers: named }),
  };
}

const replyRoute = ({ desk, thread }: Place, seen: DocumentId | null) =>
  desk === 'inbox'
    ? { path: `/api/v1/inbox/${thread}/answers`, beside: seen === null ? {} : { seen } }
    : { path: '/api/v1/requests', beside: {} };

const isOvertaken = (error: unknown): boolean =>
  error instanceof Refusal && overtaken.includes(error.code);

/** Verifies the thread's documents, then returns a function that composes the reply. @throws CliError, Refusal */
export async function composing(
  asked: Asking,
  context: Context,
  { view, answers }: ToAnswer,
  draft: Draft,
): Promise<Compose> {
  const place = placeOf(view);
  const directories = await verifiedDirectory(asked);
  // Recipient and answered document are taken from these, so they must be verified.
  for (const dispatch of view.dispatches) {
    const dispute = disputeOf(dispatch, await requireDocument(directories, dispatch, place));
    // A disputed document may still need an answer; the officer is told.
    if (dispute !== undefined) context.terminal.message(`${dispute.code}: ${dispute.message}`);
  }
  const known = await confirmedAuthorities(asked, context.now());
  const said = withRequestsPurpose(draft, view);
  const replying = { thread: view, known, answers };
  return (signing, id) => composeReply(said, replying, signing, id.document);
}

// Replaces the purpose of a document that gives no reason by that of its request: the purpose of this read
// would hint at the reason. Pure.
function withRequestsPurpose(draft: Draft, { dispatches }: ToAnswer['view']): Draft {
  const isPlain =
    draft.kind === 'withdrawal' && 'reason' in draft.body && draft.body.reason === plainReason;
  const request = dispatches.find(({ kind }) => opensThread(kind));
  if (!isPlain || request === undefined) return draft;
  return { ...draft, purpose: decodeDocument(request.document).purpose };
}
