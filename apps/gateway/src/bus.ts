import type { Calls, Pattern } from '#model';

/**
 * The internal bus as the gateway sees it: one question, one answer.
 * Failures arrive as `CodedError` with the code, status and words of the service that refused.
 */
export interface Bus {
  request<P extends Pattern>(
    pattern: P,
    data: Calls[P]['in'],
    timeoutMs?: number,
  ): Promise<Calls[P]['out']>;
}

/** Injection name of the bus. */
export const BUS = Symbol('bus');
