import type { Command } from 'commander';
import { parseEventId, timestamp, type EventId, type Purpose } from '#kernel';
import { rootTerms } from '#capabilities/keys/in-use.model';
import type { BracketView } from '#capabilities/proofs/proofs.contract';
import { parseVerifierKey, type Verifier } from '#tlog';
import { say } from '#language/console';
import { eventProof } from '../../api/gen/readers.js';
import { listedId } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { exists, writePublic } from '../../installation/files.js';
import type { Asking } from '../../people/profile.js';
import { asking, purposeOption, withProfile, type ProfileFlags } from '../../people/asking.js';
import { prove, provenLines, readVerifierKey } from '../../people/log-proof.js';
import { printable } from '../../people/printable.js';
import { shownBy, type Shown } from '../../print/style.js';
import { witnessesOf, withWitnesses, type KeyFlags } from './witnesses.js';

interface ProofFlags extends ProfileFlags, KeyFlags {
  readonly purpose: Purpose;
  readonly out?: string;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addProof(audit: Command, context: Context): void {
  withWitnesses(withProfile(audit.command('proof').description(say('proof.proofDescription'))))
    .argument('<event>', say('proof.proofEventArgument'), listedId(parseEventId))
    .requiredOption(...purposeOption)
    .option('--vkey <file>', say('proof.proofVkeyOption'))
    .option('--out <name>', say('proof.proofOutOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit proof ${example} --purpose INVESTIGATION
  $ liaise audit proof ${example} --purpose INVESTIGATION --witness neighbour.vkey --out event
  $ liaise audit proof ${example} --purpose INVESTIGATION --vkey log.vkey

${say('proof.proofHelp')}`,
    )
    .action((event: EventId, flags: ProofFlags, command: Command) =>
      proof(context, event, flags, command),
    );
}

/**
 * Finds the public key of the custody log that the State's root certified. @throws as `verifiedDirectory`; CliError
 * CLI_PROOF_FAILED if the root certified no log key
 */
async function logKeyOf(asked: Asking, now: Date): Promise<Verifier> {
  const { own } = await verifiedDirectory(asked);
  const terms = rootTerms(
    own.entries.map(({ entry }) => entry),
    timestamp(now),
  );
  // Also an expired key: its earlier signatures stay valid.
  const key = terms.noteKeys.find(({ record }) => record.purpose === 'log');
  if (key === undefined) throw new CliError('CLI_PROOF_FAILED', say('proof.directoryNamesNoLog'));
  return parseVerifierKey(key.record.vkey);
}

async function proof(
  context: Context,
  event: EventId,
  flags: ProofFlags,
  command: Command,
): Promise<void> {
  const witnesses = await witnessesOf(flags);
  const given = flags.vkey === undefined ? undefined : await readVerifierKey(flags.vkey);
  const { out } = flags;
  const files = out === undefined ? [] : [`${out}.leaf`, `${out}.proof`, `${out}.second`];
  for (const file of files) if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  const path = `/api/v1/audit/events/${event}/proof?purpose=${flags.purpose}`;
  const { answer, log } = await asking(flags, context, async (asked) => ({
    answer: await asked.client.ask(eventProof, 'GET', path),
    log: given ?? (await logKeyOf(asked, context.now())),
  }));
  const bytes = Buffer.from(answer.proof, 'utf8');
  const second = answer.second === null ? undefined : Buffer.from(answer.second, 'utf8');
  // Kept also when it fails: somebody else must be able to examine it.
  await keep(files, [answer.leaf, bytes, second]);
  const proven = prove({ leaf: answer.leaf, proof: bytes, second }, log, witnesses);
  if (proven.index !== answer.index)
    throw new CliError('CLI_PROOF_FAILED', say('proof.proofAnotherEntryGateway'));
  const { bracket } = answer;
  context.terminal.answer(wantsJson(command), { ...proven, bracket }, [
    ...provenLines(proven),
    ...bracketLines(bracket, shownBy(command, context.terminal)),
  ]);
}

async function keep(
  files: readonly string[],
  parts: readonly (Uint8Array | undefined)[],
): Promise<void> {
  for (const [i, file] of files.entries()) {
    const part = parts[i];
    if (part !== undefined) await writePublic(file, part);
  }
}

// Lines about outside time: the gateway's statement, not proven here.
function bracketLines({ after, before, seen, state }: BracketView, { when }: Shown): string[] {
  const time = (key: 'proof.after' | 'proof.before' | 'proof.seen', end: typeof after): string[] =>
    end === null ? [] : [say(key, { at: when(end.at), by: printable(end.by), size: end.size })];
  return [
    say('proof.outsideTimeGatewaySays', { state }),
    ...time('proof.after', after),
    ...time('proof.before', before),
    ...time('proof.seen', seen),
  ];
}
