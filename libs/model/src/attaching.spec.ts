import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocumentId,
  aDocumentOf,
  aRelease,
  aState,
  aThreadId,
  anAuthority,
  at,
  bodyOf,
  days,
} from '../../../test/support/builders.js';
import { keptBy, type HeldDocument } from './attaching.js';
import type { Document, Handling } from './document.js';
import { handlingCodes, purposes, trafficLights } from './lists.js';

/** XA's request, that came to XB with a file. */
const held = aDocumentOf('request');
const release = aRelease({ item: held.id });
const consent = aDocumentOf('forward-consent', {
  to: held.to,
  body: { ...bodyOf['forward-consent'](), ...release },
});
const bound: Handling = { ...held.handling, codes: ['H0', 'H2'] };
const holding = (members: Partial<HeldDocument> = {}): HeldDocument => ({
  document: held,
  documentSha256: release.itemSha256,
  handling: bound,
  takenBack: false,
  consents: [],
  through: false,
  enclosed: false,
  ...members,
});
/** XB's own request, to whom the release names. */
const elsewhere = (members: Partial<Document<'request'>> = {}): Document =>
  aDocumentOf('request', {
    thread: aThreadId('elsewhere'),
    from: { ...held.from, ...held.to },
    to: release.recipient,
    purpose: release.purpose,
    ...members,
  });
const may = (members: Partial<HeldDocument>, document = elsewhere(), when = at()): boolean =>
  keptBy([holding(members)], document, when) === undefined;

describe('a file that came with a document', () => {
  it('goes with another one when nothing binds it', () => {
    expect(may({ handling: held.handling })).toBe(true);
  });

  it('stays where it came to when its handling says so, whatever else that says', () => {
    fc.assert(
      fc.property(
        fc.subarray([...handlingCodes]),
        fc.constantFrom(undefined, ...trafficLights),
        (codes, tlp) => {
          const handling = { ...held.handling, codes, ...(tlp !== undefined && { tlp }) };
          const isBound = codes.includes('H2') || !['CLEAR', 'GREEN'].includes(tlp ?? 'CLEAR');
          expect(may({ handling })).toBe(!isBound);
          expect(may({ handling }, elsewhere({ thread: held.thread }))).toBe(true);
        },
      ),
    );
  });

  it('goes where its originator has released it to, for that, until then', () => {
    expect(may({ consents: [consent] })).toBe(true);
    expect(may({ consents: [consent] }, elsewhere(), release.until)).toBe(true);
  });

  it.each<[string, Document]>([
    ['another State', elsewhere({ to: { ...release.recipient, state: aState('XD') } })],
    [
      'another authority',
      elsewhere({ to: { ...release.recipient, authority: anAuthority('customs') } }),
    ],
    ['another purpose', elsewhere({ purpose: 'DETECTION' })],
    [
      'another holder',
      elsewhere({ from: { ...held.from, ...held.to, authority: anAuthority('customs') } }),
    ],
  ])('does not go by that to, or for, or from %s', (_what, document) => {
    expect(may({ consents: [consent] }, document)).toBe(false);
  });

  it('does not go when the release is over', () => {
    const short = { ...consent, body: { ...consent.body, until: at(days(1)) } };
    expect(may({ consents: [short] }, elsewhere(), at(days(1)))).toBe(true);
    expect(may({ consents: [short] }, elsewhere(), at(days(1) + 1))).toBe(false);
  });

  it('does not go once its State has taken it back, however it was handled and released', () => {
    expect(may({ takenBack: true, handling: held.handling })).toBe(false);
    expect(may({ takenBack: true, consents: [consent] })).toBe(false);
  });

  it('goes for the purpose that it was given for or to save lives, and for no other without a release', () => {
    const free = held.handling;
    fc.assert(
      fc.property(fc.constantFrom(...purposes), (purpose) => {
        const another = elsewhere({ purpose });
        const isFor = [held.purpose, 'SAFETY_OF_LIFE'].includes(purpose);
        expect(may({ handling: free }, another)).toBe(isFor);
        expect(may({}, another)).toBe(false);
        const given = { ...consent, body: { ...consent.body, purpose } };
        expect(may({ handling: free, consents: [given] }, another)).toBe(true);
      }),
    );
  });

  it('goes with a forward of that document, which was judged with its releases', () => {
    expect(may({ enclosed: true })).toBe(true);
    expect(may({ enclosed: true, takenBack: true })).toBe(false);
  });
});

describe('a file that came with a forward', () => {
  /** XA's words, bound by nothing, that came through another State. */
  const forward = aDocumentOf('forward', { to: held.to, handling: held.handling });
  const loosely = { document: forward, handling: held.handling, through: true };
  const byForwarder = {
    ...consent,
    thread: forward.thread,
    from: { ...consent.from, state: forward.from.state },
    body: { ...consent.body, item: forward.id },
  };

  it('stays where it came to, however loosely the forward is handled: that goes on by every State on its way', () => {
    expect(may(loosely)).toBe(false);
    expect(may(loosely, elsewhere({ thread: forward.thread }))).toBe(true);
  });

  it('does not go by the word of the forwarder alone, but with a forward that encloses that one', () => {
    expect(may({ ...loosely, consents: [byForwarder] })).toBe(false);
    expect(may({ ...loosely, enclosed: true })).toBe(true);
  });

  it('goes by the word of the forwarder where it is the forwarder’s own', () => {
    const own = { ...loosely, through: false };
    expect(may(own)).toBe(true);
    expect(may({ ...own, handling: bound })).toBe(false);
    expect(may({ ...own, handling: bound, consents: [byForwarder] })).toBe(true);
  });

  it('binds nobody who was given it for the same by another State', () => {
    const both = (first: HeldDocument) => keptBy([holding(loosely), first], elsewhere(), at());
    expect(both(holding({ handling: held.handling }))).toBeUndefined();
    expect(both(holding({ consents: [consent] }))).toBeUndefined();
    expect(both(holding())?.document).toBe(forward);
  });
});

describe('a file that came with several documents', () => {
  const again = aDocumentOf('request', { id: aDocumentId('again'), thread: aThreadId('again') });
  const other = (members: Partial<HeldDocument> = {}): HeldDocument =>
    holding({ document: again, ...members });
  const kept = (...all: readonly HeldDocument[]) => keptBy(all, elsewhere(), at())?.document.id;

  it('stays when one of them binds it, whichever came first', () => {
    const free = other({ handling: held.handling });
    expect(kept(free, holding())).toBe(held.id);
    expect(kept(holding(), free)).toBe(held.id);
  });

  it('goes when its State has released it with one of them, and another State has not bound it', () => {
    const released = holding({ consents: [consent] });
    expect(kept(other(), released)).toBeUndefined();
    const elsewhereFrom = { ...again, from: { ...again.from, state: aState('XD') } };
    expect(kept(other({ document: elsewhereFrom }), released)).toBe(again.id);
  });

  it('stays when one of them was taken back, whatever the others say', () => {
    expect(kept(holding({ consents: [consent] }), other({ takenBack: true }))).toBe(again.id);
  });

  it('is not kept by none', () => {
    expect(kept()).toBeUndefined();
  });
});
