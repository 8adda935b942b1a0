import type { ClockAct } from '../clock/clock-act.js';
import type { Role } from '../lists.js';
import type { Of, Schema } from '../schema.js';
import type { Side, ThreadState } from '../thread/thread-states.js';

/** How a person fills in a member. */
export type Control =
  | 'line'
  | 'lines'
  /** Several, each a line. */
  | 'texts'
  | 'choice'
  | 'choices'
  | 'tick'
  | 'day'
  | 'time'
  | 'number'
  | 'rows'
  | 'part'
  /** One or several documents of the thread. */
  | 'document'
  | 'documents'
  /** Files of a document of the thread, by their hashes. */
  | 'files'
  /** Documents of other threads, which the client encloses with all that proves them. */
  | 'enclosed';

/** One member of a form, in the order in which a person is asked for it. */
export interface Field {
  /** The member's name in the schema. */
  readonly name: string;
  readonly control: Control;
  /** English; pages translate by kind and name. */
  readonly label: string;
  /** May be left empty. */
  readonly optional?: true;
  /** Value that stands there until the person chooses another. */
  readonly preset?: string;
  /** The rule that asks for it: a request without it is refused, and this is what it is told. */
  readonly mandatory?: string;
  /** Mandatory only where this member is ticked. */
  readonly onlyIf?: string;
  /** Was taken when it was only white space: what is kept may hold it so. */
  readonly onceBlank?: true;
  /** Not asked for where this member is this value, or a list of it alone. */
  readonly exceptFor?: { readonly member: string; readonly value: string };
  /** Members of a row or a part. */
  readonly fields?: readonly Field[];
}

/** Place of a kind that is said in the threads of some types of request alone. It moves no state. */
export interface Place {
  /** Types of request. */
  readonly types: readonly string[];
  readonly by: readonly Side[];
  /** States in which it may be said; all where none is given. */
  readonly states?: readonly ThreadState[];
  /** States in which it is only taken: it crossed what led there. */
  readonly crossing?: readonly ThreadState[];
  /** Kind that it replies to; none given: what opened the thread. */
  readonly answers?: string;
}

/** From a body. A kind of any body stands for each: so its parameter is not compared. */
type Maker<T, R> = { of(body: T): R }['of'];

/** A kind of document: what its body holds, how it is asked for, whose word it is. */
export interface Kind<T> {
  readonly schema: Schema<T>;
  readonly form: readonly Field[];
  /** The officer who signs must hold one of these roles. */
  readonly signers: readonly Role[];
  /** Where it is said, unless the transition table has rows of it. */
  readonly place?: Place;
  /** Effect on the clock. */
  readonly clock?: Maker<T, ClockAct>;
  /** A filled body, as an officer of the side that asked writes it now and sends it by `liaise request reply`. */
  readonly example?: (now: Date) => T;
}

/** Keeps the type that the schema carries. */
export const kind = <S extends Schema<unknown>>(
  definition: Omit<Kind<Of<S>>, 'schema'> & { readonly schema: S },
): Kind<Of<S>> => definition as Kind<Of<S>>;
