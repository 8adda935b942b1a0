import type { Role } from '../lists.js';
import type { Of, Schema } from '../schema.js';

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
  /** What stands there until the person chooses another. */
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

/** A kind of document: what its body holds, how it is asked for, whose word it is. */
export interface Kind<T> {
  readonly schema: Schema<T>;
  readonly form: readonly Field[];
  /** The officer who signs must hold one of these roles. */
  readonly signers: readonly Role[];
}

/** Keeps the type that the schema carries. */
export const kind = <S extends Schema<unknown>>(definition: {
  readonly schema: S;
  readonly form: readonly Field[];
  readonly signers: readonly Role[];
}): Kind<Of<S>> => definition as Kind<Of<S>>;
