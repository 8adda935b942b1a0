import { unlockKey, type GeneratedKey, type NewKey, type PrivateKey } from '#seal';

export interface TestKey extends GeneratedKey {
  readonly unlocked: PrivateKey;
}

const made = new Map<string, Promise<TestKey>>();

/** Keys are made once per process: the same name and time give the same key, whichever State it is built for. */
export function cachedKey(
  make: (options: NewKey) => Promise<GeneratedKey>,
  userId: string,
  at: Date,
): Promise<TestKey> {
  const name = `${userId} ${at.toISOString()}`;
  let key = made.get(name);
  if (key === undefined) {
    key = make({ userId, at }).then(async (generated) => ({
      ...generated,
      unlocked: await unlockKey(generated.privateKey),
    }));
    made.set(name, key);
  }
  return key;
}
