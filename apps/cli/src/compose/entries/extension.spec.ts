import { Directory } from '#capabilities/directory/trust.model';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
} from '#kernel';
import {
  parseEntry,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import { generateStateSigningKey, signDetached, unlockKey, type PrivateKey } from '#seal';
import { encodeEntry, type SignedEntry } from '#wire';
import {
  composeDirectory,
  type Certified,
  type DirectoryPlan,
} from '../../installation/entries.js';
import { contactPointEntry } from './entries.js';
import { composeExtension, lackingRegistrars } from './extension.js';
import { certifiedIn, formatExtension, parseExtension, requireSame } from './extension-file.js';

const day = 24 * 3_600_000;
const begun = new Date('2026-03-01T12:00:00.123Z');
const after = (days: number): Date => new Date(begun.getTime() + days * day);
const at = (days: number) => timestamp(after(days));
const state = parseStateCode('XA');
const border = parseAuthorityId('border-police');
const certified = (digit: string): Certified => ({
  fingerprint: parseFingerprint(digit.repeat(40)),
  certificate: Uint8Array.of(1, 2, 3),
});
const plan: DirectoryPlan = {
  ...{ state, at: begun, root: certified('A') },
  stateKeys: [
    { purpose: 'signing', key: certified('1') },
    { purpose: 'receipts', key: certified('2') },
    { purpose: 'gateway-encryption', key: certified('3') },
  ],
  noteKeys: [{ purpose: 'log', vkey: 'audit.xa/2026+00000000+AA==' }],
  eventKeys: [{ service: 'sealer', publicKey: Buffer.alloc(32, 7).toString('base64') }],
  authorities: [
    {
      ...{ authority: border, name: 'Border Police' },
      keys: [{ compartment: 'ENFORCEMENT', key: certified('4') }],
    },
  ],
  registrars: ['m.horvat', 'i.kovac'].map((name, i) => ({
    registrar: parseOfficerId(name),
    key: certified(String(6 + i)),
  })),
};
const first = composeDirectory(plan);
const point = contactPointEntry(
  { state, at: begun },
  { authority: border, from: begun, to: after(3_650) },
);
const extended = (
  days: number,
  more: readonly Entry[] = [],
  again: DirectoryPlan['registrars'] = [],
) =>
  composeExtension({
    ...{ state, at: after(days), certified: [...first, ...more] },
    again: again.map(({ registrar }) => registrar),
  });

function read(...entries: readonly Entry[]): Directory {
  const directory = new Directory(state, plan.root.fingerprint);
  for (const entry of entries) directory.apply(parseEntry(entry), [plan.root.fingerprint]);
  return directory;
}
const again = <K extends EntryKind>(kind: K, body: EntryBodies[K], days: number): Entry => ({
  ...{ typ: 'liaise-directory-entry', v: 1, chain: 'directory', state, kind },
  ...{ issuedAt: at(days), body },
});
const bodyOf = <K extends EntryKind>(kind: K, i = 0): EntryBodies[K] =>
  first.filter((each): each is Entry<K> => each.kind === kind)[i]?.body ?? fail();
const fail = (): never => {
  throw new Error('no such entry');
};

describe('composeExtension', () => {
  it('certifies the same keys, authorities and registrars again, and the contact point', () => {
    const { entries, leftOut } = extended(300, [point]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      ...['authority', 'note-key', 'event-key', 'registrar', 'registrar', 'contact-point'],
      ...['state-key', 'state-key', 'state-key'],
    ]);
    // The signing key comes last: until then the State sends nothing, so neighbours learn of all entries together.
    expect(entries.at(-1)?.body).toMatchObject({ purpose: 'signing' });
    expect(leftOut).toEqual([]);
    const material = (entry: Entry) => {
      const { from, to, ...rest } = entry.body as { from: string; to: string };
      expect(from).toBe(at(300));
      expect(to > at(300)).toBe(true);
      return { kind: entry.kind, rest };
    };
    const before = [...first, point].filter(({ kind }) => !['root', 'protocol'].includes(kind));
    const same = before.map((entry) => {
      const { from: _from, to: _to, ...rest } = entry.body as { from: string; to: string };
      return { kind: entry.kind, rest };
    });
    expect(entries.map(material)).toHaveLength(same.length);
    expect(entries.map(material)).toEqual(expect.arrayContaining(same));
  });

  it('is taken by a directory that knows nothing of it, and keeps what was signed before as it was', () => {
    const directory = read(...first, ...extended(700).entries);
    const key = (days: number) => directory.stateKey('signing', at(days));
    expect(key(10)?.to).toBe(bodyOf('state-key').to);
    expect(key(729)?.fingerprint).toBe('1'.repeat(40));
    expect(key(1_400)?.fingerprint).toBe('1'.repeat(40));
    expect(directory.authority(border, at(1_400))?.name).toBe('Border Police');
    expect(directory.logKeys.eventKeysOf('sealer').map(({ publicKey }) => publicKey)).toHaveLength(
      2,
    );
    expect(directory.logKeys.allNoteKeys('log')).toHaveLength(1);
  });

  it('leaves no time without a key when it comes late: what services signed between is somebody’s', () => {
    const { entries } = extended(760);
    const directory = read(...first, ...entries);
    for (const days of [729, 731, 745, 759.9, 760.1, 1_400]) {
      expect(directory.logKeys.eventKey('sealer', at(days))).toBeDefined();
      expect(directory.logKeys.noteKey('log', at(days))).toBeDefined();
      expect(directory.encryptionKey(border, 'ENFORCEMENT', at(days))).toBeDefined();
    }
  });

  it('brings no key back that was ended by a word', () => {
    const ended = again('state-key', { ...bodyOf('state-key', 1), from: at(5), to: at(5) }, 5);
    const { entries } = extended(300, [ended]);
    expect(entries.filter(({ kind }) => kind === 'state-key')).toHaveLength(2);
    expect(read(...first, ended, ...entries).stateKey('receipts', at(301))).toBeUndefined();
  });

  it.each(['state-key', 'note-key', 'event-key', 'authority', 'registrar'] as const)(
    'does not prolong a %s whose end is said for a day to come',
    (kind) => {
      const ended = again(kind, { ...bodyOf(kind), from: at(310), to: at(310) }, 5);
      const { entries } = extended(300, [ended]);
      const all = extended(300).entries;
      const { from: _from, to: _to, ...same } = bodyOf(kind);
      expect(entries).toHaveLength(all.length - 1);
      expect(entries.map(({ body }) => body)).not.toContainEqual(expect.objectContaining(same));
    },
  );

  it('brings no key back for a root from which its end was kept', () => {
    const ended = again('state-key', { ...bodyOf('state-key', 1), from: at(5), to: at(5) }, 5);
    const { entries } = extended(300);
    expect(() => read(...first, ended, ...entries)).toThrow('no key comes back');
  });

  it('does not prolong a key that another has replaced', () => {
    const other = certified('9');
    const { from: _from, ...body } = bodyOf('state-key');
    const fresh = again(
      'state-key',
      { ...body, fingerprint: other.fingerprint, from: at(600) },
      600,
    );
    const keys = extended(650, [fresh]).entries.flatMap((entry) =>
      entry.kind === 'state-key' ? [(entry.body as EntryBodies['state-key']).fingerprint] : [],
    );
    expect(keys).not.toContain('1'.repeat(40));
    expect(keys).toContain('9'.repeat(40));
  });

  it('certifies a registrar whose time has passed only when told so, and never one who was ended', () => {
    const names = ({ entries }: ReturnType<typeof extended>) =>
      entries.flatMap(({ kind, body }) =>
        kind === 'registrar' ? [(body as EntryBodies['registrar']).registrar] : [],
      );
    const late = extended(400);
    expect(names(late)).toEqual([]);
    expect(late.leftOut.map(({ registrar }) => registrar)).toEqual(['m.horvat', 'i.kovac']);
    expect(lackingRegistrars([...first, ...late.entries], after(400))).toEqual([border]);
    expect(names(extended(400, [], plan.registrars.slice(0, 1)))).toEqual(['m.horvat']);
    const ended = again('registrar', { ...bodyOf('registrar'), from: at(9), to: at(9) }, 9);
    expect(names(extended(10, [ended], plan.registrars))).toEqual(['i.kovac']);
    expect(names(extended(400, [ended], plan.registrars))).toEqual(['i.kovac']);
  });

  it('says nothing that would shorten a term', () => {
    const longer = again('state-key', { ...bodyOf('state-key'), to: at(2_000) }, 1);
    const { entries } = extended(300, [longer]);
    expect(entries.filter(({ kind }) => kind === 'state-key')).toHaveLength(2);
  });
});

describe('the file that goes to the root', () => {
  let root: PrivateKey;
  let own: SignedEntry[];
  const now = after(300);
  const signed = async (entry: Entry, by: PrivateKey, when: Date): Promise<SignedEntry> => {
    const bytes = encodeEntry(entry);
    return { entry: bytes, signatures: [await signDetached(bytes, by, when)] };
  };
  const unsigned = (entries: readonly Entry[]): SignedEntry[] =>
    entries.map((entry) => ({ entry: encodeEntry(entry), signatures: [] }));
  const check = (entries: readonly SignedEntry[], from = own, when = now) =>
    requireSame('f', { certified: certifiedIn(from), entries }, root.certificate, when);

  beforeAll(async () => {
    const made = await generateStateSigningKey({ userId: 'XA root', at: begun });
    root = await unlockKey(made.privateKey);
    own = [];
    for (const entry of first) own.push(await signed(entry, root, begun));
  });

  it('is read back as it was written', () => {
    const file = { certified: certifiedIn(own), entries: unsigned(extended(300).entries) };
    const text = formatExtension(file);
    expect(formatExtension(parseExtension('f', text))).toBe(text);
  });

  it('is taken when it asks for the same with a new end', async () => {
    await expect(check(unsigned(extended(300).entries))).resolves.toHaveLength(8);
  });

  it('is refused when it asks for another key, another end, or less of what is shown', async () => {
    const { entries } = extended(300);
    const rest = entries.slice(0, -1);
    const body = entries.at(-1)?.body as EntryBodies['state-key'];
    const other = { ...body, fingerprint: parseFingerprint('B'.repeat(40)) };
    const changed = again('state-key', other, 300);
    await expect(check(unsigned([...rest, changed]))).rejects.toThrow(/more, or other/);
    const late = again('state-key', { ...body, to: at(9_000) }, 300);
    await expect(check(unsigned([...rest, late]))).rejects.toThrow(/more, or other/);
    await expect(check(unsigned(rest))).rejects.toThrow(/more, or other/);
    await expect(check([])).rejects.toThrow(/nothing to sign/);
  });

  it('is refused when what stood before is not signed by this root', async () => {
    const made = await generateStateSigningKey({ userId: 'XA other', at: begun });
    const other = await unlockKey(made.privateKey);
    const key = certified('B');
    const forged = composeDirectory({ ...plan, stateKeys: [{ purpose: 'signing', key }] });
    const chain = [...own];
    for (const entry of forged) chain.push(await signed(entry, other, begun));
    const asked = composeExtension({
      ...{ state, at: now, again: [] },
      certified: [...first, ...forged],
    });
    await expect(check(unsigned(asked.entries), chain)).rejects.toThrow(/has not signed/);
  });

  it('is refused when it is older than a week, or of the future', async () => {
    const asked = unsigned(extended(300).entries);
    await expect(check(asked, own, after(308))).rejects.toThrow(/7 days/);
    await expect(check(asked, own, after(290))).rejects.toThrow(/7 days/);
  });
});
