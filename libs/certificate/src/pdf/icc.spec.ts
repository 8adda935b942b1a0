import { describe, expect, it } from '@jest/globals';
import { srgb } from './icc.js';

const view = Buffer.from(srgb);
const fixed = (at: number): number => view.readInt32BE(at) / 65_536;

function tag(name: string): number {
  for (let i = 0; i < view.readUInt32BE(128); i += 1)
    if (view.toString('latin1', 132 + 12 * i, 136 + 12 * i) === name)
      return view.readUInt32BE(136 + 12 * i);
  throw new Error(name);
}
const xyz = (name: string): number[] => [8, 12, 16].map((at) => fixed(tag(name) + at));

describe('the colour profile', () => {
  it('says its size and what it is, and its values lie in it', () => {
    expect(view.readUInt32BE(0)).toBe(view.length);
    expect(view.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
    expect(view.toString('latin1', 36, 40)).toBe('acsp');
    for (let i = 0; i < view.readUInt32BE(128); i += 1) {
      const [at, size] = [view.readUInt32BE(136 + 12 * i), view.readUInt32BE(140 + 12 * i)];
      expect([at % 4, at + size <= view.length]).toEqual([0, true]);
    }
  });

  it('has primaries that add up to the white of the connection space', () => {
    const [red, green, blue] = ['rXYZ', 'gXYZ', 'bXYZ'].map(xyz);
    const white = xyz('wtpt');
    for (const i of [0, 1, 2])
      expect((red?.[i] ?? 0) + (green?.[i] ?? 0) + (blue?.[i] ?? 0)).toBeCloseTo(white[i] ?? 0, 3);
  });

  it('brings the white of sRGB to it', () => {
    const d65 = [0.95047, 1, 1.08883];
    const row = (n: number): number =>
      d65.reduce((sum, each, i) => sum + each * fixed(tag('chad') + 8 + 12 * n + 4 * i), 0);
    for (const [i, white] of xyz('wtpt').entries()) expect(row(i)).toBeCloseTo(white, 3);
  });

  it('has the curve of sRGB, whose two parts meet', () => {
    const at = tag('rTRC');
    const [g = 0, a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3, 4].map((i) => fixed(at + 12 + 4 * i));
    const curve = (x: number): number => (x >= d ? (a * x + b) ** g : c * x);
    expect(curve(1)).toBeCloseTo(1, 4);
    expect(curve(0.5)).toBeCloseTo(0.214, 3);
    expect((a * d + b) ** g).toBeCloseTo(c * d, 4);
  });
});
