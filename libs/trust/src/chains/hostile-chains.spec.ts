import { DirectoryChain, type KeptEntry } from '#chains';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseAuthorityId, parseFingerprint, parseOfficerId, timestamp } from '#kernel';
import type { Entry } from '#capabilities/directory/directory.schema';
import { generateOfficerKey, partFingerprints, parseCertificate, unlockKey } from '#seal';
import { encodeEntry } from '#wire';
import { cachedKey } from '../../../../test/support/keys.js';
import { aState } from '../../../../test/support/state.js';
import { base64, hash, later, type TestState } from '../../../../test/support/test-state.js';

// Framed as a key without content; a parser that reads it fails.
const noKey = base64(Uint8Array.of(0x98, 6, 4, 0, 0, 0, 0, 99));
const authority = parseAuthorityId('border-police');

describe('a neighbour whose root certifies without end', () => {
  let state: TestState;
  let kept: KeptEntry[];

  beforeAll(async () => {
    state = await aState('XB').build();
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    kept = [];
    for (const signed of state.directory)
      kept.push({ ...signed, signers: (await chain.extend(signed)).signers });
  });

  const entryOf = (kind: Entry['kind'], body: Entry['body'], signers: KeptEntry['signers']) => {
    const head = { typ: 'liaise-directory-entry', v: 1, chain: 'directory' } as const;
    const entry = { ...head, state: state.state, kind, issuedAt: timestamp(state.at), body };
    return { entry: encodeEntry(entry), signatures: [new Uint8Array(119)], signers };
  };
  const registrar = (i: number, fingerprint: string, certificate: string): KeptEntry =>
    entryOf(
      'registrar',
      {
        registrar: parseOfficerId(`reg.${i}`),
        fingerprint: parseFingerprint(fingerprint),
        certificate,
        authorities: [authority],
        ...state.validity,
      },
      [state.rootFingerprint],
    );
  const officer = (i: number): KeptEntry =>
    entryOf(
      'officer',
      {
        officer: parseOfficerId(`o.${i}`),
        authority,
        fingerprint: parseFingerprint(hash(`officer ${i}`).slice(0, 40).toUpperCase()),
        roles: ['AUDITOR'],
        enrolment: hash('token'),
        ...state.validity,
      },
      state.registrars.map(({ fingerprint }) => fingerprint),
    );

  it('a statement on a long chain does not judge the whole chain again', () => {
    const many = Array.from({ length: 1_000 }, (_, i) =>
      registrar(i, hash(`registrar ${i}`).slice(0, 40).toUpperCase(), noKey),
    );
    const officers = Array.from({ length: 1_000 }, (_, i) => officer(i));
    const chain = DirectoryChain.resume(state.state, state.rootFingerprint, [
      ...kept,
      ...many,
      ...officers,
    ]);
    const copy = chain.fork();
    // The shortest of ten runs excludes other load on the machine.
    const took = Array.from({ length: 10 }, () => {
      const began = performance.now();
      chain.fork();
      return performance.now() - began;
    });
    expect(Math.min(...took)).toBeLessThan(50);
    expect(copy.heads.point()).toEqual(chain.heads.point());
    expect(copy.directory.officers()).toEqual(chain.directory.officers());
    expect(copy.entries).toEqual(chain.entries);
  });

  it('what is tried on a copy does not show in the chain', async () => {
    const chain = DirectoryChain.resume(state.state, state.rootFingerprint, kept);
    const copy = chain.fork();
    const other = await aState('XB').build();
    await copy.extend(await other.suspension('ana', other.at));
    expect([copy.heads.version, chain.heads.version]).toEqual([kept.length + 1, kept.length]);
    expect(chain.directory.version).toBe(kept.length);
    const ana = chain.directory.officers().find((grant) => grant.officer === 'ana');
    if (ana === undefined) throw new Error('no grant');
    expect(chain.directory.suspendedFrom(ana)).toBeUndefined();
    expect(copy.directory.suspendedFrom(ana)).toBe(timestamp(other.at));
  });

  it('an entry costs its signers’ certificates, not those of all who might have signed', async () => {
    const crowd = Array.from({ length: 1_000 }, (_, i) =>
      registrar(i, hash(`registrar ${i}`).slice(0, 40).toUpperCase(), noKey),
    );
    const chain = DirectoryChain.resume(state.state, state.rootFingerprint, [...kept, ...crowd]);
    const key = await cachedKey(generateOfficerKey, 'XB late', later(state.at, -2));
    const granted = await state.entry(
      'officer',
      {
        officer: parseOfficerId('late'),
        authority,
        fingerprint: key.fingerprint,
        roles: ['AUDITOR'],
        enrolment: hash('token'),
        ...state.validity,
      },
      state.registrars,
    );
    const { signers } = await chain.extend(granted);
    expect(signers).toEqual(state.registrars.map(({ fingerprint }) => fingerprint));
  });

  it('a chain ends at eight mebibytes', async () => {
    const frame = Uint8Array.of(0xc6, 0xff, 0, 0, 0x46, 0x00, 4);
    const big = base64(Buffer.concat([frame, Buffer.alloc(0x4600 - 1)]));
    const full = Array.from({ length: 345 }, (_, i) =>
      registrar(i, hash(`big ${i}`).slice(0, 40).toUpperCase(), big),
    );
    const chain = DirectoryChain.resume(state.state, state.rootFingerprint, [...kept, ...full]);
    const version = chain.heads.version;
    const other = await aState('XB').build();
    for (let i = 0; ; i += 1) {
      const next = await other
        .suspension('ana', later(other.at, i))
        .then((entry) => chain.extend(entry))
        .then(
          () => 'taken',
          (error: unknown) => String(error),
        );
      if (next !== 'taken') {
        expect(next).toContain('TRUST_CHAIN_FULL');
        break;
      }
      expect(i).toBeLessThan(200);
    }
    expect(chain.heads.version).toBeGreaterThanOrEqual(version);
    await expect(
      chain.fork().extend(await other.suspension('ana', other.at)),
    ).rejects.toMatchObject({ code: 'TRUST_CHAIN_FULL' });
  }, 60_000);

  it('the parts of a certificate are told from its framing as openpgp.js tells them', async () => {
    const { privateKey } = await generateOfficerKey({ userId: 'parts', at: state.at });
    const { certificate, parts } = await unlockKey(privateKey);
    expect(partFingerprints(certificate.bytes)).toEqual(parts);
    expect(partFingerprints(certificate.bytes)[0]).toBe(
      (await parseCertificate(certificate.bytes)).fingerprint,
    );
  });
});
