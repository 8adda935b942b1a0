import { CommanderError } from 'commander';
import { isCoded, type CodedError } from '#kernel';
import { say } from '#language/console';
import { Refusal } from './api/refusal.js';
import { CliError } from './errors.js';
import { printableJson } from './people/printable.js';

const fromParser = ({ code, message }: CommanderError): CliError =>
  code === 'commander.help'
    ? new CliError('CLI_USAGE', say('problem.noCommandNamed'))
    : new CliError('CLI_USAGE', message.replace(/^error: /, ''));

export function codedError(error: unknown): CodedError {
  if (isCoded(error)) return error;
  if (error instanceof CommanderError) return fromParser(error);
  const text = error instanceof Error ? error.message : String(error);
  return new CliError('CLI_FAILED', text, error);
}

/** Writes an error as a problem document (RFC 9457) in one line of JSON. Pure. */
export function problemLine(error: unknown): string {
  const coded = codedError(error);
  const { code, title, status, detail, remedy, action, facts } = coded;
  const problem = {
    type: `urn:liaise:error:${code}`,
    ...{ title, status, code },
    ...(detail !== undefined && { detail }),
    ...facts,
    ...{ remedy, action },
    ...(coded instanceof Refusal && { instance: coded.instance }),
  };
  return printableJson(problem, 0);
}
