import { unlockKey, type PrivateKey } from '#seal';
import { readKeyFile } from '#trust';
import { namesIn } from '../files.js';
import type { Layout } from '../layout.js';

/** A key that messages or statements are sealed to: the gateway's, or one of an authority and compartment. */
export interface HeldKey {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly path: string;
}

const form = /^(gateway-encryption|authority-.+)\.key$/;

/** Decryption keys in the opener's folder. */
export async function heldKeys(layout: Layout): Promise<HeldKey[]> {
  return (await namesIn(layout.path('keys', 'opener'))).flatMap((file) => {
    const name = form.exec(file)?.[1];
    return name === undefined ? [] : [{ name, path: layout.key('opener', file) }];
  });
}

/** @throws TrustError KEY_MISSING, KEY_FILE_UNSAFE, KEY_FILE_INVALID; SealError */
export function readHeldKey({ path }: HeldKey): Promise<PrivateKey> {
  const bytes = readKeyFile(path);
  return unlockKey(bytes).finally(() => bytes.fill(0));
}
