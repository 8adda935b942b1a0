import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  callExpectations,
  recordsOf,
  stepExpectations,
} from '../instruments/entries/audit-expectations.js';
import { assertSeen } from '../instruments/seen-counts.js';
import { stepsIn, typesIn } from '../instruments/entries/steps-in-sources.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['libs', 'apps']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(root, folder, name),
    ),
  )
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .filter((name) => !name.startsWith(join(root, 'libs/store/src/')))
  // Texts alone, which speak of transactions.
  .filter((name) => !name.startsWith(join(root, 'libs/language/src/')))
  .map((name) => readFileSync(name, 'utf8'));
const found = stepsIn(sources, readFileSync(join(root, 'libs/store/src/store.ts'), 'utf8'));
const types = typesIn(readFileSync(join(root, 'libs/journal/src/events/events.ts'), 'utf8'));

describe('what the product does', () => {
  it('is told of in the log, or the table says why not: every step, and no step that is not there', () => {
    expect(found.steps).toEqual(Object.keys(stepExpectations).sort());
  });

  it('opens no transaction without the name of its step, and by a call alone', () => {
    expect(found.unnamed).toEqual([]);
  });

  it('makes every kind of event, in a step that answers a call or in one of its own', () => {
    const recorded = new Set(Object.values(stepExpectations).flatMap(recordsOf));
    expect([...recorded].sort()).toEqual(types);
    const inSteps = (typ: string): boolean => recorded.has(typ as never);
    expect(
      Object.values(callExpectations)
        .flatMap(recordsOf)
        .filter((typ) => !inSteps(typ)),
    ).toEqual([]);
  });

  it('is as much as is committed', () => {
    assertSeen('audit expectations', {
      steps: found.steps.length,
      'steps that record': Object.values(stepExpectations).filter(
        (act) => recordsOf(act).length > 0,
      ).length,
      'kinds that steps record': Object.values(stepExpectations).flatMap(recordsOf).length,
      calls: Object.keys(callExpectations).length,
      'calls that record': Object.values(callExpectations).filter(
        (act) => recordsOf(act).length > 0,
      ).length,
      'kinds of events': types.length,
    });
  });
});
