import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentOf,
  aRequestBody,
  aSubject,
  base64Of,
  bodyOf,
} from '../../../test/support/builders.js';
import type { Document } from '#kernel';
import { searchWords } from './search-words.rules.js';
import { encodeDocument } from '#wire';

const named = (name: string) =>
  aSubject({
    ...{ type: 'PERSON', name, category: 'WITNESS', birthDate: '1999-02-03' },
    identifiers: [
      { type: 'phone', value: `phone of ${name}` },
      { type: 'licence plate', value: `plate of ${name}` },
      { type: 'passport', value: `passport of ${name}` },
    ],
  });
const naming = {
  request: (name: string) => aDocument({ body: aRequestBody({ subjects: [named(name)] }) }),
  'spontaneous-information': (name: string) => {
    const body = { ...bodyOf['spontaneous-information'](), subjects: [named(name)] };
    return aDocumentOf('spontaneous-information', { body });
  },
  response: (name: string) =>
    aDocumentOf('response', { body: { ...bodyOf.response(), subjects: [named(name)] } }),
} as const;
type Naming = keyof typeof naming;
const namingKinds = Object.keys(naming) as readonly Naming[];

function forwardOf(...documents: readonly Document[]): Document {
  const body = bodyOf.forward();
  const enclosed = documents.flatMap((document) =>
    body.enclosed.map(({ signature, certificate, root, directory }) => ({
      ...{ signature, certificate, root, directory },
      document: base64Of(encodeDocument(document)),
    })),
  );
  return aDocumentOf('forward', { body: { ...body, enclosed } });
}

describe('the words by which a document is found', () => {
  it.each(namingKinds)('are those of whom a %s names', (kind) => {
    expect(searchWords(naming[kind]('N'))).toMatchObject({
      ...{ name: ['N'], phone: ['phone of N'], plate: ['plate of N'] },
      ...{ document: ['passport of N'], date: ['1999-02-03'] },
    });
  });

  it.each(['formal-request', 'formal-request-draft'] as const)(
    'are those of the persons whom a %s is about',
    (kind) => {
      const persons = ['Amira Haddad, born 1999', 'N. N.'].map((identity) => ({
        ...{ identity, location: 'Port of XB', nationality: 'XB' },
      }));
      const document = aDocumentOf(kind, { body: { ...bodyOf[kind](), persons } });
      expect(searchWords(document).name).toEqual(['Amira Haddad, born 1999', 'N. N.']);
    },
  );

  it('are none of the text of an answer', () => {
    const words = Object.values(searchWords(aDocumentOf('response')));
    expect(words.flat()).toEqual([]);
  });

  it('are of a forward its own, and those of all that it encloses over however many hops', () => {
    const kind = fc.constantFrom(...namingKinds);
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 8 }), fc.nat(2), (kinds, hops) => {
        const names = kinds.map((_, i) => `N${i}`);
        const inner = kinds.map((each, i) => naming[each](names[i] ?? ''));
        let document = forwardOf(...inner);
        for (let hop = 0; hop < hops; hop += 1) document = forwardOf(document);
        const found = searchWords(document);
        expect(found.name).toEqual(names);
        expect(found.plate).toEqual(names.map((name) => `plate of ${name}`));
        const references = inner.flatMap(({ body }) =>
          'ownReference' in body ? [body.ownReference] : [],
        );
        const own = Array.from({ length: hops + 1 }, () => bodyOf.forward().ownReference);
        expect(found.reference).toEqual([...own, ...references]);
      }),
      { numRuns: 25 },
    );
  });
});
