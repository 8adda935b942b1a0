import { errorTexts, say } from '#language/console';
import { codedError } from './problem.js';
import { printable } from './people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

export function explain(error: unknown): string[] {
  const coded = codedError(error);
  const { code, detail } = coded;
  const { title, remedy } = errorTexts(code, coded);
  const said = detail === undefined ? [] : linesOf(detail);
  return [say('explain.liaise', { title, code }), ...said.map((line) => `  ${line}`), remedy];
}
