import { rows } from './keys.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The table of all keys in Markdown, for the operator's guide. */
export function settingsTable(): string {
  const lines = rows.map(({ path, variable, key }) =>
    [
      `\`${path}\``,
      `\`${variable}\``,
      key.rule.allowed,
      key.standard === undefined ? 'must be given' : `\`${JSON.stringify(key.standard)}\``,
      key.doc,
    ]
      .map(cell)
      .join(' | '),
  );
  return [
    '| key | variable | allowed | standard | what it is |',
    '| --- | --- | --- | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}

/** Every key with what is allowed, for tests and tools that compare the product with the table. */
export const settingKeys = (): readonly { readonly path: string; readonly allowed: string }[] =>
  rows.map(({ path, key }) => ({ path, allowed: key.rule.allowed }));
