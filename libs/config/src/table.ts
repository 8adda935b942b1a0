import { rows } from './keys.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

export function settingsTable(): string {
  const lines = rows.map(({ path, variable, key }) =>
    [
      `\`${path}\``,
      `\`${variable}\``,
      String(key.rule.allowed),
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

export const settingKeys = (): readonly { readonly path: string; readonly allowed: string }[] =>
  rows.map(({ path, key }) => ({ path, allowed: String(key.rule.allowed) }));
