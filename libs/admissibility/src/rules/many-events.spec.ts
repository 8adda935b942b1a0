import { performance } from 'node:perf_hooks';
import { expect, it } from '@jest/globals';
import { paths } from '#package';
import { aCase, aLeaf, at, type EditableCase } from './fixtures/a-case.js';
import { untoc } from './fixtures/table.js';
import { rules } from './rules.js';

const events = 1_000;

function grow(facts: EditableCase): void {
  const thread = [...facts.messages];
  for (let copy = 1; facts.leaves.length < events; copy += 1)
    for (const each of structuredClone(thread)) {
      const place = copy * thread.length + each.place;
      const prefix = paths.message(each.place, '');
      const hashes = each.hashes.map((hash) => ({
        ...hash,
        file: hash.file.replace(prefix, paths.message(place, '')),
      }));
      facts.messages.push({ ...each, place, hashes });
      const view = { data: { purpose: 'INVESTIGATION' } };
      for (const step of [0, 1, 2])
        facts.leaves.push(aLeaf(copy * 1_000 + each.place * 10 + step, 'item.viewed', view));
    }
}

it('are asked of a thousand events within two seconds', () => {
  const facts = aCase(grow);
  expect(facts.messages.length).toBeGreaterThan(300);
  expect(at(facts.leaves, events - 1).typ).toBe('item.viewed');
  const began = performance.now();
  const rulings = rules.map((rule) => rule.judge(facts, untoc()));
  const took = performance.now() - began;
  process.stdout.write(
    `36 rules, ${facts.leaves.length} events, ${facts.messages.length} messages: ${took.toFixed(0)} ms\n`,
  );
  expect(rulings.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(20);
  expect(took).toBeLessThan(2_000);
});
