import type { Field } from './kinds/kind.js';

/** An empty list is an answer: nothing is known of any person or thing. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** The items of a form that a rule makes mandatory and that are not there or empty: name and article. Pure. */
export function missingItems(form: readonly Field[], body: unknown): string[] {
  const members: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  return form.flatMap(({ name, mandatory, exceptFor }) =>
    mandatory !== undefined && isEmpty(members[name]) && !isExcepted(exceptFor, members)
      ? [`/${name} (${mandatory})`]
      : [],
  );
}

function isExcepted(
  exceptFor: Field['exceptFor'],
  members: Readonly<Record<string, unknown>>,
): boolean {
  if (exceptFor === undefined) return false;
  const named = members[exceptFor.member];
  return Array.isArray(named) && named.length === 1 && named[0] === exceptFor.value;
}
