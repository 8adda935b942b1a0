import type { Command } from 'commander';
import type { Purpose } from '#kernel';
import { say } from '#language/console';
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
      withProfile(audit.command('verify').description(say('auditVerify.verifyDescription'))),
    ),
  )
    .argument('[export|leaf]', say('auditVerify.verifyExportArgument'))
    .argument('[proof]', say('auditVerify.verifyProofArgument'))
    .option('--live', say('auditVerify.verifyLiveOption'))
    .option(...purposeOption)
    .option('--kept <file>', say('auditVerify.verifyKeptOption'), gather(String))
    .option('--vkey <file>', say('auditVerify.verifyVkeyOption'))
    .option('--second <file>', say('auditVerify.verifySecondOption'))
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise audit verify log-of-XA --root 0123456789ABCDEF0123456789ABCDEF01234567 --kept checkpoint.kept
  $ liaise audit verify --live --purpose DETECTION
  $ liaise audit verify event.leaf event.proof --vkey log.vkey

${say('auditVerify.verifyHelp')}`,
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
    if (purpose === undefined) throw new CliError('CLI_USAGE', say('auditVerify.liveNeedsPurpose'));
    return verifyLive(context, { ...flags, purpose }, command);
  }
  if (flags.live === true || one === undefined)
    throw new CliError('CLI_USAGE', say('auditVerify.nameExportLeafProof'));
  if (file === undefined) return verifyFolder(context, one, flags, command);
  if (flags.vkey === undefined) throw new CliError('CLI_USAGE', say('auditVerify.vkeyLog'));
  const log = await readVerifierKey(flags.vkey);
  const witnesses = await witnessesOf(flags);
  const second = flags.second === undefined ? undefined : await readBytes(flags.second);
  const bytes = { leaf: await readBytes(one), proof: await readBytes(file), second };
  const proven = prove(bytes, log, witnesses);
  context.terminal.answer(wantsJson(command), proven, provenLines(proven));
}
