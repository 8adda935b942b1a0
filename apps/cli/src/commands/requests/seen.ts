import { say } from '#language/console';
import { submitted } from '../../api/gen/readers.js';
import type { Command } from 'commander';
import { duplicateLimits } from '#capabilities/deconfliction/sought.model';
import { isOpening, type Document } from '#kernel';
import { confirm } from '../../people/asking.js';
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
  type Sender,
  type SignedBody,
} from '../../people/sending/submit.js';

export interface SeeingFlags {
  readonly duplicatesSeen?: true;
}

export const withSeeing = (send: Command): Command =>
  send.option('--duplicates-seen', say('seen.duplicatesSeenOption'));

type SeeingSender = Sender & { readonly flags: SeeingFlags };

/**
 * Shows similar requests, then signs and submits the document. @returns undefined if the document waits for a signature from
 * another machine @throws as `signedBody`
 */
export async function sendSeen(
  sender: SeeingSender,
  compose: Compose,
  look: Look,
  besides: readonly string[],
): Promise<Sent | undefined> {
  const { asked, flags } = sender;
  let seen = nothingSeen;
  const signed = await signedBody(sender, compose, async (document: Document) => {
    const lines = await look(document);
    if (!isOpening(document)) return lines;
    const shown = await shownBeforeSending(asked, document, besides);
    seen = shown.seen;
    return [...lines, ...shown.lines];
  });
  if (signed === undefined) return undefined;
  const unasked = flags.yes === true && flags.duplicatesSeen !== true;
  const said = unasked ? nothingSeen : seen;
  try {
    return await handIn(sender, signed, said);
  } catch (error) {
    const unseen = unseenIn(error);
    if (unseen === undefined || unasked) throw error;
    await confirmUnseen(sender, unseen.lines);
    // The gateway accepts only duplicates that it showed, and demands those that it just named.
    const all = [...unseen.seen.duplicatesSeen, ...said.duplicatesSeen];
    return await handIn(sender, signed, {
      duplicatesSeen: all.slice(0, duplicateLimits.shown),
      otherDeskSeen: said.otherDeskSeen || unseen.seen.otherDeskSeen,
    });
  }
}

const path = '/api/v1/requests';

const handIn = (
  sender: Sender,
  signed: SignedBody,
  { duplicatesSeen, otherDeskSeen }: DuplicatesSeen,
): Promise<Sent> =>
  handOver(sender, signed, path, () =>
    sender.asked.client.ask(submitted, 'POST', path, {
      ...signed,
      ...(duplicatesSeen.length > 0 && { duplicatesSeen }),
      ...(otherDeskSeen && { otherDeskSeen }),
    }),
  );

async function confirmUnseen({ context, flags }: SeeingSender, lines: readonly string[]) {
  const yes = flags.duplicatesSeen === true;
  if (yes) for (const line of lines) context.terminal.message(line);
  await confirm(context, yes, lines, say('seen.sendSame'));
}
