import { validateSync, type ValidationError } from 'class-validator';
import { KernelError } from '#kernel';
import { membersOf, type Form, type Member, type ShapeClass } from './form.js';

const mostNamed = 10;

// Name safe to repeat in an error: a sender may choose any text as a name.
const plain = (name: string): string => (/^[A-Za-z0-9_]{1,40}$/.test(name) ? name : '(a name)');

const broken: Readonly<Record<string, string>> = {
  isString: 'no text',
  minLength: 'too short',
  maxLength: 'too long',
  matches: 'not of its form',
  form: 'not of its form',
  isInt: 'no integer',
  isNumber: 'no number',
  min: 'too small',
  max: 'too large',
  isBoolean: 'neither true nor false',
  bytes: 'no base64, or not as many bytes as may be',
  isIn: 'none of the values that it takes',
  numbers: 'no numbers by name, or too many',
  isObject: 'no object',
  isArray: 'no list',
  arrayMinSize: 'too few',
  arrayMaxSize: 'too many',
};

function wrongMembers(errors: readonly ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => {
    const name = `${path}${plain(error.property)}`;
    const own = Object.keys(error.constraints ?? {}).map(
      (rule) => `${name} (${error.value === undefined ? 'missing' : (broken[rule] ?? rule)})`,
    );
    return [...own, ...wrongMembers(error.children ?? [], `${name}.`)];
  });
}

function membersError(errors: readonly ValidationError[]): KernelError {
  const members = wrongMembers(errors).slice(0, mostNamed);
  return new KernelError('VALUE_INVALID', members.join(', ') || 'the body');
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

// Decodes base64 and refuses a second spelling of the same bytes.
function bytesOf(value: unknown, max: number): unknown {
  if (typeof value !== 'string' || value.length > Math.ceil(max / 3) * 4) return value;
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value ? new Uint8Array(bytes) : value;
}

function itemOf(form: Form, value: unknown, path: string): unknown {
  if (form.is === 'part') return isRecord(value) ? instanceOf(form.type(), value, path) : value;
  return form.is === 'bytes' ? bytesOf(value, form.max) : value;
}

function valueOf({ form, list }: Member, value: unknown, path: string): unknown {
  if (list === undefined) return itemOf(form, value, path);
  if (!Array.isArray(value) || value.length > list) return value;
  return value.map((item: unknown, at) => itemOf(form, item, `${path}.${at}`));
}

// Refuses unknown names, so that none reaches a prototype.
function instanceOf<T extends object>(
  type: ShapeClass<T>,
  value: Readonly<Record<string, unknown>>,
  path: string,
): T {
  const members = membersOf(type);
  const shape = new type();
  for (const [name, given] of Object.entries(value)) {
    const member = members.get(name);
    const place = path === '' ? plain(name) : `${path}.${plain(name)}`;
    if (member === undefined) throw new KernelError('VALUE_INVALID', `${place} (not known here)`);
    if (given !== undefined) Reflect.set(shape, name, valueOf(member, given, place));
  }
  return shape;
}

/**
 * Validates input from HTTP or the bus and makes an instance of its shape. Errors name members and rules, never values.
 * @throws KernelError VALUE_INVALID
 */
export function readShape<T extends object>(type: ShapeClass<T>, value: unknown): T {
  if (!isRecord(value)) throw new KernelError('VALUE_INVALID', 'an object is wanted');
  const shape = instanceOf(type, value, '');
  // The validator takes a class without rules for an unknown value.
  if (membersOf(type).size === 0) return shape;
  const errors = validateSync(shape, {
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false },
  });
  if (errors.length > 0) throw membersError(errors);
  return shape;
}

const numeral = /^(?:0|-?[1-9]\d{0,15})$/;
const truths: Readonly<Record<string, boolean>> = { true: true, false: false };

const isNumeric = (form: Form): boolean =>
  form.is === 'number' || (form.is === 'one' && typeof form.values[0] === 'number');

function spoken(form: Form | undefined, text: string): unknown {
  if (form === undefined) return text;
  if (isNumeric(form))
    return numeral.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
  return form.is === 'flag' && Object.hasOwn(truths, text) ? truths[text] : text;
}

/**
 * Converts the text of URL parameters to the numbers and booleans that the shape expects; leaves other values as they
 * are.
 */
export function fromText(type: ShapeClass, given: object): object {
  const members = membersOf(type);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? spoken(members.get(name)?.form, value) : value,
    ]),
  );
}
