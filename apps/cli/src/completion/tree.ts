import type { Command, Option } from 'commander';
import { say } from '#language/console';
import { languageOption } from '../common-options.js';

export interface Choice {
  readonly name: string;
  readonly says: string;
}

export interface Place {
  readonly path: string;
  readonly commands: readonly Choice[];
  readonly options: readonly (Choice & { readonly takesValue: boolean })[];
}

const firstSentence = (text: string): string => /^.*?[.:;](?= |$)|^.*/.exec(text)?.[0] ?? '';

const optionOf = ({ long, short, description, required, optional }: Option) => ({
  name: long ?? short ?? '',
  says: firstSentence(description),
  takesValue: required || optional,
});

/** Lists one `Place` for the program and one for each command. Pure. */
export function placesOf(program: Command): Place[] {
  const everywhere = program.options.map(optionOf);
  const visit = (command: Command, path: string): Place[] => [
    {
      path,
      commands: command.commands.map((each) => ({
        name: each.name(),
        says: firstSentence(each.description()),
      })),
      options: [
        ...(command === program ? [languageOption] : command.options).map(optionOf),
        ...everywhere,
        { name: '--help', says: say('tree.says'), takesValue: false },
      ],
    },
    ...command.commands.flatMap((each) => visit(each, `${path} ${each.name()}`)),
  ];
  return visit(program, program.name());
}
