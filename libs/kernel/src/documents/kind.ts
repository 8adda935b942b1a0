import type { ClockAct } from '../clock/clock-act.js';
import type { Role } from '../lists.js';
import type { Of, Schema } from '../schema.js';
import type { Side, ThreadState } from '../thread/thread-states.js';

export type Control =
  | 'line'
  | 'lines'
  | 'texts'
  | 'choice'
  | 'choices'
  | 'tick'
  | 'day'
  | 'time'
  | 'number'
  | 'rows'
  | 'part'
  | 'document'
  | 'documents'
  | 'files'
  | 'enclosed';

export interface Field {
  readonly name: string;
  readonly control: Control;
  readonly label: string;
  readonly optional?: true;
  readonly preset?: string;
  readonly mandatory?: string;
  readonly onlyIf?: string;
  /** True for a member that older programs accepted with only white space. Stored documents may contain such a blank text. */
  readonly onceBlank?: true;
  /** Makes the field optional if the other field `member` contains `value` and nothing else. */
  readonly exceptFor?: { readonly member: string; readonly value: string };
  readonly fields?: readonly Field[];
}

/** Thread types, sending sides (`by`) and thread states in which this kind of document is permitted. */
export interface Place {
  readonly types: readonly string[];
  readonly by: readonly Side[];
  readonly states?: readonly ThreadState[];
  /**
   * Additional thread states in which the neighbour's document is accepted, because the neighbour may have sent it before our
   * latest document arrived.
   */
  readonly crossing?: readonly ThreadState[];
  readonly answers?: string;
}

/**
 * Types a function of a document's body. TypeScript compares parameters of methods less strictly, so kinds with different
 * bodies can share one type.
 */
type Maker<T, R> = { make(body: T): R }['make'];

export interface Kind<T> {
  readonly schema: Schema<T>;
  readonly form: readonly Field[];
  readonly signers: readonly Role[];
  readonly place?: Place;
  readonly clock?: Maker<T, ClockAct>;
  readonly example?: (now: Date) => T;
}

export const kind = <S extends Schema<unknown>>(
  definition: Omit<Kind<Of<S>>, 'schema'> & { readonly schema: S },
): Kind<Of<S>> => definition as Kind<Of<S>>;
