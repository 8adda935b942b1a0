import { Catch, type Provider, type RpcExceptionFilter } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands every exception on to the bus server as it is. Without it Nest replaces all but its own RpcException by a
 * text before the server sees it, and every coded error would cross as SERVICE_FAILED.
 */
@Catch()
class BusExceptionFilter implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}

/** Provider for the root module of a service. */
export const busExceptionProvider: Provider = { provide: APP_FILTER, useClass: BusExceptionFilter };
