import { describe, expect, it } from '@jest/globals';
import { Terminal } from '../terminal.js';
import { printable, printableJson } from './printable.js';

const acts = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const hostile =
  'a\u007fb\u009b2Jc\u202ed\u2066e\u200bf\u2028g\ufeffh\u061ci\u{e0041}j\u001b[2J\n\t"\\';

describe('JSON for people and programs', () => {
  it('has no character that acts on a terminal, and reads back exactly', () => {
    const text = printableJson({ subject: hostile, [hostile]: [hostile] });
    expect(text.split('\n').join('')).not.toMatch(acts);
    expect(text).toContain('\\u009b');
    expect(text).toContain('\\u007f');
    expect(text).toContain('\\u202e');
    expect(text).toContain('\\udb40\\udc41');
    expect(JSON.parse(text)).toEqual({ subject: hostile, [hostile]: [hostile] });
  });

  it('is what `--json` of every command writes', () => {
    const written: string[] = [];
    const sink = { write: (text: string) => written.push(text) };
    new Terminal(sink, sink).answer(true, { subject: hostile }, []);
    expect(written.join('').split('\n').join('')).not.toMatch(acts);
    expect(JSON.parse(written.join(''))).toEqual({ subject: hostile });
  });
});

it('text for a screen has a mark in place of what acts', () => {
  expect(printable('a\u009b2Jb')).toBe('a\ufffd2Jb');
});

describe('text in any script', () => {
  it('keeps the joiners that shape it, and no other', () => {
    for (const text of ['می\u200cخواهم', 'क्\u200dष', '👩\u200d👧'])
      expect(printable(text)).toContain(text);
    expect(printable('pay\u200dpal \u200c')).toBe('pay\ufffdpal \ufffd');
  });

  it('that runs from right to left is isolated, once; its own marks are not passed on', () => {
    expect(printable('قارب')).toBe('\u2068قارب\u2069');
    expect(printable(printable('قارب'))).toBe('\u2068قارب\u2069');
    expect(printable('ا\u2069\u202eب')).toBe('\u2068ا\ufffd\ufffdب\u2069');
    expect(printable('\u2068a\u2069b')).toBe('\ufffda\ufffdb');
  });
});
