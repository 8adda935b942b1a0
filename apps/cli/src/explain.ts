import { CodedError } from '#kernel';
import { printable } from './people/printable.js';

const linesOf = (text: string): string[] => text.split('\n').map(printable);

export function explain(error: unknown): string[] {
  if (error instanceof CodedError) {
    const detail = error.detail === undefined ? [] : linesOf(error.detail);
    const said = [`liaise: ${error.title} (${error.code})`, ...detail.map((line) => `  ${line}`)];
    return [...said, error.remedy];
  }
  return linesOf(`liaise: ${error instanceof Error ? error.message : String(error)}`);
}
