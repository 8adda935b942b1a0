import type { Urgency } from '#bus';

/** Bytes of the longest message of the bus: no document is longer. */
const longest = 1024 * 1024;
/** Urgency of a question. A report of danger gets in first, and who is asked must be able to answer. */
const pressing: ReadonlySet<string> = new Set([
  'requests.session',
  'requests.open-session',
  'inbox.claim',
  'inbox.answer',
]);
const submitting: ReadonlySet<string> = new Set(['requests.submit', 'inbox.answer']);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** True when a call hands in a request about a risk to life, or a stop-word. */
function isMatterOfLife(data: unknown): boolean {
  const bytes = memberOf(data, 'document');
  if (!(bytes instanceof Uint8Array) || bytes.length > longest) return false;
  try {
    const document: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (memberOf(document, 'kind') === 'halt') return true;
    const requestType = memberOf(memberOf(document, 'body'), 'requestType');
    return memberOf(document, 'kind') === 'request' && requestType === 'RISK_TO_LIFE';
  } catch {
    return false;
  }
}

/** Urgency of a call of the bus. Nothing is verified here: a place is given, not a right. Pure. */
export function urgencyOf(pattern: string, data: unknown): Urgency {
  if (submitting.has(pattern) && isMatterOfLife(data)) return 'LIFE';
  return pressing.has(pattern) ? 'PRESSING' : 'ORDINARY';
}
