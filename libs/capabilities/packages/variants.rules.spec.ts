import { describe, expect, it } from '@jest/globals';
import { parseReaderLabel, parseVariant } from './variants.model.js';
import { variantRefusal } from './variants.rules.js';

const [request, notice] = [
  '01900000-0000-7000-8000-000000000001',
  '01900000-0000-7000-8000-000000000002',
];
const documents = [
  { id: request, kind: 'request', attachments: 2 },
  { id: notice, kind: 'exculpatory-notice', attachments: 0 },
] as const;
const reader = parseReaderLabel('defence-1');
const refusal = (
  shown: readonly string[],
  items: readonly string[],
  to: typeof reader | null = reader,
) =>
  variantRefusal(
    { reader: to, shown, withheld: items.map((item) => ({ item, reason: 'LAW' })) },
    documents,
  );

describe('a variant for a reader', () => {
  it.each([
    [[], []],
    [
      ['officer', 'halt.told'],
      ['actor', 'item.viewed'],
    ],
    [[], [request]],
    [[], [`${request}/1`, `${request}/2`]],
  ])('may show %j and withhold %j', (shown, withheld) => {
    expect(refusal(shown, withheld)).toBeUndefined();
  });

  it.each<readonly [what: string, shown: readonly string[], withheld: readonly string[]]>([
    ['a value that no leaf has', ['oficer'], []],
    ['what a third State alone may show', ['item.forwarded'], []],
    ['a suspension', ['case.stopped'], []],
    ['an entry that a proof rests on', [], ['msg.signed']],
    ['the end of the chain', [], ['pkg.gathered']],
    ['a mark that speaks for the accused', [], ['item.exculpatory']],
    ['a notice that speaks for the accused', [], [notice]],
    ['a document of another thread', [], ['01900000-0000-7000-8000-000000000003']],
    ['an attachment that is not there', [], [`${request}/3`]],
    ['an attachment before the first', [], [`${request}/0`]],
    ['a path', [], [`${request}/1/x`]],
    ['one thing twice', [], [request, request]],
    ['what is shown and withheld', ['officer'], ['officer']],
  ])('is refused with %s', (_what, shown, withheld) => {
    expect(refusal(shown, withheld)).toMatchObject({ code: 'PACKAGE_VARIANT_INVALID' });
  });

  it('has a reader', () => {
    expect(refusal([], [], null)).toBeUndefined();
    expect(refusal(['officer'], [], null)).toMatchObject({ code: 'PACKAGE_VARIANT_INVALID' });
    for (const label of ['Ana', 'defence 1', '', '1', 'd'.repeat(33)])
      expect(() => parseReaderLabel(label)).toThrow(RangeError);
  });

  it('is read again by the service that makes it, and in no other form', () => {
    const variant = { reader, shown: ['officer'], withheld: [{ item: request, reason: 'LAW' }] };
    expect(parseVariant(variant)).toEqual(variant);
    for (const change of [
      { reader: null },
      { more: 1 },
      { withheld: [{ item: request, reason: 'ERASED' }] },
    ])
      expect(() => parseVariant({ ...variant, ...change })).toThrow();
  });
});
