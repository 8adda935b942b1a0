import { Help, Option, type Command, type HelpConfiguration } from 'commander';
import { languages, say } from '#language/console';

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

/** Describes `--language` for help and completion. The option is read before the parser runs. */
export const languageOption = new Option(
  '--language <code>',
  say('commonOptions.languageOption', { languages: languages.join(', ') }),
);

const help = Object.assign(new Help(), { showGlobalOptions: true });

export const helpOfAll: HelpConfiguration = {
  showGlobalOptions: true,
  visibleOptions: (command) => [
    ...help.visibleOptions(command),
    ...(command.parent === null ? [languageOption] : []),
  ],
  visibleGlobalOptions: (command) => [
    ...help.visibleGlobalOptions(command),
    ...(command.parent === null ? [] : [languageOption]),
  ],
};
