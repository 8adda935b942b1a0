import { errorTexts, say, sayDetail } from '#language/console';
import { detailOf, type CodedError } from '#kernel';
import { codedError } from '../problem.js';
import { printable } from '../people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

export function explain(error: unknown): string[] {
  const coded = codedError(error);
  const { code } = coded;
  const detail = detailOf(coded);
  const { title, remedy } = errorTexts(code, coded);
  const said = detail === undefined ? [] : linesOf(sayDetail(detail));
  return [say('explain.liaise', { title, code }), ...said.map((line) => `  ${line}`), remedy];
}

/** Says in one text what is wrong: the detail of the error, or its title. */
export function briefly(error: CodedError): string {
  const detail = detailOf(error);
  return detail === undefined ? errorTexts(error.code, error).title : sayDetail(detail);
}
