import { errorDetail, errorTexts, say } from '#language/console';
import type { CodedError } from '#kernel';
import { codedError } from '../problem.js';
import { printable } from '../people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

export function explain(error: unknown): string[] {
  const coded = codedError(error);
  const { code, detail } = coded;
  const { title, remedy } = errorTexts(code, coded);
  const said = detail === undefined ? [] : linesOf(errorDetail(detail));
  return [say('explain.liaise', { title, code }), ...said.map((line) => `  ${line}`), remedy];
}

/** Says in one text what is wrong: the detail of the error, or its title. */
export function briefly(error: CodedError): string {
  const { code, detail } = error;
  return detail === undefined ? errorTexts(code, error).title : errorDetail(detail);
}
