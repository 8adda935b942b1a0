import fc from 'fast-check';
import { parseAuthorityId, parseThreadId } from '#kernel';
import { newSecret, type StorageKey } from './key-ring.js';
import {
  decryptContent,
  encryptContent,
  newThreadKey,
  unwrapThreadKey,
  wrapThreadKey,
} from './storage.js';

const bytes = fc.uint8Array({ maxLength: 2000 });
const refused = (act: () => unknown): void => {
  expect(act).toThrow('STORAGE_CORRUPT');
};

describe('content at rest', () => {
  it('comes back as it went in, under its own key and label only', () => {
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (content, label, other) => {
        const key = newThreadKey();
        const stored = encryptContent(key, label, content);
        expect(decryptContent(key, label, stored).equals(content)).toBe(true);
        if (other !== label) refused(() => decryptContent(key, other, stored));
        refused(() => decryptContent(newThreadKey(), label, stored));
      }),
    );
  });

  it('opens no more when any one bit is changed or any byte cut off', () => {
    const key = newThreadKey();
    const stored = encryptContent(key, 'dispatch:1', Buffer.from('a name'));
    for (let bit = 0; bit < stored.length * 8; bit += 1) {
      const changed = Buffer.from(stored);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      refused(() => decryptContent(key, 'dispatch:1', changed));
    }
    for (let length = 0; length < stored.length; length += 1)
      refused(() => decryptContent(key, 'dispatch:1', stored.subarray(0, length)));
  });

  it('never gives the same bytes twice', () => {
    const key = newThreadKey();
    const seen = new Set(
      Array.from({ length: 500 }, () =>
        encryptContent(key, 'x', Buffer.from('same')).toString('hex'),
      ),
    );
    expect(seen.size).toBe(500);
  });
});

describe('a thread key', () => {
  const first = parseThreadId('01890a5d-ac96-774b-bcce-b302099a8057');
  const second = parseThreadId('01890a5d-ac96-774b-bcce-b302099a8058');
  const storage: StorageKey = { compartment: 'ENFORCEMENT', epoch: 7, key: newSecret() };

  const one = { id: first, authority: parseAuthorityId('border-police'), side: 'ASKED' } as const;

  it('is wrapped for one thread in the file of one authority and desk, one compartment and one epoch', () => {
    const key = newThreadKey();
    const wrapped = wrapThreadKey(key, one, storage);
    expect(unwrapThreadKey(wrapped, one, storage).equals(key)).toBe(true);
    refused(() => unwrapThreadKey(wrapped, { ...one, id: second }, storage));
    const authority = parseAuthorityId('coast-guard');
    refused(() => unwrapThreadKey(wrapped, { ...one, authority }, storage));
    refused(() => unwrapThreadKey(wrapped, { ...one, side: 'ASKING' }, storage));
    refused(() => unwrapThreadKey(wrapped, one, { ...storage, epoch: 8 }));
    refused(() => unwrapThreadKey(wrapped, one, { ...storage, compartment: 'PROTECTION' }));
    refused(() => unwrapThreadKey(wrapped, one, { ...storage, key: newSecret() }));
  });
});
