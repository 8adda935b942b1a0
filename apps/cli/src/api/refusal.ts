import { CodedError, type ErrorFacts } from '#kernel';
import { isWholeId } from '../print/short-id.js';
import { printable } from '../people/printable.js';
import { problem } from './gen/readers.js';

export class Refusal extends CodedError {
  readonly instance: string;
  override readonly facts: ErrorFacts;

  constructor(said: ReturnType<typeof problem>) {
    const { code, action, status, title, remedy, detail, threads, otherDesk } = said;
    super(code, { [code]: { action, status, title, remedy } }, detail);
    this.instance = said.instance;
    this.facts = {
      ...(threads !== undefined && { threads: threads.filter((id) => isWholeId(id)) }),
      ...(otherDesk !== undefined && { otherDesk }),
    };
  }

  saying(detail: string): Refusal {
    const { code, action, status, title, remedy, instance } = this;
    return new Refusal({ type: '', code, action, status, title, remedy, instance, detail });
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
