import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { frenchDetails } from '#language/french/details';
import { detailsOf } from './details.js';
import { sources } from './imports.js';
import { wordy } from './sentences.js';

const root = resolve(import.meta.dirname, '../..');
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
