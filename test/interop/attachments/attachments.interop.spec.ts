import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { goEnvironment } from '../go.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const vectors = ['valid.json', 'invalid.json'].map((name) =>
  path(`../../vectors/attachments/${name}`),
);
const count = (name: string): number =>
  (JSON.parse(readFileSync(name, 'utf8')) as { cases: unknown[] }).cases.length;

it('a second implementation, in Go, agrees on every vector', () => {
  const printed = execFileSync('go', ['run', path('check.go'), ...vectors], {
    encoding: 'utf8',
    env: goEnvironment,
  });
  const [good = 0, bad = 0] = vectors.map(count);
  expect(printed).toBe(`${good} good, ${bad} bad\n`);
}, 120_000);
