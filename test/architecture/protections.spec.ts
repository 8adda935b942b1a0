import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const mostWords = 25;

interface Row {
  readonly claim: string;
  readonly files: readonly string[];
}

function protections(text: string): ReadonlyMap<string, readonly Row[]> {
  const chapter = /^## What defends\n([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  const sections = chapter.split(/^### /m).slice(1);
  return new Map(sections.map((section) => [/^\w+/.exec(section)?.[0] ?? '', rowsOf(section)]));
}

function rowsOf(section: string): Row[] {
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const [, claim = '', tests = ''] = line.split('|');
    return {
      claim: claim.trim(),
      files: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    };
  });
}

const allRows = (text: string): Row[] =>
  text
    .split(/^(?=\| protection \| tests \|$)/m)
    .slice(1)
    .flatMap((part) => rowsOf(part.split('\n\n')[0] ?? ''));

const adversaries = (text: string): string[] =>
  [...text.matchAll(/^\| (A\d+) \|/gm)].map(([, name = '']) => name);

function runs(file: string): boolean {
  if (!existsSync(join(root, file)) || !/^ *it(\.each)?\(/m.test(read(file))) return false;
  if (file.endsWith('.spec.ts')) return true;
  const folder = dirname(file);
  const line = `import './${basename(folder)}/${basename(file).replace(/ts$/, 'js')}';`;
  return readdirSync(join(root, dirname(folder)))
    .filter((name) => name.endsWith('.spec.ts'))
    .some((name) => read(join(dirname(folder), name)).includes(line));
}

const flaws = ({ claim, files }: Row): string[] => [
  ...(files.length === 0 ? [`no test: ${claim}`] : []),
  ...files.filter((file) => !runs(file)).map((file) => `not a test that runs: ${file}`),
  ...(claim.split(/\s+/).length > mostWords ? [`more than ${mostWords} words: ${claim}`] : []),
];

const pages = ['SECURITY.md', 'deploy/security/protections.md'];

describe('what SECURITY.md says is defended', () => {
  const texts = pages.map(read);
  const text = texts.join('\n\n');
  const tables = new Map(texts.flatMap((each) => [...protections(each)]));

  it('has a table for each adversary, and none is empty', () => {
    expect(adversaries(text).length).toBeGreaterThan(5);
    expect([...tables.keys()]).toEqual(adversaries(text));
    for (const [name, rows] of tables) expect([name, rows.length > 4]).toEqual([name, true]);
  });

  it('names for each protection a test that runs', () => {
    const rows = allRows(text);
    expect(rows.length).toBeGreaterThan([...tables.values()].flat().length);
    expect(rows.flatMap(flaws)).toEqual([]);
  });

  it('says each thing once, and nothing beside the tables', () => {
    const claims = allRows(text).map(({ claim }) => claim);
    expect(claims.length).toBe(new Set(claims).size);
    const chapters = texts.map((each) => /^### A\d[\s\S]*?^## /m.exec(each)?.[0] ?? '');
    const lines = chapters.flatMap((each) => each.split('\n'));
    expect(lines.filter((line) => line !== '' && !/^[#|]/.test(line))).toEqual([]);
  });

  it('finds a claim without a test, a path that is stale and one that nobody runs (the judge itself)', () => {
    const bad = `## What defends\n### A1. One\n\n| protection | tests |\n| --- | --- |\n| Nothing shows it. | |
| Stale. | \`libs/x/none.spec.ts\` |\n| No test. | \`README.md\` |\n| Runs. | \`test/exchange/parts/notes.ts\` |\n## End\n`;
    const found = [
      'no test: Nothing shows it.',
      'not a test that runs: libs/x/none.spec.ts',
      'not a test that runs: README.md',
    ];
    expect(protections(bad).get('A1')?.flatMap(flaws)).toEqual(found);
    expect(allRows(bad).flatMap(flaws)).toEqual(found);
    expect(runs('test/exchange/parts/states.ts')).toBe(false);
    expect(flaws({ claim: 'so '.repeat(mostWords + 1).trim(), files: [] })).toHaveLength(2);
  });
});
