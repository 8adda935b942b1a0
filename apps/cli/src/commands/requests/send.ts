import type { Command } from 'commander';
import type { OpeningKind } from '#kernel';
import { parseOpeningDraft, type OpeningDraft } from '../../compose/draft.js';
import {
  copiedToo,
  informationExample,
  requestExample,
  shownFile,
  whereLists,
} from '../../compose/forms/examples.js';
import type { Context, Given } from '../../context.js';
import { readText } from '../../installation/files.js';
import type { ProfileFlags } from '../../people/asking.js';
import type { Sent } from '../../people/sending/follow.js';
import { tellSubmitted, withSending } from '../threads/sending.js';
import { sendToAll, withBroadcast, type BroadcastFlags } from './broadcast.js';
import { sendOpening } from './opening.js';
import { withSeeing, type SeeingFlags } from './seen.js';

type SendFlags = ProfileFlags & BroadcastFlags & SeeingFlags;

export function addSend(request: Command, context: Context): void {
  const send = request
    .command('send')
    .description('Compose, show, sign and queue a request.')
    .argument('<file>', 'JSON: {to: {state, authority}, purpose, handling?, body}');
  withSeeing(withBroadcast(withSending(send)))
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request send request.json
  $ liaise request send request.json --attach photo.jpg --attach list.csv
  $ liaise request send request.json --yes --key novak.key --passphrase-file phrase
  $ liaise request send request.json --detached request.sig --certificate novak.cert
  $ liaise request send request.json --also-to XC/coast-guard --also-to XD/border-police --proportionality "Nobody knows where it lies."

A file:
${shownFile(requestExample)}

Before it is signed you see who is already at work on the same (\`duplicates\`), and say yes to that, too. Where nobody is asked,
--yes alone is refused then (DUPLICATE_NOT_SEEN); --yes --duplicates-seen shows it and sends all the same. A risk to life never waits.
The example of each type: \`liaise request form TYPE\`.
Several States are asked the same with --also-to. One by one it is refused within 24 hours (BROADCAST_NEEDED; not for a risk to life): withdraw
what was sent already and ask all of them, or say in the next request what the first State has answered.
Without "handling" the request carries H1 (not for a court without permission), X4, and is kept for twelve
months after the exchange (the whole file goes with what is kept the shortest). With H2, or "tlp" RED,
it is read there, but its files are fetched only once you have consented (\`consent\`); those of
a risk to life also for the purpose SAFETY_OF_LIFE.
It states the time limits that both States have agreed (\`peer list\`), unless they are the standard ones.
Where it needs a power of the other State, "powers" in the body says which, as ["BANK_DATA", "INTERCEPTION"]: you see before you
sign what by your law has to be asked formally (\`liaise policy show\`), and they see it by theirs.
${copiedToo('art. 4(2)')}
An answer to a request that is kept from them is kept with it.
${whereLists}`,
    )
    .action((file: string, flags: SendFlags, command: Command) =>
      open({ context, command, flags }, 'request', file),
    );
}

export function addTell(request: Command, context: Context): void {
  const tell = request
    .command('tell')
    .description('Tell a neighbour something that it did not ask for.')
    .argument('<file>', 'JSON: {to: {state, authority}, purpose, handling?, body}');
  withSending(tell)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise request tell information.json
  $ liaise request tell information.json --attach photo.jpg

A file:
${shownFile(informationExample)}

${copiedToo('art. 7')}`,
    )
    .action((file: string, flags: SendFlags, command: Command) =>
      open({ context, command, flags }, 'spontaneous-information', file),
    );
}

async function open(given: Given<SendFlags>, kind: OpeningKind, file: string): Promise<void> {
  const { context, command, flags } = given;
  const draft = parseOpeningDraft(kind, file, await readText(file));
  const sent: string[] = [];
  const send = async (each: OpeningDraft): Promise<Sent | undefined> => {
    const submitted = await sendOpening(context, flags, () => each, sent);
    if (submitted !== undefined) sent.push(submitted.thread);
    return submitted;
  };
  if ((flags.alsoTo ?? flags.broadcast) !== undefined && isRequest(draft))
    await sendToAll(given, draft, send);
  else await tellSubmitted(context, command, await send(draft));
}

const isRequest = (draft: OpeningDraft): draft is OpeningDraft<'request'> =>
  draft.kind === 'request';
