import type { ReadMember } from './zip.js';
import { mimetype } from './zip.js';

// ETSI EN 319 162-1, sections 4.4.3.2 and A.4 to A.7.
const forms = {
  manifest: /^META-INF\/ASiCManifest[A-Za-z0-9]*\.xml$/,
  signature: /^META-INF\/[A-Za-z0-9]*signature[A-Za-z0-9]*\.p7s$/,
  token: /^META-INF\/[A-Za-z0-9]*timestamp[A-Za-z0-9]*\.tst$/,
} as const;

const signed = ({ name }: Pick<ReadMember, 'name'>): boolean =>
  forms.signature.test(name) || forms.token.test(name);

function referencesOf(members: readonly Pick<ReadMember, 'name' | 'content'>[]): string[] {
  return members
    .filter(({ name }) => forms.manifest.test(name))
    .map(({ content }) => Buffer.from(content).toString('utf8'))
    .map((text) => /<asic:SigReference URI="([^"]*)"/.exec(text)?.[1] ?? '');
}

/** Returns the violated rules on names in an ASiC-E container with CAdES (ETSI EN 319 162-1); none when the names are right. */
export function nameFlaws(
  members: readonly Pick<ReadMember, 'name' | 'content'>[],
): readonly string[] {
  const [first] = members;
  const inside = members.filter(({ name }) => /^META-INF\//i.test(name));
  const known = ({ name }: Pick<ReadMember, 'name'>): boolean =>
    Object.values(forms).some((form) => form.test(name));
  const references = referencesOf(inside);
  const isType =
    first?.name === 'mimetype' && Buffer.from(first.content).toString('utf8') === mimetype;
  return [
    ...(isType ? [] : ['mimetype']),
    ...inside.filter((each) => !known(each)).map(({ name }) => `${name}: unknown`),
    ...inside
      .filter(signed)
      .filter(({ name }) => references.filter((each) => each === name).length !== 1)
      .map(({ name }) => `${name}: not under one manifest`),
    ...references
      .filter((each) => !inside.some(({ name }) => name === each))
      .map((each) => `${each}: not there`),
  ];
}
