export interface Read {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly bytes: Uint8Array;
}

export function readDer(bytes: Uint8Array): readonly Read[] {
  const found: Read[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag = 0, first = 0] = bytes.subarray(at);
    const long = first > 0x80 ? first & 0x7f : 0;
    if ((tag & 0x1f) === 0x1f || first === 0x80 || long > 4) throw new RangeError('DER');
    const digits = Buffer.from(bytes.subarray(at + 2, at + 2 + long)).toString('hex');
    const size = long === 0 ? first : Number.parseInt(digits, 16);
    const from = at + 2 + long;
    if (!(from + size <= bytes.length)) throw new RangeError('DER');
    const whole = {
      content: bytes.subarray(from, from + size),
      bytes: bytes.subarray(at, from + size),
    };
    found.push({ tag, ...whole });
    at = from + size;
  }
  return found;
}

export const membersOf = (read: Read | undefined): readonly Read[] =>
  read === undefined ? [] : readDer(read.content);
