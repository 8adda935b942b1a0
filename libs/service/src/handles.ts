import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Call, CallMethodDecorator, OpenCall, OpenMethodDecorator } from '#contract';
import type { Right } from '#kernel';

/** Metadata of a handler besides its pattern. */
export interface Extras {
  readonly call: Call;
}

/** Answers a call in every service that its rights name. */
export function Handles<Asked extends object, Answer extends object>(
  call: OpenCall<Asked, Answer>,
): OpenMethodDecorator<Asked, Answer>;
export function Handles<Asked extends object, Answer extends object>(
  call: Call<Asked, Answer>,
): CallMethodDecorator<Asked, Answer>;
export function Handles(call: Call): MethodDecorator {
  return MessagePattern(call.name, { call } satisfies Extras);
}

/** A call under way: Nest's context of its handler. */
export interface CallContext<Session = unknown> {
  /** `<service>.<name>`. */
  readonly pattern: string;
  readonly call: Call;
  /** Right to the call, at this service. */
  readonly right: Right | 'open';
  /** Opaque token, as it came. */
  readonly token: unknown;
  /** Officer's session, once admitted; nobody's of an open call. */
  officer?: Session;
  /** Message in the shape of the call, once read. */
  asked?: object;
}

/** Context of a call whose officer was admitted. */
function admitted(context: ExecutionContext): CallContext {
  const call = context.switchToRpc().getContext<CallContext>();
  if (call.officer === undefined) throw new Error('nobody was admitted to this call');
  return call;
}

/** Opaque token of the session that was admitted: for what is about the session itself. */
export const Token = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { token } = admitted(context);
  if (typeof token !== 'string') throw new Error('nobody was admitted to this call');
  return token;
});

/** Session of the officer who asks: by the token alone, never the message. */
export const Officer = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => admitted(context).officer,
);
