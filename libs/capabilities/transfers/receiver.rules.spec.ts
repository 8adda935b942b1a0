import { parseAuthorityId, timestamp, type Compartment } from '#kernel';
import { cachedKey } from '../../../test/support/keys.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { base64, later } from '../../../test/support/test-state.js';
import { assertAddressable } from './receiver.rules.js';
import { generateEncryptionKey } from '#seal';
import { DirectoryChain } from '#trust';

const guard = parseAuthorityId('life-guard');
let state: TestState;

beforeEach(async () => {
  state = await aState().build();
  const made = await cachedKey(generateEncryptionKey, 'XA life-guard', later(state.at, -2));
  const { fingerprint, certificate } = made;
  const keys = [
    { compartment: 'PROTECTION', fingerprint, certificate: base64(certificate) },
  ] as const;
  const body = { authority: guard, name: 'Life Guard', keys, ...state.validity };
  await state.add('authority', body, [state.root]);
});

describe('whom a transfer names', () => {
  it.each<[string, Compartment, string]>([
    ['border-police', 'ENFORCEMENT', 'taken'],
    ['life-guard', 'PROTECTION', 'taken'],
    ['life-guard', 'ENFORCEMENT', 'TRANSFER_IMPOSSIBLE'],
    ['no-such-office', 'ENFORCEMENT', 'TRANSFER_IMPOSSIBLE'],
  ])('%s, about something of %s: %s', async (authority, compartment, outcome) => {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    const judge = (): string => {
      const to = parseAuthorityId(authority);
      assertAddressable(chain.directory, to, compartment, timestamp(state.at));
      return 'taken';
    };
    if (outcome === 'taken') expect(judge()).toBe(outcome);
    else expect(judge).toThrow(outcome);
  });
});
