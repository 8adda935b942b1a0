import fc from 'fast-check';
import { shellLine, shellWord, wrapped } from './lines.js';

function shellReads(line: string): string[] {
  const words: string[] = [];
  let [word, inside, quoted] = ['', false, false];
  for (let i = 0; i < line.length; i += 1) {
    const c = line.charAt(i);
    if (quoted && c !== "'") word += c;
    else if (c === "'") [quoted, inside] = [!quoted, true];
    else if (c === '\\') [word, inside, i] = [word + line.charAt(i + 1), true, i + 1];
    else if (c !== ' ') [word, inside] = [word + c, true];
    else {
      if (inside) words.push(word);
      [word, inside] = ['', false];
    }
  }
  return inside ? [...words, word] : words;
}

describe('lines for a person to copy', () => {
  it('leaves plain words alone and quotes what a shell would change', () => {
    expect(shellLine(['up', '--dir', '/tmp/a-b_c.d'])).toBe('up --dir /tmp/a-b_c.d');
    expect(shellWord('/home/ana/clone ž')).toBe("'/home/ana/clone ž'");
    expect(shellWord("it's")).toBe(String.raw`'it'\''s'`);
    expect(shellWord('')).toBe("''");
  });

  it('comes back from the shell as it was', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '$', '\\', 'ž', '*', '/') });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(shellReads(shellLine(words))).toEqual(words);
      }),
    );
  });

  it('breaks between words and loses none', () => {
    const word = fc.stringMatching(/^[a-zž]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (all, width) => {
          const lines = wrapped(all.join(' '), width);
          expect(lines.join(' ')).toBe(all.join(' '));
          for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
        },
      ),
    );
  });

  it('keeps an empty line', () => {
    expect(wrapped('', 10)).toEqual(['']);
  });
});
