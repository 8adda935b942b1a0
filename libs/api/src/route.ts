import {
  applyDecorators,
  Delete,
  Get,
  HttpCode,
  Post,
  SetMetadata,
  type CustomDecorator,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import {
  isOpenCall,
  membersOf,
  type Call,
  type CallMethodDecorator,
  type OpenCall,
  type OpenMethodDecorator,
  type ShapeClass,
} from '#contract';
import { bodyOf, describeShape, schemaOf } from './describe-shape.js';

export type Verb = 'GET' | 'POST' | 'DELETE';
const verbs = { GET: Get, POST: Post, DELETE: Delete } as const;

/** Route of a handler, with the one call that it makes. */
export interface Served {
  readonly verb: Verb;
  /** Below the addresses of its controller. */
  readonly path: string;
  readonly call: Call;
  /** Lets everybody in; else the caller has a session. */
  readonly open: boolean;
}

/** Name under which Nest keeps the route of a handler. */
export const SERVED = 'liaise:served';

interface Operation {
  /** One line: verb and noun. */
  readonly summary: string;
  readonly description?: string;
  /** Of what it answers; 200 without it. */
  readonly status?: 200 | 201;
  /** Asks for a session although its call needs none. */
  readonly session?: true;
}

/** A parameter or a body, as the API description says it. */
function describeAsked(verb: Verb, path: string, asked: ShapeClass): MethodDecorator[] {
  const inPath = new Set([...path.matchAll(/:([a-z]+)/gi)].map(([, name]) => name ?? ''));
  const members = [...membersOf(asked)];
  const params = members
    .filter(([name]) => inPath.has(name))
    .map(([name, member]) => {
      const { description = '' } = member;
      return ApiParam({ name, description, schema: schemaOf(member) });
    });
  const rest = members.filter(([name]) => !inPath.has(name));
  if (verb === 'POST') {
    const body = rest.length === 0 ? [] : [ApiBody({ type: bodyOf(asked, inPath) })];
    return [...params, ...body];
  }
  const query = rest.map(([name, member]) => {
    const { description = '', required } = member;
    return ApiQuery({ name, description, required, schema: schemaOf(member) });
  });
  return [...params, ...query];
}

/** Serves a call at an address below those of the controller. */
export function Route<Asked extends object, Answer extends object>(
  verb: Verb,
  path: string,
  call: OpenCall<Asked, Answer>,
  operation: Operation,
): OpenMethodDecorator<Asked, Answer>;
export function Route<Asked extends object, Answer extends object>(
  verb: Verb,
  path: string,
  call: Call<Asked, Answer>,
  operation: Operation,
): CallMethodDecorator<Asked, Answer>;
export function Route(
  verb: Verb,
  path: string,
  call: Call,
  { summary, description = '', status = 200, session }: Operation,
): MethodDecorator {
  const open = isOpenCall(call) && session !== true;
  const served: Served = { verb, path, call, open };
  const mark: CustomDecorator = SetMetadata(SERVED, served);
  return applyDecorators(
    verbs[verb](path),
    HttpCode(status),
    mark,
    ...(open ? [] : [ApiBearerAuth()]),
    ApiOperation({ summary, description }),
    ...describeAsked(verb, path, call.asked),
    ApiResponse({ status, description: '', type: describeShape(call.answer) }),
  );
}
