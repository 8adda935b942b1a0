import type { Command } from 'commander';
import { parseEventId, timestamp, type EventId, type Purpose } from '#kernel';
import type { BracketView } from '#capabilities/proofs/proofs.contract';
import { rootTerms } from '#capabilities/keys/in-use.model';
import { parseVerifierKey, type Verifier } from '#tlog';
import { fitting, gather } from '../../arguments.js';
import { eventProof } from '../../api/gen/readers.js';
import { wantsJson, type Context } from '../../context.js';
import { verifiedDirectory } from '../../directory/verified-directory.js';
import { CliError } from '../../errors.js';
import { exists, readBytes, writePublic } from '../../installation/files.js';
import {
  asking,
  purposeOption,
  withProfile,
  type Asking,
  type ProfileFlags,
} from '../../people/asking.js';
import { prove, provenLines, readVerifierKey } from '../../people/log-proof.js';
import { printable } from '../../people/printable.js';
import { addDrill } from './drill.js';
import { addExport, verifyFolder, verifyLive, withJudge, type JudgeFlags } from './log.js';
import { addMending } from './mend.js';
import { addQuestions } from './questions.js';
import { addStatistics } from './statistics.js';

interface KeyFlags {
  readonly vkey?: string;
  readonly witness?: readonly string[];
}
interface ProofFlags extends ProfileFlags, KeyFlags {
  readonly purpose: Purpose;
  readonly out?: string;
}

const example = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

export function addAudit(program: Command, context: Context): void {
  const audit = program
    .command('audit')
    .description('What the custody log holds, and its proofs.')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit timeline THREAD --purpose INVESTIGATION
  $ liaise audit proof EVENT --purpose INVESTIGATION --out event`,
    );
  addQuestions(audit, context);
  addStatistics(audit, context);
  addExport(audit, context);
  addDrill(audit, context);
  addMending(audit, context);
  withWitnesses(
    withProfile(audit.command('proof').description('Fetch the proof of an event and verify it.')),
  )
    .argument('<event>', 'id of the event, from the timeline', fitting(parseEventId))
    .requiredOption(...purposeOption)
    .option('--vkey <file>', 'file of the log’s verifier key; standard: the directory’s')
    .option('--out <name>', 'write NAME.leaf and NAME.proof, for `audit verify` or another program')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit proof ${example} --purpose INVESTIGATION
  $ liaise audit proof ${example} --purpose INVESTIGATION --witness neighbour.vkey --out event
  $ liaise audit proof ${example} --purpose INVESTIGATION --vkey log.vkey

Without --vkey the key of the log is the one that the signed directory names, verified from the root of the profile.`,
    )
    .action((event: EventId, flags: ProofFlags, command: Command) =>
      proof(context, event, flags, command),
    );
  withJudge(
    withWitnesses(
      withProfile(
        audit
          .command('verify')
          .description('Verify an export, a running log, or one event and its proof.'),
      ),
    ),
  )
    .argument('[export|leaf]', 'folder of an export; or file of the exact bytes of an event')
    .argument('[proof]', 'file of the proof (tlog-proof) of that event')
    .option('--live', 'verify the log of the gateway instead, as it is now; needs --purpose')
    .option(...purposeOption)
    .option(
      '--kept <file>',
      'a checkpoint of this log that you kept: it must be in it',
      gather(String),
    )
    .option(
      '--vkey <file>',
      'of a proof: file of the log’s verifier key, had from the State itself',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ liaise audit verify log-of-XA --root 0123456789ABCDEF0123456789ABCDEF01234567 --kept checkpoint.kept
  $ liaise audit verify --live --purpose DETECTION
  $ liaise audit verify event.leaf event.proof --vkey log.vkey

An export is judged offline by the root, the policy and the kept checkpoints alone. The first bad thing is named with its
place (exit code 4).`,
    )
    .action(
      (
        one: string | undefined,
        proofFile: string | undefined,
        flags: VerifyFlags,
        command: Command,
      ) => verify(context, one, proofFile, flags, command),
    );
}

const withWitnesses = (command: Command): Command =>
  command.option(
    '--witness <file>',
    'verifier key of a witness; may be given several times',
    gather(String),
  );

const witnessesOf = ({ witness = [] }: KeyFlags): Promise<Verifier[]> =>
  Promise.all(witness.map(readVerifierKey));

/** The key that the root has certified for the log. @throws CliError of the directory, CLI_PROOF_FAILED when there is none */
async function logKeyOf(asked: Asking, now: Date): Promise<Verifier> {
  const { own } = await verifiedDirectory(asked);
  const terms = rootTerms(
    own.entries.map(({ entry }) => entry),
    timestamp(now),
  );
  // Also when its time has passed: what it signed before stands.
  const key = terms.noteKeys.find(({ record }) => record.purpose === 'log');
  if (key === undefined) throw new CliError('CLI_PROOF_FAILED', 'the directory names no log key');
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
  const files = out === undefined ? [] : [`${out}.leaf`, `${out}.proof`];
  for (const file of files) if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  const path = `/api/v1/audit/events/${event}/proof?purpose=${flags.purpose}`;
  const { answer, log } = await asking(flags, context, async (asked) => ({
    answer: await asked.client.ask(eventProof, 'GET', path),
    log: given ?? (await logKeyOf(asked, context.now())),
  }));
  const bytes = Buffer.from(answer.proof, 'utf8');
  // Kept also when it fails: that is when somebody else must look at it.
  const [leafFile, proofFile] = files;
  if (leafFile !== undefined) await writePublic(leafFile, answer.leaf);
  if (proofFile !== undefined) await writePublic(proofFile, bytes);
  const proven = prove(answer.leaf, bytes, log, witnesses);
  if (proven.index !== answer.index)
    throw new CliError('CLI_PROOF_FAILED', 'the proof is of another entry than the gateway says');
  const { bracket } = answer;
  context.terminal.answer(wantsJson(command), { ...proven, bracket }, [
    ...provenLines(proven),
    ...bracketLines(bracket),
  ]);
}

/** Not proven here: the gateway's word, which its time-stamps prove to whoever asks for them. */
function bracketLines({ after, before, seen, state }: BracketView): string[] {
  const time = (word: string, end: typeof after): string[] =>
    end === null ? [] : [`${word} ${end.at} by ${printable(end.by)}, checkpoint ${end.size}`];
  return [
    `Outside time, as the gateway says: ${state}`,
    ...time('  after ', after),
    ...time('  before', before),
    ...time('  seen  ', seen),
  ];
}

interface VerifyFlags extends KeyFlags, JudgeFlags {
  readonly live?: boolean;
  readonly purpose?: Purpose;
}

async function verify(
  context: Context,
  one: string | undefined,
  file: string | undefined,
  flags: VerifyFlags,
  command: Command,
): Promise<void> {
  const { purpose } = flags;
  if (flags.live === true && one === undefined) {
    if (purpose === undefined) throw new CliError('CLI_USAGE', '--live needs --purpose');
    return verifyLive(context, { ...flags, purpose }, command);
  }
  if (flags.live === true || one === undefined)
    throw new CliError('CLI_USAGE', 'name an export, a leaf and its proof, or --live');
  if (file === undefined) return verifyFolder(context, one, flags, command);
  if (flags.vkey === undefined) throw new CliError('CLI_USAGE', '--vkey: of the log');
  const log = await readVerifierKey(flags.vkey);
  const witnesses = await witnessesOf(flags);
  const proven = prove(await readBytes(one), await readBytes(file), log, witnesses);
  context.terminal.answer(wantsJson(command), proven, provenLines(proven));
}
