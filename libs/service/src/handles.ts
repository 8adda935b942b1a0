import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Call, CallMethodDecorator, OpenCall, OpenMethodDecorator } from '#contract';
import type { Right } from '#kernel';

export interface Extras {
  readonly call: Call;
}

export function Handles<Asked extends object, Answer extends object>(
  call: OpenCall<Asked, Answer>,
): OpenMethodDecorator<Asked, Answer>;
export function Handles<Asked extends object, Answer extends object>(
  call: Call<Asked, Answer>,
): CallMethodDecorator<Asked, Answer>;
export function Handles(call: Call): MethodDecorator {
  return MessagePattern(call.name, { call } satisfies Extras);
}

export interface CallContext<Session = unknown> {
  readonly pattern: string;
  readonly call: Call;
  readonly right: Right | 'open';
  readonly token: unknown;
  officer?: Session;
  asked?: object;
}

function admitted(context: ExecutionContext): CallContext {
  const call = context.switchToRpc().getContext<CallContext>();
  if (call.officer === undefined) throw new Error('nobody was admitted to this call');
  return call;
}

export const Token = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { token } = admitted(context);
  if (typeof token !== 'string') throw new Error('nobody was admitted to this call');
  return token;
});

/** Parameter decorator: the caller's session, found by the token and never by the content of the message. */
export const Officer = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => admitted(context).officer,
);
