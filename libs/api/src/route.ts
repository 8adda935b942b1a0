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
  ApiConsumes,
  ApiExcludeEndpoint,
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  type ApiResponseNoStatusOptions,
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
import { bodyOf, describeShape, schemaOf, standardOf } from './describe-shape.js';
import { exampleOf, exampleOfMember } from './example-of.js';
import type { Refusals } from './refusals.js';

export type Verb = 'GET' | 'POST' | 'DELETE';
const verbs = { GET: Get, POST: Post, DELETE: Delete } as const;

export interface Served {
  readonly verb: Verb;
  readonly path: string;
  readonly calls: readonly Call[];
  readonly open: boolean;
}

export const SERVED = 'liaise:served';

/** Name of the OpenAPI extension that holds a `Called` value. The published API description leaves it out. */
export const CALLED = 'x-called';

export interface Called {
  readonly name: string;
  readonly rights: Call['rights'];
  readonly open: boolean;
  readonly refuses: Refusals;
}

interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly refuses?: Refusals;
  readonly status?: 200 | 201 | 204;
  readonly session?: true;
}

const byItself = 'Answer of the gateway itself.';
const answered = {
  200: 'Answer of the service.',
  201: 'Kept, and on record.',
  204: 'Done. Nothing is answered.',
} as const;

function describeAsked(verb: Verb, path: string, asked: ShapeClass): MethodDecorator[] {
  const inPath = new Set([...path.matchAll(/:([a-z]+)/gi)].map(([, name]) => name ?? ''));
  const members = [...membersOf(asked)];
  const params = members
    .filter(([name]) => inPath.has(name))
    .map(([name, member]) => {
      const { description = '' } = member;
      const example = exampleOfMember(name, member);
      const schema = { ...schemaOf(member), examples: [example] };
      return ApiParam({ name, description, schema });
    });
  const rest = members.filter(([name]) => !inPath.has(name));
  if (verb === 'POST') {
    const body = rest.length === 0 ? [] : [ApiBody({ type: bodyOf(asked, inPath) })];
    return [...params, ...body];
  }
  const query = rest.map(([name, member]) => {
    const { description = '', required } = member;
    const example = exampleOfMember(name, member);
    const schema = { ...schemaOf(member), ...standardOf(asked, name), examples: [example] };
    return ApiQuery({ name, description, required, schema });
  });
  return [...params, ...query];
}

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
export function Route(verb: Verb, path: string, call: Call, operation: Operation): MethodDecorator {
  return applyDecorators(
    serves(verb, path, [call], operation),
    ...describeAsked(verb, path, call.asked),
    answers(call, operation),
  );
}

function answers({ answer }: Call, { status = 200 }: Operation): MethodDecorator {
  const type = status === 204 ? {} : { type: describeShape(answer) };
  return ApiResponse({ status, description: answered[status], ...type });
}

interface Choice<Asked extends object> extends Operation {
  readonly asked: ShapeClass<Asked>;
}

export const ChoiceRoute = <Asked extends object, Answer extends object>(
  verb: Verb,
  path: string,
  calls: readonly [Call<object, Answer>, ...Call<object, Answer>[]],
  { asked, ...operation }: Choice<Asked>,
): CallMethodDecorator<Asked, Answer> =>
  applyDecorators(
    serves(verb, path, calls, operation),
    ...describeAsked(verb, path, asked),
    answers(calls[0], operation),
  );

interface OwnOperation extends Operation {
  readonly name: string;
}
type Named = Operation & Partial<Pick<OwnOperation, 'name'>>;

interface OwnAnswer<Answer extends object> extends OwnOperation {
  readonly answer: ShapeClass<Answer>;
  readonly failure?: { readonly status: 503; readonly problem: ShapeClass };
}

type OwnMethodDecorator<Answer> = <
  Method extends (...args: never[]) => Answer | Promise<Answer> | Promise<void>,
>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

export const OwnRoute = <Answer extends object>(
  verb: Verb,
  path: string,
  calls: readonly Call[],
  { answer, failure, ...operation }: OwnAnswer<Answer>,
): OwnMethodDecorator<Answer> =>
  applyDecorators(
    serves(verb, path, calls, operation),
    ApiResponse({ status: 200, description: byItself, type: describeShape(answer) }),
    ...(failure === undefined ? [] : [fails(failure.status, failure.problem)]),
  );

function fails(status: number, problem: ShapeClass): MethodDecorator {
  const schema = { $ref: `#/components/schemas/${describeShape(problem).name}` };
  return applyDecorators(
    ApiExtraModels(problem),
    ApiResponse({
      ...{ status, description: 'Failed: what happened and what to do.' },
      content: { 'application/problem+json': { schema } },
    }),
  );
}

/**
 * Route for text that the gateway makes itself: a page, a style sheet, metrics. The API description leaves such routes
 * out.
 */
export const TextRoute = (
  path: string,
  calls: readonly Call[],
  operation: OwnOperation,
): MethodDecorator => applyDecorators(serves('GET', path, calls, operation), ApiExcludeEndpoint());

function rightBehind(
  own: string | undefined,
  [first]: readonly Call[],
): Pick<Call, 'name' | 'rights'> {
  if (own !== undefined || first === undefined) return { name: own ?? '', rights: {} };
  return { name: first.name, rights: first.rights };
}

function serves(
  verb: Verb,
  path: string,
  calls: readonly Call[],
  { summary, description, status = 200, session, refuses = {}, ...own }: Named,
): MethodDecorator {
  const open = calls.every(isOpenCall) && session !== true;
  const served: Served = { verb, path, calls, open };
  const called: Called = { ...rightBehind(own.name, calls), open, refuses };
  const mark: CustomDecorator = SetMetadata(SERVED, served);
  return applyDecorators(
    verbs[verb](path),
    HttpCode(status),
    mark,
    ...(open ? [] : [ApiBearerAuth()]),
    ApiOperation({ summary, description }),
    ApiExtension(CALLED, called),
  );
}

const octets = 'application/octet-stream';
const bytes = { schema: { type: 'string', format: 'binary' } } as const;

interface Download extends Operation {
  readonly asked: ShapeClass;
  readonly headers: NonNullable<ApiResponseNoStatusOptions['headers']>;
}

export const DownloadRoute = (
  path: string,
  piece: Call,
  { asked, headers, ...operation }: Download,
): MethodDecorator =>
  applyDecorators(
    serves('GET', path, [piece], operation),
    ...describeAsked('GET', path, asked),
    ApiResponse({ status: 200, description: answered[200], headers, content: { [octets]: bytes } }),
  );

export const UploadRoute = (
  path: string,
  pieces: readonly [Call, ...Call[]],
  operation: Operation,
): MethodDecorator => {
  const last = pieces.at(-1) ?? pieces[0];
  return applyDecorators(
    serves('POST', path, pieces, { ...operation, status: 201 }),
    ApiConsumes(octets),
    ApiBody(bytes),
    ApiResponse({ status: 201, description: answered[201], type: describeShape(last.answer) }),
  );
};

interface Stream<Event extends object> extends Operation {
  readonly last: { readonly asked: ShapeClass; readonly member: string };
  readonly event: ShapeClass<Event>;
  readonly write: (event: Event) => string;
}

/** Route that answers with server-sent events (HTML Standard, section 9.2). */
export const EventRoute = <Event extends object>(
  path: string,
  calls: readonly [Call, ...Call[]],
  { last, event, write, ...operation }: Stream<Event>,
): MethodDecorator => {
  const member = membersOf(last.asked).get(last.member);
  if (member === undefined) throw new Error(`no member ${last.member}`);
  const { description = '' } = member;
  const schema = { ...schemaOf(member), examples: [exampleOfMember(last.member, member)] };
  const examples = { [event.name]: { value: write(exampleOf(event) as Event) } };
  const ref = { $ref: `#/components/schemas/${event.name}` };
  const text: object = { type: 'string', contentSchema: ref };
  return applyDecorators(
    serves('GET', path, calls, operation),
    ApiHeader({ name: 'Last-Event-ID', description, required: false, schema }),
    ApiExtraModels(describeShape(event)),
    ApiResponse({
      ...{ status: 200, description: 'Events, until the stream ends.' },
      content: { 'text/event-stream': { schema: text, examples } },
    }),
  );
};
