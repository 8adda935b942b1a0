import { CodedError, type Action } from '#kernel';
import { printable } from '../people/printable.js';
import { object, oneOf, text, whole } from './shape.js';

interface Problem {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly status: number;
  readonly action: Action;
}

/** The gateway's own words: its code, what happened, what to do (RFC 9457). */
export class Refusal extends CodedError {
  constructor(problem: Problem, detail?: string) {
    const { code, action, status, title, remedy } = problem;
    super(code, { [code]: { action, status, title, remedy } }, detail);
  }
}

const form = object<Problem>({
  code: text,
  title: text,
  remedy: text,
  status: whole,
  action: oneOf('retry', 'refuse', 'alarm'),
});
const codeForm = /^[A-Z][A-Z0-9_]{1,60}$/;

/** What a server said no with; undefined when it is not a problem document of a gateway. Pure. */
export function refusalOf(value: unknown): Refusal | undefined {
  try {
    const problem = form(value);
    if (!codeForm.test(problem.code)) return undefined;
    const { detail } = value as { readonly detail?: unknown };
    const said = {
      ...problem,
      title: printable(problem.title),
      remedy: printable(problem.remedy),
    };
    return new Refusal(said, typeof detail === 'string' ? printable(detail) : undefined);
  } catch {
    return undefined;
  }
}
