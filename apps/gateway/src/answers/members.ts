import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';

/** A bus answer as it leaves over HTTP: bytes became base64 text (`BinaryAsText`), everything else stays. */
export type Edge<T> = T extends string | number | boolean | null
  ? T
  : T extends Uint8Array
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Edge<Item>[]
      : { readonly [K in keyof T]: Edge<T[K]> };

/** One member of it. */
export type EdgeOf<T, K extends keyof T> = Edge<T[K]>;

interface Extra {
  readonly nullable?: true;
  readonly description?: string;
  /** May be missing. */
  readonly maybe?: true;
}

const member = (schema: object, { maybe, ...extra }: Extra): PropertyDecorator =>
  ApiProperty({ ...schema, ...extra, required: maybe !== true });

const formed =
  (pattern: string) =>
  (extra: Extra = {}): PropertyDecorator =>
    member({ type: 'string', pattern }, extra);

export const Text = (extra: Extra = {}): PropertyDecorator => member({ type: 'string' }, extra);
export const Truth = (extra: Extra = {}): PropertyDecorator => member({ type: 'boolean' }, extra);
export const Count = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'integer', minimum: 0 }, extra);
export const Integer = (extra: Extra = {}): PropertyDecorator => member({ type: 'integer' }, extra);
export const Seconds = (extra: Extra = {}): PropertyDecorator => member({ type: 'number' }, extra);
/** Binary as base64, RFC 4648 section 4. */
export const Base64 = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'string', format: 'byte' }, extra);
export const Time = formed('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$');
const uuidForm = '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
export const Uuid = formed(uuidForm);
export const Uuids = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'string', pattern: uuidForm } }, extra);
export const State = formed('^[A-Z]{2}$');
export const Name = formed('^[a-z][a-z0-9.-]{1,31}$');
export const Names = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'string', pattern: '^[a-z][a-z0-9.-]{1,31}$' } }, extra);
export const Key = formed('^(?:[0-9A-F]{40}|[0-9A-F]{64})$');
export const Id128 = formed('^[0-9a-f]{32}$');
export const Sha256Hex = formed('^[0-9a-f]{64}$');
export const Sha256Hexes = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'string', pattern: '^[0-9a-f]{64}$' } }, extra);
export const Sha512Hex = formed('^[0-9a-f]{128}$');

export const One = (values: readonly (string | number)[], extra: Extra = {}): PropertyDecorator =>
  member({ type: typeof values[0] === 'number' ? 'integer' : 'string', enum: [...values] }, extra);
export const Several = (values: readonly string[], extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'string', enum: [...values] } }, extra);
export const Texts = (format?: 'byte', extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'string', ...(format && { format }) } }, extra);
export const Numbers = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'object', additionalProperties: { type: 'number' } }, extra);

/** A schema that the product has already. */
export const Like = (schema: object, extra: Extra = {}): PropertyDecorator => member(schema, extra);

/** Documents in a language of their own, described elsewhere. */
export const Whatever = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'object', additionalProperties: true }, extra);
export const Schemas = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'object', additionalProperties: { type: 'object' } }, extra);
export const Objects = (extra: Extra = {}): PropertyDecorator =>
  member({ type: 'array', items: { type: 'object' } }, extra);

/** The library knows a type that is asked for later by the name `type` of the function. */
export const Part = (type: () => Type, extra: Extra = {}): PropertyDecorator =>
  ApiProperty({ type: () => type(), ...extra, required: true });
export const Parts = (type: () => Type, extra: Extra = {}): PropertyDecorator =>
  ApiProperty({ type: () => type(), isArray: true, ...extra, required: true });

/** What the route answers when it does not refuse. */
export const Answers = (type: Type, status = 200): MethodDecorator =>
  applyDecorators(ApiResponse({ status, type, description: '' }));
