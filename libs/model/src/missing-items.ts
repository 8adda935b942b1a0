import type { Field } from './kinds/kind.js';

/** An empty list is an answer: nothing is known of any person or thing. */
const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** The items of a form that a rule makes mandatory and that are not there or empty: name and article. Pure. */
export function missingItems(form: readonly Field[], body: unknown, path = ''): string[] {
  const members: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  return form.flatMap(({ name, mandatory, exceptFor, control, fields = [] }) => {
    const value = members[name];
    if (mandatory !== undefined && isEmpty(value) && !isExcepted(exceptFor, members))
      return [`${path}/${name} (${mandatory})`];
    // A part that is there is there as a whole.
    return control === 'part' && value !== undefined
      ? missingItems(fields, value, `${path}/${name}`)
      : [];
  });
}

function isExcepted(
  exceptFor: Field['exceptFor'],
  members: Readonly<Record<string, unknown>>,
): boolean {
  if (exceptFor === undefined) return false;
  const named = members[exceptFor.member];
  return Array.isArray(named) && named.length === 1 && named[0] === exceptFor.value;
}
