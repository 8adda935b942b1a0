import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  Matches,
  MaxLength,
  MinLength,
  ValidateBy,
} from 'class-validator';

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

function isBase64(value: unknown, maxBytes: number): boolean {
  if (typeof value !== 'string' || value === '' || value.length > base64Length(maxBytes))
    return false;
  // Exactly one text per byte string: a second spelling of the same bytes is refused.
  return Buffer.from(value, 'base64').toString('base64') === value;
}

const base64 = (maxBytes: number, each: boolean): PropertyDecorator =>
  ValidateBy(
    { name: 'base64', validator: { validate: (value: unknown) => isBase64(value, maxBytes) } },
    { each },
  );

/** Binary member: base64 with padding, 1 to `maxBytes` bytes. */
export const Bytes = (maxBytes: number, description: string): PropertyDecorator =>
  applyDecorators(
    base64(maxBytes, false),
    ApiProperty({ type: 'string', format: 'byte', maxLength: base64Length(maxBytes), description }),
  );

/** List of 1 to `max` binary members. */
export const BytesList = (max: number, maxBytes: number, description: string): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(max),
    base64(maxBytes, true),
    ApiProperty({
      type: 'array',
      minItems: 1,
      maxItems: max,
      items: { type: 'string', format: 'byte', maxLength: base64Length(maxBytes) },
      description,
    }),
  );

export const Formed = (form: RegExp, description: string, required = true): PropertyDecorator =>
  applyDecorators(
    Matches(form, { message: 'form' }),
    ApiProperty({ type: 'string', pattern: form.source, description, required }),
  );

export const Words = (max: number, description: string): PropertyDecorator =>
  applyDecorators(
    MinLength(1),
    MaxLength(max),
    ApiProperty({ type: 'string', minLength: 1, maxLength: max, description }),
  );

/** List of up to `max` texts of 1 to `maxLength` characters. */
export const WordsList = (max: number, maxLength: number, description: string): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(max),
    MinLength(1, { each: true }),
    MaxLength(maxLength, { each: true }),
    ApiProperty({
      type: 'array',
      maxItems: max,
      items: { type: 'string', minLength: 1, maxLength },
      description,
    }),
  );

export const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(IsIn(values), ApiProperty({ type: 'string', enum: [...values], description }));

export const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const sessionToken = /^[A-Za-z0-9_-]{43}$/;
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
