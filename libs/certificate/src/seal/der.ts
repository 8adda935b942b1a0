/** Values of DER (ITU-T X.690), as far as a seal has them. */

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const digits = size.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
export const nothing = der(0x05);

/** A set in the order that DER demands: by its encoded members. */
export const setOf = (...members: readonly Uint8Array[]): Buffer =>
  der(0x31, ...[...members].sort((a, b) => Buffer.compare(a, b)));

export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const digits = [part & 0x7f];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return der(0x06, Buffer.from(bytes));
}

/** A value that was read: its tag, its content, and all of its bytes. */
export interface Read {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Values one after the other. @throws RangeError */
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

/** Values inside a value; none where there is none. @throws RangeError */
export const membersOf = (read: Read | undefined): readonly Read[] =>
  read === undefined ? [] : readDer(read.content);
