import { relative } from 'node:path';
import { documentKinds } from '#kernel';
import { capabilities } from '#journey/capabilities';
import { ends, nameOf, type Asked, type End, type Rule } from './ends.js';
import { reasons } from './reasons.js';

export type Cases = Readonly<Record<string, string>>;

type Cell = Readonly<Record<End, boolean>>;

interface Row extends Rule {
  readonly asked: Cell;
}

const header =
  '| code | rule | INTAKE | SEALING | FILING | why they differ |\n|---|---|---|---|---|---|\n';

const order = (a: Rule, b: Rule): number => (nameOf(a) < nameOf(b) ? -1 : 1);

export function rowsOf(asked: Asked): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    [...asked].map(([kind, by]) => {
      const names = ends.map((end) => new Set(by[end].map(nameOf)));
      const rules = new Map(ends.flatMap((end) => by[end].map((rule) => [nameOf(rule), rule])));
      const rows = [...rules.values()].sort(order).map((rule): Row => {
        const [intake, sealing, filing] = names.map((each) => each.has(nameOf(rule)));
        return {
          ...rule,
          asked: { INTAKE: intake === true, SEALING: sealing === true, FILING: filing === true },
        };
      });
      return [kind, rows];
    }),
  );
}

export const differs = ({ asked }: Row): boolean => new Set(Object.values(asked)).size > 1;

const registered = ({ code, rule }: Rule): readonly string[] =>
  capabilities
    .flatMap(({ rules, alone = [] }) => [...rules, ...alone])
    .filter(({ name, codes }) => name === rule && codes.some((each) => each === code))
    .flatMap(({ asks }) => ends.map((end) => asks[end]))
    .filter((why) => why !== true);

export const reasonsOf = (rule: Rule): readonly string[] => [
  ...new Set([
    ...registered(rule),
    ...reasons
      .filter(({ of }) => of.includes(nameOf(rule)) || of.includes(rule.code))
      .map(({ why }) => why),
  ]),
];

// Line of the table. A cell with a test case is marked; others follow from the source alone.
function line(row: Row, kinds: readonly string[], cases: Cases): string {
  const cell = (end: End): string => {
    if (!row.asked[end]) return '-';
    const isSeen = kinds.some((kind) => cases[`${end} ${kind} ${row.code}`] !== undefined);
    return isSeen ? 'asked' : 'read';
  };
  const why = differs(row) ? (reasonsOf(row)[0] ?? '') : '';
  return `| ${row.code} | ${row.rule} | ${ends.map(cell).join(' | ')} | ${why} |\n`;
}

const shapeOf = (row: Row): string => `${nameOf(row)} ${ends.map((end) => row.asked[end]).join()}`;

export function tableOf(asked: Asked, cases: Cases): string {
  const rows = rowsOf(asked);
  const counts = new Map<string, number>();
  for (const row of [...rows.values()].flat())
    counts.set(shapeOf(row), (counts.get(shapeOf(row)) ?? 0) + 1);
  const isCommon = (row: Row): boolean => counts.get(shapeOf(row)) === asked.size;
  const [first = []] = rows.values();
  const common = first.filter(isCommon).map((row) => line(row, documentKinds, cases));
  const sections = [...rows].map(([kind, own]) => {
    const lines = own.filter((row) => !isCommon(row)).map((row) => line(row, [kind], cases));
    return `\n## ${kind}\n\n${header}${lines.join('')}`;
  });
  return `## every kind\n\n${header}${common.join('')}${sections.join('')}`;
}

export function casesOf(lines: readonly string[], before: Cases, root: string): Cases {
  const cases = new Map(Object.entries(before));
  for (const text of lines) {
    const { end, kind, code, suite } = JSON.parse(text) as Record<string, string | null>;
    if (!kind || !code || !suite) continue;
    const name = `${end} ${kind} ${code}`;
    if (!cases.has(name)) cases.set(name, relative(root, suite));
  }
  return Object.fromEntries([...cases].sort(([a], [b]) => (a < b ? -1 : 1)));
}
