import { unlockKey, type PrivateKey } from '#seal';
import { readKeyFile } from '#trust';
import { namesIn } from '../files.js';
import type { Layout } from '../layout.js';

export interface HeldKey {
  readonly name: string;
  readonly path: string;
}

const form = /^(gateway-encryption|authority-.+)\.key$/;

export async function heldKeys(layout: Layout): Promise<HeldKey[]> {
  return (await namesIn(layout.path('keys', 'opener'))).flatMap((file) => {
    const name = form.exec(file)?.[1];
    return name === undefined ? [] : [{ name, path: layout.key('opener', file) }];
  });
}

export function readHeldKey({ path }: HeldKey): Promise<PrivateKey> {
  const bytes = readKeyFile(path);
  return unlockKey(bytes).finally(() => bytes.fill(0));
}
