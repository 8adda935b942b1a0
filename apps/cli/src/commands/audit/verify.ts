import type { Command } from 'commander';
import type { Purpose } from '#kernel';
import { gather } from '../../arguments.js';
import { wantsJson, type Context, type Given } from '../../context.js';
import { CliError } from '../../errors.js';
import { readBytes } from '../../installation/files.js';
import { purposeOption, withProfile } from '../../people/asking.js';
import { prove, provenLines, readVerifierKey } from '../../people/log-proof.js';
import { verifyFolder, verifyLive, withJudge, type JudgeFlags } from './log.js';
import { witnessesOf, withWitnesses, type KeyFlags } from './witnesses.js';

interface VerifyFlags extends KeyFlags, JudgeFlags {
  readonly live?: boolean;
  readonly purpose?: Purpose;
  readonly second?: string;
}

export function addVerify(audit: Command, context: Context): void {
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
    .option(
      '--second <file>',
      'of a proof: second note of its checkpoint, for a witness that takes no other',
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
      ) => verify({ context, command, flags }, one, proofFile),
    );
}

async function verify(
  { context, command, flags }: Given<VerifyFlags>,
  one: string | undefined,
  file: string | undefined,
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
  const second = flags.second === undefined ? undefined : await readBytes(flags.second);
  const bytes = { leaf: await readBytes(one), proof: await readBytes(file), second };
  const proven = prove(bytes, log, witnesses);
  context.terminal.answer(wantsJson(command), proven, provenLines(proven));
}
