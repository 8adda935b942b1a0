import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { idsInForm, idsInForms, idsNowhere } from '../instruments/matrix/named-ids.js';
import { routeFixtures, type Aim } from '../instruments/matrix/route-fixtures.js';

const root = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'apps/gateway/openapi.json'), 'utf8');
const contract = JSON.parse(text) as Parameters<typeof idsInForms>[0];
const aim = new Proxy({}, { get: (_, slot) => `the ${String(slot)}` }) as Aim;

describe('the matrix of who may see what', () => {
  it('names another’s in every place where a form of the gateway takes an id, or says why not', () => {
    const rows = Object.entries(routeFixtures).flatMap(([route, fixture]) =>
      [fixture].flat().map((each) => [route, each] as const),
    );
    const named = new Set(rows.flatMap(([route, fixture]) => idsInForm(route, fixture, aim)));
    const all = idsInForms(contract);
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((place) => !named.has(place))).toEqual(Object.keys(idsNowhere).sort());
  });
});
