import { type AsnType, fromBER, ObjectIdentifier } from 'asn1js';
import { StampError } from './errors.js';
import { exact } from './request.js';

/** ASN.1 values are read as this: what we use of asn1js's many classes. */
export interface Node {
  readonly idBlock: {
    readonly tagClass: number;
    readonly tagNumber: number;
    readonly isConstructed: boolean;
  };
  readonly valueBlock: { readonly value?: unknown };
  readonly valueBeforeDecodeView: Uint8Array;
}

/** Limits of asn1js: nesting 100, and as many values as a response or a list may have. */
export function parseDer(bytes: Uint8Array, maxNodes: number): AsnType {
  const { offset, result } = fromBER(exact(bytes), { maxNodes });
  if (offset !== bytes.length) throw new StampError('STAMP_MALFORMED', 'DER');
  return result;
}

export function childrenOf(node: Node | undefined): readonly Node[] {
  // The parser takes the bytes of a primitive value apart as well, where they happen to be DER: as a hash now and then is.
  const value = node?.idBlock.isConstructed === true ? node.valueBlock.value : undefined;
  return Array.isArray(value) ? (value as readonly Node[]) : [];
}

/** The exact bytes of a value, tag and length included. */
export const bytesOf = (node: Node): Buffer => Buffer.from(node.valueBeforeDecodeView);

/** The n-th child, which must be there. @throws StampError STAMP_MALFORMED naming the member */
export function child(node: Node | undefined, n: number, member: string): Node {
  const found = childrenOf(node)[n];
  if (found === undefined) throw new StampError('STAMP_MALFORMED', member);
  return found;
}

/** '' for anything but an object identifier. */
export const oidOf = (node: Node | undefined): string =>
  node instanceof ObjectIdentifier ? node.getValue() : '';
