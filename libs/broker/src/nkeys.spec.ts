import { decode, createServer, createUser, fromPublic, fromSeed } from '@nats-io/nkeys';
import fc from 'fast-check';
import { createUserKey, isUserPublicKey, nkeyLogin, publicKeyOf } from './nkeys.js';

const utf8 = new TextEncoder();

describe('broker logins', () => {
  it('have the public part that the library of the broker computes', () => {
    for (let i = 0; i < 8; i += 1) {
      const ours = createUserKey();
      expect(fromSeed(utf8.encode(ours.seed)).getPublicKey()).toBe(ours.publicKey);
      expect(isUserPublicKey(ours.publicKey)).toBe(true);
      const theirs = createUser();
      expect(publicKeyOf(new TextDecoder().decode(theirs.getSeed()))).toBe(theirs.getPublicKey());
    }
  });

  it('sign what the library verifies', () => {
    const { seed, publicKey } = createUserKey();
    const login = nkeyLogin(seed);
    const known = fromPublic(publicKey);
    fc.assert(
      fc.property(fc.string(), (nonce) => {
        const answer = login(nonce) as { nkey: string; sig: string };
        expect(answer.nkey).toBe(publicKey);
        expect(known.verify(utf8.encode(nonce), decode(answer.sig))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('refuse what is no seed of a user, and do not quote it', () => {
    const server = new TextDecoder().decode(createServer().getSeed());
    const { seed, publicKey } = createUserKey();
    const altered = `${seed.slice(0, 20)}${seed[20] === 'A' ? 'B' : 'A'}${seed.slice(21)}`;
    for (const bad of ['', 'SUAAAA', server, publicKey, altered, seed.slice(0, -4)]) {
      let said: unknown;
      try {
        nkeyLogin(bad);
      } catch (error) {
        said = error;
      }
      expect(said).toMatchObject({ code: 'LAYOUT_INVALID' });
      if (bad !== '') expect(JSON.stringify(said)).not.toContain(bad);
    }
  });
});
