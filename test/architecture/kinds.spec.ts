import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closed, forms, list, text } from '#kernel/schema';
import { formOf } from './kinds/forms.js';
import { kindsPages } from './kinds/pages.js';
import { rulesOf } from './kinds/rules.js';

const folder = fileURLToPath(new URL('../../proto/kinds', import.meta.url));

describe('proto/kinds', () => {
  it('is what scripts/kinds.mjs writes, and no other page', () => {
    const pages = kindsPages();
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    for (const [name, page] of pages)
      expect([name, readFileSync(join(folder, name), 'utf8')]).toEqual([name, page]);
  });

  it('has links to pages that are there', () => {
    const there = new Set(readdirSync(join(folder, '..')));
    const links = [...kindsPages().values()].flatMap((page) => [
      ...page.matchAll(/\]\(\.\.\/([\w-]+\.md)/g),
    ]);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter(([, page = '']) => !there.has(page))).toEqual([]);
  });
});

describe('words for a schema', () => {
  it.each([
    [text(20), 'text(20)'],
    [text(20, 0), 'text(0..20)'],
    [forms.uuid7, 'uuid7'],
    [forms.base64(40), 'base64(40)'],
    [list(forms.sha256, 4, 1), '1 to 4 of sha256'],
    [{ enum: ['YES', 'NO'] }, '`YES`, `NO`'],
  ])('%j: %s', (schema, said) => {
    expect(formOf(schema)).toBe(said);
  });

  it('has none for what it does not know: a page that leaves something out would be wrong', () => {
    expect(() => formOf({ type: 'null' })).toThrow('no form');
    expect(() => formOf({ type: 'string', pattern: '^x$' })).toThrow('no form');
    const when = { if: { properties: { a: { const: 1 } } } };
    expect(() => rulesOf({ ...when, then: { properties: { b: { minimum: 3 } } } })).toThrow(
      'no words for minimum of b',
    );
  });

  it('tells both sides of a condition', () => {
    const schema = {
      ...closed({ a: text(1), b: text(9, 0) }, ['b']),
      if: { properties: { a: { const: 'x' } } },
      then: { required: ['b'] },
      else: { properties: { b: { maxLength: 0 } } },
    };
    expect(rulesOf(schema)).toEqual([
      'Where `a` is `x`: `b` is there.',
      'Unless `a` is `x`: `b` is empty.',
    ]);
  });
});
