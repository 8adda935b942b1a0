import { CodedError } from '#model';

/** What happened, where, and what to do about it. */
export function explain(error: unknown): string[] {
  if (error instanceof CodedError) {
    const detail = error.detail?.split('\n').map((line) => `  ${line}`) ?? [];
    return [`liaise: ${error.title} (${error.code})`, ...detail, error.remedy];
  }
  return [`liaise: ${error instanceof Error ? error.message : String(error)}`];
}
