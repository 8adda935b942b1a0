import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  isObject,
  isString,
} from 'class-validator';
import { declareMember, type Form, type Member, type Parser, type ShapeClass } from './form.js';

export interface Extra {
  readonly nullable?: true;
  readonly maybe?: true;
  readonly standard?: true;
  readonly list?: number;
  readonly least?: number;
  readonly carried?: true;
  readonly description?: string;
  readonly example?: unknown;
}

type Listed<V, E extends Extra> = E extends { readonly list: number } ? readonly V[] : V;
type Held<V, E extends Extra> =
  | Listed<V, E>
  | (E extends { readonly nullable: true } ? null : never)
  | (E extends { readonly maybe: true } ? undefined : never);
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export type MemberDecorator<V, E extends Extra> = <T extends object, K extends keyof T & string>(
  target: T,
  key: K & (Same<T[K], Held<V, E>> extends true ? unknown : never),
) => void;

const longestText = 1024 * 1024;

const parses = (parse: Parser<unknown>, value: unknown): boolean => {
  try {
    parse(value);
    return true;
  } catch {
    return false;
  }
};

const lengthOf = (value: unknown): number => (value instanceof Uint8Array ? value.length : -1);

const areNumbers = (values: readonly unknown[], most: number): boolean =>
  values.length <= most && values.every(Number.isFinite);

const checkOf = (name: string, validate: (value: unknown) => boolean, each: boolean) =>
  ValidateBy({ name, validator: { validate } }, { each });

type Checks = {
  readonly [Is in Form['is']]: (
    form: Extract<Form, { readonly is: Is }>,
    each: boolean,
  ) => PropertyDecorator[];
};

const given = (bound: number | undefined, check: (bound: number) => PropertyDecorator) =>
  bound === undefined ? [] : [check(bound)];

// Validators of one value, or of `each` in a list. The type comes first: the first failure is reported.
const checks: Checks = {
  text: ({ min = 0, max = longestText, pattern }, each) => [
    checkOf('isString', isString, each),
    MaxLength(max, { each }),
    ...(min === 0 ? [] : [MinLength(min, { each })]),
    ...(pattern === undefined ? [] : [Matches(pattern, { each })]),
  ],
  parsed: ({ parse }, each) => [checkOf('form', (value) => parses(parse, value), each)],
  number: ({ whole, min, max }, each) => [
    whole ? IsInt({ each }) : IsNumber({}, { each }),
    // A number beyond 2^53 is read differently by other implementations, and the database refuses a text like 1e+300.
    ...given(min ?? (whole ? Number.MIN_SAFE_INTEGER : undefined), (least) => Min(least, { each })),
    ...given(max ?? (whole ? Number.MAX_SAFE_INTEGER : undefined), (most) => Max(most, { each })),
  ],
  flag: (_, each) => [IsBoolean({ each })],
  bytes: ({ min, max }, each) => {
    const fits = (value: unknown): boolean => lengthOf(value) >= min && lengthOf(value) <= max;
    return [checkOf('bytes', fits, each)];
  },
  one: ({ values }, each) => [IsIn(values, { each })],
  numbers: ({ most }, each) => [
    checkOf('numbers', (value) => isObject(value) && areNumbers(Object.values(value), most), each),
  ],
  part: (_, each) => [IsObject({ each }), ValidateNested({ each })],
  json: ({ parse }, each) => [checkOf('form', (value) => parses(parse, value), each)],
};

const checksOf = <Is extends Form['is']>(
  form: Extract<Form, { readonly is: Is }>,
  each: boolean,
): PropertyDecorator[] => checks[form.is](form, each);

function decorate<V, const E extends Extra>(form: Form, extra: E): MemberDecorator<V, E> {
  const { nullable = false, list, least = 0, description, example } = extra;
  const [maybe, carried] = [extra.maybe === true, extra.carried === true];
  const required = !maybe && extra.standard !== true;
  const member: Member = {
    ...{ form, list, least, nullable, required, carried },
    ...{ description, example },
  };
  const isSaid = (_: unknown, value: unknown): boolean =>
    !(nullable && value === null) && !(maybe && value === undefined);
  const applied = [
    ...(list === undefined ? [] : [IsArray(), ArrayMinSize(least), ArrayMaxSize(list)]),
    ...checksOf(form, list !== undefined),
    ...(nullable || maybe ? [ValidateIf(isSaid)] : []),
  ];
  return (target: object, name: string) => {
    for (const check of applied) check(target, name);
    declareMember(target, name, member);
  };
}

export const Text = <const E extends Extra = object>(
  { min, max, pattern, ...extra }: E & { min?: number; max?: number; pattern?: RegExp } = {} as E,
): MemberDecorator<string, E> =>
  decorate<string, E>(
    {
      is: 'text',
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(pattern && { pattern }),
    },
    extra as unknown as E,
  );

export const Parsed = <V, const E extends Extra = object>(
  parse: Parser<V>,
  extra: E = {} as E,
): MemberDecorator<V, E> => decorate<V, E>({ is: 'parsed', parse }, extra);

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const numberOf =
  (whole: boolean) =>
  <const E extends Extra & Bounds = object>(extra: E = {} as E): MemberDecorator<number, E> => {
    const { min, max } = extra;
    return decorate<number, E>(
      {
        is: 'number',
        whole,
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      },
      extra,
    );
  };

/** Integer below 2^53; `min` and `max` are inclusive. */
export const Whole = numberOf(true);
export const Decimal = numberOf(false);

export const Flag = <const E extends Extra = object>(
  extra: E = {} as E,
): MemberDecorator<boolean, E> => decorate<boolean, E>({ is: 'flag' }, extra);

/** Byte array of `min` (default 1) to `max` bytes; base64 with padding over HTTP (RFC 4648, section 4). */
export const Bytes = <const E extends Extra = object>(
  max: number,
  extra: E & { min?: number } = {} as E,
): MemberDecorator<Uint8Array, E> =>
  decorate<Uint8Array, E>({ is: 'bytes', min: extra.min ?? 1, max }, extra);

export const One = <const V extends string | number, const E extends Extra = object>(
  values: readonly V[],
  extra: E = {} as E,
): MemberDecorator<V, E> => decorate<V, E>({ is: 'one', values }, extra);

export const Numbers = <const E extends Extra = object>(
  most: number,
  extra: E = {} as E,
): MemberDecorator<Readonly<Record<string, number>>, E> =>
  decorate<Readonly<Record<string, number>>, E>({ is: 'numbers', most }, extra);

export const Part = <V extends object, const E extends Extra = object>(
  type: () => ShapeClass<V>,
  extra: E = {} as E,
): MemberDecorator<V, E> => decorate<V, E>({ is: 'part', type }, extra);

export const Json = <V extends object, const E extends Extra = object>(
  parse: Parser<V>,
  schema: object,
  extra: E = {} as E,
): MemberDecorator<V, E> => decorate<V, E>({ is: 'json', parse, schema }, extra);
