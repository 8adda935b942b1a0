import fc from 'fast-check';
import { armored, sealCodes } from './index.js';
import { binaryForm } from './armor.js';
import { readPackets } from './packets.js';

const code = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('armor', () => {
  const read = (text: string) => binaryForm(text, 'SIGNATURE', 4096);
  const block = armored(Uint8Array.of(0xc2, 1, 0), 'SIGNATURE');

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        expect(Buffer.from(read(armored(bytes, 'SIGNATURE')))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('refuses anything around, between or instead of one block', () => {
    const bad = [
      '',
      `text\n${block}`,
      `${block}text`,
      block + block,
      block.replaceAll('SIGNATURE', 'MESSAGE'),
      block.replace('\n\n', '\n'),
      block.replace(/\r?\n\r?\n/, '\nComment\n\n'),
      block.replace('-----BEGIN', '- -----BEGIN'),
      block.replace('wgEA', 'wgE*'),
      block.replace('wgEA', 'wgE'),
    ];
    expect(bad.map((text) => code(() => read(text)))).toEqual(bad.map(() => 'SEAL_ARMOR_INVALID'));
  });

  it('takes headers, CRLF and a missing checksum', () => {
    const plain = block.replaceAll('\r\n', '\n').replace(/\n=.*/, '');
    expect(read(plain)).toEqual(Uint8Array.of(0xc2, 1, 0));
    expect(read(plain.replaceAll('\n', '\r\n'))).toEqual(Uint8Array.of(0xc2, 1, 0));
    expect(read(plain.replace('\n\n', '\nComment: x\n\n'))).toEqual(Uint8Array.of(0xc2, 1, 0));
  });
});

describe('packets', () => {
  const read = (...octets: number[]) => readPackets(Uint8Array.from(octets), 2);

  it('reads both framings', () => {
    expect(read(0x88, 1, 7, 0xc2, 1, 9).map(({ tag, body }) => [tag, ...body])).toEqual([
      [2, 7],
      [2, 9],
    ]);
  });

  it('reads long lengths of both framings', () => {
    for (const head of [
      [0xc2, 0xc0, 8],
      [0xc2, 255, 0, 0, 0, 200],
      [0x89, 0, 200],
      [0x8a, 0, 0, 0, 200],
    ])
      expect(read(...head, ...Array<number>(200).fill(1))[0]?.body.length).toBe(200);
  });

  it('takes a length in parts for encrypted data only', () => {
    const parts = [233, ...Array<number>(512).fill(2), 1, 3];
    expect(read(0xd2, ...parts)[0]).toMatchObject({ tag: 18, partial: true });
    expect(code(() => read(0xcb, ...parts))).toBe('SEAL_PACKET_INVALID');
  });

  it('refuses what is cut off, empty, too many or no packet', () => {
    const bad = [[], [0xc2], [0xc2, 2, 0], [0x8b, 0], [0x02, 0], [0xd2, 224, 0, 0]];
    expect(bad.map((octets) => code(() => read(...octets)))).toEqual(
      bad.map(() => 'SEAL_PACKET_INVALID'),
    );
    expect(code(() => read(0xc2, 0, 0xc2, 0, 0xc2, 0))).toBe('SEAL_PACKET_INVALID');
  });
});

describe('codes', () => {
  it('all carry what the reader can do', () => {
    for (const entry of Object.values(sealCodes)) {
      expect(entry.title.length).toBeGreaterThan(20);
      expect(entry.remedy.length).toBeGreaterThan(5);
    }
  });
});
