import type { Command } from 'commander';
import { requestTypes } from '#kernel';
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
    .description('Print a filled example of a type of request or a kind of document, to edit.')
    .argument(desk === 'requests' ? '<type>' : '<kind>', 'see the lists below')
    .addHelpText(
      'after',
      `
Types of request:
${formTypes.map((each) => `  ${padded(each, 26)} ${requestTypes[each].label}`).join('\n')}

Kinds of document:
${wrapped(formKinds)}

What is printed is taken as it is: change the names, the facts and the recipient, then send it with the command that is said beside it.
Nobody is asked and nothing is sent. Some kinds have no file: then the command that writes them is said. A type that the gateways do not
exchange yet is refused (NOT_AVAILABLE_YET). What else each member may hold: proto/documents.md and proto/kinds.

Examples:
  $ liaise ${desk === 'requests' ? type : kind}
  $ liaise ${group} form ${desk === 'requests' ? 'feedback' : 'delay-notice'}`,
    )
    .action((word: string, _flags: object, command: Command) => {
      const { example, command: sends } = formOf(word, desk);
      context.terminal.answer(wantsJson(command), example, [JSON.stringify(example, undefined, 2)]);
      context.terminal.message(
        sends.includes('FILE') ? `Edit it, then: ${sends}` : `No file is needed: ${sends}`,
      );
    });
}
