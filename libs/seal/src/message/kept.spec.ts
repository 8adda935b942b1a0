import { generateOfficerKey, generateStateSigningKey } from '../keys/generate.js';
import { parseCertificate } from '../keys/certificate.js';
import { unlockKey } from '../keys/private-key.js';
import { sealKept } from './kept.js';
import { open } from './message.js';

const at = new Date('2026-03-14T12:00:00.000Z');
const words = Buffer.from('Border stone 17, a white van.');

it('what an officer keeps opens with the key of the officer alone, and every change is found', async () => {
  const [mine, other] = await Promise.all(
    ['a.novak', 'b.meier'].map((userId) => generateOfficerKey({ userId, at })),
  );
  if (mine === undefined || other === undefined) throw new Error('no keys');
  const kept = await sealKept(words, await parseCertificate(mine.certificate), at);
  expect(Buffer.from(kept).includes(words)).toBe(false);
  const key = await unlockKey(mine.privateKey);
  expect(Buffer.from((await open(kept, [key], at)).payload)).toEqual(words);
  await expect(open(kept, [await unlockKey(other.privateKey)], at)).rejects.toMatchObject({
    code: 'SEAL_RECIPIENT_UNKNOWN',
  });
  for (const place of [kept.length - 1, kept.length - 30]) {
    const changed = Uint8Array.from(kept);
    changed[place] = (changed[place] ?? 0) ^ 1;
    await expect(open(changed, [key], at)).rejects.toMatchObject({ code: 'SEAL_OPEN_FAILED' });
  }
});

it('nothing is kept for a key that can only sign', async () => {
  const { certificate } = await generateStateSigningKey({ userId: 'XA', at });
  await expect(sealKept(words, await parseCertificate(certificate), at)).rejects.toMatchObject({
    code: 'SEAL_KEY_UNUSABLE',
  });
});
