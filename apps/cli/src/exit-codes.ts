import { CommanderError } from 'commander';
import type { RuntimeCode } from '#runtime';
import { isCoded } from '#kernel';
import { languages, say } from '#language/console';
import { Refusal } from './api/refusal.js';
import { CliError, type CliCode } from './errors.js';

/** Exit codes of `liaise`. 78 is EX_CONFIG of sysexits.h: a retry cannot help until the configuration is corrected. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  unproven: 4,
  disputed: 5,
  undelivered: 6,
  configuration: 78,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodesHelp = `
${say('program.examples')}
  $ liaise demo
  $ liaise doctor
  $ liaise request send --help

${say('exitCodes.exitCodesHelp')}
${say('exitCodes.languageHelp', { languages: languages.join(', ') })}`;

export class Verdict extends Error {
  /** @param problem error behind the exit code; undefined when the output already tells the reason */
  constructor(
    readonly exitCode: ExitCode,
    readonly problem?: unknown,
  ) {
    super(say('exitCodes.exitCode', { exitCode }));
  }
}

const byCliCode: Partial<Record<CliCode, ExitCode>> = {
  CLI_USAGE: exitCodes.usage,
  CLI_NOT_INSTALLED: exitCodes.configuration,
  CLI_INSTALLATION_DAMAGED: exitCodes.configuration,
  CLI_LINK_INVALID: exitCodes.configuration,
  CLI_DIRECTORY_INVALID: exitCodes.unproven,
  CLI_DIRECTORY_OLD: exitCodes.unproven,
  CLI_DIRECTORY_DIFFERS: exitCodes.unproven,
  CLI_DOCUMENT_UNPROVEN: exitCodes.unproven,
  CLI_DOCUMENT_DISPUTED: exitCodes.disputed,
  CLI_RECEIPT_UNPROVEN: exitCodes.unproven,
  CLI_LIFE_REFUSED: exitCodes.undelivered,
  CLI_NOT_DELIVERED: exitCodes.undelivered,
  CLI_WORDS_DIFFER: exitCodes.unproven,
  CLI_PROOF_FAILED: exitCodes.unproven,
  CLI_PACKAGE_DIFFERS: exitCodes.unproven,
  CLI_LOG_INVALID: exitCodes.unproven,
  CLI_LOG_DIFFERS: exitCodes.unproven,
};
const byRuntimeCode: Partial<Record<RuntimeCode, ExitCode>> = {
  HOST_SETTINGS_INVALID: exitCodes.configuration,
  HOST_SECRET_UNSAFE: exitCodes.configuration,
};

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError)
    // Requested help ends with 0; help after a missing command is wrong usage.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Verdict) return error.exitCode;
  if (error instanceof CliError) return byCliCode[error.code] ?? exitCodes.failed;
  if (error instanceof Refusal) return exitCodes.refused;
  // By name: importing the library would slow down every command.
  if (isCoded(error) && error.name === 'RuntimeError')
    return byRuntimeCode[error.code as RuntimeCode] ?? exitCodes.failed;
  return exitCodes.failed;
}
