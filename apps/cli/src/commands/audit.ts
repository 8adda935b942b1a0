import type { Command } from 'commander';
import { parseEventId, parseThreadId } from '#model';
import * as views from '../api/views.js';
import { wantsJson, type Context } from '../context.js';
import { CliError } from '../errors.js';
import { exists, readBytes, writePublic } from '../installation/files.js';
import {
  asJson,
  asking,
  parsePurpose,
  purposeOption,
  withProfile,
  type ProfileFlags,
} from '../people/asking.js';
import { gather } from '../people/gather.js';
import { prove, provenLines, readVerifierKey } from '../people/log-proof.js';
import { printable } from '../people/printable.js';
import type { ShowFlags } from './request.js';

interface KeyFlags {
  readonly vkey: string;
  readonly witness?: readonly string[];
}
interface ProofFlags extends ProfileFlags, KeyFlags {
  readonly out?: string;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addAudit(program: Command, context: Context): void {
  const audit = program.command('audit').description('What the custody log holds, and its proofs.');
  withProfile(audit.command('timeline').description('Every event of a thread, in order.'))
    .argument('<thread>')
    .requiredOption(...purposeOption)
    .addHelpText(
      'after',
      `\nExamples:\n  $ liaise audit timeline ${example} --purpose INVESTIGATION`,
    )
    .action((thread: string, flags: ShowFlags, command: Command) =>
      timeline(context, thread, flags, command),
    );
  withKeys(
    withProfile(audit.command('proof').description('Fetch the proof of an event and verify it.')),
  )
    .argument('<event>')
    .option('--out <name>', 'write NAME.leaf and NAME.proof, for `audit verify` or another program')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit proof ${example} --vkey log.vkey
  $ liaise audit proof ${example} --vkey log.vkey --witness neighbour.vkey --out event`,
    )
    .action((event: string, flags: ProofFlags, command: Command) =>
      proof(context, event, flags, command),
    );
  withKeys(audit.command('verify').description('Verify a leaf and its proof offline.'))
    .argument('<leaf>', 'file of the exact bytes of the event')
    .argument('<proof>', 'file of the proof (tlog-proof)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise audit verify event.leaf event.proof --vkey log.vkey',
    )
    .action((leaf: string, file: string, flags: KeyFlags, command: Command) =>
      verify(context, leaf, file, flags, command),
    );
}

const withKeys = (command: Command): Command =>
  command
    .requiredOption('--vkey <file>', 'file of the log’s verifier key, had from the State itself')
    .option('--witness <file>', 'verifier key of a witness; may be given several times', gather);

async function keysOf({ vkey, witness = [] }: KeyFlags) {
  return {
    log: await readVerifierKey(vkey),
    witnesses: await Promise.all(witness.map(readVerifierKey)),
  };
}

function timeline(
  context: Context,
  thread: string,
  flags: ShowFlags,
  command: Command,
): Promise<void> {
  return asking(flags, context, async ({ client }) => {
    const query = `?purpose=${parsePurpose(flags.purpose)}`;
    const path = `/api/v1/audit/threads/${parseThreadId(thread)}/timeline${query}`;
    const answer = await client.ask(views.timeline, 'GET', path);
    const lines = answer.events.map(({ event, typ, service, at, index }) =>
      [
        at,
        (index === null ? 'unsequenced' : String(index)).padStart(11),
        printable(typ).padEnd(24),
        printable(service).padEnd(9),
        printable(event),
      ].join('  '),
    );
    context.terminal.answer(wantsJson(command), asJson(answer) as object, lines);
  });
}

async function proof(
  context: Context,
  event: string,
  flags: ProofFlags,
  command: Command,
): Promise<void> {
  const { log, witnesses } = await keysOf(flags);
  const { out } = flags;
  const files = out === undefined ? [] : [`${out}.leaf`, `${out}.proof`];
  for (const file of files) if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  const path = `/api/v1/audit/events/${parseEventId(event)}/proof`;
  const answer = await asking(flags, context, ({ client }) => client.ask(views.proof, 'GET', path));
  const bytes = Buffer.from(answer.proof, 'utf8');
  // Kept also when it fails: that is when somebody else must look at it.
  const [leafFile, proofFile] = files;
  if (leafFile !== undefined) await writePublic(leafFile, answer.leaf);
  if (proofFile !== undefined) await writePublic(proofFile, bytes);
  const proven = prove(answer.leaf, bytes, log, witnesses);
  if (proven.index !== answer.index)
    throw new CliError('CLI_PROOF_FAILED', 'the proof is of another entry than the gateway says');
  context.terminal.answer(wantsJson(command), proven, provenLines(proven));
}

async function verify(
  context: Context,
  leaf: string,
  file: string,
  flags: KeyFlags,
  command: Command,
): Promise<void> {
  const { log, witnesses } = await keysOf(flags);
  const proven = prove(await readBytes(leaf), await readBytes(file), log, witnesses);
  context.terminal.answer(wantsJson(command), proven, provenLines(proven));
}
