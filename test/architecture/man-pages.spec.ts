import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandPages } from './man-pages.js';

const folder = fileURLToPath(new URL('../../man/', import.meta.url));
const pages = await commandPages();
const kept = readdirSync(folder).toSorted();

describe('man pages', () => {
  it('are one for the program and one for each command, as the commands say today', () => {
    expect(kept).toEqual(pages.map(({ file }) => file).toSorted());
    // Made by scripts/man.mjs after a build.
    for (const { file, text } of pages) expect(readFileSync(folder + file, 'utf8')).toBe(text);
  });

  it('have a name, a synopsis and no line that a formatter could take for a request of its own', () => {
    const requests = /^\.(?:\\"|TH|SH|SS|TP|PP|B|BR|nf|fi)\b|^\.\\"/;
    for (const { text } of pages) {
      expect(text).toMatch(/^\.SH NAME\n\S+ \\- \S/m);
      expect(text).toMatch(/^\.SH SYNOPSIS\n\.B liaise/m);
      for (const each of text.split('\n').filter((row) => /^[.']/.test(row)))
        expect(each).toMatch(requests);
    }
  });

  it('are read by groff without a warning, where it is installed', () => {
    const files = kept.map((file) => folder + file);
    const { error, status, stderr } = spawnSync(
      'groff',
      ['-man', '-ww', '-Kutf8', '-Tutf8', '-z', ...files],
      { encoding: 'utf8' },
    );
    if (error !== undefined) return;
    expect([status, stderr]).toEqual([0, '']);
  });
});
