import { hash } from 'node:crypto';
import { type Files, isPayload, names, tagFiles } from './layout.js';
import type { BuildRecord } from '../contents/record.js';

const algorithms = ['sha256', 'sha512'] as const;
export type Algorithm = (typeof algorithms)[number];

export class Digests {
  readonly #known = new Map<string, Buffer>();

  constructor(private readonly files: Files) {}

  digestOf(name: string, algorithm: Algorithm): Buffer {
    const key = `${algorithm} ${name}`;
    let digest = this.#known.get(key);
    if (digest === undefined) {
      digest = hash(algorithm, this.files.get(name) ?? '', 'buffer');
      this.#known.set(key, digest);
    }
    return digest;
  }
}

export class StatedDigests extends Digests {
  constructor(
    private readonly right: Digests,
    private readonly stated: ReadonlyMap<string, string>,
  ) {
    super(new Map());
  }

  override digestOf(name: string, algorithm: Algorithm): Buffer {
    const stated = this.stated.get(name);
    return stated === undefined ? this.right.digestOf(name, algorithm) : Buffer.from(stated, 'hex');
  }
}

// RFC 8493: hash, two blanks, name, ascending.
const manifestOf = (files: readonly string[], algorithm: Algorithm, digests: Digests): string =>
  [...files]
    .sort()
    .map((name) => `${digests.digestOf(name, algorithm).toString('hex')}  ${name}\n`)
    .join('');

export const payloadManifest = (files: Files, algorithm: Algorithm, digests: Digests): string =>
  manifestOf([...files.keys()].filter(isPayload), algorithm, digests);

export const tagManifest = (digests: Digests): string => manifestOf(tagFiles, 'sha512', digests);

export const bagit = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export function bagInfo({ exhibit, gatheredAt, software }: BuildRecord, files: Files): string {
  const payload = [...files].filter(([name]) => isPayload(name));
  const bytes = payload.reduce((sum, [, content]) => sum + content.length, 0);
  return [
    `Bagging-Date: ${gatheredAt.slice(0, 10)}`,
    `External-Identifier: ${exhibit}`,
    `Payload-Oxum: ${bytes}.${payload.length}`,
    `Bag-Software-Agent: liaise/${software}`,
    '',
  ].join('\n');
}

/** Text of `roots.txt`: the roots on which the package relies, for a reader to compare (proto/package.md, section 7). */
export const rootsText = ({ directories, authorities, cmsSeal }: BuildRecord): string =>
  [
    ...directories.map(({ state, root }) => `root ${state} ${root}\n`),
    ...authorities.map((hash) => `tsa ${hash}\n`),
    ...(cmsSeal === null ? [] : [`ca ${cmsSeal.authority}\n`]),
  ].join('');

export const sealedByCms = (files: Iterable<string>): readonly string[] =>
  [...files].filter((name) => name !== names.mimetype && !name.startsWith('META-INF/')).sort();

export const asserted = (files: Iterable<string>): readonly string[] => {
  const all = [...files];
  const cms = all.filter((name) => name === names.cmsManifest || name === names.cms);
  return [...cms, ...sealedByCms(all)].sort();
};
