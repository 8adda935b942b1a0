import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocumentOf,
  aRelease,
  aState,
  aThreadId,
  anAuthority,
  at,
  bodyOf,
  days,
} from '../../../test/support/builders.js';
import { mayAttach, type HeldDocument } from './attaching.js';
import type { Document, Handling } from './document.js';
import { handlingCodes, trafficLights } from './lists.js';

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
  mayAttach(holding(members), document, when);

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
});
