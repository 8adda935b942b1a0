import { submitted } from '../../api/gen/readers.js';
import type { Command } from 'commander';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { isOpening, type Document } from '#kernel';
import type { Context } from '../../context.js';
import { confirm, type Asking } from '../../people/asking.js';
import {
  nothingSeen,
  shownBeforeSending,
  unseenIn,
  type DuplicatesSeen,
} from '../../people/sending/duplicates.js';
import type { Sent } from '../../people/sending/follow.js';
import {
  handOver,
  signedBody,
  type Compose,
  type Look,
  type SubmitFlags,
} from '../../people/sending/submit.js';

export interface SeeingFlags {
  readonly duplicatesSeen?: true;
}

export const withSeeing = (send: Command): Command =>
  send.option(
    '--duplicates-seen',
    'with --yes: send although others are at work on the same; who, is shown',
  );

/**
 * Signs and submits what opens a thread. Whoever says yes has seen who else is at work on the same, and the gateway is told
 * so; what has come since is shown, and asked about once more. `besides`: threads of the same broadcast. @throws as `signedBody`
 */
export async function sendSeen(
  asked: Asking,
  context: Context,
  flags: SubmitFlags & SeeingFlags,
  compose: Compose,
  look: Look,
  besides: readonly string[],
): Promise<Sent | undefined> {
  let seen = nothingSeen;
  const signed = await signedBody(asked, context, flags, compose, async (document: Document) => {
    const lines = await look(document);
    if (!isOpening(document)) return lines;
    const shown = await shownBeforeSending(asked, document, besides);
    seen = shown.seen;
    return [...lines, ...shown.lines];
  });
  if (signed === undefined) return undefined;
  const unasked = flags.yes === true && flags.duplicatesSeen !== true;
  const said = unasked ? nothingSeen : seen;
  const path = '/api/v1/requests';
  const send = ({ duplicatesSeen, otherDeskSeen }: DuplicatesSeen): Promise<Sent> =>
    handOver(asked, context, signed, path, () =>
      asked.client.ask(submitted, 'POST', path, {
        ...signed,
        ...(duplicatesSeen.length > 0 && { duplicatesSeen }),
        ...(otherDeskSeen && { otherDeskSeen }),
      }),
    );
  try {
    return await send(said);
  } catch (error) {
    const unseen = unseenIn(error);
    if (unseen === undefined || unasked) throw error;
    const yes = flags.duplicatesSeen === true;
    if (yes) for (const line of unseen.lines) context.terminal.message(line);
    await confirm(context, yes, unseen.lines, 'Send it all the same?');
    // The gateway takes no more than it shows: what it has just named it wants to hear of.
    const all = [...unseen.seen.duplicatesSeen, ...said.duplicatesSeen];
    return await send({
      duplicatesSeen: all.slice(0, duplicateLimits.shown),
      otherDeskSeen: said.otherDeskSeen || unseen.seen.otherDeskSeen,
    });
  }
}
