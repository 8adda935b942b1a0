import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const limits = { characters: 140, wordsOfCell: 25, lines: 300 } as const;

const linesOf: Readonly<Record<string, number>> = { 'SECURITY.md': 250, 'ARCHITECTURE.md': 100 };

const generated: readonly RegExp[] = [
  /^THIRD_PARTY\.md$/,
  /^deploy\/(?:configuration|errors|rights)\.md$/,
  /^proto\/kinds\//,
  /^test\/architecture\/ends\/table\.md$/,
  /^test\/exchange\/sql-budget\.md$/,
];
export const isGenerated = (file: string): boolean => generated.some((form) => form.test(file));

const passedOver = new Set(['node_modules', 'dist', '.git']);

export const markdownFiles = (root: string, folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : markdownFiles(root, path);
    return entry.isFile() && entry.name.endsWith('.md') ? [path] : [];
  });

const proseOf = (text: string): string =>
  text.replace(/^ *```[^]*?^ *```$/gm, (block) => block.replace(/[^\n]/g, ''));
const isRow = (line: string): boolean => /^ *\|/.test(line);

const linesWith = (file: string, text: string, isBad: (line: string) => boolean): string[] =>
  proseOf(text)
    .split('\n')
    .flatMap((line, i) => (isBad(line) ? [`${file}:${i + 1}`] : []));

export const longLines = (file: string, text: string): string[] =>
  linesWith(file, text, (line) => !isRow(line) && [...line].length > limits.characters);

const wordsOf = (cell: string): number =>
  cell
    .replace(/`[^`]*`/g, 'x')
    .trim()
    .split(/\s+/).length;

export const longCells = (file: string, text: string): string[] =>
  isGenerated(file)
    ? []
    : linesWith(
        file,
        text,
        (line) => isRow(line) && line.split('|').some((cell) => wordsOf(cell) > limits.wordsOfCell),
      );

export function tooLong(file: string, text: string): string[] {
  const most = linesOf[file] ?? limits.lines;
  const lines = text.trimEnd().split('\n').length;
  return isGenerated(file) || lines <= most ? [] : [`${file}: ${lines} lines, ${most} at most`];
}

/** Anchors that GitHub makes for the headings of a Markdown text. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const heads = [...proseOf(text).matchAll(/^#+ (.*)$/gm)].map(([, head = '']) => head);
  return new Set(
    heads.map((head) => {
      const shown = head.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const anchor = shown.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-');
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

export function brokenLinks(root: string, file: string, text: string): string[] {
  const prose = proseOf(text).replace(/`[^`\n]*`/g, 'x');
  const links = [...prose.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
  return links.flatMap(([, path = '', anchor]) => {
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (path !== '' && !existsSync(join(root, target))) return [`${file}: ${path}`];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    const there = target === file ? text : readFileSync(join(root, target), 'utf8');
    return anchorsOf(there).has(anchor) ? [] : [`${file}: ${path}#${anchor}`];
  });
}
