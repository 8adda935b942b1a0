import type { Command } from 'commander';
import type { OpeningKind } from '#kernel';
import { say } from '#language/console';
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
import { formHelp, withFilling } from '../threads/filled.js';
import { assertFileAlone, sendForm, type FormFlags } from '../threads/form-sending.js';
import { tellSubmitted, withSending } from '../threads/sending.js';
import { sendToAll, withBroadcast, type BroadcastFlags } from './broadcast.js';
import { sendOpening } from './opening.js';
import { withSeeing, type SeeingFlags } from './seen.js';

type SendFlags = ProfileFlags & BroadcastFlags & SeeingFlags;

export function addSend(request: Command, context: Context): void {
  const send = request
    .command('send')
    .description(say('send.sendDescription'))
    .argument('<file>', say('send.sendFileArgument'));
  withSeeing(withBroadcast(withSending(send)))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request send request.json
  $ liaise request send request.json --attach photo.jpg --attach list.csv
  $ liaise request send request.json --yes --key novak.key --passphrase-file phrase
  $ liaise request send request.json --detached request.sig --certificate novak.cert
  $ liaise request send request.json --also-to XC/coast-guard --also-to XD/border-police --proportionality "Nobody knows where it lies."

${say('send.help', { requestExample: shownFile(requestExample), copiedToo: copiedToo('art. 4(2)'), whereLists })}`,
    )
    .action((file: string, flags: SendFlags, command: Command) =>
      open({ context, command, flags }, 'request', file),
    );
}

export function addTell(request: Command, context: Context): void {
  const tell = request
    .command('tell')
    .description(say('send.tellDescription'))
    .argument('[file]', say('send.tellFileArgument'))
    .option('--to <STATE/authority>', say('new.newToOption'));
  withFilling(withSending(tell))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise request tell
  $ liaise request tell --to XB/coast-guard --edit --attach photo.jpg
  $ liaise request tell information.json
${formHelp}

${say('program.fileExample')}
${shownFile(informationExample)}

${copiedToo('art. 7')}`,
    )
    .action((file: string | undefined, flags: FormFlags, command: Command) => {
      const [given, kind] = [{ context, command, flags }, 'spontaneous-information'] as const;
      if (file === undefined)
        return sendForm(given, { blank: { kind }, desk: 'requests', thread: null });
      assertFileAlone(flags);
      return open(given, kind, file);
    });
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
