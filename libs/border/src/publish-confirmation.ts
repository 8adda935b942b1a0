import { isJsonObject, member, parseJson } from '#broker';
import { BorderError } from './errors.js';

// Largest confirmation in bytes; real ones have some hundred.
const MAX_BYTES = 2_048;

// JetStream errors for missing room: maximum bytes, account, server and storage limits.
const FULL = new Set<unknown>([10077, 10002, 10023, 10028, 10047]);

/**
 * Accepts only a confirmation that `stream` stored a new entry. A hostile neighbour's broker can forge the confirmation.
 * @throws BorderError PEER_FULL, PEER_REFUSED, DUPLICATE_ACK
 */
export function readConfirmation(bytes: Uint8Array, stream: string): 'stored' {
  const answer = parseJson(bytes, MAX_BYTES);
  if (!isJsonObject(answer))
    throw new BorderError('PEER_REFUSED', 'the confirmation cannot be read');
  if (answer['error'] !== undefined) {
    const code = member(answer['error'], 'err_code');
    if (FULL.has(code)) throw new BorderError('PEER_FULL');
    const known = Number.isSafeInteger(code) ? `broker error ${String(code)}` : undefined;
    throw new BorderError('PEER_REFUSED', known);
  }
  if (answer['stream'] !== stream)
    throw new BorderError('PEER_REFUSED', 'another stream confirmed');
  if (answer['duplicate'] === true) throw new BorderError('DUPLICATE_ACK');
  const sequence = answer['seq'];
  if (!Number.isSafeInteger(sequence) || Number(sequence) < 1)
    throw new BorderError('PEER_REFUSED', 'the confirmation has no sequence number');
  return 'stored';
}
