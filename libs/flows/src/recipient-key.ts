import { timestamp, type Directory, type Document, type Fingerprint, type StateCode } from '#model';
import type { ThreadRecord } from '#cases';
import { FlowError } from './errors.js';

/** The encryption key of the recipient authority as its State's directory certifies it, named by the signed document. */
export function recipientKey(
  directory: Directory,
  document: Document,
  peer: StateCode,
  compartment: ThreadRecord['compartment'],
  now: Date,
): { readonly fingerprint: Fingerprint; readonly certificate: string } {
  if (document.to.state !== peer) throw new FlowError('PEER_NOT_CONFIRMED');
  const key = directory.encryptionKey(document.to.authority, compartment, timestamp(now));
  if (key === undefined) throw new FlowError('RECIPIENT_UNKNOWN');
  const [named, ...others] = document.recipientKeys;
  if (named !== key.fingerprint || others.length > 0)
    throw new FlowError('RECIPIENT_MISMATCH', 'recipientKeys');
  return key;
}
