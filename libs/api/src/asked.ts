import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fromText, readShape, type ShapeClass } from '#contract';
import { KernelError, phrase } from '#kernel';

class Said {
  constructor(
    readonly address: object,
    readonly body: unknown,
  ) {}
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const intoShape: PipeTransform<Said, object> = {
  transform({ address, body = {} }, { metatype }) {
    const type = metatype as ShapeClass;
    if (!isRecord(body)) return readShape(type, body);
    if (Object.keys(body).some((name) => Object.hasOwn(address, name)))
      throw new KernelError(
        'VALUE_INVALID',
        phrase`a member stands in the address and in the body`,
      );
    return readShape(type, { ...body, ...fromText(type, address) });
  },
};

const said = createParamDecorator((_: unknown, context: ExecutionContext): Said => {
  const { method, params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
  const [path, asked] = [params as object, query as object];
  if (method !== 'POST') {
    const twice = Object.keys(asked).some((name) => Object.hasOwn(path, name));
    if (twice) throw new KernelError('VALUE_INVALID', phrase`a member stands twice in the address`);
    return new Said({ ...asked, ...path }, undefined);
  }
  // A search term or personal data must not stand in an address, which is logged.
  if (Object.keys(asked).length > 0)
    throw new KernelError('VALUE_INVALID', phrase`a POST takes its members in the body`);
  return new Said(path, body ?? undefined);
});

export const Asked = (): ParameterDecorator => said(intoShape);
