import {
  createParamDecorator,
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { readShape } from '#contract';
import type { CallContext } from './handles.js';

export interface Admits {
  admitCall<T>(context: CallContext, asked: object, run: () => Promise<T>): Promise<T>;
}

export const ADMITS = Symbol('admits');

/**
 * Runs a handler only if `admitCall` admits the caller and the message fits `call.asked`. Guards against a captured gateway,
 * which may send any message.
 */
@Injectable()
export class AdmitOfficer implements NestInterceptor {
  constructor(@Inject(ADMITS) private readonly admission: Admits) {}

  /**
   * @throws the error with which `admitCall` refuses the officer; KernelError VALUE_INVALID for a message that does not fit
   * its shape
   */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rpc = context.switchToRpc();
    const call = rpc.getContext<CallContext | undefined>();
    if (call?.call === undefined) throw new Error('only calls are answered');
    const asked = rpc.getData<object>();
    const run = (): Promise<unknown> => {
      call.asked = readShape(call.call.asked, asked);
      return lastValueFrom(next.handle());
    };
    return from(this.admission.admitCall(call, asked, run));
  }
}

export const AskedOf = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const { asked } = context.switchToRpc().getContext<CallContext>();
  if (asked === undefined) throw new Error('nobody has read what this call asks');
  return asked;
});
