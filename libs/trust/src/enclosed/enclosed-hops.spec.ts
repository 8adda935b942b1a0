import { beforeAll, describe, expect, it } from '@jest/globals';
import { aRequestBody } from '../../../../test/support/builders.js';
import { newLinkId } from '../../../../test/support/border.js';
import {
  asForward,
  type Composed,
  composed,
  deskOf,
  directoriesOf,
  enclosedRelease,
  enclosing,
  handingOn,
  releasing,
} from '../../../../test/support/documents.js';
import { aState } from '../../../../test/support/state.js';
import { later, type TestState } from '../../../../test/support/test-state.js';
import { enclosedLimits, type Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { timestamp, type Body, type Document } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { decodeDocument } from '#wire';
import { openEnclosed, type OpenedEnclosed } from './enclosed.js';

let a: TestState;
let b: TestState;
let c: TestState;
let d: TestState;
let e: TestState;
let f: TestState;
let directories: (code: string) => Directory;
const link = newLinkId();
const strict: Document['handling'] = {
  codes: ['H0', 'H2'],
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 6,
};
const loose = { ...strict, codes: ['H0'] } as const;

let item: Composed;
let toC: Composed;
let byA: Composed;
let byB: Composed;

beforeAll(async () => {
  const states = ['XA', 'XB', 'XC', 'XD', 'XE', 'XF'].map((code) => aState(code).build());
  [a, b, c, d, e, f] = (await Promise.all(states)) as [
    TestState,
    TestState,
    TestState,
    TestState,
    TestState,
    TestState,
  ];
  directories = await directoriesOf([a, b, c, d, e, f]);
  item = await composed(
    link,
    { from: a, to: b, name: 'ana' },
    { body: aRequestBody(), handling: strict },
  );
  const first = await releasing([a, b], item, deskOf(c));
  toC = await handingOn([b, c], [await enclosing(a, item, first)], { handling: strict });
  byA = await releasing([a, b], item, deskOf(d), { through: [deskOf(c)] });
  byB = await given();
}, 60_000);

const given = async (
  members: Partial<Body<'forward-consent'>> = {},
  inner = byA,
): Promise<Composed> =>
  releasing([b, c], toC, deskOf(d), { releases: [await enclosedRelease(a, inner)], ...members });

const open = (sent: Composed, at = new Date()): Promise<readonly OpenedEnclosed[]> => {
  const forward = asForward(decodeDocument(sent.document));
  const forwarder = directories(forward.from.state);
  return openEnclosed(forward, { forwarder, directoryOf: () => undefined, at });
};
const code = (sent: Composed, at?: Date): Promise<string> =>
  open(sent, at).then(
    () => 'opened',
    (error: unknown) => {
      const { code: name, detail } = error as { code: string; detail: string };
      return `${name} ${detail}`;
    },
  );
const toD = async (
  consent: Composed | undefined = byB,
  members: Partial<Document> = {},
  forward = toC,
): Promise<Composed> =>
  handingOn([c, d], [await enclosing(b, forward, consent)], { handling: strict, ...members });
const place = '/body/enclosed/0';

describe('a forward of a forward', () => {
  it('shows from whom through whom, to a receiver that knows none of them', async () => {
    const [one] = await open(await toD());
    expect(one).toMatchObject({
      document: { id: toC.id, from: { state: 'XB' }, to: { state: 'XC' } },
      consent: { document: { id: byB.id }, releases: [{ document: { id: byA.id } }] },
      isKnown: false,
    });
    expect(one?.inner).toMatchObject([
      { document: { id: item.id, from: { state: 'XA' } }, root: a.rootFingerprint, inner: [] },
    ]);
  });

  it('goes on once more, and crosses no fifth border', async () => {
    const sent = await toD();
    const aToE = await releasing(
      [a, b],
      item,
      deskOf(e),
      { through: [deskOf(c), deskOf(d)] },
      'ben',
    );
    const bToE = await releasing([b, c], toC, deskOf(e), {
      // Signed by another officer, proven by separate entries.
      ...{ through: [deskOf(d)], releases: [await enclosedRelease(a, aToE, true)] },
    });
    const cToE = await releasing([c, d], sent, deskOf(e), {
      releases: [await enclosedRelease(b, bToE)],
    });
    const toE = await handingOn([d, e], [await enclosing(c, sent, cToE)], { handling: strict });
    const [one] = await open(toE);
    expect(one?.inner[0]?.inner[0]?.document.id).toBe(item.id);
    const unproven = await releasing([b, c], toC, deskOf(e), {
      ...{ through: [deskOf(d)], releases: [await enclosedRelease(a, aToE)] },
    });
    const cUnproven = await releasing([c, d], sent, deskOf(e), {
      releases: [await enclosedRelease(b, unproven)],
    });
    expect(
      await code(
        await handingOn([d, e], [await enclosing(c, sent, cUnproven)], { handling: strict }),
      ),
    ).toMatch(/^ENCLOSED_INVALID .*OFFICER_UNKNOWN$/);
    const onward = await handingOn([e, f], [await enclosing(d, toE)], { handling: strict });
    expect(await code(onward)).toMatch(/more than 4 borders/);
  });

  it('goes on by the originator’s release alone, also where nothing binds it', async () => {
    const free = await composed(link, { from: a, to: b, name: 'ana' }, { body: aRequestBody() });
    const sent = await handingOn([b, c], [await enclosing(a, free)]);
    expect(await code(sent)).toBe('opened');
    expect(await code(await handingOn([c, d], [await enclosing(b, sent)]))).toBe(
      `CONSENT_MISSING ${place}`,
    );
    const its = await releasing([a, b], free, deskOf(d), { through: [deskOf(c)] });
    const released = await releasing([b, c], sent, deskOf(d), {
      releases: [await enclosedRelease(a, its)],
    });
    expect(await code(await toD(released, {}, sent))).toBe('opened');
  });
});

describe('is refused: a way on which', () => {
  it('there is no release of the originator, or of a State between', async () => {
    const bare = await handingOn([c, d], [await enclosing(b, toC)], { handling: strict });
    expect(await code(bare)).toBe(`CONSENT_MISSING ${place}`);
    const without = await releasing([b, c], toC, deskOf(d));
    expect(await code(await toD(without))).toBe(`CONSENT_MISSING ${place}/consent`);
    const refused = await releasing([a, b], item, deskOf(d), {
      ...{ through: [deskOf(c)], outcome: 'REFUSED', reason: 'No.' },
    });
    expect(await code(await toD(await given({}, refused)))).toBe(
      `CONSENT_INVALID ${place}/consent: REFUSED`,
    );
  });

  it.each<[string, () => Promise<Composed>]>([
    ['ANOTHER_RECIPIENT', () => releasing([a, b], item, deskOf(e), { through: [deskOf(c)] })],
    // Straight from XB to XD, and through another State.
    ['ANOTHER_WAY', () => releasing([a, b], item, deskOf(d))],
    ['ANOTHER_WAY', () => releasing([a, b], item, deskOf(d), { through: [deskOf(e)] })],
    ['ANOTHER_WAY', () => releasing([a, b], item, deskOf(d), { through: [deskOf(c), deskOf(e)] })],
    [
      'ANOTHER_PURPOSE',
      () => releasing([a, b], item, deskOf(d), { through: [deskOf(c)], purpose: 'PREVENTION' }),
    ],
    [
      'EXPIRED',
      () => {
        const until = timestamp(later(new Date(), -1));
        return releasing([a, b], item, deskOf(d), { through: [deskOf(c)], until });
      },
    ],
  ])('the originator’s release is for something else: %s', async (flaw, make) => {
    const sent = await toD(await given({}, await make()));
    expect(await code(sent)).toBe(`CONSENT_INVALID ${place}/consent: ${flaw}`);
  });

  it('a release is used after its time', async () => {
    const sent = await toD();
    expect(await code(sent)).toBe('opened');
    expect(await code(sent, later(new Date(), 2))).toBe(
      `CONSENT_INVALID ${place}/consent: EXPIRED`,
    );
  });

  it('a hop was taken out, turned round, or was for somebody else', async () => {
    // XB's document was never addressed to XC.
    const cut = await handingOn([c, d], [await enclosing(a, item, byA)], { handling: strict });
    expect(await code(cut)).toBe(`ENCLOSED_INVALID ${place}: to`);
    const turned = await handingOn([b, e], [await enclosing(c, await toD())], {
      handling: strict,
    });
    expect(await code(turned)).toBe(`ENCLOSED_INVALID ${place}: to`);
    const first = await releasing([a, b], item, deskOf(e));
    const toE = await handingOn([b, e], [await enclosing(a, item, first)], { handling: strict });
    const released = await releasing([b, c], toE, deskOf(d), {
      releases: [await enclosedRelease(a, byA)],
    });
    expect(await code(await toD(released, {}, toE))).toBe(`ENCLOSED_INVALID ${place}: to`);
    // XC hides XA's document to XB inside XB's forward of another document.
    const other = await composed(
      link,
      { from: a, to: b, name: 'ana' },
      { body: aRequestBody(), handling: strict },
    );
    const foreign = await releasing([a, b], other, deskOf(d), { through: [deskOf(c)] });
    expect(await code(await toD(await given({}, foreign)))).toBe(
      `ENCLOSED_INVALID ${place}/consent/body/releases/0: of nothing that is enclosed`,
    );
  });

  it('it comes back to the originator, or to a State that has had it', async () => {
    const back = async (to: TestState): Promise<string> => {
      const sent = await handingOn([c, to], [await enclosing(b, toC, byB)], { handling: strict });
      return code(sent);
    };
    expect(await back(a)).toBe(
      `ENCLOSED_INVALID ${place}/document${place}: of a State to which it comes back`,
    );
    expect(await back(b)).toBe(`ENCLOSED_INVALID ${place}: of a State to which it comes back`);
    const straight = await handingOn([b, a], [await enclosing(a, item, byA)], { handling: strict });
    expect(await code(straight)).toBe(
      `ENCLOSED_INVALID ${place}: of a State to which it comes back`,
    );
  });

  it('a State between has handled it more loosely, or it is now', async () => {
    const first = await releasing([a, b], item, deskOf(c));
    const loosened = await handingOn([b, c], [await enclosing(a, item, first)], {
      handling: loose,
    });
    const released = await releasing([b, c], loosened, deskOf(d), {
      releases: [await enclosedRelease(a, byA)],
    });
    expect(await code(await toD(released, {}, loosened))).toBe(
      `FORWARD_HANDLING_LOOSER ${place}/document: codes`,
    );
    expect(await code(await toD(byB, { handling: loose }))).toBe('FORWARD_HANDLING_LOOSER codes');
  });

  it('a release demands more than the forward keeps, however deep it lies', async () => {
    const demanding = await composed(
      link,
      { from: a, to: b, name: 'ana' },
      {
        ...{ kind: 'forward-consent', thread: decodeDocument(byA.document).thread },
        ...{ inReplyTo: item.id, body: decodeDocument(byA.document).body },
        handling: { ...strict, codes: ['H1'] },
      },
    );
    const sent = await toD(await given({}, demanding));
    expect(await code(sent)).toBe('FORWARD_HANDLING_LOOSER codes');
    const both = { ...strict, codes: ['H0', 'H1', 'H2'] } as const;
    expect(await code(await toD(await given({}, demanding), { handling: both }))).toBe('opened');
  });

  it('a hop was changed, or signed by an officer suspended before', async () => {
    const enclosed = await enclosing(b, toC, byB);
    const bytes = Buffer.from(enclosed.document, 'base64');
    bytes.write('XB-9', bytes.indexOf('REF-'));
    const changed: Enclosed = { ...enclosed, document: bytes.toString('base64') };
    expect(await code(await handingOn([c, d], [changed], { handling: strict }))).toMatch(
      `ENCLOSED_INVALID ${place}: SEAL_SIGNATURE_INVALID`,
    );
    const g = await aState('XG').build();
    await g.suspension('ben', later(new Date(), -1));
    const said = await composed(link, { from: a, to: g, name: 'ana' }, { body: aRequestBody() });
    const byG = await handingOn([g, c], [await enclosing(a, said)]);
    const released = await releasing([g, c], byG, deskOf(d), {
      releases: [
        await enclosedRelease(
          a,
          await releasing([a, g], said, deskOf(d), { through: [deskOf(c)] }),
        ),
      ],
    });
    const sent = await handingOn([c, d], [await enclosing(g, byG, released)], { handling: strict });
    expect(await code(sent)).toMatch(/^ENCLOSED_INVALID \/body\/enclosed\/0: OFFICER_/);
  });
});

describe('what a hostile chain costs', () => {
  it('is bounded before anything is verified: documents and directory entries in all', async () => {
    // Bytes that fail every check.
    const nothing = Buffer.from('x').toString('base64');
    const entry = { entry: nothing, signatures: [nothing] };
    const one: Enclosed = {
      ...{ document: (await enclosing(a, item)).document, root: a.rootFingerprint },
      ...{ signature: nothing, certificate: nothing, directory: [entry] },
    };
    const items = Array.from({ length: enclosedLimits.items }, (_, i): Enclosed => {
      return { ...one, directory: Array(enclosedLimits.entries - i).fill(entry) };
    });
    expect(await code(await handingOn([b, c], items))).toBe(
      'ENCLOSED_INVALID /body/enclosed/4: more than 96 directory entries in all',
    );
    const wide = await handingOn([b, c], Array<Enclosed>(enclosedLimits.items).fill(one));
    const inside = { ...one, document: Buffer.from(wide.document).toString('base64') };
    expect(await code(await handingOn([c, d], [inside, inside, inside, inside]))).toBe(
      'ENCLOSED_INVALID /body/enclosed/3/document/body/enclosed/4: more than 32 documents in all',
    );
  });

  it('is the same for one directory, however often it stands there', async () => {
    const items = await Promise.all(
      Array.from({ length: enclosedLimits.items }, async (_, i) => {
        const body = { ...aRequestBody(), ownReference: `R-${i}` };
        return enclosing(a, await composed(link, { from: a, to: b, name: 'ana' }, { body }));
      }),
    );
    expect(await code(await handingOn([b, c], items))).toBe('opened');
  });
});
