import {
  createParamDecorator,
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { readShape, type ShapeClass } from '#contract';
import type { CallContext } from './handles.js';

/** Lets officers in: looks their session up, asks for the right, keeps refusals on record. */
export interface Admits {
  /** Runs the handler with `officer` set in the context. @throws the refusal */
  admitCall<T>(context: CallContext, asked: object, run: () => Promise<T>): Promise<T>;
}

/** Injection name of who lets officers in. */
export const ADMITS = Symbol('admits');

/** Every handler runs behind the right to its call, in the transaction in which the session was read. */
@Injectable()
export class AdmitOfficer implements NestInterceptor {
  constructor(@Inject(ADMITS) private readonly admission: Admits) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rpc = context.switchToRpc();
    const call = rpc.getContext<CallContext | undefined>();
    if (call?.call === undefined) return next.handle();
    return from(
      this.admission.admitCall(call, rpc.getData<object>(), () => lastValueFrom(next.handle())),
    );
  }
}

/** Reads a message into the shape of its call; a captured gateway sends anything. @throws KernelError VALUE_INVALID */
const intoShape: PipeTransform<unknown, object> = {
  transform: (value, { metatype }) => readShape(metatype as ShapeClass, value),
};

const message = createParamDecorator((_: unknown, context: ExecutionContext): unknown =>
  context.switchToRpc().getData<unknown>(),
);

/** What the call asks, in its shape. */
export const AskedOf = (): ParameterDecorator => message(intoShape);
