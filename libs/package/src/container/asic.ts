import { names } from './layout.js';
import { asserted, type Digests, sealedByCms } from './manifests.js';
import { zipLimits } from './zip.js';

const manifest = (
  [uri, type]: readonly [uri: string, type: string],
  files: readonly string[],
  digests: Digests,
): string =>
  [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
    `<asic:SigReference URI="${uri}" MimeType="${type}"/>`,
    ...files.flatMap((name) => [
      `<asic:DataObjectReference URI="${name}">`,
      '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>',
      `<ds:DigestValue>${digests.digestOf(name, 'sha512').toString('base64')}</ds:DigestValue>`,
      '</asic:DataObjectReference>',
    ]),
    '</asic:ASiCManifest>',
    '',
  ].join('\n');

export const asicManifest = (files: Iterable<string>, digests: Digests): string =>
  manifest([names.token, 'application/vnd.etsi.timestamp-token'], asserted(files), digests);

export const cmsManifest = (files: Iterable<string>, digests: Digests): string =>
  manifest([names.cms, 'application/pkcs7-signature'], sealedByCms(files), digests);

const mostStated = 2 * zipLimits.members;

function statedIn(
  text: string,
  form: RegExp,
  read: (match: RegExpMatchArray) => readonly [name: string, hash: string],
): ReadonlyMap<string, string> {
  const stated = new Map<string, string>();
  for (const match of text.matchAll(form)) {
    if (stated.size >= mostStated) break;
    stated.set(...read(match));
  }
  return stated;
}

export function statedByAsic(text: string): ReadonlyMap<string, string> {
  const form =
    /URI="([^"\n]*)">\n<ds:DigestMethod[^\n]*\n<ds:DigestValue>([A-Za-z0-9+/=]*)<\/ds:DigestValue>\n/g;
  return statedIn(text, form, ([, name = '', digest = '']) => [
    name,
    Buffer.from(digest, 'base64').toString('hex'),
  ]);
}

export const statedByBag = (text: string): ReadonlyMap<string, string> =>
  statedIn(text, /^([0-9a-f]+) {2}(.+)$/gm, ([, digest = '', name = '']) => [name, digest]);
