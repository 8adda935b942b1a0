import { printableLines } from '../printable.js';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

// Lines of a member. Text is indented deeper than names, so that it cannot imitate another member.
function memberLines(name: string, value: unknown, indent: string): string[] {
  if (Array.isArray(value) && value.some(isObject))
    return [
      `${indent}${name}:`,
      ...value.flatMap((item: object) => {
        const [first = '', ...rest] = membersOf(item, `${indent}    `);
        return [`${indent}  - ${first.trimStart()}`, ...rest];
      }),
    ];
  if (isObject(value) && !Array.isArray(value))
    return [`${indent}${name}:`, ...membersOf(value, `${indent}  `)];
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  const [first = '', ...rest] = printableLines(text);
  return rest.length === 0
    ? [`${indent}${name}: ${first}`.trimEnd()]
    : [`${indent}${name}:`, ...[first, ...rest].map((line) => `${indent}  ${line}`)];
}

const membersOf = (value: object, indent: string): string[] =>
  Object.entries(value).flatMap(([name, member]) => memberLines(name, member, indent));

export const bodyLines = (body: object): string[] => membersOf(body, '    ');
