import { phrase, type LinkId } from '#kernel';
import { isJsonObject, member, parseJson, pause } from '#broker';
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
    throw new BorderError('PEER_REFUSED', phrase`the confirmation cannot be read`);
  if (answer['error'] !== undefined) {
    const code = member(answer['error'], 'err_code');
    if (FULL.has(code)) throw new BorderError('PEER_FULL');
    const known = Number.isSafeInteger(code) ? phrase`broker error ${String(code)}` : undefined;
    throw new BorderError('PEER_REFUSED', known);
  }
  if (answer['stream'] !== stream)
    throw new BorderError('PEER_REFUSED', phrase`another stream confirmed`);
  if (answer['duplicate'] === true) throw new BorderError('DUPLICATE_ACK');
  const sequence = answer['seq'];
  if (!Number.isSafeInteger(sequence) || Number(sequence) < 1)
    throw new BorderError('PEER_REFUSED', phrase`the confirmation has no sequence number`);
  return 'stored';
}

// The broker of a neighbour whose stream does not exist yet stays silent, and a new link may lose a confirmation.
const [wholeMs, againMs] = [5_000, 1_000];
// All sends of a batch together, so that they do not fill a slow link: three of a first directory, which is a little over
// 64 KiB once padded and sealed.
const sentBytes = 256 * 1024;
// A larger batch may be too much for a good link, so its silence does not count.
const silenceCountsBytes = 64 * 1024;

const mostSends = (size: number): number =>
  Math.min(wholeMs / againMs, Math.max(1, Math.floor(sentBytes / size)));

export interface Sending {
  readonly linkId: LinkId;
  readonly stream: string;
  readonly size: number;
  /** Sends the batch once. Returns the confirmation, or undefined if none came within `waitMs`. @throws BorderError */
  readonly send: (waitMs: number) => Promise<Uint8Array | undefined>;
}

type Found = 'stored' | Error | undefined;

/**
 * Sends batches until they are confirmed. A confirmed batch proves its link, until a small batch meets silence or the link is
 * seen down.
 */
export class Confirmations {
  readonly #proven = new Set<LinkId>();

  /** Makes `link` unproven; without `link` all of them. */
  forget(link?: LinkId): void {
    if (link === undefined) this.#proven.clear();
    else this.#proven.delete(link);
  }

  /**
   * Sends a batch until it is confirmed, within 5 s. While the link is not proven, sends it again each second, as often as
   * `mostSends` allows.
   * @throws PUBLISH_TIMEOUT; errors of `send` and `readConfirmation`
   */
  async confirm(sending: Sending): Promise<'stored'> {
    const { linkId, size } = sending;
    // Asked each second: a link that is cut and back within the 5 s may have lost the first copy.
    const isUnproven = (): boolean => !this.#proven.has(linkId);
    const found = (await sent(sending, isUnproven)) ?? new BorderError('PUBLISH_TIMEOUT');
    if (found === 'stored') this.#proven.add(linkId);
    else if (size <= silenceCountsBytes && isSilence(found)) this.#proven.delete(linkId);
    if (found !== 'stored') throw found;
    return found;
  }
}

const isSilence = (error: Error): boolean =>
  error instanceof BorderError &&
  (error.code === 'PUBLISH_TIMEOUT' || error.code === 'PEER_UNREACHABLE');

// The first copy to be confirmed counts, also an early one whose confirmation is late.
async function sent({ stream, size, send }: Sending, isUnproven: () => boolean): Promise<Found> {
  const open: Promise<Found>[] = [];
  const ended = new AbortController();
  try {
    for (let second = 0; second * againMs < wholeMs; second += 1) {
      if (second > 0) {
        const waited = pause(againMs, ended.signal).then(() => undefined);
        const found = await Promise.race([firstOf(open), waited]);
        if (found !== undefined) return found;
        if (open.length >= mostSends(size) || !isUnproven()) continue;
      }
      open.push(
        send(wholeMs - second * againMs).then(
          (answer) => (answer === undefined ? undefined : judged(answer, stream, second > 0)),
          (error: unknown) => error as Error,
        ),
      );
    }
    return await firstOf(open);
  } finally {
    ended.abort();
  }
}

function judged(answer: Uint8Array, stream: string, isCopy: boolean): Found {
  try {
    return readConfirmation(answer, stream);
  } catch (error) {
    // Of an earlier copy sent here, whose confirmation was lost.
    const isOwn = isCopy && error instanceof BorderError && error.code === 'DUPLICATE_ACK';
    return isOwn ? 'stored' : (error as Error);
  }
}

function firstOf(all: readonly Promise<Found>[]): Promise<Found> {
  return new Promise((done) => {
    let left = all.length;
    for (const each of all)
      void each.then((found) => {
        left -= 1;
        if (found !== undefined || left === 0) done(found);
      });
  });
}
