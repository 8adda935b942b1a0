import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { answers } from '#capabilities/contracts';
import { placesOf, readersOf } from './readers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Ignores line breaks and quotes, which the formatter chooses.
const words = (text: string): string => text.replace(/[\s,;'"]+/g, '');

describe('readers of answers', () => {
  it('are written from the contracts as they stand: `npm run build && node scripts/readers.mjs`', async () => {
    const written = readFileSync(join(root, 'apps/cli/src/api/gen/readers.ts'), 'utf8');
    expect(words(written)).toBe(words(readersOf(answers, await placesOf(root))));
  });

  it('are refused for two shapes of one name', () => {
    const [one, other] = [{ Stop: class {} }.Stop, { Stop: class {} }.Stop];
    expect(() => readersOf([one, other], new Map())).toThrow('two shapes are called Stop');
  });
});
