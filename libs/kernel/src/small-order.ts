/** Encodings of the y coordinates of Ed25519 points of small order (order divides 8). Little-endian, sign bit cleared. */
const edwardsY: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Curve25519 u coordinates of low order (RFC 7748, section 6.1). They make every shared secret zero. */
const montgomeryU: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

function withoutTopBit(encoding: Uint8Array): string {
  const copy = Buffer.from(encoding);
  copy[31] = (copy[31] ?? 0) & 0x7f;
  return copy.toString('hex');
}

/**
 * True for the 14 encodings of Ed25519 points of small order (RFC 8032, section 5.1). Under such a key, one signature can fit
 * several documents.
 */
export const isSmallOrderEd25519 = (key: Uint8Array): boolean => edwardsY.has(withoutTopBit(key));

// RFC 7748, section 6.1: anybody can compute the shared secret.
export const isSmallOrderX25519 = (key: Uint8Array): boolean => montgomeryU.has(withoutTopBit(key));
