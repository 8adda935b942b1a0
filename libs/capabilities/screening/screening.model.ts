import { KernelError, type Document, isKind, type RequestType } from '#kernel';
import type { Screening } from './screening.type.js';

/** Days for which a screening is valid, by the project's own choice. */
export const screeningDays = 30;
const day = 24 * 3_600_000;

const screened: Partial<Record<RequestType, { readonly consentDue: boolean }>> = {
  NATIONALITY_VERIFICATION: { consentDue: false },
  TRAVEL_DOCUMENT: { consentDue: false },
  CONSULAR_NOTIFICATION: { consentDue: true },
};

const harmless: Readonly<Record<string, readonly string[]>> = {
  asylumClaim: ['NO'],
  appealPending: ['NO'],
  nonRefoulement: ['NO'],
  childBestInterests: ['NO_CHILD', 'SERVED'],
};

/**
 * Returns the field that forbids sending, or null; `screening` if a required screening is missing. Ignores the recipient,
 * because each recipient could inform the person's State.
 */
export function screeningFlaw(document: Document): string | null {
  if (!isKind(document, 'request')) return null;
  const rule = screened[document.body.requestType];
  if (rule === undefined) return null;
  const { screening } = (document.body.details ?? {}) as { readonly screening?: Screening };
  if (screening === undefined) return 'screening';
  const answers: Readonly<Record<string, string | undefined>> = { ...screening };
  const kept = Object.keys(harmless).find(
    (name) => harmless[name]?.includes(answers[name] ?? '') !== true,
  );
  if (kept !== undefined) return kept;
  const { consent = rule.consentDue ? 'NOT_YET_ASKED' : 'YES', screenedAt } = screening;
  if (consent !== 'YES') return 'consent';
  return isFresh(screenedAt, document.composedAt) ? null : 'screenedAt';
}

function isFresh(screenedAt: string, composedAt: string): boolean {
  const age = Date.parse(composedAt) - Date.parse(screenedAt);
  return age >= 0 && age <= screeningDays * day;
}

/**
 * Returns SCREENING_FORBIDS if a request's screening forbids sending, else undefined. The code is always the same, so that
 * receipts and logs do not reveal the screening.
 */
export function requireScreened(document: Document): Error | undefined {
  const flaw = screeningFlaw(document);
  return flaw === null ? undefined : new KernelError('SCREENING_FORBIDS', flaw);
}
