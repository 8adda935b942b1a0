import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logStatementKinds } from '#mailbox';
import { callActs, recordsOf, stepActs } from '../support/acts.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['libs', 'apps']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(root, folder, name),
    ),
  )
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(name, 'utf8'));

const named = (text: string): string[] =>
  [
    // One name for each kind of statement.
    ...(text.includes('step: `judge-${kind}`')
      ? logStatementKinds.map((kind) => ['', `judge-${kind}`])
      : []),
    ...text.matchAll(/(?:transaction\(|context = )\{ step: '([a-z-]+)'/g),
    ...text.matchAll(/officerContext\([a-z]+, '([a-z-]+)'\)/g),
  ].map(([, step = '']) => step);

describe('what the product does', () => {
  it('is told of in the log, or the table says why not: every step, and no step that is not there', () => {
    const steps = new Set(sources.flatMap(named));
    expect(steps.size).toBeGreaterThan(40);
    expect([...steps].sort()).toEqual(Object.keys(stepActs).sort());
  });

  it('opens no transaction without the name of its step', () => {
    const opened = sources.flatMap((text) => [...text.matchAll(/\.transaction\(\s*(\S+)/g)]);
    const unnamed = opened
      .map(([, first = '']) => first)
      .filter((first) => !/^(\{|context,|officerContext\()/.test(first));
    expect(unnamed).toEqual([]);
  });

  it('makes every kind of event, in a step that answers a call or in one of its own', () => {
    const map = readFileSync(join(root, 'libs/journal/src/events.ts'), 'utf8');
    const body = /interface EventData \{([\s\S]*?)\n\}/.exec(map)?.[1] ?? '';
    const types = [...body.matchAll(/^ {2}'([a-z.]+)':/gm)].map(([, typ = '']) => typ);
    const recorded = new Set(Object.values(stepActs).flatMap(recordsOf));
    expect([...recorded].sort()).toEqual(types.sort());
    const inSteps = (typ: string): boolean => recorded.has(typ as never);
    expect(
      Object.values(callActs)
        .flatMap(recordsOf)
        .filter((typ) => !inSteps(typ)),
    ).toEqual([]);
  });
});
