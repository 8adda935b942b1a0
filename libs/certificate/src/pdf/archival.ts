import { createHash } from 'node:crypto';
import { catalogOf, encodedBody, type PdfFile, readPdf, streamAt } from './file.js';
import { srgb } from './icc.js';
import {
  ascii,
  Dict,
  dict,
  encoded,
  latin1,
  name,
  Reference,
  Stream,
  Text,
  isList,
  unicode,
  type Value,
} from './values.js';
import type { Described } from './described.js';
import { xmp } from './xmp.js';

export const pdfDate = (at: Date): Text =>
  ascii(`D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`);

class Numbered {
  readonly objects = new Map<number, Value>();
  readonly #numbers = new Map<number, number>();

  constructor(readonly from: PdfFile) {}

  add(value: Value): Reference {
    const number = this.objects.size + 1;
    this.objects.set(number, null);
    this.objects.set(number, this.#taken(value));
    return new Reference(number);
  }

  #taken(value: Value): Value {
    if (value instanceof Reference) return this.#reference(value);
    if (value instanceof Dict) return this.#dict(value);
    if (value instanceof Stream) return new Stream(this.#dict(value.dict), value.data);
    return isList(value) ? value.map((each) => this.#taken(each)) : value;
  }

  #dict({ entries }: Dict): Dict {
    return new Dict([...entries].map(([key, value]) => [key, this.#taken(value)]));
  }

  #reference({ number }: Reference): Reference {
    const known = this.#numbers.get(number);
    if (known !== undefined) return new Reference(known);
    const fresh = this.objects.size + 1;
    this.#numbers.set(number, fresh);
    this.objects.set(fresh, null);
    this.objects.set(fresh, this.#taken(this.from.objects.get(number) ?? null));
    return new Reference(fresh);
  }
}

// ISO 32000-1, table 127, requires the length of each font program.
function withLengths(file: PdfFile): PdfFile {
  const objects = new Map(file.objects);
  for (const value of file.objects.values()) {
    const program = value instanceof Dict ? value.get('FontFile2') : undefined;
    const stream = streamAt(file, program);
    if (program instanceof Reference && stream !== undefined)
      objects.set(
        program.number,
        new Stream(stream.dict.with({ Length1: stream.data.length }), stream.data),
      );
  }
  return { ...file, objects };
}

class Added {
  readonly objects: Map<number, Value>;
  #next: number;

  constructor(file: PdfFile) {
    this.objects = new Map(file.objects);
    this.#next = Math.max(...file.objects.keys()) + 1;
  }

  add(value: Value): Reference {
    this.objects.set(this.#next, value);
    return new Reference(this.#next++);
  }
}

function attachmentOf(added: Added, { attachment, at }: Described): Reference {
  const { bytes } = attachment;
  const params = dict({
    Size: bytes.length,
    ModDate: pdfDate(at),
  });
  const type = { Type: name('EmbeddedFile'), Subtype: name(attachment.type), Params: params };
  const stream = added.add(new Stream(dict(type), bytes));
  return added.add(
    dict({
      Type: name('Filespec'),
      F: ascii(attachment.name),
      UF: unicode(attachment.name),
      Desc: unicode(attachment.description),
      AFRelationship: name('Data'),
      EF: dict({ F: stream, UF: stream }),
    }),
  );
}

function intentOf(added: Added): Reference {
  const profile = added.add(new Stream(dict({ N: 3 }), srgb));
  return added.add(
    dict({
      Type: name('OutputIntent'),
      S: name('GTS_PDFA1'),
      OutputConditionIdentifier: ascii('sRGB IEC61966-2-1'),
      Info: ascii('sRGB IEC61966-2-1'),
      DestOutputProfile: profile,
    }),
  );
}

function archivalCatalog(file: PdfFile, added: Added, said: Described): Dict {
  const metadata = new Stream(
    dict({ Type: name('Metadata'), Subtype: name('XML') }),
    Buffer.from(xmp(said), 'utf8'),
  );
  const filespec = attachmentOf(added, said);
  const files = dict({ Names: [ascii(said.attachment.name), filespec] });
  const direction = name(said.isRightToLeft ? 'R2L' : 'L2R');
  return catalogOf(file).with({
    Metadata: added.add(metadata),
    OutputIntents: [intentOf(added)],
    Lang: ascii(said.language),
    ViewerPreferences: dict({ DisplayDocTitle: true, Direction: direction }),
    Names: dict({ EmbeddedFiles: files }),
    AF: [filespec],
  });
}

/**
 * Makes PDF/A-3b of drawn pages: adds metadata, colour profile and one embedded file. Deterministic: the same pages give the
 * same bytes.
 */
export function archivalPdf(drawn: Uint8Array, said: Described): Buffer {
  const file = withLengths(readPdf(drawn));
  const added = new Added(file);
  const catalog = archivalCatalog(file, added, said);
  const numbered = new Numbered({ ...file, objects: added.objects });
  const root = numbered.add(catalog);
  const hash = createHash('sha256');
  for (const [number, value] of numbered.objects) {
    hash.update(latin1(`${number} ${encoded(value instanceof Stream ? value.dict : value)}`));
    if (value instanceof Stream) hash.update(value.data);
  }
  const id = new Text(hash.digest().subarray(0, 16), true);
  const trailer = dict({ Size: numbered.objects.size + 1, Root: root, ID: [id, id] });
  return encodedBody(numbered.objects, trailer, 0);
}
