import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const vectors = ['valid.json', 'invalid.json'].map((name) =>
  path(`../../vectors/attachments/${name}`),
);
const count = (name: string): number =>
  (JSON.parse(readFileSync(name, 'utf8')) as { cases: unknown[] }).cases.length;

it('a second implementation, in Go, agrees on every vector', () => {
  const cache = mkdtempSync(join(tmpdir(), 'liaise-'));
  try {
    const printed = execFileSync('go', ['run', path('check.go'), ...vectors], {
      encoding: 'utf8',
      env: {
        ...process.env,
        GOCACHE: process.env['GOCACHE'] ?? cache,
        GOTOOLCHAIN: 'local',
        GOFLAGS: '',
      },
    });
    const [good = 0, bad = 0] = vectors.map(count);
    expect(printed).toBe(`${good} good, ${bad} bad\n`);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}, 120_000);
