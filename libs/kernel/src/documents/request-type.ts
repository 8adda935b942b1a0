import type { Timestamp } from '../ids.js';
import type { Compartment } from '../lists.js';
import type { Schema } from '../schema.js';
import type { Field } from './kind.js';

/** Term of what a type of request asks for: days of 86,400 seconds, so that both States compute the same instant. */
export interface TermRule {
  /** From the request on, at most. */
  readonly days: number;
  /** From the first end on, at most, when it is extended; once. */
  readonly extensionDays: number;
  /** End that the details name. */
  end(details: unknown): Timestamp;
}

/** A type of request: who may see it, and what it asks for beside the items that every request has. */
export interface TypeOfRequest {
  readonly compartment: Compartment;
  readonly label: string;
  /** Null when it asks for nothing more. */
  readonly details: Schema<unknown> | null;
  readonly form: readonly Field[];
  /** None given: what it asks for does not end by itself. */
  readonly term?: TermRule;
  /** Members of a filled body, `details` among them, as an officer writes it now. */
  readonly example?: (
    now: Date,
  ) => Readonly<Record<string, unknown>> & { readonly details: object };
}

/** Nothing beside the items of every request. */
export const plain = (compartment: Compartment, label: string): TypeOfRequest => ({
  compartment,
  label,
  details: null,
  form: [],
});
