import { Catch, type Provider, type RpcExceptionFilter } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { throwError, type Observable } from 'rxjs';

// Passes every exception unchanged to the bus server. Nest would replace all but RpcException by a text, and
// every code by SERVICE_FAILED.
@Catch()
class BusExceptionFilter implements RpcExceptionFilter {
  catch(exception: unknown): Observable<never> {
    return throwError(() => exception);
  }
}

export const busExceptionProvider: Provider = { provide: APP_FILTER, useClass: BusExceptionFilter };
