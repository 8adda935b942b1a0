import { type Journal, noteCosignature } from '#journal';
import { phrase } from '#kernel';
import type { Tx } from '#store';
import { type OpenedCheckpoint, type OpenedNote, TlogError, type Verifier } from '#tlog';
import { type StoredCosignature, witnessCosigned, type WorthSaying } from './cosigned.events.js';

const mostSkewSeconds = 86_400;

/**
 * Returns the time of a witness's cosignature in seconds since 1970. @throws TlogError NOTE_UNSIGNED when the witness's
 * cosignature is missing; COSIGNATURE_TIME_INVALID when the time differs from this State's clock by more than a day
 */
export function cosignedNow({ signatures }: OpenedNote, { name, keyId }: Verifier): number {
  const found = signatures.find((each) => each.name === name && each.keyId === keyId);
  if (found?.use !== 'cosignature')
    throw new TlogError('NOTE_UNSIGNED', phrase`the witness did not sign`);
  const { unixSeconds } = found;
  if (Math.abs(Date.now() / 1_000 - unixSeconds) > mostSkewSeconds)
    throw new TlogError('COSIGNATURE_TIME_INVALID', phrase`${unixSeconds}`);
  return unixSeconds;
}

interface Log {
  readonly journal: Journal;
  readonly saying: WorthSaying;
}

interface NewCosignature {
  readonly witness: string;
  readonly opened: OpenedCheckpoint;
  readonly unixSeconds: number;
}

/** Notes the witness's clock by a new cosignature, and logs the cosignature if that is due. */
export async function logCosignature(
  tx: Tx,
  { journal, saying }: Log,
  { witness, opened, unixSeconds }: NewCosignature,
): Promise<StoredCosignature> {
  noteCosignature(tx, witness, opened.size, unixSeconds);
  const isLogged = saying.isDue(witness);
  if (isLogged) await journal.recordEvent(tx, witnessCosigned(witness, opened, unixSeconds));
  return { witness, isLogged };
}
