import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { languages } from '#language';
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
    .description('Check an evidence package: no network, no database.')
    // Exit code 2 is a verdict here, so wrong usage gets another one.
    .exitOverride((error) => {
      throw error.exitCode === 0 ? error : new Verdict(3, error);
    })
    .argument('<file>', 'the package')
    .option('--roots <file>', 'roots that you were told by another way than the package')
    .option(
      '--root <state:fingerprint>',
      'root of a State, typed here; may be repeated',
      gather(String),
    )
    .option('--at <time>', 'as of when, as 2026-11-29T12:00:00.000Z; without it: now')
    .option('--profile <profile>', 'judge by the rules of a profile too: untoc, or a file')
    .option('--certificate <file.pdf>', "the custodian's certificate, for the rules about it")
    .option('--language <code>', `of the report: ${languages.join(', ')}; without it: as LANG says`)
    .addHelpText(
      'after',
      `
Examples:
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt --json
  $ liaise verify evidence-border-police-2026-1.asice --roots roots.txt --profile untoc

Exit codes of this command: 0 valid, 1 invalid, 2 incomplete or roots unknown, 3 wrong usage or an unreadable file.`,
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
    ...(language === undefined ? [] : [`--language=${language}`]),
    ...(json ? ['--json'] : []),
  ];
  const said: string[] = [];
  const exit = await verifyFile([...args, '--', file], {
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
