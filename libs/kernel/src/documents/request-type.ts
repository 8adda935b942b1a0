import type { Field } from './kind.js';
import type { Compartment } from '../lists.js';
import type { Schema } from '../schema.js';

/** A type of request: who may see it, and what it asks for beside the items that every request has. */
export interface TypeOfRequest {
  readonly compartment: Compartment;
  readonly label: string;
  /** Null when it asks for nothing more. */
  readonly details: Schema<unknown> | null;
  readonly form: readonly Field[];
}

/** Nothing beside the items of every request. */
export const plain = (compartment: Compartment, label: string): TypeOfRequest => ({
  compartment,
  label,
  details: null,
  form: [],
});
