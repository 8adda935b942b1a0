import { CodedError } from '#kernel';
import { printable } from '../people/printable.js';
import { problem } from './gen/readers.js';

export class Refusal extends CodedError {
  readonly instance: string;

  constructor(said: ReturnType<typeof problem>) {
    const { code, action, status, title, remedy, detail } = said;
    super(code, { [code]: { action, status, title, remedy } }, detail);
    this.instance = said.instance;
  }
}

const codeForm = /^[A-Z][A-Z0-9_]{1,60}$/;

/** Refusal in a gateway's problem document (RFC 9457). Undefined for any other value. Pure. */
export function refusalOf(value: unknown): Refusal | undefined {
  try {
    const { detail, ...said } = problem(value);
    if (!codeForm.test(said.code)) return undefined;
    return new Refusal({
      ...{ ...said, title: printable(said.title), remedy: printable(said.remedy) },
      instance: printable(said.instance),
      ...(detail !== undefined && { detail: printable(detail) }),
    });
  } catch {
    return undefined;
  }
}
