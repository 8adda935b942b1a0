import { describe, expect, it } from '@jest/globals';
import { requireBothHashes } from '../../instruments/entries/event-objects.js';
import { assertKeptKeys } from '../../instruments/entries/kept-keys.js';
import { sharedStates } from './states.js';

const named = [
  'admin.change entry',
  'item.arrived ciphertext',
  'item.decrypted certificate',
  'item.decrypted ciphertext',
  'item.decrypted document',
  'item.decrypted envelope',
  'item.decrypted signature',
  'item.exported attachment',
  'item.uploaded attachment',
  'item.uploaded ciphertext',
  'item.viewed ciphertext',
  'msg.accepted ciphertext',
  'msg.receipt.logged checkpoint',
  'msg.receipt.logged leaf',
  'msg.received ciphertext',
  'msg.send.intent ciphertext',
  'msg.send.intent envelope',
  'msg.signed certificate',
  'msg.signed document',
  'msg.signed signature',
];

describe('what is kept for a court', () => {
  it('is named in the log by SHA-256 and SHA-512, all of it', async () => {
    const { a, b } = await sharedStates();
    const seen = await requireBothHashes(a, b);
    expect(named.filter((each) => !seen.has(each))).toEqual([]);
  }, 60_000);

  it('has the session key of each opened message, and of nothing else', async () => {
    const { a, b } = await sharedStates();
    await assertKeptKeys(a, b);
  }, 60_000);
});
