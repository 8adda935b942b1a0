import type { Detail } from '#kernel';
import { type AsnType, fromBER, ObjectIdentifier } from 'asn1js';
import { StampError } from './errors.js';
import { exact } from './request.js';

export interface Node {
  readonly idBlock: {
    readonly tagClass: number;
    readonly tagNumber: number;
    readonly isConstructed: boolean;
  };
  readonly valueBlock: { readonly value?: unknown };
  readonly valueBeforeDecodeView: Uint8Array;
}

export function parseDer(bytes: Uint8Array, maxNodes: number): AsnType {
  const { offset, result } = fromBER(exact(bytes), { maxNodes });
  if (offset !== bytes.length) throw new StampError('STAMP_MALFORMED', 'DER');
  return result;
}

export function childrenOf(node: Node | undefined): readonly Node[] {
  // The parser also decodes primitive values that happen to be valid DER, such as some hashes.
  const value = node?.idBlock.isConstructed === true ? node.valueBlock.value : undefined;
  return Array.isArray(value) ? (value as readonly Node[]) : [];
}

export const bytesOf = (node: Node): Buffer => Buffer.from(node.valueBeforeDecodeView);

export function child(node: Node | undefined, n: number, member: Detail): Node {
  const found = childrenOf(node)[n];
  if (found === undefined) throw new StampError('STAMP_MALFORMED', member);
  return found;
}

export const oidOf = (node: Node | undefined): string =>
  node instanceof ObjectIdentifier ? node.getValue() : '';
