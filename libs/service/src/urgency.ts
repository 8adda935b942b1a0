import type { Urgency } from '#bus';

// Bytes of the longest bus message; no document is longer.
const longest = 1024 * 1024;
// Calls that open the way for a report of danger, or may answer one.
const pressing: ReadonlySet<string> = new Set([
  'requests.session',
  'requests.open-session',
  'inbox.claim',
  'inbox.answer',
]);
const submitting: ReadonlySet<string> = new Set(['requests.submit', 'inbox.answer']);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

// True when a call submits a request about a risk to life, or a halt.
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

/** Urgency of a call, read from unverified content. Urgency gives only a place in the queue, not a right. Pure. */
export function urgencyOf(pattern: string, data: unknown): Urgency {
  if (submitting.has(pattern) && isMatterOfLife(data)) return 'LIFE';
  return pressing.has(pattern) ? 'PRESSING' : 'ORDINARY';
}
