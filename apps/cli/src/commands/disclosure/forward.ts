import type { Command } from 'commander';
import { say } from '#language/console';
import type { Asking } from '../../people/profile.js';
import { gatherListed } from '../../arguments.js';
import { composeOpening } from '../../compose/document.js';
import { parseForwardDraft } from '../../compose/draft.js';
import { copiedToo, forwardExample, shownFile } from '../../compose/forms/examples.js';
import {
  completeSource,
  forwardDraft,
  parseSource,
  type Found,
  type Source,
} from '../../compose/forward.js';
import { consentFor } from '../../compose/release.js';
import type { Context } from '../../context.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { keptOf, verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, type ProfileFlags } from '../../people/asking.js';
import { submit, type SubmitFlags } from '../../people/sending/submit.js';
import { readThread } from '../../people/threads.js';
import { requireUndisputed } from '../../receipts/verify-document.js';
import { tellSubmitted, withSending } from '../threads/sending.js';

interface ForwardFlags extends ProfileFlags, SubmitFlags {
  readonly enclose: readonly Source[];
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addForward(request: Command, context: Context): void {
  withSending(
    request
      .command('forward')
      .description(say('disclosureForward.forwardDescription'))
      .argument('<file>', say('disclosureForward.forwardFileArgument')),
  )
    .requiredOption(
      '--enclose <desk/thread/document>',
      say('disclosureForward.forwardEncloseOption'),
      gatherListed(parseSource, completeSource),
    )
    .addHelpText(
      'after',
      `
${say('disclosureForward.forwardHelp')}

${say('program.examples')}
  $ liaise request forward forward.json --enclose inbox/${example}/${example}

${say('program.fileExample')}
${shownFile(forwardExample)}

${copiedToo('art. 7')}`,
    )
    .action(async (file: string, flags: ForwardFlags, command: Command) => {
      const draft = parseForwardDraft(file, await readText(file));
      const sent = await asking(flags, context, async (asked) => {
        const found: Found[] = [];
        const { to, purpose } = draft;
        for (const source of flags.enclose)
          found.push(await find(asked, context, source, { to, purpose }));
        const whole = forwardDraft(
          { kind: 'forward', to, purpose },
          draft.text,
          draft.handling,
          found,
        );
        const known = await confirmedAuthorities(asked, context.now());
        return submit({ asked, context, flags }, '/api/v1/requests', (signing, id) =>
          composeOpening(whole, known, signing, id),
        );
      });
      await tellSubmitted(context, command, sent);
    });
}

async function find(
  asked: Asking,
  context: Context,
  { desk, thread, item }: Source,
  { to, purpose }: Pick<ReturnType<typeof parseForwardDraft>, 'to' | 'purpose'>,
): Promise<Found> {
  const { state, authority } = asked.profile;
  const { view } = await readThread(asked.client, { desk, thread, purpose });
  const document = view.dispatches.find(({ dispatch }) => dispatch === item);
  if (document === undefined)
    throw new CliError('CLI_USAGE', say('disclosureForward.noDocumentRead', { item, thread }));
  const consent = consentFor(document, view.dispatches, {
    holder: { state, authority },
    recipient: to,
    purpose,
    now: context.now(),
  });
  const directories = await verifiedDirectory(asked);
  const place = { thread: view.thread };
  const { directory } = await requireUndisputed(directories, document, place);
  if (consent !== undefined) await requireUndisputed(directories, consent, place);
  const kept = keptOf(directories, directory);
  return { item: document, consent, root: kept.root, entries: kept.entries };
}
