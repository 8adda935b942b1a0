import type { KeyObject } from 'node:crypto';
import type { Directory } from '#capabilities/directory/trust.model';
import { eventKeyName, type Judge } from '#custody';
import { parseTimestamp } from '#kernel';
import { ed25519PublicKey } from '#tlog';

export function eventKeysOf(directory: Directory): Judge['eventKeys'] {
  const keys = new Map<string, readonly [string, KeyObject]>();
  const named = (raw: string): readonly [string, KeyObject] => {
    let known = keys.get(raw);
    if (known === undefined) {
      const key = ed25519PublicKey(Buffer.from(raw, 'base64'));
      keys.set(raw, (known = [eventKeyName(key), key]));
    }
    return known;
  };
  return (service, at) =>
    new Map(
      directory.logKeys
        .allEventKeys(service, parseTimestamp(at))
        .map(({ publicKey }) => named(publicKey)),
    );
}
