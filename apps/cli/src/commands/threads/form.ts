import type { Command } from 'commander';
import { say } from '#language/console';
import { formKinds, formOf, formTypes } from '../../compose/forms/forms.js';
import { wantsJson, type Context } from '../../context.js';
import type { Desk } from '../../people/threads.js';
import { padded } from '../../print/width.js';

const wrapped = (list: readonly string[]): string => {
  const lines = [''];
  for (const word of list) {
    const last = lines.length - 1;
    const line = lines[last] ?? '';
    if (line.length + word.length > 76) lines.push(word);
    else lines[last] = line === '' ? word : `${line}, ${word}`;
  }
  return lines.map((line) => `  ${line}`).join(',\n');
};

export function addForm(parent: Command, context: Context, desk: Desk): void {
  const group = parent.name();
  const [type, kind] = [
    `${group} form VESSEL > vessel.json`,
    `${group} form response > answer.json`,
  ];
  parent
    .command('form')
    .description(say('form.formDescription'))
    .argument(desk === 'requests' ? '<type>' : '<kind>', say('form.formDeskArgument'))
    .addHelpText(
      'after',
      `
${say('form.formHelp', { formTypes: formTypes.map((each) => `  ${padded(each, 26)} ${say(`requestType.${each}`)}`).join('\n'), formKinds: wrapped(formKinds) })}

${say('program.examples')}
  $ liaise ${desk === 'requests' ? type : kind}
  $ liaise ${group} form ${desk === 'requests' ? 'feedback' : 'delay-notice'}`,
    )
    .action((word: string, _flags: object, command: Command) => {
      const { example, command: sends } = formOf(word, desk);
      context.terminal.answer(wantsJson(command), example, [JSON.stringify(example, undefined, 2)]);
      context.terminal.message(
        sends.includes('FILE')
          ? say('form.editItThen', { sends })
          : say('form.noFileNeeded', { sends }),
      );
    });
}
