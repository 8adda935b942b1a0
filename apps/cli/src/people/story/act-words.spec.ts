import type { EventView } from '#capabilities/audit/audit.contract';
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { actLines } from './act-words.js';
import { plain } from '../../print/fixtures/plain.js';

const at = '2026-01-05T08:00:00.000Z';
const event = (typ: string, officer: string | null = null): EventView =>
  ({ typ, officer, at, service: 'inbox' }) as unknown as EventView;

it('a timeline is a sentence an act, and counts the reads', () => {
  const reads = ['b.kova', 'b.kova', 'a.novak'].map((officer) => event('item.viewed', officer));
  const acts = [event('msg.accepted'), event('case.claimed', 'b.kova'), event('new.type\u001b')];
  expect(actLines([...acts, ...reads], plain({ columns: 80 }))).toEqual([
    'WHEN               WHO      WHAT',
    '2026-01-05 08:00Z  (inbox)  verified and accepted the message',
    '2026-01-05 08:00Z  b.kova   took the request in hand',
    '2026-01-05 08:00Z  (inbox)  new.type\ufffd',
    'Read 3 times, by b.kova, a.novak: --all shows each, with its id.',
  ]);
});

it('every sentence is of an event that the custody log has', () => {
  const page = readFileSync(
    new URL('../../../../../proto/custody-events.md', import.meta.url),
    'utf8',
  );
  const known = new Set([...page.matchAll(/^- `([a-z.]+)`/gm)].map(([, typ = '']) => typ));
  const source = readFileSync(new URL('act-words.ts', import.meta.url), 'utf8');
  const said = [...source.matchAll(/^ {2}'([a-z.]+)':/gm)].map(([, typ = '']) => typ);
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter((typ) => !known.has(typ))).toEqual([]);
});
