import type { Purpose } from './lists.js';

/** Every call on the internal bus carries the officer's opaque session token; the called service looks it up. */
export interface Authenticated {
  readonly session: string;
}

/** A read of case data also states its purpose, which is logged before content is returned. */
export interface PurposefulRead extends Authenticated {
  readonly purpose: Purpose;
}
