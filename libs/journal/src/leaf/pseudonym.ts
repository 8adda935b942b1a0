import { createHmac } from 'node:crypto';
import type { Compartment, OfficerId, ThreadId } from '#kernel';
import { JournalError } from '../errors.js';

/**
 * Pseudonyms of the custody log: HMAC-SHA256 under a key that never enters the database, apart for each compartment,
 * so that neither a mirror of the log nor one compartment's reader can link cases or persons of the other.
 */
export class Pseudonyms {
  constructor(private readonly key: Buffer) {
    if (key.length < 32) throw new JournalError('EVENT_INVALID', 'pseudonymKey below 32 bytes');
  }

  /** 64 hexadecimal digits. */
  thread(thread: ThreadId, compartment: Compartment): string {
    return this.#of('case', compartment, thread);
  }

  /** `compartment`: of the case it was about; without a case the person is named as in control-plane events. */
  officer(officer: OfficerId, compartment: Compartment | 'CONTROL'): string {
    return this.#of('officer', compartment, officer);
  }

  #of(what: string, compartment: string, value: string): string {
    return createHmac('sha256', this.key)
      .update(`liaise-pseudonym-v1\n${what}\n${compartment}\n${value}`)
      .digest('hex');
  }
}
