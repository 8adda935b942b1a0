import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isCoded, schemaParser, type Phrase } from '#kernel';
import { frenchComposedDetails, frenchDetails } from '#language/french/details';
import { detailsOf } from './details.js';
import { sources } from './imports.js';
import { everySchema } from './schemas.js';
import { wordy } from './sentences.js';

const root = resolve(import.meta.dirname, '../..');
// Before the tests, which make schemas of their own.
const { schemas } = await everySchema();
// The command line and the language say their sentences by catalogues (sentences.spec.ts).
const files = ['libs', 'apps']
  .flatMap((folder) => sources(resolve(root, folder)))
  .filter((file) => !/\.spec\.ts$|\/gen\/|\/apps\/cli\/|\/libs\/language\//.test(file));
const found = files.map((file) => ({
  file: relative(root, file),
  ...detailsOf(readFileSync(file, 'utf8')),
}));

// A path of a member and marks between values are the same in each language.
const hasWords = (text: string): boolean => wordy.test(text) || /^[a-z]+$/.test(text);

describe('a phrase in the detail of a coded error', () => {
  it('is tagged, so that its values stand apart', () => {
    const untagged = found.flatMap((each) => each.untagged.map((text) => `${each.file}: ${text}`));
    expect(untagged).toEqual([]);
  });

  it('has a French text', () => {
    const missing = found.flatMap(({ file, said }) =>
      said
        .filter((text) => hasWords(text) && !(text in frenchDetails))
        .map((text) => `${file}: ${text}`),
    );
    expect(missing).toEqual([]);
    expect(found.flatMap(({ said }) => said).length).toBeGreaterThan(900);
  });

  it('stands in the code for each French text, with each of its values', () => {
    const all = new Set(found.flatMap(({ said }) => said));
    const strange = Object.entries(frenchDetails).filter(([english, text]) => {
      const values = english.split('{}').length - 1;
      const used = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, n]) => Number(n)));
      return !all.has(english) || used.size !== values || Math.max(0, ...used) > values;
    });
    expect(strange).toEqual([]);
  });
});

it('a sentence without the tag is found where the types of its file make it a detail', () => {
  const source = `
    const refuse = (why: Detail, where: string) => fail(why);
    refuse('not a port', 'this is no detail');
    this.refuse(isOld ? 'too old' : x, '');
    const words: Readonly<Record<string, Detail>> = { A: 'in use by another' };
    function flawOf(x: string): Detail | undefined { if (x) return 'not of its form'; return log('a line of a log'); }
    const short = (x: string): Detail => 'at the end';
    const other = (x: string): string => 'no detail at all';`;
  expect(detailsOf(source).untagged).toEqual([
    ...['not a port', 'too old', 'in use by another', 'not of its form', 'a line of a log'],
    'at the end',
  ]);
});

it('a sentence without the tag is found in each argument that becomes a detail, and in no other', () => {
  const source = `
    throw new KernelError('A', 'must be a port');
    throw new SealError(\`code \${x} here\`, why ? \`at most \${n} bytes\` : reasonOf('of the key'));
    throw new RangeError('is no number');
    throw new SealError('C', phrase\`{} is \${x}\`);
    throw new TrustError('B', phrase\`as \${isOld ? 'an old one' : ''} is\`, new Error('not a detail'));`;
  expect(detailsOf(source)).toEqual({
    said: ['as {} is'],
    untagged: ['must be a port', 'at most {} bytes', 'of the key', '{} is {}', 'an old one'],
  });
});

const isMany = { minItems: 2, maxItems: 2, uniqueItems: true, items: { type: 'integer' } };
// A schema with each keyword, and a value that it refuses.
const refusedBy: Readonly<Record<string, readonly [object, unknown]>> = {
  type: [{ type: 'integer' }, 'x'],
  additionalProperties: [{ type: 'object', additionalProperties: false }, { x: 1 }],
  required: [{ type: 'object', required: ['x'], properties: { x: {} } }, {}],
  const: [{ const: 1 }, 2],
  enum: [{ enum: [1] }, 2],
  minLength: [{ type: 'string', minLength: 2 }, 'x'],
  maxLength: [{ type: 'string', maxLength: 2 }, 'xxx'],
  pattern: [{ type: 'string', pattern: '^m$' }, 'x'],
  format: [{ type: 'string', format: 'date' }, 'x'],
  minItems: [{ type: 'array', ...isMany }, [1]],
  maxItems: [{ type: 'array', ...isMany }, [1, 2, 3]],
  uniqueItems: [{ type: 'array', ...isMany }, [1, 1]],
  minimum: [{ type: 'integer', minimum: 2 }, 1],
  maximum: [{ type: 'integer', maximum: 2 }, 3],
  minProperties: [{ type: 'object', minProperties: 1 }, {}],
  anyOf: [{ anyOf: [{ type: 'null' }] }, 1],
  contains: [{ type: 'array', contains: { const: 1 } }, [2]],
  'a forbidden member': [{ type: 'object', properties: { x: false } }, { x: 1 }],
};
const holding = ['properties', 'items', 'if', 'then', 'else', 'allOf'];

function keywordsIn(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!Array.isArray(schema)) found.add(keyword);
    if (['const', 'enum', 'required', 'pattern'].includes(keyword)) continue;
    const inner = keyword === 'properties' ? Object.values(value as object) : [value];
    for (const each of inner) keywordsIn(each, found);
  }
  return found;
}

function phraseOf(schema: object, value: unknown): Phrase | undefined {
  try {
    schemaParser(schema, 'VALUE_INVALID')(value);
  } catch (error) {
    if (isCoded(error)) return error.phrase;
  }
  return undefined;
}

it('a law that a form names has a French text, unless it is a number alone', () => {
  const named = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/\bmandatory: '([^']+)'/g),
  ]);
  const laws = named.map(([, law = '']) => law).filter((law) => !/^art\. [\da-z()]+$/.test(law));
  const translated = Object.keys(frenchComposedDetails).filter((text) => !text.includes('{}'));
  expect([...new Set(laws)].sort()).toEqual(translated.sort());
});

describe('what the validator of schemas says', () => {
  const tables = { ...frenchComposedDetails };

  it.each(Object.entries(refusedBy))('has a French text for %s', (_, [schema, value]) => {
    const said = phraseOf(schema, value)?.values ?? [];
    const texts = said.map((each) => (typeof each === 'string' ? each : each.text));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => !(text in tables))).toEqual([]);
  });

  it('is asked for each keyword in use', () => {
    const used = new Set(schemas.flatMap((schema) => [...keywordsIn(schema)]));
    expect(schemas.length).toBeGreaterThan(50);
    expect([...used].filter((each) => !holding.includes(each) && !(each in refusedBy))).toEqual([]);
  });
});
