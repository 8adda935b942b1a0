import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { frenchDetails } from '#language/french/details';
import { detailsOf } from './details.js';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');
// The command line and the language say their sentences by catalogues (sentences.spec.ts).
const files = ['libs', 'apps']
  .flatMap((folder) => sources(resolve(root, folder)))
  .filter((file) => !/\.spec\.ts$|\/gen\/|\/apps\/cli\/|\/libs\/language\//.test(file));
const found = files.map((file) => ({
  file: relative(root, file),
  ...detailsOf(readFileSync(file, 'utf8')),
}));

describe('a phrase in the detail of a coded error', () => {
  it('has a French text', () => {
    const missing = found.flatMap(({ file, phrases }) =>
      phrases.filter((each) => !(each in frenchDetails)).map((each) => `${file}: ${each}`),
    );
    expect(missing).toEqual([]);
    expect(found.flatMap(({ phrases }) => phrases).length).toBeGreaterThan(300);
  });

  it('stands in the code for each French text', () => {
    const all = new Set(found.flatMap((each) => each.all));
    expect(Object.keys(frenchDetails).filter((english) => !all.has(english))).toEqual([]);
  });
});

it('a phrase is found in each argument that becomes a detail, and in no other', () => {
  const source = `
    throw new KernelError('A', 'must be a port');
    return new SealError(\`code \${x} here\`, why ? \`at most \${n} bytes\` : reasonOf('of the key'));
    throw new RangeError('is no number');
    throw new TrustError('B', path, new Error('not a detail'));`;
  expect(detailsOf(source).phrases).toEqual(['must be a port', 'at most {} bytes', 'of the key']);
});
