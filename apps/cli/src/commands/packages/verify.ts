import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { languages } from '#language';
import { say, spokenLanguage } from '#language/console';
import { gather } from '../../arguments.js';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { Verdict } from '../../exit-codes.js';
import { verifyFile } from '../../packages/verify-file.js';

interface VerifyFlags {
  readonly roots?: string;
  readonly root?: readonly string[];
  readonly at?: string;
  readonly profile?: string;
  readonly certificate?: string;
  readonly language?: string;
}

export function addVerify(program: Command, context: Context): void {
  program
    .command('verify')
    .description(say('packagesVerify.verifyDescription'))
    // Exit code 2 is a verdict here, so wrong usage gets another one.
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new Verdict(3, error);
    })
    .argument('<file>', say('packagesVerify.verifyFileArgument'))
    .option('--roots <file>', say('packagesVerify.verifyRootsOption'))
    .option('--root <state:fingerprint>', say('packagesVerify.verifyRootOption'), gather(String))
    .option('--at <time>', say('packagesVerify.verifyAtOption'))
    .option('--profile <profile>', say('packagesVerify.verifyProfileOption'))
    .option('--certificate <file.pdf>', say('packagesVerify.verifyCertificateOption'))
    .option(
      '--language <code>',
      say('packagesVerify.verifyLanguageOption', { languages: languages.join(', ') }),
    )
    .addHelpText(
      'after',
      `
${say('program.examples')}
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt --json
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt --profile untoc

${say('packagesVerify.verifyHelp')}`,
    )
    .action((file: string, flags: VerifyFlags, command: Command) =>
      verify(context, file, flags, wantsJson(command)),
    );
}

async function verify(
  { terminal, now, env }: Context,
  file: string,
  { roots, root = [], at, profile, certificate, language }: VerifyFlags,
  json: boolean,
): Promise<void> {
  const args = [
    ...(roots === undefined ? [] : [`--roots=${roots}`]),
    ...root.map((each) => `--root=${each}`),
    ...(at === undefined ? [] : [`--at=${at}`]),
    ...(profile === undefined ? [] : [`--profile=${profile}`]),
    ...(certificate === undefined ? [] : [`--certificate=${certificate}`]),
    `--language=${language ?? spokenLanguage()}`,
    ...(json ? ['--json'] : []),
  ];
  const said: string[] = [];
  const exit = await verifyFile([...args, '--', file], {
    columns: terminal.columns,
    data: (line) => terminal.data(line),
    message: (line) => (json ? void said.push(line) : terminal.message(line)),
    now,
    read: (path) => readFile(path),
    // Loaded on demand: the PDF reader and fonts are a megabyte.
    compare: async (pdf, of) => (await import('#certificate')).certificateFact(pdf, of),
    env,
  });
  // The first line names the error; the usage follows.
  const [problem] = said;
  if (exit !== 0)
    throw new Verdict(exit, problem === undefined ? undefined : new CliError('CLI_USAGE', problem));
}
