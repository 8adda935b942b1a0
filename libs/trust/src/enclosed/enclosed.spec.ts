import { DirectoryChain } from '#chains';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { aRelease, aRequestBody, bodyOf } from '../../../../test/support/builders.js';
import { newLinkId } from '../../../../test/support/border.js';
import {
  asForward,
  type Composed,
  composed,
  enclosing,
  keptEntries,
  signedBy,
} from '../../../../test/support/documents.js';
import { aState } from '../../../../test/support/state.js';
import { later, type TestState } from '../../../../test/support/test-state.js';
import { isEntry, type EntryBodies } from '#capabilities/directory/directory.schema';
import { timestamp, type Body, type Document, type StateCode } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeDocument, decodeEntry, sha256 } from '#wire';
import { openEnclosed, type OpenedEnclosed } from './enclosed.js';
import { entriesFor } from './enclosing.js';

let a: TestState;
let b: TestState;
let c: TestState;
let d: TestState;
const link = newLinkId();
const directories = new Map<StateCode, Directory>();
const neighbours = new Set<StateCode>();

let plain: Composed;
let bound: Composed;

const handling = (codes: Document['handling']['codes']): Document['handling'] => ({
  codes,
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 6,
});
const strict = handling(['H0', 'H2']);

beforeAll(async () => {
  a = await aState('XA').build();
  b = await aState('XB').build();
  c = await aState('XC').build();
  d = await aState('XD').build();
  for (const state of [a, b, c, d]) {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    directories.set(state.state, chain.directory);
  }
  plain = await said({});
  bound = await said({ handling: strict });
});

const said = (members: Partial<Document>, to = b, from = a, name = 'ana'): Promise<Composed> =>
  composed(link, { from, to, name }, { body: aRequestBody(), ...members });

const consenting = (
  item: Composed,
  release: Partial<ReturnType<typeof aRelease>> = {},
  members: Partial<Document> = {},
  from = a,
): Promise<Composed> => {
  const { id, thread } = decodeDocument(item.document);
  const names = aRelease({
    item: id,
    itemSha256: sha256(item.document),
    recipient: { state: c.state, authority: c.officer('ana').authority },
    until: timestamp(later(new Date(), 1)),
    ...release,
  });
  return composed(
    link,
    { from, to: b, name: 'ana' },
    {
      kind: 'forward-consent',
      thread,
      inReplyTo: id,
      body: { outcome: 'GRANTED', ...names, reason: '' } as Body<'forward-consent'>,
      ...members,
    },
  );
};

const forwarding = async (
  enclosed: readonly Enclosed[],
  members: Partial<Document> = {},
): Promise<Document<'forward'>> => {
  const body = { ...bodyOf.forward(), enclosed };
  const { document } = await composed(
    link,
    { from: b, to: c, name: 'ben' },
    {
      kind: 'forward',
      body,
      handling: strict,
      ...members,
    },
  );
  return asForward(decodeDocument(document));
};

const open = (forward: Document<'forward'>, at = new Date()): Promise<readonly OpenedEnclosed[]> =>
  openEnclosed(forward, {
    forwarder: directories.get(forward.from.state) as Directory,
    directoryOf: (state) => (neighbours.has(state) ? directories.get(state) : undefined),
    at,
  });
const refusal = async (enclosed: Enclosed, members: Partial<Document> = {}, at = new Date()) => {
  const forward = await forwarding([enclosed], members);
  return open(forward, at).then(
    () => 'opened',
    (error: unknown) => {
      const { code, detail } = error as { code: string; detail: string };
      return `${code} ${detail}`;
    },
  );
};
const cut = (text: string): string => {
  const bytes = Buffer.from(text, 'base64');
  const at = bytes.indexOf('Owner of a vehicle');
  bytes.write('Owner of a vessel', at);
  return bytes.toString('base64');
};

describe('a forward', () => {
  it('shows what it encloses as its State signed it, to a receiver that does not know that State', async () => {
    const [one] = await open(await forwarding([await enclosing(a, plain)]));
    expect(one).toEqual({
      document: decodeDocument(plain.document),
      documentSha256: sha256(plain.document),
      consent: null,
      root: a.rootFingerprint,
      isKnown: false,
      posted: [],
      inner: [],
    });
  });

  it('is judged by the own directory where that State is a neighbour', async () => {
    neighbours.add(a.state);
    const enclosed = await enclosing(a, plain);
    // The forwarder's proof is unnecessary then.
    const [one] = await open(
      await forwarding([{ ...enclosed, directory: enclosed.directory.slice(0, 1) }]),
    );
    expect(one?.isKnown).toBe(true);
    expect(await refusal({ ...enclosed, root: d.rootFingerprint })).toBe(
      'ENCLOSED_INVALID /body/enclosed/0: root',
    );
    // The forwarder's entries prove an unknown officer from the known root.
    directories.set(a.state, new DirectoryChain(a.state, a.rootFingerprint).directory);
    expect(await refusal(enclosed)).toBe('opened');
    neighbours.clear();
  });

  it('encloses what is bound with its release, and several at once', async () => {
    const released = await enclosing(a, bound, await consenting(bound));
    const other = await enclosing(d, await said({}, b, d));
    const opened = await open(await forwarding([released, other]));
    expect(opened.map(({ document, consent }) => [document.from.state, consent === null])).toEqual([
      ['XA', false],
      ['XD', true],
    ]);
  });

  it('brings of the directory what it needs and nobody else', async () => {
    const kept = await keptEntries(a);
    const entries = entriesFor(kept, [a.officer('ana').key.fingerprint]);
    expect(entries.length).toBeLessThan(kept.length / 2);
    const { directory } = await entries.reduce(
      async (before, { entry, signatures }) => {
        const chain = await before;
        const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
        await chain.extend({ entry: bytes(entry), signatures: signatures.map(bytes) });
        return chain;
      },
      Promise.resolve(new DirectoryChain(a.state, a.rootFingerprint)),
    );
    expect(directory.officers().map(({ officer }) => officer)).toEqual(['ana']);
  });
});

describe('whoever stood in for one who had stood in', () => {
  it('is proven without those for whom others stood in', async () => {
    const e = await aState('XE').build();
    const { authority } = e.officer('ana');
    const post = { host: 'XB', sending: 'XE', post: 'Mission of XE to XB', authority };
    const says = (name: string, standInFor: string | null, days: number) => {
      const times = { from: timestamp(e.at), to: timestamp(later(e.at, days)) };
      const body = { ...post, officer: name, standInFor, ...times } as EntryBodies['posting'];
      return e.add('posting', body, e.registrars);
    };
    await says('ben', null, 90);
    await says('cleo', null, 80);
    await says('cleo', 'ben', 20);
    await says('ana', 'cleo', 10);
    const enclosed = await enclosing(e, await said({}, b, e));
    expect(await refusal(enclosed)).toBe('opened');
    const [one] = await open(await forwarding([enclosed]));
    const posting = expect.objectContaining({ standInFor: 'cleo' }) as object;
    const document = one?.document.id;
    expect(one?.posted).toEqual([{ document, state: 'XE', officer: 'ana', posting }]);
    const entries = enclosed.directory.map(({ entry }) =>
      decodeEntry(Buffer.from(entry, 'base64')),
    );
    const posted = entries.flatMap((entry) => (isEntry(entry, 'posting') ? [entry.body] : []));
    expect(posted.map(({ officer, standInFor }) => [officer, standInFor])).toEqual([
      ['cleo', null],
      ['ana', 'cleo'],
    ]);
  });
});

describe('is refused: what it encloses', () => {
  const item = '/body/enclosed/0';

  it('is tampered with, or signed by another, or of nobody', async () => {
    const enclosed = await enclosing(a, plain);
    const changed = await refusal({ ...enclosed, document: cut(enclosed.document) });
    expect(changed).toBe(`ENCLOSED_INVALID ${item}: SEAL_SIGNATURE_INVALID`);
    const { certificate } = signedBy(a, await said({}, b, a, 'ben'));
    expect(await refusal({ ...enclosed, certificate })).toBe(`ENCLOSED_INVALID ${item}: signer`);
    // Duty officers may not send requests.
    const byBen = await enclosing(a, await said({}, b, a, 'ben'));
    expect(await refusal(byBen)).toBe(`ENCLOSED_INVALID ${item}: OFFICER_ROLE_MISSING`);
    const withoutGrant = { ...enclosed, directory: enclosed.directory.slice(0, -1) };
    expect(await refusal(withoutGrant)).toBe(`ENCLOSED_INVALID ${item}: OFFICER_UNKNOWN`);
    const otherRoot = { ...enclosed, root: d.rootFingerprint };
    expect(await refusal(otherRoot)).toMatch(`ENCLOSED_INVALID ${item}: ENTRY_NOT_ALLOWED`);
    expect(await refusal({ ...enclosed, document: 'e30=' })).toMatch(/^ENCLOSED_INVALID/);
  });

  it('was addressed to somebody else, or is the forwarder’s own', async () => {
    const toD = await enclosing(a, await said({}, d));
    expect(await refusal(toD)).toBe(`ENCLOSED_INVALID ${item}: to`);
    const recipientKeys = [d.authorityKeys.get('border-police ENFORCEMENT')?.fingerprint] as never;
    const otherKey = await enclosing(a, await said({ recipientKeys }));
    expect(await refusal(otherKey)).toBe(`ENCLOSED_INVALID ${item}: recipientKeys`);
    const own = await enclosing(b, await said({}, a, b));
    expect(await refusal(own)).toBe(`ENCLOSED_INVALID ${item}: of the State that forwards it`);
  });

  it('stands there twice', async () => {
    const enclosed = await enclosing(a, plain);
    await expect(open(await forwarding([enclosed, enclosed]))).rejects.toMatchObject({
      code: 'ENCLOSED_INVALID',
      detail: '/body/enclosed/1: enclosed twice',
    });
  });

  it('has no release, and needs one: by its handling, or for another purpose', async () => {
    expect(await refusal(await enclosing(a, bound))).toBe(`CONSENT_MISSING ${item}`);
    const enclosed = await enclosing(a, plain);
    expect(await refusal(enclosed, { purpose: 'PREVENTION' })).toBe(`CONSENT_MISSING ${item}`);
    // The sending State declares the risk to life.
    const life = { purpose: 'SAFETY_OF_LIFE' } as const;
    expect(await refusal(enclosed, life)).toBe(`CONSENT_MISSING ${item}`);
    const risk = await said({ body: aRequestBody({ requestType: 'RISK_TO_LIFE' }) });
    expect(await refusal(await enclosing(a, risk), life)).toBe('opened');
    const red = await said({ handling: { ...strict, codes: ['H0'], tlp: 'RED' } });
    expect(await refusal(await enclosing(a, red))).toBe(`CONSENT_MISSING ${item}`);
  });

  it.each<[string, () => Promise<Composed>]>([
    ['REFUSED', async () => refusing(await consenting(bound))],
    ['ANOTHER_ITEM', () => consenting(plain)],
    [
      'ANOTHER_RECIPIENT',
      () => consenting(bound, { recipient: { ...recipientD(), state: d.state } }),
    ],
    ['ANOTHER_PURPOSE', () => consenting(bound, { purpose: 'PREVENTION' })],
    ['EXPIRED', () => consenting(bound, { until: timestamp(later(new Date(), -1)) })],
  ])('has a release that is none: %s', async (flaw, make) => {
    const enclosed = await enclosing(a, bound, await make());
    expect(await refusal(enclosed)).toBe(`CONSENT_INVALID ${item}/consent: ${flaw}`);
  });
  const recipientD = () => ({ state: d.state, authority: d.officer('ana').authority });
  const refusing = (given: Composed): Promise<Composed> => {
    const { body } = decodeDocument(given.document) as Document<'forward-consent'>;
    const refused: Body<'forward-consent'> = { ...body, outcome: 'REFUSED', reason: 'No.' };
    return consenting(bound, {}, { body: refused });
  };

  it('has a release of another State, or a forged one', async () => {
    const enclosed = await enclosing(a, bound, await consenting(bound));
    const byD = signedBy(d, await consenting(bound, {}, {}, d));
    expect(await refusal({ ...enclosed, consent: byD })).toBe(
      `ENCLOSED_INVALID ${item}/consent: of another State`,
    );
    const { consent } = enclosed;
    if (consent === undefined) throw new Error('no consent');
    const signature = signedBy(a, plain).signature;
    expect(await refusal({ ...enclosed, consent: { ...consent, signature } })).toBe(
      `ENCLOSED_INVALID ${item}/consent: SEAL_SIGNATURE_INVALID`,
    );
  });

  it('has a release that ends before the forward is sealed', async () => {
    const until = timestamp(new Date(Date.now() + 60_000));
    const enclosed = await enclosing(a, bound, await consenting(bound, { until }));
    expect(await refusal(enclosed)).toBe('opened');
    const late = new Date(Date.now() + 61_000);
    expect(await refusal(enclosed, {}, late)).toBe(`CONSENT_INVALID ${item}/consent: EXPIRED`);
  });

  it('would be handled less strictly than before, also by what its release demands', async () => {
    const enclosed = await enclosing(a, bound, await consenting(bound));
    const looser = { handling: handling(['H0']) };
    expect(await refusal(enclosed, looser)).toBe('FORWARD_HANDLING_LOOSER codes');
    const demands = { handling: { ...handling(['H3']), restrictions: 'Not to the press.' } };
    const strictly = await enclosing(a, bound, await consenting(bound, {}, demands));
    expect(await refusal(strictly)).toBe('FORWARD_HANDLING_LOOSER codes');
    const all = { ...handling(['H2', 'H3']), restrictions: 'Not to the press.' };
    expect(await refusal(strictly, { handling: all })).toBe('opened');
  });
});
