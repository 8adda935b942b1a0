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

// The broker of a neighbour whose stream does not exist yet stays silent, and a new link may lose a confirmation.
const waitsMs = { proven: [5_000], unproven: [1_000, 1_000, 3_000] } as const;
// Larger batches are sent once: a slow link must not carry them three times.
const repeatedBytes = 256 * 1024;

/**
 * Sends a batch until it is confirmed, at most three times within 5 s. Sends once if the last batch was confirmed
 * (`isProven`). @returns undefined if no confirmation came @throws errors of `send` and `readConfirmation`
 */
export async function sendUntilConfirmed(
  { size, stream, isProven }: { size: number; stream: string; isProven: boolean },
  send: (waitMs: number) => Promise<Uint8Array | undefined>,
): Promise<'stored' | undefined> {
  const waits = isProven || size > repeatedBytes ? waitsMs.proven : waitsMs.unproven;
  for (const [sent, waitMs] of waits.entries()) {
    const answer = await send(waitMs);
    if (answer === undefined) continue;
    try {
      return readConfirmation(answer, stream);
    } catch (error) {
      const isCopy = error instanceof BorderError && error.code === 'DUPLICATE_ACK';
      // Of an earlier sending here, whose confirmation was lost.
      if (!isCopy || sent === 0) throw error;
      return 'stored';
    }
  }
  return undefined;
}
