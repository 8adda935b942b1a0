import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  callExpectations,
  recordsOf,
} from '../../../test/instruments/entries/audit-expectations.js';
import { eventServices, eventSigners, mayEventBeSigned } from './event-signers.lists.js';

const read = (page: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../proto/${page}`, import.meta.url)), 'utf8');
const quoted = (cell: string): string[] =>
  [...cell.matchAll(/`([a-z.]+)`/g)].map(([, x = '']) => x);

describe('who signs which event', () => {
  it('is what the page on the custody log says', () => {
    const table =
      read('custody-log.md').split('| `service` of `src` | `typ` |')[1]?.split('\n\n')[0] ?? '';
    const said = table
      .split('\n')
      .slice(2)
      .flatMap((row) => {
        const [, services = '', types = ''] = row.split('|');
        return quoted(types).map((typ) => [typ, quoted(services)] as const);
      });
    expect(new Map(said)).toEqual(new Map(Object.entries(eventSigners)));
  });

  it('has each type of the page, and each service', () => {
    const types = [...read('custody-events.md').matchAll(/^- `([a-z.]+)`: /gm)].map(
      ([, typ = '']) => typ,
    );
    expect(Object.keys(eventSigners).sort()).toEqual(types.sort());
    expect([...new Set(Object.values(eventSigners).flat())].sort()).toEqual(
      [...eventServices].sort(),
    );
  });

  it('lets each service record what its calls record', () => {
    const others = Object.entries(callExpectations).flatMap(([pattern, act]) => {
      const [service = ''] = pattern.split('.');
      return recordsOf(act)
        .filter((typ) => !mayEventBeSigned(typ, service))
        .map((typ) => `${pattern} ${typ}`);
    });
    expect(others).toEqual([]);
  });

  it('is denied to another service, and not said of a type of a later version', () => {
    expect(mayEventBeSigned('consent.withdrawn', 'exchange')).toBe(false);
    expect(mayEventBeSigned('consent.withdrawn', 'opener')).toBe(true);
    expect(mayEventBeSigned('consent.withdrawn', 'nobody')).toBe(false);
    expect(mayEventBeSigned('of.later', 'exchange')).toBe(true);
    expect(mayEventBeSigned('toString', 'exchange')).toBe(true);
  });
});
