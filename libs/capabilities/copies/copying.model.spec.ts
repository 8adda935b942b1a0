import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentOf, anAuthority } from '../../../test/support/builders.js';
import { copiedKinds, copyOf, isCopied } from './copying.model.js';
import { documentKinds, copyExceptions, parseDocument } from '#kernel';

const [police, point] = [anAuthority(), anAuthority('contact-point')];
const place = {
  authority: police,
  compartment: 'ENFORCEMENT',
  requestKept: false,
  itemShown: point,
  byRelease: false,
  enclosed: undefined,
} as const;
const naming = ['request', 'spontaneous-information', 'response', 'forward'] as const;

const kept = (kind: (typeof naming)[number], exception: string = 'SAFETY_OF_PERSON') => {
  const document = aDocumentOf(kind);
  const copyException = { exception, reason: 'A source would be known.' };
  return { ...document, body: { ...document.body, copyException } } as typeof document;
};

describe('a copy for the contact point', () => {
  it('is made of some kinds of document, and of no other', () => {
    const shown = documentKinds.filter((kind) => copyOf(aDocumentOf(kind), place, point) !== null);
    expect([...shown].sort()).toEqual([...copiedKinds].sort());
    expect(documentKinds.filter((kind) => isCopied(aDocumentOf(kind)))).toEqual(shown);
  });

  it.each(naming)('of a %s is kept from it by one of three exceptions alone', (kind) => {
    for (const exception of copyExceptions) {
      const document = kept(kind, exception);
      expect(parseDocument(document)).toEqual(document);
      expect(copyOf(document, place, point)).toEqual({ exception });
      // Recorded also without a contact point, or by the contact point itself.
      expect(copyOf(document, place, undefined)).toEqual({ exception });
      expect(copyOf(document, { ...place, authority: point }, point)).toEqual({ exception });
    }
    for (const wrong of ['', 'BUSY', 'TERRORISM'])
      expect(() => parseDocument(kept(kind, wrong))).toThrow('DOCUMENT_INVALID');
    const { exception } = { exception: 'SAFETY_OF_PERSON' };
    for (const copyException of [{ exception }, { exception, reason: 'x', until: 'then' }])
      expect(() =>
        parseDocument({ ...kept(kind), body: { ...kept(kind).body, copyException } }),
      ).toThrow('DOCUMENT_INVALID');
  });

  it('of an answer is kept with its request, and of nothing else', () => {
    const secret = { ...place, requestKept: true };
    for (const kind of ['response', 'clarification'] as const)
      expect(copyOf(aDocumentOf(kind), secret, point)).toBeNull();
    for (const kind of ['request', 'spontaneous-information', 'forward'] as const)
      expect(copyOf(aDocumentOf(kind), secret, point)).toEqual({ to: point, byRelease: false });
    expect(copyOf(kept('response'), secret, point)).toEqual({ exception: 'SAFETY_OF_PERSON' });
  });

  it('of a correction goes where that went which it corrects, and nowhere else', () => {
    const [correction, other] = [aDocumentOf('correction'), anAuthority('former-point')];
    expect(copyOf(correction, { ...place, itemShown: null }, point)).toBeNull();
    // The contact point has changed since.
    expect(copyOf(correction, { ...place, itemShown: other }, point)).toEqual({
      to: other,
      byRelease: false,
    });
    expect(copyOf(correction, { ...place, itemShown: other }, undefined)).toEqual({
      to: other,
      byRelease: false,
    });
  });

  it('of a forward is kept with what it encloses, and made whatever its handling: within its State it is no passing on', () => {
    const forward = aDocumentOf('forward');
    const enclosed = 'TERRORISM_NON_CRISIS';
    expect(copyOf(forward, { ...place, enclosed }, point)).toEqual({ exception: enclosed });
    const handling = { ...forward.handling, codes: ['H0', 'H2'] } as const;
    expect(copyOf({ ...forward, handling }, place, point)).toEqual({ to: point, byRelease: false });
  });

  it('of what goes by a release says that it is there: a release names one authority, which is not the contact point', () => {
    const released = { ...place, byRelease: true };
    for (const kind of ['forward', 'clarification', 'correction'] as const)
      expect(copyOf(aDocumentOf(kind), released, point)).toEqual({ to: point, byRelease: true });
    const enclosed = 'TERRORISM_NON_CRISIS';
    const kept = copyOf(aDocumentOf('forward'), { ...released, enclosed }, point);
    expect(kept).toEqual({ exception: enclosed });
  });

  it('is never made where the contact point has the original, or a person is protected', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documentKinds),
        fc.boolean(),
        fc.constantFrom(police, point),
        fc.option(fc.constant(point), { nil: undefined }),
        (kind, requestKept, authority, contactPoint) => {
          const document = aDocumentOf(kind);
          const own = { ...place, itemShown: contactPoint ?? null, authority, requestKept };
          const decision = copyOf(document, own, contactPoint);
          if (contactPoint === undefined || contactPoint === authority) expect(decision).toBeNull();
          const protecting = { ...own, compartment: 'PROTECTION' } as const;
          expect(copyOf(document, protecting, contactPoint)).toBeNull();
        },
      ),
    );
  });
});
