import { Help, Option, type Command, type HelpConfiguration } from 'commander';
import { languages, say } from '#language/console';
import { descriptionText, titleText } from './parsing/parser-words.js';

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
  styleTitle: titleText,
  optionDescription: (option) => descriptionText(help.optionDescription(option)),
  argumentDescription: (argument) => descriptionText(help.argumentDescription(argument)),
  visibleOptions: (command) => [
    ...help.visibleOptions(command),
    ...(command.parent === null ? [languageOption] : []),
  ],
  visibleGlobalOptions: (command) => [
    ...help.visibleGlobalOptions(command),
    ...(command.parent === null ? [] : [languageOption]),
  ],
};
