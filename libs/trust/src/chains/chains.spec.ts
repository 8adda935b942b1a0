import { DirectoryChain, type CertificateOf } from '#chains';
import {
  parseAuthorityId,
  parseOfficerId,
  roles,
  timestamp,
  type Fingerprint,
  type Role,
} from '#kernel';
import { aFingerprint } from '../../../../test/support/builders.js';
import { aLinkId, aState, type TestState } from '../../../../test/support/state.js';
import { PeersChain } from './chains.js';

const hour = 3_600_000;
const after = (state: TestState, ms: number): Date => new Date(state.at.getTime() + ms);
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: unknown) =>
      (error instanceof Error ? error.message : String(error)).split(':')[0] ?? '',
  );

async function chainOf(state: TestState): Promise<DirectoryChain> {
  const chain = new DirectoryChain(state.state, state.rootFingerprint);
  for (const signed of state.directory) await chain.extend(signed);
  return chain;
}

const certificatesOf =
  (state: TestState): CertificateOf =>
  (fingerprint: Fingerprint) =>
    Promise.resolve(
      [...state.officers.values()].find(({ key }) => key.fingerprint === fingerprint)?.key
        .certificate,
    );

const grantBody = (state: TestState, name: string) => {
  const { authority } = state.officer(name);
  const { fingerprint } = state.keys.receipts;
  const officer = parseOfficerId(`${name}.two`);
  const enrolment = state.point().head;
  const roles = ['AUDITOR'] as const;
  return { officer, authority, fingerprint, roles, enrolment, ...state.validity };
};

describe('a directory chain', () => {
  it('is verified from the pinned root up, and its head is the one everybody computes', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    expect(chain.heads.point()).toEqual(state.point());
    const { key } = state.officer('ana');
    expect(chain.directory.hasRole(key.fingerprint, 'LIAISON_OFFICER', timestamp(state.at))).toBe(
      true,
    );
    expect(chain.entries.at(-1)?.signers).toHaveLength(2);
  });

  it('does not begin with another root than the one pinned', async () => {
    const [state, other] = [await aState().build(), await aState('XB').build()];
    const chain = new DirectoryChain(state.state, other.rootFingerprint);
    const [root] = state.directory;
    if (root === undefined) throw new Error('no root entry');
    await expect(chain.extend(root)).rejects.toMatchObject({ code: 'ENTRY_NOT_ALLOWED' });
    expect(chain.heads.version).toBe(0);
  });

  it('refuses every entry in which one byte is flipped', async () => {
    const state = await aState().build();
    const [root] = state.directory;
    if (root === undefined) throw new Error('no root entry');
    for (let i = 0; i < root.entry.length; i += 61) {
      const entry = Uint8Array.from(root.entry);
      entry[i] = (entry[i] ?? 0) ^ 1;
      const chain = new DirectoryChain(state.state, state.rootFingerprint);
      await expect(chain.extend({ ...root, entry })).rejects.toThrow();
    }
  });

  it('takes a grant from two registrars only, each counted once, and from nobody else', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    const [one, two] = state.registrars;
    if (one === undefined || two === undefined) throw new Error('no registrars');
    const body = grantBody(state, 'ana');
    const judged = async (...signers: (typeof one)[]): Promise<string> =>
      code(chain.fork().extend(await state.entry('officer', body, signers)));
    expect(await judged(one, two)).toBe('accepted');
    expect(await judged(one)).toBe('ENTRY_NOT_ALLOWED');
    expect(await judged(one, one)).toBe('TRUST_SIGNER_TWICE');
    expect(await judged(one, state.officer('dora').key)).toBe('TRUST_SIGNER_UNKNOWN');
    expect(await judged(one, state.root)).toBe('TRUST_SIGNER_UNKNOWN');
    expect(await judged()).toBe('TRUST_SIGNATURE_COUNT');
    expect(await judged(one, two, one, two, one)).toBe('TRUST_SIGNATURE_COUNT');
  });

  it('tells which authorities there are to its registrars only', async () => {
    const [state, stranger] = [await aState().build(), await aState('XB').build()];
    const chain = await chainOf(state);
    const [body, missing] = [grantBody(state, 'ana'), parseAuthorityId('nowhere')];
    const tryExtend = async (
      authority: typeof missing,
      signers: Parameters<TestState['entry']>[2],
    ): Promise<unknown> => {
      const signed = await state.entry('officer', { ...body, authority }, signers);
      return chain
        .fork()
        .extend(signed)
        .catch((error: unknown) => error);
    };
    const unknown = (detail: string | undefined) => ({ code: 'TRUST_SIGNER_UNKNOWN', detail });
    const [registrar] = state.registrars;
    if (registrar === undefined) throw new Error('no registrar');
    expect(await tryExtend(missing, [registrar])).toMatchObject(
      unknown('no authority nowhere in XA'),
    );
    // The same answer whether there is such an authority or not.
    for (const signers of [stranger.registrars, [state.officer('dora').key]])
      for (const authority of [missing, body.authority])
        expect(await tryExtend(authority, signers)).toMatchObject(unknown(undefined));
    // A registrar's signature over other bytes proves nothing.
    const { signatures } = await state.entry('officer', body, [registrar]);
    const { entry } = await state.entry('officer', { ...body, authority: missing }, []);
    const replayed = chain.fork().extend({ entry, signatures });
    await expect(replayed).rejects.toMatchObject(unknown(undefined));
  });

  it('refuses a signature over other bytes, made with the right key', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    const body = grantBody(state, 'ana');
    const { entry } = await state.entry('officer', body, state.registrars);
    const other = await state.entry(
      'officer',
      { ...body, roles: ['DUTY_OFFICER'] },
      state.registrars,
    );
    expect(await code(chain.extend({ entry, signatures: other.signatures }))).toBe(
      'TRUST_SIGNATURE_INVALID',
    );
  });

  it('lets the second registrar sign days later, but not weeks, and nobody before it was composed', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    const signed = async (ms: number): Promise<string> => {
      const times = { signedAt: after(state, ms) };
      return code(
        chain
          .fork()
          .extend(await state.entry('officer', grantBody(state, 'ana'), state.registrars, times)),
      );
    };
    expect(await signed(6 * 24 * hour)).toBe('accepted');
    expect(await signed(30 * 60_000)).toBe('accepted');
    expect(await signed(8 * 24 * hour)).toBe('TRUST_ENTRY_TIME');
    expect(await signed(-hour)).toBe('TRUST_ENTRY_TIME');
  });

  it('refuses an entry whose certificate is not the one its fingerprint names', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    const other = state.officer('ana').key;
    const body = {
      purpose: 'signing',
      fingerprint: state.keys.signing.fingerprint,
      certificate: Buffer.from(other.certificate).toString('base64'),
      ...state.validity,
    } as const;
    const signed = await state.entry('state-key', body, [state.root]);
    expect(await code(chain.extend(signed))).toBe('TRUST_ENTRY_CERTIFICATE');
  });

  it('takes no entry a second time: the grant of before undoes no suspension', async () => {
    const state = await aState().build();
    const granted = state.directory.length - 1;
    await state.suspension('ana', new Date(state.at.getTime() + 60_000));
    const chain = await chainOf(state);
    const again = state.directory[granted];
    if (again === undefined) throw new Error('no grant');
    expect(chain.entries[granted]?.entry.kind).toBe('officer');
    expect(await code(chain.extend(again))).toBe('ENTRY_NOT_ALLOWED');
    expect(await code(chain.fork().extend(again))).toBe('ENTRY_NOT_ALLOWED');
    expect(chain.heads.placeOf(again.entry)).toEqual({
      version: granted + 1,
      head: chain.heads.at(granted + 1),
    });
    const kept = state.directory.map((signed, i) => ({
      ...signed,
      signers: chain.entries[i]?.signers ?? [],
    }));
    const twice = [...kept, { ...again, signers: kept[granted]?.signers ?? [] }];
    expect(() => DirectoryChain.resume(state.state, state.rootFingerprint, twice)).toThrow(
      'ENTRY_NOT_ALLOWED',
    );
    const { key } = state.officer('ana');
    const at = timestamp(new Date(state.at.getTime() + 60_000));
    expect(chain.directory.activeOfficer(key.fingerprint, at)).toBeUndefined();
  });

  it('stays as it was when an entry is refused, and a fork leaves it alone', async () => {
    const state = await aState().build();
    const chain = await chainOf(state);
    const before = chain.heads.point();
    const fork = chain.fork();
    await fork.extend(await state.entry('officer', grantBody(state, 'ana'), state.registrars));
    expect(fork.heads.version).toBe(chain.heads.version + 1);
    const [registrar] = state.registrars;
    if (registrar === undefined) throw new Error('no registrar');
    await code(chain.extend(await state.entry('officer', grantBody(state, 'ana'), [registrar])));
    expect(chain.heads.point()).toEqual(before);
    expect(chain.directory.version).toBe(before?.version);
  });
});

describe('the keys of a hundred officers', () => {
  const day = 24 * hour;
  const offices: readonly (readonly Role[])[] = [
    ['LIAISON_OFFICER'],
    ['DUTY_OFFICER'],
    ['LIAISON_OFFICER', 'DUTY_OFFICER'],
    ['AUDITOR'],
    ['CENTRAL_AUTHORITY'],
  ];
  const mandates = {
    active: [-day, 300 * day],
    'not yet': [1, 300 * day],
    'ended just now': [-day, 0],
    'ended before': [-day, -hour],
    suspended: [-day, 300 * day],
  } as const;
  const verdicts = {
    home: 'accepted',
    'other desk': 'accepted',
    'no authority': 'TRUST_SIGNER_UNKNOWN',
    'one registrar': 'ENTRY_NOT_ALLOWED',
  } as const;
  const places = Object.keys(verdicts) as (keyof typeof verdicts)[];
  const table = offices.flatMap((mine, office) =>
    Object.keys(mandates).flatMap((mandate) =>
      places.map((place) => {
        const name = `o${office}.${mandate}.${place}`.replaceAll(' ', '-');
        return { name, mine, mandate: mandate as keyof typeof mandates, place };
      }),
    ),
  );
  const keyOf = (name: string) => aFingerprint(`officer ${name}`);
  const thiefOf = (name: string) => aFingerprint(`thief of ${name}`);

  it('count for whom, where and as long as two registrars have said, and no other key ever does', async () => {
    expect(table).toHaveLength(100);
    const state = await aState().also('coast-guard', {}).build();
    const stranger = await aState('XB').build();
    const chain = await chainOf(state);
    const now = timestamp(state.at);
    const authorities = {
      home: state.officer('ana').authority,
      'other desk': parseAuthorityId('coast-guard'),
      'no authority': parseAuthorityId('nowhere'),
      'one registrar': state.officer('ana').authority,
    };
    const refusals: string[] = [];
    for (const { name, mine, mandate, place } of table) {
      const [from, to] = mandates[mandate].map((ms) => timestamp(after(state, ms)));
      if (from === undefined || to === undefined) throw new Error('no mandate');
      const officer = parseOfficerId(name);
      const grant = {
        ...{ officer, authority: authorities[place], fingerprint: keyOf(name), roles: mine },
        ...{ enrolment: state.point().head, from, to },
      };
      const signers = state.registrars.slice(0, place === 'one registrar' ? 1 : 2);
      const signed = await state.entry('officer', grant, signers);
      // Altered in the database or on the way: another key under the same signatures, another State's registrars.
      const stolen = { ...grant, fingerprint: thiefOf(name) };
      const { entry } = await state.entry('officer', stolen, []);
      const { signatures } = signed;
      refusals.push(await code(chain.extend({ entry, signatures })));
      if (place === 'home') {
        const foreign = await state.entry('officer', stolen, stranger.registrars);
        refusals.push(await code(chain.extend(foreign)));
      }
      const verdict = await code(chain.extend(signed));
      expect([name, verdict]).toEqual([name, verdicts[place]]);
      const taken = verdict === 'accepted';
      if (mandate === 'suspended' && taken) {
        const stop = { officer, effective: now };
        await chain.extend(
          await state.entry('officer-suspended', stop, state.registrars.slice(0, 1)),
        );
      }
    }
    expect(new Set(refusals)).toEqual(new Set(['TRUST_SIGNATURE_INVALID', 'TRUST_SIGNER_UNKNOWN']));
    const { directory } = chain;
    for (const { name, mine, mandate, place } of table) {
      const acts = mandate === 'active' && verdicts[place] === 'accepted';
      expect([name, roles.filter((role) => directory.hasRole(keyOf(name), role, now))]).toEqual([
        name,
        acts ? roles.filter((role) => mine.includes(role)) : [],
      ]);
      expect([name, directory.activeOfficer(keyOf(name), now)?.authority]).toEqual([
        name,
        acts ? authorities[place] : undefined,
      ]);
      expect(directory.grantOf(thiefOf(name), now)).toBeUndefined();
    }
    expect(directory.officers().some(({ authority }) => authority === 'nowhere')).toBe(false);
  });
});

describe('the chain of peers', () => {
  const link = aLinkId();

  it('takes a neighbour from two administrators and nobody else', async () => {
    const [state, peer] = [await aState().build(), await aState('XB').build()];
    const own = await chainOf(state);
    const chain = new PeersChain(state.state, state.rootFingerprint);
    await chain.extend(await state.confirm(peer, link, 1), own, certificatesOf(state), 'newest');
    expect(chain.peers.byLink(link)?.peer).toBe('XB');
    const { dora, ana } = { dora: state.officer('dora').key, ana: state.officer('ana').key };
    const removal = { peer: peer.state, linkId: link };
    const judged = async (key: typeof dora): Promise<string> =>
      code(
        chain
          .fork(own)
          .extend(
            await state.entry('peer-removed', removal, [key]),
            own,
            certificatesOf(state),
            'newest',
          ),
      );
    expect(await judged(ana)).toBe('TRUST_SIGNER_UNKNOWN');
    expect(await judged(state.root)).toBe('TRUST_SIGNER_UNKNOWN');
    expect(await judged(dora)).toBe('accepted');
  });

  it('takes a broker with known faults from two administrators and nobody else', async () => {
    const state = await aState().build();
    const own = await chainOf(state);
    const chain = new PeersChain(state.state, state.rootFingerprint);
    const { dora, eli } = { dora: state.officer('dora').key, eli: state.officer('eli').key };
    const [ana, body] = [state.officer('ana').key, { version: '2.10.27' }];
    const extend = async (signers: readonly (typeof ana)[]) =>
      chain.extend(
        await state.entry('broker-accepted', body, signers),
        own,
        certificatesOf(state),
        'newest',
      );
    expect(await code(extend([dora]))).toBe('ENTRY_NOT_ALLOWED');
    expect(await code(extend([dora, ana]))).toBe('TRUST_SIGNER_UNKNOWN');
    expect(await code(extend([dora, eli]))).toBe('accepted');
    expect(chain.peers.acceptsBroker('2.10.27')).toBe(true);
    expect(chain.fork(own).peers.acceptsBroker('2.10.27')).toBe(true);
  });

  it('keeps a neighbour whose administrator was suspended afterwards, even back in time', async () => {
    const [state, peer] = [await aState().build(), await aState('XB').build()];
    const confirmed = await state.confirm(peer, link, 1);
    const suspended = [
      await state.suspension('dora', after(state, -hour), { issuedAt: state.at }),
      await state.suspension('eli', after(state, -hour), { issuedAt: state.at }),
    ];
    expect(suspended).toHaveLength(2);
    const own = await chainOf(state);
    const again = new PeersChain(state.state, state.rootFingerprint);
    await again.extend(confirmed, own, certificatesOf(state), 'earliest');
    expect(again.peers.peer(peer.state)?.linkId).toBe(link);

    const now = new PeersChain(state.state, state.rootFingerprint);
    expect(await code(now.extend(confirmed, own, certificatesOf(state), 'newest'))).toBe(
      'ENTRY_NOT_ALLOWED',
    );
  });
});
