/**
 * Module that computes the sRGB colour profile (IEC 61966-2-1, format ICC.1:2004, version 4.2), so that no third party's file
 * is shipped.
 */

const fixed = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65_536));
  return bytes;
};

const whole = (value: number, size: 2 | 4 = 4): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
};

const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');
const nothing = Buffer.alloc(4);

const numbers = (type: 'XYZ ' | 'sf32', values: readonly number[]): Buffer =>
  Buffer.concat([ascii(type), nothing, ...values.map(fixed)]);

function texts(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le').swap16();
  return Buffer.concat([
    ...[ascii('mluc'), nothing, whole(1), whole(12), ascii('enUS')],
    ...[whole(bytes.length), whole(28), bytes],
  ]);
}

const curve = Buffer.concat([
  ...[ascii('para'), nothing, whole(3, 2), whole(0, 2)],
  ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed),
]);

const d50 = [0.9642, 1, 0.8249];
const adaptation = [
  ...[1.047_882, 0.022_919, -0.050_201],
  ...[0.029_587, 0.990_479, -0.017_059],
  ...[-0.009_232, 0.015_076, 0.751_678],
];

const tags: readonly (readonly [string, Buffer])[] = [
  ['desc', texts('sRGB IEC61966-2-1')],
  ['cprt', texts('No copyright, use freely')],
  ['wtpt', numbers('XYZ ', d50)],
  ['chad', numbers('sf32', adaptation)],
  ['rXYZ', numbers('XYZ ', [0.436_066, 0.222_488, 0.013_916])],
  ['gXYZ', numbers('XYZ ', [0.385_147, 0.716_873, 0.097_076])],
  ['bXYZ', numbers('XYZ ', [0.143_066, 0.060_608, 0.714_096])],
  ['rTRC', curve],
  ['gTRC', curve],
  ['bTRC', curve],
];

function header(size: number): Buffer {
  const date = [2004, 1, 1, 0, 0, 0].map((value) => whole(value, 2));
  return Buffer.concat([
    ...[whole(size), nothing, whole(0x0420_0000), ascii('mntrRGB XYZ '), ...date],
    ...[ascii('acsp'), nothing, nothing, nothing, nothing, nothing, nothing, nothing],
    ...[...d50.map(fixed), nothing, Buffer.alloc(16), Buffer.alloc(28)],
  ]);
}

function made(): Buffer {
  const index: Buffer[] = [];
  const parts: Buffer[] = [];
  const places = new Map<Buffer, number>();
  let at = 128 + 4 + 12 * tags.length;
  for (const [signature, value] of tags) {
    const place = places.get(value) ?? at;
    if (!places.has(value)) {
      const padded = Buffer.concat([value, Buffer.alloc(-value.length & 3)]);
      places.set(value, at);
      parts.push(padded);
      at += padded.length;
    }
    index.push(ascii(signature), whole(place), whole(value.length));
  }
  return Buffer.concat([header(at), whole(tags.length), ...index, ...parts]);
}

export const srgb: Uint8Array = made();
