import { timestamp, type Document, type Fingerprint } from '#kernel';
import { type ThreadRecord, ExchangeError } from '#threads';
import { TrustError, type TrustStore } from '#trust';

export function recipientKey(
  trust: TrustStore,
  document: Document,
  { peer, compartment }: Pick<ThreadRecord, 'peer' | 'compartment'>,
  now: Date,
): { readonly fingerprint: Fingerprint; readonly certificate: string } {
  if (document.to.state !== peer) throw new ExchangeError('PEER_NOT_CONFIRMED');
  const { authority } = document.to;
  const key = trust.directoryOf(peer).encryptionKey(authority, compartment, timestamp(now));
  if (key === undefined) {
    const isKnown = trust
      .terms(peer, now)
      .authorities.some(
        ({ record }) => record.authority === authority && record.to <= timestamp(now),
      );
    if (isKnown) throw new TrustError('PEER_KEYS_ENDED', authority);
    throw new ExchangeError('RECIPIENT_UNKNOWN');
  }
  const [named, ...others] = document.recipientKeys;
  if (named !== key.fingerprint || others.length > 0)
    throw new ExchangeError('RECIPIENT_MISMATCH', 'recipientKeys');
  return key;
}
