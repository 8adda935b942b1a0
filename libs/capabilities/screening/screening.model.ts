import { KernelError, type Document, isKind, type RequestType } from '#kernel';
import type { Screening } from './screening.type.js';

/** Days after which what was found out about a person has to be found out again (ours). */
export const screeningDays = 30;
const day = 24 * 3_600_000;

/** Types of request that tell a State about a person who may be its national; whether the person must agree. */
const screened: Partial<Record<RequestType, { readonly consentDue: boolean }>> = {
  NATIONALITY_VERIFICATION: { consentDue: false },
  TRAVEL_DOCUMENT: { consentDue: false },
  CONSULAR_NOTIFICATION: { consentDue: true },
};

/** The answers with which a request may leave. Whatever is not here, and an answer that is missing, keeps it back. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  asylumClaim: ['NO'],
  appealPending: ['NO'],
  nonRefoulement: ['NO'],
  childBestInterests: ['NO_CHILD', 'SERVED'],
};

/**
 * Answer of its screening that keeps a document back; null when none does, or when none is asked for. Pure.
 *
 * It is judged for every State alike, not for the State of nationality alone. A claimed nationality may be wrong, a person
 * may have two, and whoever else is told can tell that State. So what has left says the same of everybody, that nothing
 * speaks against it; and whom it is about cannot be read off whether a screening stands in it.
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
 * One code for every answer: whoever is told the code alone, in a receipt or a log, learns nothing of the person. The answer
 * is named to the officer who wrote it. Pure.
 */
export function requireScreened(document: Document): Error | undefined {
  const flaw = screeningFlaw(document);
  return flaw === null ? undefined : new KernelError('SCREENING_FORBIDS', flaw);
}
