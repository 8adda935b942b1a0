import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentOf, anAuthority } from '../../../test/support/builders.js';
import { copiedKinds, copyOf, isCopied } from './copying.js';
import { documentKinds } from './kinds.js';
import { copyExceptions } from './lists.js';
import { parseDocument } from './parse.js';

const [police, point] = [anAuthority(), anAuthority('contact-point')];
const place = { authority: police, compartment: 'ENFORCEMENT', requestKept: false } as const;

const kept = (kind: (typeof copiedKinds)[number], exception: string = 'SAFETY_OF_PERSON') => {
  const document = aDocumentOf(kind);
  const copyException = { exception, reason: 'A source would be known.' };
  return { ...document, body: { ...document.body, copyException } } as typeof document;
};

describe('a copy for the contact point', () => {
  it('is made of three kinds of document, and of no other', () => {
    const shown = documentKinds.filter((kind) => copyOf(aDocumentOf(kind), place, point) !== null);
    expect([...shown].sort()).toEqual([...copiedKinds].sort());
    expect(documentKinds.filter((kind) => isCopied(aDocumentOf(kind)))).toEqual(shown);
  });

  it.each(copiedKinds)('of a %s is kept from it by one of three exceptions alone', (kind) => {
    for (const exception of copyExceptions) {
      const document = kept(kind, exception);
      expect(parseDocument(document)).toEqual(document);
      expect(copyOf(document, place, point)).toEqual({ exception });
      // On record also where there is no contact point, or it is its own.
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
    expect(copyOf(aDocumentOf('response'), secret, point)).toBeNull();
    for (const kind of ['request', 'spontaneous-information'] as const)
      expect(copyOf(aDocumentOf(kind), secret, point)).toEqual({ to: point });
    expect(copyOf(kept('response'), secret, point)).toEqual({ exception: 'SAFETY_OF_PERSON' });
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
          const own = { ...place, authority, requestKept };
          const decision = copyOf(document, own, contactPoint);
          if (contactPoint === undefined || contactPoint === authority) expect(decision).toBeNull();
          const protecting = { ...own, compartment: 'PROTECTION' } as const;
          expect(copyOf(document, protecting, contactPoint)).toBeNull();
        },
      ),
    );
  });
});
