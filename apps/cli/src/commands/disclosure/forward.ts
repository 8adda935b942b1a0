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
import type { Context, Given } from '../../context.js';
import { confirmedAuthorities } from '../../directory/confirm.js';
import { keptOf, verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';
import { asking, type ProfileFlags } from '../../people/asking.js';
import { submit, type SubmitFlags } from '../../people/sending/submit.js';
import { readThread } from '../../people/threads.js';
import { requireUndisputed } from '../../receipts/verify-document.js';
import type { Sent } from '../../people/sending/follow.js';
import { formHelp, withFilling } from '../threads/filled.js';
import {
  assertFileAlone,
  sendForm,
  type FormFlags,
  type FormTarget,
} from '../threads/form-sending.js';
import { tellSubmitted, withSending } from '../threads/sending.js';

type ForwardFlags = FormFlags & Enclosing;

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addForward(request: Command, context: Context): void {
  const forward = request
    .command('forward')
    .description(say('disclosureForward.forwardDescription'))
    .argument('[file]', say('disclosureForward.forwardFileArgument'))
    .option('--to <STATE/authority>', say('new.newToOption'));
  withEnclosing(withFilling(withSending(forward)))
    .addHelpText(
      'after',
      `
${say('disclosureForward.forwardHelp')}
${formHelp}

${say('program.examples')}
  $ liaise request forward --enclose inbox/${example}/${example}
  $ liaise request forward forward.json --enclose inbox/${example}/${example}

${say('program.fileExample')}
${shownFile(forwardExample)}

${copiedToo('art. 7')}`,
    )
    .action(async (file: string | undefined, flags: ForwardFlags, command: Command) => {
      const given = { context, command, flags };
      if (file === undefined) return sendForm(given, forwardTarget(given));
      assertEnclosed(flags);
      assertFileAlone(flags);
      await tellSubmitted(context, command, await sendForward(given, file, await readText(file)));
    });
}

export interface Enclosing {
  readonly enclose?: readonly Source[];
}

export const withEnclosing = (command: Command): Command =>
  command.option(
    '--enclose <desk/thread/document>',
    say('disclosureForward.forwardEncloseOption'),
    gatherListed(parseSource, completeSource),
  );

function assertEnclosed({ enclose = [] }: Enclosing): void {
  if (enclose.length === 0)
    throw new CliError('CLI_USAGE', say('composeForward.nothingEnclosedEnclose'));
}

/**
 * Prepares a form for a forward of the documents that `--enclose` names. @throws CliError CLI_USAGE if `--enclose` names no
 * document
 */
export function forwardTarget(given: Given<ForwardFlags>): FormTarget {
  // Before anything is typed.
  assertEnclosed(given.flags);
  return {
    ...{ blank: { kind: 'forward' }, desk: 'requests', thread: null },
    send: (content) => sendForward(given, say('formSending.form'), content),
  };
}

function sendForward(
  { context, flags }: Given<ProfileFlags & SubmitFlags & Enclosing>,
  file: string,
  content: string,
): Promise<Sent | undefined> {
  const { to, purpose, text, handling } = parseForwardDraft(file, content);
  return asking(flags, context, async (asked) => {
    const found: Found[] = [];
    for (const source of flags.enclose ?? [])
      found.push(await find(asked, context, source, { to, purpose }));
    const whole = forwardDraft({ kind: 'forward', to, purpose }, text, handling, found);
    const known = await confirmedAuthorities(asked, context.now());
    return submit({ asked, context, flags }, '/api/v1/requests', (signing, id) =>
      composeOpening(whole, known, signing, id),
    );
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
