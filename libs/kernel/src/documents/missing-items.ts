import { Phrase } from '../phrase.js';
import type { Field } from './kind.js';

export type BodyAge = 'NEW' | 'KEPT';

const isEmpty = (value: unknown, blankCounts: boolean): boolean =>
  value === undefined || (typeof value === 'string' && (blankCounts ? value : value.trim()) === '');

export function missingItems(
  form: readonly Field[],
  body: unknown,
  age: BodyAge,
  path = '',
): Phrase[] {
  const members: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  return form.flatMap((field) => {
    const { name, mandatory, control, fields = [] } = field;
    const value = members[name];
    const blankCounts = age === 'KEPT' && field.onceBlank === true;
    if (mandatory !== undefined && isEmpty(value, blankCounts) && isAskedFor(field, members))
      return [new Phrase('{} ({})', [`${path}/${name}`, new Phrase(mandatory, [])])];
    // A present part must be complete, and so must each row.
    if (control === 'part' && value !== undefined)
      return missingItems(fields, value, age, `${path}/${name}`);
    if (control !== 'rows' || !Array.isArray(value)) return [];
    return value.flatMap((row: unknown, i) =>
      isRow(row) ? missingItems(fields, row, age, `${path}/${name}/${i}`) : [],
    );
  });
}

const isRow = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isAskedFor(
  { exceptFor, onlyIf }: Pick<Field, 'exceptFor' | 'onlyIf'>,
  members: Readonly<Record<string, unknown>>,
): boolean {
  return (onlyIf === undefined || members[onlyIf] === true) && !isExcepted(exceptFor, members);
}

function isExcepted(
  exceptFor: Field['exceptFor'],
  members: Readonly<Record<string, unknown>>,
): boolean {
  if (exceptFor === undefined) return false;
  const named = members[exceptFor.member];
  const values: readonly unknown[] = Array.isArray(named) ? named : [named];
  return values.length === 1 && values[0] === exceptFor.value;
}
