export interface TrueType {
  readonly letters: ReadonlySet<number>;
  readonly widths: readonly number[];
}

type Tables = ReadonlyMap<string, DataView>;

function tablesOf(bytes: Uint8Array): Tables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, DataView>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const at = 12 + 16 * i;
    const tag = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
    const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    found.set(tag, new DataView(bytes.buffer, bytes.byteOffset + offset, length));
  }
  return found;
}

function table(tables: Tables, tag: string): DataView {
  const found = tables.get(tag);
  if (found === undefined) throw new RangeError(`no table ${tag}`);
  return found;
}

function widthsOf(tables: Tables): number[] {
  const unitsPerEm = table(tables, 'head').getUint16(18);
  const metrics = table(tables, 'hhea').getUint16(34);
  const glyphs = table(tables, 'maxp').getUint16(4);
  const hmtx = table(tables, 'hmtx');
  return Array.from({ length: glyphs }, (_, glyph) => {
    const advance = hmtx.getUint16(4 * Math.min(glyph, metrics - 1));
    return (advance * 1_000) / unitsPerEm;
  });
}

function segments(view: DataView): number[] {
  const count = view.getUint16(6) / 2;
  const found: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const last = view.getUint16(14 + 2 * i);
    const first = view.getUint16(16 + 2 * (count + i));
    const delta = view.getUint16(16 + 2 * (2 * count + i));
    const place = 16 + 2 * (3 * count + i);
    const range = view.getUint16(place);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = range === 0 ? code + delta : view.getUint16(place + range + 2 * (code - first));
      if ((glyph & 0xffff) !== 0) found.push(code);
    }
  }
  return found;
}

function lettersOf(tables: Tables): ReadonlySet<number> {
  const cmap = tables.get('cmap');
  if (cmap === undefined) return new Set();
  for (let i = 0; i < cmap.getUint16(2); i += 1) {
    const at = cmap.byteOffset + cmap.getUint32(8 + 8 * i);
    const view = new DataView(cmap.buffer, at, cmap.byteOffset + cmap.byteLength - at);
    if (cmap.getUint16(4 + 8 * i) === 3 && view.getUint16(0) === 4) return new Set(segments(view));
  }
  return new Set();
}

export function readTrueType(bytes: Uint8Array): TrueType {
  const tables = tablesOf(bytes);
  return { letters: lettersOf(tables), widths: widthsOf(tables) };
}
