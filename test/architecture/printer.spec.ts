import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sources } from './imports.js';

const cli = resolve(import.meta.dirname, '../../apps/cli/src');

// Digits filled up with zeros are a number, not a column.
const byHand = /\.padEnd\(|\.padStart\((?![^()]*, '0'\))/g;

const found = (text: string): number => text.match(byHand)?.length ?? 0;

describe('a column of the command line', () => {
  const files = sources(cli).filter((file) => !file.endsWith('.spec.ts'));

  it('is set by print/ alone', () => {
    const offending = files
      .map((file) => [relative(cli, file), readFileSync(file, 'utf8')] as const)
      .filter(([name, text]) => !name.startsWith('print/') && found(text) > 0)
      .map(([name]) => name);
    expect(offending).toEqual([]);
  });

  it('is found by this test, and a number is not', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(found("name.padEnd(12) + String(n).padStart(8) + text.padStart(8, ' ')")).toBe(3);
    expect(found("String(n).padStart(2, '0')")).toBe(0);
  });
});
