/** Bytes of the longest message of the bus: no document is longer. */
const longest = 1024 * 1024;
/** Whoever reports a danger must get in first. */
const doors: ReadonlySet<string> = new Set(['requests.session', 'requests.open-session']);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/**
 * Whether a call hands in a request about a risk to life, or a stop-word, or opens the way for one. Nothing is verified here: a
 * place is given, not a right. Pure.
 */
export function isMatterOfLife(pattern: string, data: unknown): boolean {
  if (doors.has(pattern)) return true;
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
