import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  anchorsOf,
  brokenLinks,
  isGenerated,
  limits,
  longCells,
  longLines,
  markdownFiles,
  tooLong,
} from './markdown.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = markdownFiles(root).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));

describe('every document of the repository', () => {
  it('is found', () => {
    const files = documents.map(({ file }) => file);
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'deploy/guide/run.md', 'libs/kernel/README.md']),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter(isGenerated).length).toBeGreaterThan(5);
  });

  it(`has no line of more than ${limits.characters} characters outside tables`, () => {
    expect(documents.flatMap(({ file, text }) => longLines(file, text))).toEqual([]);
  });

  it(`has at most ${limits.wordsOfCell} words in a cell of a table`, () => {
    expect(documents.flatMap(({ file, text }) => longCells(file, text))).toEqual([]);
  });

  it('has no more lines than its kind may have', () => {
    expect(documents.flatMap(({ file, text }) => tooLong(file, text))).toEqual([]);
  });

  it('has links to files and headings that are there', () => {
    expect(documents.flatMap(({ file, text }) => brokenLinks(root, file, text))).toEqual([]);
  });

  it('of the operator is one of six pages beside their list', () => {
    const pages = documents.map(({ file }) => /^deploy\/guide\/(.*)\.md$/.exec(file)?.[1]);
    expect(pages.filter((page) => page !== undefined).sort()).toEqual(
      ['README', 'alarms', 'install', 'keeping', 'neighbours', 'officers', 'run'].sort(),
    );
  });
});

describe('the judge of documents itself', () => {
  const long = 'x'.repeat(limits.characters + 1);
  const words = (n: number): string => Array.from({ length: n }, () => 'so').join(' ');

  it('finds a long line, and none in a table or in what is to be typed', () => {
    const text = `a\n${long}\n| ${long} |\n\`\`\`sh\n${long}\n\`\`\`\n${long}`;
    expect(longLines('a.md', text)).toEqual(['a.md:2', 'a.md:7']);
  });

  it('finds a paragraph in a cell, and counts code as one word', () => {
    const table = (cell: string): string => `| a | b |\n| --- | --- |\n| x | ${cell} |\n`;
    expect(longCells('a.md', table(words(limits.wordsOfCell)))).toEqual([]);
    expect(longCells('a.md', table(words(limits.wordsOfCell + 1)))).toEqual(['a.md:3']);
    expect(longCells('a.md', table(`\`${words(limits.wordsOfCell + 1)}\``))).toEqual([]);
    expect(longCells('deploy/errors.md', table(words(limits.wordsOfCell + 1)))).toEqual([]);
  });

  it('finds a document that should be several', () => {
    expect(tooLong('a.md', 'x\n'.repeat(limits.lines))).toEqual([]);
    expect(tooLong('a.md', 'x\n'.repeat(limits.lines + 1))).toHaveLength(1);
    expect(tooLong('SECURITY.md', 'x\n'.repeat(251))).toHaveLength(1);
  });

  it('makes anchors as GitHub does', () => {
    const text = '# A `b` & c\n## Twice\n```\n# no\n```\n## Twice\n### [Link](x.md), and §\n';
    expect([...anchorsOf(text)]).toEqual(['a-b--c', 'twice', 'twice-1', 'link-and-']);
  });

  it('finds a link that leads nowhere, in a file and within a page', () => {
    const folder = mkdtempSync(join(tmpdir(), 'liaise-markdown-'));
    try {
      writeFileSync(join(folder, 'b.md'), '# There\n');
      const text = '# Own\n[a](b.md) [b](b.md#there) [c](#own) [d](https://x.example#y)\n';
      expect(brokenLinks(folder, 'a.md', text)).toEqual([]);
      const bad = '[a](none.md) [b](b.md#gone) [c](#gone) `[d](code.md)`\n```\n[e](x.md)\n```\n';
      expect(brokenLinks(folder, 'a.md', bad)).toEqual([
        'a.md: none.md',
        'a.md: b.md#gone',
        'a.md: #gone',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
