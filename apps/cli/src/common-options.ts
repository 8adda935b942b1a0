import { Option, type Command } from 'commander';
import { say } from '#language/console';

const commonOptions = [
  ['--json', say('commonOptions.jsonOption')],
  ['--utc', say('commonOptions.utcOption')],
  ['--verbose', say('commonOptions.verboseOption')],
] as const;

export function withCommonOptions(program: Command): Command {
  for (const [flags, description] of commonOptions)
    program.addOption(new Option(flags, description));
  return program;
}
