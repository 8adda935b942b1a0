import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';

function binaryAsText(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (value instanceof Readable || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(binaryAsText);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, binaryAsText(item)]),
  );
}

@Injectable()
export class BinaryAsText implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map(binaryAsText));
  }
}
