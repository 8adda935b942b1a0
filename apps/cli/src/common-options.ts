import { Option, type Command } from 'commander';

const commonOptions = [
  ['--json', 'write the answer as one JSON document, an error as a problem document'],
  ['--utc', 'show times in UTC; standard: the time of this machine, with its offset'],
  ['--verbose', 'show whole ids, hashes and receipts'],
] as const;

export function withCommonOptions(program: Command): Command {
  for (const [flags, description] of commonOptions)
    program.addOption(new Option(flags, description));
  return program;
}
