import { inflateRawSync, inflateSync } from 'node:zlib';
import { countWithheld, type PackageIndex, paths, readZip, type Withheld } from '#package';
import { canonicalJson, disclosureDigest, readDisclosure } from '#wire';
import { digestsIn } from '../../support/generated-log.js';
import { both, type Change, type Editable, TestPackage } from '../../support/package.js';

export const showing =
  ({ story }: TestPackage, isChosen: (digest: string) => boolean): Change =>
  ({ index, files }) => {
    index.events = index.events.map((event) => {
      if (event.withheld !== null) return event;
      const kept = story.log.allDisclosures.get(event.index) ?? [];
      const shown = kept.filter((encoded) => isChosen(disclosureDigest(encoded))).sort();
      files.delete(paths.disclosure(event.index));
      if (shown.length > 0) files.set(paths.disclosure(event.index), canonicalJson({ shown }));
      const opened = new Set(shown.map(disclosureDigest));
      const digests = digestsIn(story.log.leaves[event.index]);
      return { ...event, values: digests.map((digest) => (opened.has(digest) ? null : 'LAW')) };
    });
    recount({ index });
  };

export const withholding =
  (place: number, reason: Withheld): Change =>
  ({ index, files }) => {
    index.messages = index.messages.map((message, i) => {
      if (i + 1 !== place) return message;
      const attachments = message.attachments.map((each) => each ?? reason);
      return { ...message, attachments, ciphertext: false, withheld: reason };
    });
    const kept = ['envelope.json', 'envelope.sig'].map((file) => paths.message(place, file));
    for (const name of files.keys())
      if (name.startsWith(paths.message(place, '')) && !kept.includes(name)) files.delete(name);
    recount({ index });
  };

export const erased: Change = (build) => {
  const { index } = build;
  for (const [i] of index.messages.entries()) withholding(i + 1, 'ERASED')(build);
  index.messages = index.messages.map((each) => ({ ...each, attachments: [], hashes: [] }));
  index.events = index.events.map((event) => ({
    ...event,
    values: event.values.map(() => 'ERASED' as const),
  }));
  for (const { index: at } of index.events) build.files.delete(paths.disclosure(at));
  recount(build);
};

export function recount({ index }: Pick<Editable, 'index'>): void {
  index.withheld = countWithheld({ ...index, unnamed: index.withheld.unnamed });
}

/**
 * Package with extra values in every event about a thread. Each extra value occurs only once, so that a search finds any
 * leak.
 */
export const redactable = (): Promise<TestPackage> => {
  let n = 0;
  return TestPackage.make({
    recorded: (draft) => {
      if (draft['case'] === undefined) return draft;
      n += 1;
      const value = (name: string): string => `${name}-${n}-withheld-value`;
      const more = ['officer', 'facts', 'keeper'].map((name) => ({ name, value: value(name) }));
      const asked = (draft['disclose'] ?? []) as readonly object[];
      const actor = { officer: value('o'), role: 'LIAISON_OFFICER' };
      return { ...draft, actor, disclose: [...asked, ...more] };
    },
  });
};

const encodedIn = ({ story, build }: TestPackage): readonly string[] =>
  build.index.events.flatMap(({ index }) => story.log.allDisclosures.get(index) ?? []);

export interface Subset {
  readonly change: Change;
  readonly shown: ReadonlySet<string>;
  readonly hidden: readonly string[];
}

export function subsetOf(test: TestPackage, random: (below: number) => number): Subset {
  const all = encodedIn(test);
  // From none to all.
  const share = random(11);
  const shown = new Set(all.filter(() => random(10) < share).map(disclosureDigest));
  const change = showing(test, (digest) => shown.has(digest));
  const place = 1 + random(test.build.index.messages.length * 3);
  return {
    ...{ shown, hidden: all.filter((encoded) => !shown.has(disclosureDigest(encoded))) },
    change:
      place > test.build.index.messages.length ? change : both(change, withholding(place, 'LAW')),
  };
}

function viewsOf(bytes: Buffer): readonly Buffer[] {
  const unpacked = readZip(bytes).flatMap(({ content }) =>
    [inflateRawSync, inflateSync].flatMap((unpack) => {
      try {
        return [unpack(content)];
      } catch {
        // This file is not compressed.
        return [];
      }
    }),
  );
  return [bytes, ...unpacked];
}

const spellings = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return [text, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '').slice(0, -2)];
};

/**
 * Lists the disclosures in `hidden` that the package `bytes` leaks: the whole disclosure, its salt, or a value that contains
 * `withheld-value`.
 */
export function leaksIn(bytes: Buffer, hidden: readonly string[]): readonly string[] {
  const views = viewsOf(bytes);
  return hidden.filter((encoded) => {
    const [salt] = JSON.parse(Buffer.from(encoded, 'base64url').toString()) as [string];
    const value = readDisclosure(encoded)?.value;
    // Only a value that stands nowhere else can be searched for alone.
    const own = JSON.stringify(value).includes('withheld-value') ? JSON.stringify(value) : salt;
    const sought = [
      ...spellings(encoded),
      ...spellings(salt),
      ...spellings(own.replaceAll('"', '')),
    ];
    return views.some((view) => sought.some((text) => view.includes(text)));
  });
}

export const shownIn = ({ events }: PackageIndex): number =>
  events.flatMap(({ values }) => values).filter((each) => each === null).length;
