import { createHash } from 'node:crypto';
import { catalogues } from '#language';
import type { ConsoleKey } from '#language/console';
import { englishKeys, englishText } from '#language/english/console';
import { codeTables } from './error-catalogue.js';

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 8);

export function englishHashes(): Readonly<Record<string, string>> {
  const errors = Object.values(codeTables).flatMap((table) =>
    Object.entries(table).flatMap(([code, { title, remedy }]) => [
      [`error.${code}.title`, title] as const,
      [`error.${code}.remedy`, remedy] as const,
    ]),
  );
  const said = englishKeys().map((key) => [key, englishText(key as ConsoleKey)] as const);
  const all = [...Object.entries(catalogues.en), ...said, ...errors];
  return Object.fromEntries(
    all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, text]) => [key, hashOf(text)]),
  );
}
