import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { facts } from './facts.js';
import type { Style } from './table.js';
import { widthOf } from './width.js';

const plain = (columns: number | undefined): Style => ({ columns, paint: (_, text) => text });

describe('facts', () => {
  const all = [
    { label: 'ok', text: 'disk: 40 GB free' },
    { label: 'fail', text: 'secrets: others can read keys/sealer/signing.key; chmod 600' },
  ];

  it('stand below each other, and a long one goes on below its beginning', () => {
    expect(facts(all, plain(undefined))).toEqual([
      'ok   disk: 40 GB free',
      'fail secrets: others can read keys/sealer/signing.key; chmod 600',
    ]);
    expect(facts(all, plain(40))).toEqual([
      'ok   disk: 40 GB free',
      'fail secrets: others can read',
      '     keys/sealer/signing.key; chmod 600',
    ]);
  });

  it('have their colour on one part', () => {
    const paint: Style['paint'] = (colour, text) => `<${colour}>${text}`;
    const one = [{ label: 'a', text: 'b', colour: 'red' }] as const;
    expect(facts(one, { columns: 40, paint })).toEqual(['a <red>b']);
    expect(facts(one, { columns: 40, paint }, 'label')).toEqual(['<red>a b']);
  });

  it('of any texts fit, and lose no word', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const lines = facts(
          texts.map((each) => ({ label: 'label', text: each })),
          plain(60),
        );
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(60);
        expect(lines.join('').replaceAll(/ |label/g, '')).toBe(
          texts.join('').replaceAll(/ |label/g, ''),
        );
      }),
    );
  });
});
