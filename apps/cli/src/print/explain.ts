import { errorTexts, say, sayDetail, sayStoredDetail } from '#language/console';
import { detailOf, type CodedError, type Detail } from '#kernel';
import { codedError } from '../problem.js';
import { printable } from '../people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

// What a service said of its settings came as lines of English text.
const detailIn = (code: string, detail: Detail): string =>
  code === 'HOST_SETTINGS_INVALID' && typeof detail === 'string'
    ? sayStoredDetail(detail)
    : sayDetail(detail);

export function explain(error: unknown): string[] {
  const coded = codedError(error);
  const { code } = coded;
  const detail = detailOf(coded);
  const { title, remedy } = errorTexts(code, coded);
  const said = detail === undefined ? [] : linesOf(detailIn(code, detail));
  return [say('explain.liaise', { title, code }), ...said.map((line) => `  ${line}`), remedy];
}

/** Says in one text what is wrong: the detail of the error, or its title. */
export function briefly(error: CodedError): string {
  const detail = detailOf(error);
  return detail === undefined ? errorTexts(error.code, error).title : sayDetail(detail);
}
