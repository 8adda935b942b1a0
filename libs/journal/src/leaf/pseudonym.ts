import { phrase, type Compartment, type OfficerId, type ThreadId } from '#kernel';
import { createHmac } from 'node:crypto';
import { JournalError } from '../errors.js';

/**
 * Pseudonyms of cases and officers: HMAC-SHA256; the key never enters the database. They differ by compartment, so that
 * readers cannot link a person across compartments.
 */
export class Pseudonyms {
  constructor(private readonly key: Buffer) {
    if (key.length < 32)
      throw new JournalError('EVENT_INVALID', phrase`pseudonymKey below 32 bytes`);
  }

  thread(thread: ThreadId, compartment: Compartment): string {
    return this.#pseudonymOf('case', compartment, thread);
  }

  officer(officer: OfficerId, compartment: Compartment | 'CONTROL'): string {
    return this.#pseudonymOf('officer', compartment, officer);
  }

  #pseudonymOf(what: string, compartment: string, value: string): string {
    return createHmac('sha256', this.key)
      .update(`liaise-pseudonym-v1\n${what}\n${compartment}\n${value}`)
      .digest('hex');
  }
}
