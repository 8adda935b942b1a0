import { errorText, say } from '#language/console';
import { codedError } from './problem.js';
import { printable } from './people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

/** Lines for people about any error: title and code, detail, remedy. Pure. */
export function explain(error: unknown): string[] {
  const { title, code, detail, remedy } = codedError(error);
  const said = detail === undefined ? [] : linesOf(detail);
  return [
    say('explain.liaise', { title: errorText(code, 'title', title), code }),
    ...said.map((line) => `  ${line}`),
    errorText(code, 'remedy', remedy),
  ];
}
