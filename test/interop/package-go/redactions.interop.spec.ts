import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  erased,
  leaksIn,
  recount,
  redactable,
  showing,
  shownIn,
  subsetOf,
  withholding,
} from './redactions.js';
import { randomFrom } from '../../support/generated-log.js';
import { both, type Change, copied, fileIn, TestPackage } from '../../support/package.js';
import { paths, verifyPackage } from '#package';
import { ScriptRuns } from './script-runs.js';
import { SecondVerifier } from './second-verifier.js';
import { canonicalJson, disclosureDigest, parseCanonicalJson, readDisclosure } from '#wire';
import { demandedFiles } from '../../../libs/package/src/container/layout.js';
import { Findings } from '../../../libs/package/src/findings.js';
import { anchorSizes, type Facts, factsOf } from '../../../libs/package/src/reading/facts.js';
import { shownEvents } from '../../../libs/package/src/reading/shown-event.js';
import { checkLeaves } from '../../../libs/package/src/verify/v05-leaves.js';
import { checkWithheld } from '../../../libs/package/src/verify/v12-withheld.js';

const subsets = 100;
const whole = 3;

let test: TestPackage;
let base: Facts;
beforeAll(async () => {
  test = await redactable();
  base = await factsOf({ members: [], ...test.changed(() => undefined) }, test.reader());
}, 60_000);
afterAll(() => {
  test.remove();
});

function found(base: Facts, change: Change): readonly string[] {
  const { record, index, files } = test.changed(change);
  const events = shownEvents(index, files);
  const demanded = demandedFiles(record, index, anchorSizes(events));
  const ofLog = demanded.filter((name) => name.startsWith('data/custody/'));
  const missing = ofLog.filter((name) => !files.has(name));
  const facts = { ...base, index, files, events, missing };
  const [leaves, withheld] = [new Findings('V05'), new Findings('V12')] as const;
  checkLeaves(facts, leaves);
  checkWithheld(facts, withheld);
  return [...leaves.all, ...withheld.all].map(({ code }) => code);
}

describe('any choice of what a reader sees', () => {
  it(`holds with the leaves: ${subsets} random choices`, () => {
    const random = randomFrom(16);
    const counts = new Set<number>();
    for (let i = 0; i < subsets; i += 1) {
      const { change } = subsetOf(test, random);
      expect([i, found(base, change)]).toEqual([i, []]);
      counts.add(shownIn(test.changed(change).index));
    }
    expect(counts.size).toBeGreaterThan(10);
  });

  it('is a package that verifies, in which no withheld value, salt or encoded text stands anywhere', async () => {
    const random = randomFrom(17);
    for (let i = 0; i < whole; i += 1) {
      const { change, hidden } = subsetOf(test, random);
      const bytes = await test.assemble(test.changed(change));
      const report = await verifyPackage(bytes, test.reader());
      expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(report.exit).toBe(0);
      expect(hidden.length).toBeGreaterThan(0);
      expect(leaksIn(bytes, hidden)).toEqual([]);
    }
    // Control: with everything shown, the search finds everything.
    const all = showing(test, () => true);
    const { hidden } = subsetOf(test, () => 0);
    const bytes = await test.assemble(test.changed(all));
    expect(leaksIn(bytes, hidden)).toHaveLength(shownIn(test.changed(all).index));
  }, 60_000);
});

describe('a guess at a withheld value', () => {
  const all = () => subsetOf(test, () => 0).hidden;
  const saltOf = (encoded: string): string =>
    (JSON.parse(Buffer.from(encoded, 'base64url').toString()) as [string])[0];

  it('meets a salt of 128 random bits, never the same twice', () => {
    const salts = all().map(saltOf);
    expect(salts.every((salt) => Buffer.from(salt, 'base64url').length === 16)).toBe(true);
    expect(new Set(salts).size).toBe(salts.length);
  });

  it('hits nothing with a dictionary that holds every value, and all salts of other values', () => {
    const encoded = all();
    const digests = new Set(encoded.map(disclosureDigest));
    const guesses = encoded.flatMap((each) => readDisclosure(each) ?? []);
    const digestOf = (salt: string, { name, value }: (typeof guesses)[number]): string => {
      const text = Buffer.from(canonicalJson([salt, name, value])).toString('base64url');
      return createHash('sha256').update(text).digest('base64url');
    };
    const [first] = encoded.map(saltOf);
    // A shown value reveals its own salt only.
    const others = ['', '0'.repeat(22), first ?? ''];
    const hits = guesses
      .slice(1)
      .flatMap((guess) => others.filter((salt) => digests.has(digestOf(salt, guess))));
    expect(hits).toEqual([]);
    // Control: with the salt the same guess succeeds.
    const known = guesses.filter((guess, i) =>
      digests.has(digestOf(saltOf(encoded[i] ?? ''), guess)),
    );
    expect(known).toHaveLength(encoded.length);
  });
});

describe('an insider with the package key changes what a reader sees', () => {
  const signed = (): number => test.indexOf('msg.signed');
  const opened = (): number => test.indexOf('case.opened');
  const file = (): string => paths.disclosure(signed());
  const shown = (build: Parameters<Change>[0], at = file()): string[] =>
    (
      parseCanonicalJson(fileIn(build, at), { bytes: 65_536, depth: 2 })['shown'] as string[]
    ).slice();
  const write = (build: Parameters<Change>[0], texts: readonly string[]): void =>
    void build.files.set(file(), canonicalJson({ shown: [...texts].sort() }));
  const encoded = (parts: readonly unknown[]): string =>
    Buffer.from(JSON.stringify(parts)).toString('base64url');
  const parts = (text = ''): unknown[] =>
    JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];

  const few = (): Change => {
    const [one] = test.story.log.allDisclosures.get(signed()) ?? [];
    const [other] = test.story.log.allDisclosures.get(opened()) ?? [];
    const chosen = [one, other].map((text) => disclosureDigest(text ?? ''));
    return showing(test, (digest) => chosen.includes(digest));
  };

  it.each<readonly [what: string, code: string, change: Change]>([
    [
      'forges a value',
      'DISCLOSURE_FOREIGN',
      (build) => {
        const [salt, name] = parts(shown(build)[0]);
        write(build, [encoded([salt, name, 'somebody else'])]);
      },
    ],
    [
      'forges a name',
      'DISCLOSURE_FOREIGN',
      (build) => {
        const [salt, , value] = parts(shown(build)[0]);
        write(build, [encoded([salt, 'other', value])]);
      },
    ],
    [
      'swaps a salt',
      'DISCLOSURE_FOREIGN',
      (build) => {
        const [, name, value] = parts(shown(build)[0]);
        const [salt] = parts(shown(build, paths.disclosure(opened()))[0]);
        write(build, [encoded([salt, name, value])]);
      },
    ],
    [
      'shows values of another leaf',
      'DISCLOSURE_FOREIGN',
      (build) => copied(paths.disclosure(opened()), file())(build),
    ],
    [
      'puts a withheld value back',
      'DISCLOSURE_DIFFERS',
      (build) => {
        const kept = test.story.log.allDisclosures.get(signed()) ?? [];
        write(build, kept.slice(0, 2));
      },
    ],
    [
      'shows another value than the index says',
      'DISCLOSURE_DIFFERS',
      (build) => {
        const kept = test.story.log.allDisclosures.get(signed()) ?? [];
        write(build, kept.slice(1, 2));
      },
    ],
    [
      'says that a leaf has fewer values',
      'DISCLOSURE_DIFFERS',
      (build) => {
        build.index.events = build.index.events.map((event) =>
          event.index === opened()
            ? { ...event, values: event.values.filter((each) => each === null) }
            : event,
        );
        recount(build);
      },
    ],
    [
      'counts less than is withheld',
      'COUNT_DIFFERS',
      (build) => {
        const { fields } = build.index.withheld;
        build.index.withheld = { ...build.index.withheld, fields: fields - 1 };
      },
    ],
  ])('%s', async (_what, code, change) => {
    expect(found(base, few())).toEqual([]);
    expect(found(base, both(few(), change))).toContain(code);
    const checks = [];
    for (const { check, code: said } of await refused(both(few(), change)))
      checks.push([check, said]);
    expect(checks).toContainEqual([code === 'COUNT_DIFFERS' ? 'V12' : 'V05', code]);
  });

  async function refused(change: Change) {
    const { exit, checks } = await verifyPackage(
      await test.assemble(test.changed(change)),
      test.reader(),
    );
    expect(exit).toBe(1);
    return checks.filter(({ verdict }) => verdict === 'fail');
  }

  it('lacks values that the index shows: incomplete, exit 2', async () => {
    const bytes = await test.forged((files) => files.delete(file()));
    const { exit, checks } = await verifyPackage(bytes, test.reader());
    const open = checks.filter(({ verdict }) => verdict !== 'pass');
    expect([exit, ...open.map(({ check, code }) => `${check} ${code ?? ''}`)]).toEqual([
      ...[2, 'V05 FILE_MISSING', 'V12 FILE_MISSING'],
    ]);
  });
});

describe('content that was lawfully erased', () => {
  let whole: TestPackage;
  let go: SecondVerifier;
  beforeAll(async () => {
    whole = await TestPackage.make({ isErased: true });
    go = new SecondVerifier();
  }, 240_000);
  afterAll(() => {
    whole.remove();
    go.remove();
  });

  async function verdicts(of: TestPackage, change: Change) {
    const bytes = await of.assemble(of.changed(change));
    const { exit, checks, redaction } = await verifyPackage(bytes, of.reader());
    const open = checks.flatMap(({ verdict, code }) => (verdict === 'pass' ? [] : [code]));
    const runs = new ScriptRuns(bytes, of.rootsFile());
    const script = await runs.runScript(bytes);
    runs.remove();
    const seen = go.runVerifier('verify', go.write(bytes), '--roots', go.write(of.rootsFile()));
    return { ours: [exit, open], erasedAt: redaction?.erasedAt ?? null, seen, script };
  }

  it('leaves a package whose proof is intact, and says when: exit 0 by all three', async () => {
    const { ours, erasedAt, seen, script } = await verdicts(whole, erased);
    expect([ours, seen.exit, script.code]).toEqual([[0, []], 0, 0]);
    const said = `content lawfully erased on ${erasedAt ?? '?'}, proof intact`;
    for (const out of [seen.out, script.out]) expect(out).toContain(said);
  }, 120_000);

  it('is incomplete where no entry says that it was erased: exit 2 by all three', async () => {
    const { ours, erasedAt, seen, script } = await verdicts(test, erased);
    expect([ours, erasedAt, seen.exit, script.code]).toEqual([
      ...[[2, ['ERASURE_MISSING']], null, 2, 2],
    ]);
    expect([seen.out, script.out].join()).not.toContain('proof intact');
  }, 120_000);
});

describe('a document that is withheld from a reader', () => {
  it('is listed with its hash, which its State and the log have signed: exit 0', async () => {
    for (const place of [1, 2]) {
      const bytes = await test.assemble(test.changed(withholding(place, 'THIRD_PERSON')));
      const report = await verifyPackage(bytes, test.reader());
      expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(report.exit).toBe(0);
      const said = test.build.files.get(paths.message(place, 'document.json'));
      expect(bytes.includes(Buffer.from(said ?? ''))).toBe(false);
    }
  });

  it.each<readonly [what: string, check: string, code: string, change: Change]>([
    [
      'has another hash than its envelope',
      'V04',
      'ENVELOPE_DIFFERS',
      ({ index }) => {
        index.messages = index.messages.map((message, i) =>
          i === 0 ? { ...message, sha256: index.messages[1]?.sha256 ?? message.sha256 } : message,
        );
      },
    ],
    [
      'has the envelope of another message',
      'V04',
      'ENVELOPE_DIFFERS',
      both(
        copied(paths.message(2, 'envelope.json'), paths.message(1, 'envelope.json')),
        copied(paths.message(2, 'envelope.sig'), paths.message(1, 'envelope.sig')),
      ),
    ],
  ])('%s', async (_what, check, code, change) => {
    const [first, ...rest] = await test.refusal(both(withholding(1, 'LAW'), change));
    expect([first, ...rest]).toEqual([check, code, 1]);
  });

  it('is put back: a file that the index does not name', async () => {
    const all = test.build.files;
    const bytes = await test.assemble(test.changed(withholding(1, 'LAW')));
    const name = paths.message(1, 'document.json');
    const { exit } = await verifyPackage(bytes, test.reader());
    expect(exit).toBe(0);
    const back: Change = (build) => void build.files.set(name, all.get(name) ?? Buffer.of());
    await expect(
      test.assemble(test.changed(both(withholding(1, 'LAW'), back))),
    ).rejects.toMatchObject({ code: 'PACKAGE_BUILD_INVALID' });
  });

  it('has hashes of attachments that a shown document must bear out', async () => {
    const change: Change = ({ index }) => {
      index.messages = index.messages.map((message, i) =>
        i === 0 ? { ...message, hashes: [...message.hashes].reverse() } : message,
      );
    };
    expect(await test.refusal(change)).toEqual(['V04', 'ATTACHMENT_DIFFERS', 1]);
  });
});
