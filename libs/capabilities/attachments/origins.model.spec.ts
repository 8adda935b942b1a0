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
import { keptBy, type HeldDocument, type Outgoing } from './origins.model.js';
import { type Document, type Handling, handlingCodes, purposes, trafficLights } from '#kernel';

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
  origins: [],
  enclosed: false,
  ...members,
});
const elsewhere = (members: Partial<Document<'request'>> = {}): Document =>
  aDocumentOf('request', {
    thread: aThreadId('elsewhere'),
    from: { ...held.from, ...held.to },
    to: release.recipient,
    purpose: release.purpose,
    ...members,
  });
const home = { ...held.from, authority: anAuthority('customs') };
const back = (members: Partial<Document<'request'>> = {}): Document =>
  elsewhere({ to: home, purpose: held.purpose, ...members });
const consentBack: typeof consent = {
  ...consent,
  body: { ...consent.body, recipient: home, purpose: held.purpose },
};
const leaving = (document = elsewhere(), when = at(), atRisk = false): Outgoing => ({
  ...{ document, atRisk, at: when },
});
const may = (members: Partial<HeldDocument>, ...by: Parameters<typeof leaving>): boolean =>
  keptBy([holding(members)], leaving(...by)) === undefined;

describe('a file that came with a document, on its way to another State', () => {
  it('goes with a forward of that document, which was judged with its releases', () => {
    expect(may({ enclosed: true })).toBe(true);
    expect(may({ enclosed: true, takenBack: true })).toBe(false);
  });

  it('goes with nothing else, however loosely it is handled, for whatever purpose, whoever has released it', () => {
    fc.assert(
      fc.property(
        fc.subarray([...handlingCodes]),
        fc.constantFrom(undefined, ...trafficLights),
        fc.constantFrom(...purposes),
        fc.boolean(),
        (codes, tlp, purpose, isGiven) => {
          const handling = { ...held.handling, codes, ...(tlp !== undefined && { tlp }) };
          const consents = isGiven ? [{ ...consent, body: { ...consent.body, purpose } }] : [];
          expect(may({ handling, consents }, elsewhere({ purpose }))).toBe(false);
        },
      ),
    );
  });
});

describe('a file on its way back to the State that sent it', () => {
  it('goes in its thread, and elsewhere when nothing binds it, whatever else its handling says', () => {
    fc.assert(
      fc.property(
        fc.subarray([...handlingCodes]),
        fc.constantFrom(undefined, ...trafficLights),
        (codes, tlp) => {
          const handling = { ...held.handling, codes, ...(tlp !== undefined && { tlp }) };
          const isBound = codes.includes('H2') || !['CLEAR', 'GREEN'].includes(tlp ?? 'CLEAR');
          expect(may({ handling }, back())).toBe(!isBound);
          expect(may({ handling }, back({ thread: held.thread, to: held.from }))).toBe(true);
        },
      ),
    );
  });

  it('goes where that has released it to, for that, until then', () => {
    expect(may({ consents: [consentBack] }, back())).toBe(true);
    expect(may({ consents: [consentBack] }, back(), release.until)).toBe(true);
  });

  it.each<[string, Document]>([
    ['another authority', back({ to: { ...home, authority: anAuthority('navy') } })],
    ['another purpose', back({ purpose: 'DETECTION' })],
    [
      'another holder',
      back({ from: { ...held.from, ...held.to, authority: anAuthority('customs') } }),
    ],
  ])('does not go by that to, or for, or from %s', (_what, document) => {
    expect(may({ consents: [consentBack] }, document)).toBe(false);
  });

  it('does not go when the release is over', () => {
    const short = { ...consentBack, body: { ...consentBack.body, until: at(days(1)) } };
    expect(may({ consents: [short] }, back(), at(days(1)))).toBe(true);
    expect(may({ consents: [short] }, back(), at(days(1) + 1))).toBe(false);
  });

  it('does not go once its State has taken it back, however it was handled and released', () => {
    expect(may({ takenBack: true, handling: held.handling }, back())).toBe(false);
    expect(may({ takenBack: true, consents: [consentBack] }, back())).toBe(false);
  });

  it('goes for the purpose that it was given for, in a risk to life to save one, and for no other without a release', () => {
    const free = held.handling;
    fc.assert(
      fc.property(fc.constantFrom(...purposes), (purpose) => {
        const another = back({ purpose });
        const isFor = held.purpose === purpose;
        expect(may({ handling: free }, another)).toBe(isFor);
        const saves = purpose === 'SAFETY_OF_LIFE';
        expect(may({ handling: free }, another, at(), true)).toBe(isFor || saves);
        expect(may({}, another, at(), true)).toBe(false);
        const given = { ...consentBack, body: { ...consentBack.body, purpose } };
        expect(may({ handling: free, consents: [given] }, another)).toBe(true);
      }),
    );
  });
});

describe('a file that came with a forward', () => {
  const forward = aDocumentOf('forward', {
    ...{ id: aDocumentId('forward'), thread: aThreadId('forward') },
    ...{ to: held.to, handling: held.handling },
  });
  const free = { handling: held.handling };
  const loosely = { document: forward, ...free, origins: [aState('XD')] };
  const byForwarder: typeof consent = {
    ...consentBack,
    thread: forward.thread,
    body: { ...consentBack.body, item: forward.id },
  };

  it('stays where it came to, however loosely the forward is handled: that goes on by every State on its way', () => {
    expect(may(loosely)).toBe(false);
    expect(may(loosely, back())).toBe(false);
    expect(may(loosely, back({ thread: forward.thread, to: held.from }))).toBe(true);
  });

  it('does not go by the word of the forwarder alone, but with a forward that encloses that one', () => {
    expect(may({ ...loosely, consents: [byForwarder] }, back())).toBe(false);
    expect(may({ ...loosely, enclosed: true })).toBe(true);
  });

  it('is handled like others where it is the forwarder’s own', () => {
    const own = { ...loosely, origins: [] };
    expect(may(own)).toBe(false);
    expect(may(own, back())).toBe(true);
    expect(may({ ...own, handling: bound }, back())).toBe(false);
    expect(may({ ...own, handling: bound, consents: [byForwarder] }, back())).toBe(true);
  });

  it('goes with what its originator has said here, too', () => {
    const said = { ...held, from: { ...held.from, state: aState('XD') } };
    const kept = (members: Partial<HeldDocument>) =>
      keptBy([holding(loosely), holding({ ...free, ...members })], leaving())?.document;
    expect(kept({ document: said, enclosed: true })).toBeUndefined();
    expect(kept({ document: said })).toBe(forward);
    // A later document may return this very file.
    const other = { ...held, from: { ...held.from, state: aState('XE') } };
    expect(kept({ document: other, enclosed: true })).toBe(forward);
  });
});

describe('a file that came with several documents', () => {
  const again = aDocumentOf('request', { id: aDocumentId('again'), thread: aThreadId('again') });
  const byAnother = { ...again, from: { ...again.from, state: aState('XD') } };
  const other = (members: Partial<HeldDocument> = {}): HeldDocument =>
    holding({ document: again, ...members });
  const kept = (document: Document, ...all: readonly HeldDocument[]) =>
    keptBy(all, leaving(document))?.document.id;
  const free = { handling: held.handling };

  it('stays when one of them binds it, whichever came first', () => {
    expect(kept(back(), other(free), holding())).toBe(held.id);
    expect(kept(back(), holding(), other(free))).toBe(held.id);
  });

  it('goes when its State has released it with one of them, and another State has not bound it', () => {
    const released = holding({ consents: [consentBack] });
    expect(kept(back(), other(), released)).toBeUndefined();
    expect(kept(back(), other({ document: byAnother }), released)).toBe(again.id);
    expect(kept(elsewhere(), other(), holding({ enclosed: true }))).toBeUndefined();
  });

  it('goes with the forward of one of a State, or of one that came before what another State said', () => {
    const enclosed = holding({ ...free, enclosed: true });
    expect(kept(elsewhere(), other(free), enclosed)).toBeUndefined();
    const later = other({ ...free, document: byAnother });
    expect(kept(elsewhere(), enclosed, later)).toBeUndefined();
    expect(kept(elsewhere(), enclosed, other({ document: byAnother }))).toBe(again.id);
  });

  it('stays when only what came later goes: that may be the file itself, on its way back', () => {
    const returned = other({ ...free, document: byAnother, enclosed: true });
    expect(kept(elsewhere(), holding(free), returned)).toBe(held.id);
    const toOther = elsewhere({ to: byAnother.from, purpose: held.purpose });
    const theirs = other({ ...free, document: byAnother });
    expect(kept(toOther, holding(free), theirs)).toBe(held.id);
    expect(kept({ ...toOther, thread: again.thread }, holding(free), theirs)).toBe(held.id);
    expect(kept(toOther, theirs, holding(free))).toBeUndefined();
  });

  it('stays when one of them was taken back, whatever the others say', () => {
    expect(kept(back(), holding({ consents: [consentBack] }), other({ takenBack: true }))).toBe(
      again.id,
    );
  });

  it('is not kept by none', () => {
    expect(kept(elsewhere())).toBeUndefined();
  });
});
