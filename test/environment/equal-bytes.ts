import { types } from 'node:util';

/**
 * Jest compares bytes one property after another: a minute for a few megabytes. The bytes of two arrays of one class are
 * equal or not at once; everything else is left to Jest.
 */
export function equalBytes(one: unknown, other: unknown): boolean | undefined {
  if (!types.isUint8Array(one) || !types.isUint8Array(other)) return undefined;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return undefined;
  return Buffer.compare(one, other) === 0;
}

/** Jest has it, its types do not yet. */
interface WithTesters {
  addEqualityTesters(testers: readonly (typeof equalBytes)[]): void;
}
(expect as unknown as WithTesters).addEqualityTesters([equalBytes]);
