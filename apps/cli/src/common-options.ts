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

/**
 * Option for the language. The parser does not know it: it is read before the program is made, and only in front of the
 * command (`languageAsked`), since some commands have an option of that name.
 */
export const languageOption = new Option(
  '--language <code>',
  say('commonOptions.languageOption', { languages: languages.join(', ') }),
);

const help = Object.assign(new Help(), { showGlobalOptions: true });

/** Help that shows the options of the program at every command, the language among them. */
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
