import { types } from 'node:util';

export function equalBytes(one: unknown, other: unknown): boolean | undefined {
  if (!types.isUint8Array(one) || !types.isUint8Array(other)) return undefined;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return undefined;
  return Buffer.compare(one, other) === 0;
}

interface WithTesters {
  addEqualityTesters(testers: readonly (typeof equalBytes)[]): void;
}
(expect as unknown as WithTesters).addEqualityTesters([equalBytes]);
