import { validateSync, type ValidationError } from 'class-validator';
import { KernelError, phrase, type Detail, joined } from '#kernel';
import { membersOf, type Form, type Member, type ShapeClass } from './form.js';

const mostNamed = 10;

// Name safe to repeat in an error: a sender may choose any text as a name.
const plain = (name: string): Detail =>
  /^[A-Za-z0-9_]{1,40}$/.test(name) ? name : phrase`(a name)`;

const broken: Readonly<Record<string, Detail>> = {
  isString: phrase`no text`,
  minLength: phrase`too short`,
  maxLength: phrase`too long`,
  matches: phrase`not of its form`,
  form: phrase`not of its form`,
  isInt: phrase`no integer`,
  isNumber: phrase`no number`,
  min: phrase`too small`,
  max: phrase`too large`,
  isBoolean: phrase`neither true nor false`,
  bytes: phrase`no base64, or not as many bytes as may be`,
  isIn: phrase`none of the values that it takes`,
  numbers: phrase`no numbers by name, or too many`,
  isObject: phrase`no object`,
  isArray: phrase`no list`,
  arrayMinSize: phrase`too few`,
  arrayMaxSize: phrase`too many`,
};

function wrongMembers(errors: readonly ValidationError[], path: Detail = ''): Detail[] {
  return errors.flatMap((error) => {
    const name = phrase`${path}${plain(error.property)}`;
    const own = Object.keys(error.constraints ?? {}).map(
      (rule) =>
        phrase`${name} (${error.value === undefined ? phrase`missing` : (broken[rule] ?? rule)})`,
    );
    return [...own, ...wrongMembers(error.children ?? [], phrase`${name}.`)];
  });
}

function membersError(errors: readonly ValidationError[]): KernelError {
  const members = wrongMembers(errors).slice(0, mostNamed);
  return new KernelError(
    'VALUE_INVALID',
    members.length === 0 ? phrase`the body` : joined(members, ', '),
  );
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

function itemOf(form: Form, value: unknown, path: Detail): unknown {
  if (form.is === 'part') return isRecord(value) ? instanceOf(form.type(), value, path) : value;
  return form.is === 'bytes' ? bytesOf(value, form.max) : value;
}

function valueOf({ form, list }: Member, value: unknown, path: Detail): unknown {
  if (list === undefined) return itemOf(form, value, path);
  if (!Array.isArray(value) || value.length > list) return value;
  return value.map((item: unknown, at) => itemOf(form, item, phrase`${path}.${at}`));
}

// Refuses unknown names, so that none reaches a prototype.
function instanceOf<T extends object>(
  type: ShapeClass<T>,
  value: Readonly<Record<string, unknown>>,
  path: Detail,
): T {
  const members = membersOf(type);
  const shape = new type();
  for (const [name, given] of Object.entries(value)) {
    const member = members.get(name);
    const place = path === '' ? plain(name) : phrase`${path}.${plain(name)}`;
    if (member === undefined)
      throw new KernelError('VALUE_INVALID', phrase`${place} (not known here)`);
    if (given !== undefined) Reflect.set(shape, name, valueOf(member, given, place));
  }
  return shape;
}

/**
 * Validates input from HTTP or the bus and makes an instance of its shape. Errors name members and rules, never values.
 * @throws KernelError VALUE_INVALID
 */
export function readShape<T extends object>(type: ShapeClass<T>, value: unknown): T {
  if (!isRecord(value)) throw new KernelError('VALUE_INVALID', phrase`an object is wanted`);
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
