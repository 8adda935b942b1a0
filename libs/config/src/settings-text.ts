import { phrase, type Detail } from '#kernel';
import { named } from './name.js';

/** Parsed settings file, or the problems found. Problems never quote the file, which may hold a secret. */
export type ReadText =
  | { readonly file: unknown; readonly problems?: undefined }
  | { readonly problems: readonly Detail[]; readonly file?: undefined };

const allowed = phrase`allowed: one JSON object`;

// Position from V8's message; the rest of the message quotes the file.
function notJson(text: string, error: unknown): Detail {
  const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (at === undefined) return phrase`found something that is not JSON; ${allowed}`;
  const before = text.slice(0, Number(at)).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return phrase`found something that is not JSON at line ${before.length}, column ${column}; ${allowed}`;
}

interface Open {
  readonly keys: Set<string>;
  readonly path: string;
}

// Paths of keys that stand twice in one object: `JSON.parse` silently takes the last, a reader sees the
// first. Needs valid JSON.
function repeatedKeys(text: string): string[] {
  const found: string[] = [];
  const open: Open[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  let last = '';
  for (const match of text.matchAll(token)) {
    const [sign] = match;
    if (sign === '{' || sign === '[') open.push({ keys: new Set(), path: last });
    else if (sign === '}' || sign === ']') open.pop();
    const key = keyAt(text, match.index + sign.length, sign);
    const inside = open.at(-1);
    if (key === undefined || inside === undefined) continue;
    last = inside.path === '' ? key : `${inside.path}.${key}`;
    if (inside.keys.has(key)) found.push(last);
    inside.keys.add(key);
  }
  return found;
}

const colon = /\s*:/y;

function keyAt(text: string, end: number, sign: string): string | undefined {
  colon.lastIndex = end;
  return colon.test(text) ? (JSON.parse(sign) as string) : undefined;
}

export function readSettingsText(text: string): ReadText {
  if (text.trim() === '') return { problems: [phrase`found an empty file; ${allowed}`] };
  if (text.startsWith('\uFEFF'))
    return { problems: [phrase`found a byte order mark; ${allowed}, in UTF-8 without one`] };
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return { problems: [notJson(text, error)] };
  }
  const problems = [...new Set(repeatedKeys(text))].map(
    (key) => phrase`${named(key)}: found twice; allowed: each key once`,
  );
  return problems.length > 0 ? { problems: problems.slice(0, 100) } : { file };
}
