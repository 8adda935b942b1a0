import fc from 'fast-check';
import { readSettingsText } from './settings-text.js';

describe('readSettingsText', () => {
  it.each([
    ['', 'found an empty file; allowed: one JSON object'],
    [' \n\t', 'found an empty file; allowed: one JSON object'],
    ['\uFEFF{}', 'found a byte order mark; allowed: one JSON object, in UTF-8 without one'],
    ['{\n  "a": NaN\n}', 'found something that is not JSON; allowed: one JSON object'],
    ['{"a": 1,}', 'found something that is not JSON; allowed: one JSON object'],
    ['{"a": 1, "a": 2}', 'a: found twice; allowed: each key once'],
    ['{"a": {"b": 1, "\\u0062": 2}}', 'a.b: found twice; allowed: each key once'],
    ['{"a": {}, "x": [{"b": 1}], "a" \n : {}}', 'a: found twice; allowed: each key once'],
    ['{"a": "\\":", "\\u001b": 1, "\\u001b": 2}', '\\u001b: found twice; allowed: each key once'],
  ])('refuses %j', (text, problem) => {
    const [found = '', ...rest] = (readSettingsText(text).problems ?? []).map(String);
    // Only some versions of the engine name the place.
    expect(found.replace(/ at line \d+, column \d+;/, ';')).toBe(problem);
    expect(rest).toEqual([]);
  });

  it('takes any JSON in which no key stands twice, as it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const written = JSON.stringify(value, null, indent);
        expect(readSettingsText(written)).toEqual({ file: JSON.parse(written) as unknown });
      }),
    );
  });

  it('finds a key that was written twice, wherever', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), fc.json(), (key, first, second) => {
        const member = JSON.stringify(key);
        const text = `{"outer": [1, {${member}: ${first}, "other": "}", ${member}: ${second}}]}`;
        fc.pre(key !== 'other');
        expect(readSettingsText(text).problems?.map(String)).toContainEqual(
          expect.stringMatching(/: found twice; allowed: each key once$/),
        );
      }),
    );
  });

  it('never throws and never quotes what is not a key', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const { problems = [] } = readSettingsText(`{"a": hunter2 ${noise}`);
        expect(problems.join()).not.toMatch('hunter2');
      }),
    );
  });
});
