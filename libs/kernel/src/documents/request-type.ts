import type { Timestamp } from '../ids.js';
import type { Compartment } from '../lists.js';
import type { Schema } from '../schema.js';
import type { Field } from './kind.js';

/** Term of a requested measure, in days of 86,400 seconds, so that both States compute the same end. */
export interface TermRule {
  readonly days: number;
  readonly extensionDays: number;
  end(details: unknown): Timestamp;
}

export interface TypeOfRequest {
  readonly compartment: Compartment;
  readonly label: string;
  readonly details: Schema<unknown> | null;
  readonly form: readonly Field[];
  readonly term?: TermRule;
  readonly example?: (
    now: Date,
  ) => Readonly<Record<string, unknown>> & { readonly details: object };
}

export const plain = (compartment: Compartment, label: string): TypeOfRequest => ({
  compartment,
  label,
  details: null,
  form: [],
});
