import { median } from '../../bench/figures.js';
import { journeySteps } from './journey-steps.js';
import type { Counts, StepCounts } from './sql-counts.js';

export interface StepCost extends Counts {
  readonly name: string;
}

export interface BudgetRow {
  readonly name: string;
  readonly one: Counts;
  readonly many: Counts;
}

interface Tolerance {
  readonly share: number;
  readonly more: number;
}

const total = 'total';
const exact: Tolerance = { share: 0, more: 0 };
// True for steps that run several times in one exchange: load can merge or split their runs.
const isCutByTime = (name: string): boolean =>
  /(sequence-journal|relay-outbox|issue-receipts|\(wake-ups\))$/.test(name);

export function whenOne(name: string): Tolerance {
  if (name === total) return { share: 0.08, more: 2 };
  return isCutByTime(name) ? { share: 0.5, more: 1 } : exact;
}

export const whenMany = (name: string): Tolerance =>
  name === total ? { share: 0.12, more: 0.1 } : { share: 0.25, more: 0.3 };

const kinds = ['commands', 'transactions', 'notifications', 'rows'] as const;
const rounded = (value: number): number => Math.round(value * 100) / 100;

function counts(of: (kind: (typeof kinds)[number]) => number): Counts {
  const [commands, transactions, notifications, rows] = kinds.map((kind) => rounded(of(kind)));
  return {
    ...{ commands: commands ?? NaN, transactions: transactions ?? NaN },
    ...{ notifications: notifications ?? NaN, rows: rows ?? NaN },
  };
}

function inOrder(names: Iterable<string>): string[] {
  const place = (name: string): number => {
    const at = journeySteps.findIndex((step) => name.endsWith(` ${step}`));
    return at < 0 ? journeySteps.length : at;
  };
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

const nameOf = ({ state, service, step }: StepCounts): string => `${state} ${service} ${step}`;

export function costOf(found: readonly StepCounts[], exchanges: number): StepCost[] {
  return inOrder(found.map(nameOf)).map((name) => ({
    name,
    ...counts((kind) => {
      const own = found.filter((each) => nameOf(each) === name);
      return own.reduce((sum, each) => sum + each[kind], 0) / exchanges;
    }),
  }));
}

export function medianCost(each: readonly (readonly StepCost[])[]): StepCost[] {
  return inOrder(each.flat().map(({ name }) => name)).map((name) => ({
    name,
    ...counts((kind) =>
      median(each.map((one) => one.find((step) => step.name === name)?.[kind] ?? 0)),
    ),
  }));
}

export function withTotal(steps: readonly StepCost[]): StepCost[] {
  return [
    ...steps,
    { name: total, ...counts((kind) => steps.reduce((sum, step) => sum + step[kind], 0)) },
  ];
}

export function budgetOf(one: readonly StepCost[], many: readonly StepCost[]): BudgetRow[] {
  const of = (steps: readonly StepCost[], name: string): Counts =>
    counts((kind) => steps.find((step) => step.name === name)?.[kind] ?? 0);
  const names = inOrder([...one, ...many].map(({ name }) => name).filter((name) => name !== total));
  return [...names, total]
    .map((name) => ({ name, one: of(one, name), many: of(many, name) }))
    .filter((row) => kinds.some((kind) => row.one[kind] + row.many[kind] > 0));
}

const cells = (of: Counts): string[] => kinds.map((kind) => String(of[kind]));

export function budgetTable(budget: readonly BudgetRow[]): string {
  const wide = (load: string): string[] => kinds.map((kind) => `${kind}, ${load}`);
  const head = ['State, service, step', ...wide('one'), ...wide('64')];
  const rows = budget.map(({ name, one, many }) => [name, ...cells(one), ...cells(many)]);
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export function readBudget(markdown: string): BudgetRow[] {
  return markdown
    .split('\n')
    .filter((line) => /^\|[^|]+(\| +[\d.]+ +){8}\|$/.test(line))
    .map((line) => {
      const [name = '', ...values] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      const at = (first: number): Counts =>
        counts((kind) => Number(values[first + kinds.indexOf(kind)]));
      return { name, one: at(0), many: at(kinds.length) };
    });
}

/** Lists counts that are too high in every round, or too low in every round. `toleranceOf` gives the permitted difference. */
export function departures(
  budget: readonly StepCost[],
  rounds: readonly (readonly StepCost[])[],
  toleranceOf: (name: string) => Tolerance,
): string[] {
  const names = inOrder([...budget, ...rounds.flat()].map(({ name }) => name));
  return names.flatMap((name) =>
    kinds.flatMap((kind) => {
      const wanted = budget.find((step) => step.name === name)?.[kind] ?? 0;
      const found = rounds.map((round) => round.find((step) => step.name === name)?.[kind] ?? 0);
      const { share, more } = toleranceOf(name);
      const room = wanted * share + more;
      const [least, most] = [Math.min(...found), Math.max(...found)];
      if (least > wanted + room) return [`${name}: ${least} ${kind} instead of ${wanted}`];
      if (most < wanted - room)
        return [`${name}: only ${most} ${kind} instead of ${wanted}: record the fall`];
      return [];
    }),
  );
}
