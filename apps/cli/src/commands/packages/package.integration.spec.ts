import { readFileSync, writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { type AdmissibilityReport, draftProfile, reportBytes } from '#admissibility';
import { packCertificate, unpackCertificate } from '#certificate/reading/packed';
import { sha256, sha512 } from '#wire';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const purpose = ['--purpose', 'INVESTIGATION'];
const path = `/api/v1/requests/${threadId}/packages`;
const whole = Buffer.from('an evidence package');

const asked = {
  ...{ thread: threadId, exhibit: 'border-police-2026-2', authority: 'border-police' },
  ...{
    officer: 'a.novak',
    askedAt: at(),
    state: 'ASKED',
    stateAt: at(),
    deliveredAt: null,
    stayedAt: null,
    failure: null,
  },
  ...{ size: null, sha256: null, sha512: null, exit: null, asks: null },
  ...{ reader: null, show: [], withhold: [] },
  ...{ supersedes: null, concerns: [], certificates: [], handed: [], openCase: null },
};
const built = {
  ...{ ...asked, exhibit: 'border-police-2026-1', state: 'BUILT', exit: 0 },
  ...{ size: whole.length, sha256: sha256(whole), sha512: sha512(whole) },
  asks: [{ consent: threadId, outcome: 'SILENT' }],
};

const withhold = [{ item: 'case.noted', reason: 'LAW' }];
const waivers = `/api/v1/requests/${threadId}/waivers`;
const untoc = sha256(draftProfile);
const waived = {
  ...{ rule: 'CUS-06', profile: untoc, reason: 'OUT_OF_REACH', officer: 'a.novak' },
  ...{ waivedAt: at(), endedAt: null, endedBy: null, endReason: null },
};
const ended = { endedBy: 'b.kovac', endReason: 'MISTAKEN' };
const back = { ...waived, ...ended, endedAt: '2020-01-01T00:00:00.000Z' };
const backSince = { ...waived, ...ended, rule: 'TIM-02', endedAt: '9999-01-01T00:00:00.000Z' };

const aReport = (stage: 'BEFORE' | 'AFTER'): AdmissibilityReport => {
  const failing = {
    severity: 'B',
    outcome: 'fail',
    leaf: null,
    file: null,
    offsetMs: null,
    withheld: 0,
  } as const;
  return {
    ...{ typ: 'liaise-admissibility-report', v: 1, stage, exhibit: built.exhibit, sha512: null },
    ...{ at: at(), exit: 0, decision: 'NOT_APPROVED', grounds: ['PROFILE_DRAFT'] },
    waivers: [
      { leaf: 5, rule: 'CUS-06', reason: 'OUT_OF_REACH', flaw: 'WAIVER_PROFILE' },
      { leaf: 6, rule: 'CUS-06', reason: 'OUT_OF_REACH', flaw: 'WAIVER_WITHDRAWN' },
    ],
    profile: { id: 'untoc', version: 1, reviewedBy: null, sha256: untoc, standing: 'DRAFT' },
    rules: [
      { ...failing, rule: 'DEF-01', code: 'VERIFY_FAILS', waiver: null },
      { ...failing, rule: 'TIM-02', code: 'BRACKET_WIDE', waiver: 7 },
    ],
  };
};

const piece = (bytes: Buffer) => ({ size: bytes.length, bytes: bytes.toString('base64') });

let desk: Desk;
let listed: () => object;
let given = whole;
const liaise = (...args: string[]) => desk.liaise(['package', ...args]);

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { server } = desk;
  const failed = { ...asked, state: 'FAILED', failure: 'PACKAGE_UNTIMED' };
  server.on(`POST ${path}`, () => asked);
  listed = () => ({ packages: [asked, { ...failed, exhibit: 'border-police-2026-3' }, built] });
  server.on(`GET ${path}`, listed);
  server.on(`GET ${waivers}`, () => ({ waivers: [backSince, back, waived] }));
  server.on(`POST ${waivers}`, () => waived);
  server.on(`POST ${waivers}/withdrawal`, () => back);
  server.on(`GET ${path}/${built.exhibit}`, ({ query }) => {
    const file = query.get('file');
    const stage = file === 'BEFORE' || file === 'AFTER' ? file : undefined;
    if (file === 'CERTIFICATE')
      return piece(packCertificate(Buffer.from('%PDF-1.7 a certificate')));
    if (file === 'CERTIFIED') return piece(Buffer.from(reportBytes(aReport('AFTER'))));
    const bytes = stage === undefined ? given : Buffer.from(reportBytes(aReport(stage)));
    return piece(bytes);
  });
});
afterAll(() => desk.close());

describe('evidence packages', () => {
  it('are asked for with a purpose', async () => {
    const { out, code } = await liaise('build', threadId, ...purpose);
    expect([code, out]).toEqual([0, expect.stringMatching(/\nborder-police-2026-2 .* ASKED\n$/)]);
    expect(desk.server.last(`POST ${path}`).json()).toEqual({
      ...{ purpose: 'INVESTIGATION', reader: null, show: [], withhold: [] },
      ...{ supersedes: null, reason: null },
    });
  });

  it('are asked for for a reader, with what is shown to it and withheld from it, and why', async () => {
    const variant = { reader: 'defence-1', show: ['officer'], withhold };
    desk.server.on(`POST ${path}`, () => ({ ...asked, ...variant }));
    const said = ['--for', 'defence-1', '--show', 'officer', '--withhold', 'case.noted=LAW'];
    const { out } = await liaise('build', threadId, ...said, ...purpose);
    expect(out).toMatch(/ASKED\n {4}for defence-1\n$/);
    expect(desk.server.last(`POST ${path}`).json()).toEqual({
      ...{ purpose: 'INVESTIGATION', supersedes: null, reason: null },
      ...variant,
    });
    desk.server.on(`POST ${path}`, () => asked);
    for (const wrong of ['case.noted', '=LAW', 'a=b=c'])
      expect((await liaise('build', threadId, '--withhold', wrong, ...purpose)).code).toBe(2);
  });

  it('take the place of another one, for a reason', async () => {
    const supersedes = { exhibit: 'border-police-2026-1', reason: 'CONSENT' };
    desk.server.on(`POST ${path}`, () => ({ ...asked, supersedes }));
    const said = ['--supersedes', 'border-police-2026-1', '--reason', 'CONSENT'];
    expect((await liaise('build', threadId, ...said, ...purpose)).code).toBe(0);
    expect(desk.server.last(`POST ${path}`).json()).toMatchObject({
      ...{ supersedes: 'border-police-2026-1', reason: 'CONSENT', reader: null },
    });
    desk.server.on(`POST ${path}`, () => asked);
  });

  it('are given the certificate of a custodian, which is shown and fetched once it is on record', async () => {
    const pdf = Buffer.from('%PDF-1.7 a certificate');
    const file = desk.file('certificate.pdf');
    writeFileSync(file, pdf);
    const certificate = {
      ...{ number: 1, officer: 'a.novak', givenAt: at(), state: 'GIVEN', stateAt: at() },
      ...{ failure: null, office: null, size: null, sha256: null, sha512: null },
      ...{ cer01: null, cer02: null },
    };
    const placed = `POST ${path}/${built.exhibit}/certificate`;
    desk.server.on(placed, () => ({ ...built, certificates: [certificate] }));
    const given = await liaise('certificate', threadId, built.exhibit, '--file', file, ...purpose);
    expect(given.out).toMatch('certificate 1, given by a.novak');
    const { certificate: sent } = desk.server.last(placed).json() as { certificate: string };
    expect(unpackCertificate(Buffer.from(sent, 'base64'))).toEqual(pdf);
    const none = await liaise(
      'get',
      threadId,
      built.exhibit,
      '--certificate',
      '--out',
      'x',
      ...purpose,
    );
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('no certificate on record')]);
    const judged = {
      ...{ ...certificate, state: 'MADE', office: 'Records Officer', size: pdf.length },
      ...{ sha256: sha256(pdf), sha512: sha512(pdf), cer01: 'pass', cer02: 'unknown' },
    };
    const refused = {
      ...{ ...certificate, number: 3, state: 'REFUSED' },
      failure: 'PACKAGE_CERTIFICATE_OTHER',
    };
    const certificates = [judged, { ...judged, number: 2 }, refused];
    desk.server.on(`GET ${path}`, () => ({ packages: [{ ...built, certificates }] }));
    const shown = await liaise('show', threadId, built.exhibit, ...purpose);
    expect(shown.out).toMatch(
      /certificate 1.*on record; certificate 2 has taken its place; Records Officer; CER-01 pass, CER-02 unknown\n/,
    );
    expect(shown.out).toMatch(
      /certificate 3.*not on record \(PACKAGE_CERTIFICATE_OTHER\): .*Fetch the package/,
    );
    const out = desk.file('taken.pdf');
    const fetched = await liaise(
      'get',
      threadId,
      built.exhibit,
      '--certificate',
      '--out',
      out,
      ...purpose,
    );
    expect([fetched.code, readFileSync(out)]).toEqual([0, pdf]);
    expect(desk.server.last(`GET ${path}/${built.exhibit}`).query.get('certificate')).toBe('2');
    // The report beside it may be there already: nothing is asked for then.
    const asked = desk.server.asked.length;
    writeFileSync(desk.file('other.pdf.report.json'), '');
    for (const file of [out, desk.file('other.pdf')]) {
      const again = await liaise(
        ...['get', threadId, built.exhibit, '--certificate', '--out', file, ...purpose],
      );
      expect([again.code, again.err]).toEqual([2, expect.stringContaining('exists')]);
    }
    expect(desk.server.asked.length).toBe(asked);
    desk.server.on(`GET ${path}`, () => ({
      packages: [{ ...built, certificates: [{ ...judged, sha512: sha512(Buffer.of()) }] }],
    }));
    const differs = await liaise(
      'get',
      threadId,
      built.exhibit,
      '--certificate',
      '--out',
      `${out}2`,
      ...purpose,
    );
    expect(differs.err).toMatch('CLI_PACKAGE_DIFFERS');
    desk.server.on(`GET ${path}`, listed);
  });

  it('are listed, and one is shown with its hashes and its state', async () => {
    const { out } = await liaise('list', threadId, ...purpose);
    expect(
      out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(' ').at(-1)),
    ).toEqual([...['ASKED', 'PACKAGE_UNTIMED', 'BUILT']]);
    const shown = await liaise('show', threadId, built.exhibit, ...purpose);
    expect(shown.out).toMatch(`sha512 ${built.sha512}`);
    expect(shown.out).toMatch(
      /^Nobody outside is on record\. If somebody has it: `liaise package handed`\.$/m,
    );
    expect(shown.out).toMatch('The verifier passes every check.');
    expect(shown.out).toMatch(/by consent .*: it did not answer in time/);
    const status = await liaise('status', threadId, 'border-police-2026-3', ...purpose);
    expect(status.out).toMatch(/It was not made \(PACKAGE_UNTIMED\): .*ask for the package again/);
    const other = await liaise('show', threadId, 'border-police-2026-9', ...purpose);
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringMatching('no package of this thread'),
    ]);
  });

  it('are stated as handed over, and show what became of them and who is to be told', async () => {
    const concerns = [{ number: 1, code: 'ITEM_RECALLED', cause: threadId, at: at() }];
    const to = { handed: threadId, recipient: 'District Court', handedAt: at(), way: 'TELEPHONE' };
    const has = { ...to, officer: 'a.novak', told: 0, toldAt: null };
    const one = `${path}/${built.exhibit}`;
    const openCase = {
      ...{ ground: 'PACKAGE_HANDED', since: at(), erasure: 'DECISION_NEEDED', stoppedAt: at() },
    };
    desk.server.on(`POST ${one}/handed`, () => ({ ...built, concerns, handed: [has], openCase }));
    desk.server.on(`POST ${one}/told`, () => ({
      ...{ ...built, concerns },
      handed: [{ ...has, told: 1, toldAt: at() }],
    }));
    const when = ['--at', at(), '--way', 'TELEPHONE'];
    const handing = await liaise(
      ...['handed', threadId, built.exhibit, '--to', 'District Court', ...when, ...purpose],
    );
    expect(desk.server.last(`POST ${one}/handed`).json()).toEqual({
      ...{ recipient: 'District Court', at: at(), way: 'TELEPHONE', purpose: 'INVESTIGATION' },
    });
    expect(handing.out).toMatch(/^1\. ITEM_RECALLED by .*Answer the recall/m);
    expect(handing.out).toMatch(/District Court has it since .*; told of 0 of 1$/m);
    expect(handing.out).toMatch(/^To do: tell the recipient of .* with --concerns 1\.$/m);
    expect(handing.out).toMatch(/^The case is open: .*not erased before a decision on hold\.$/m);
    expect(handing.out).toMatch(/^To do: its erasure was stopped .*liaise retention lift/m);
    const telling = await liaise(
      ...['told', threadId, built.exhibit, '--handed', threadId, '--concerns', '1'],
      ...[...when, ...purpose],
    );
    expect(desk.server.last(`POST ${one}/told`).json()).toMatchObject({
      ...{ handed: threadId, concerns: 1 },
    });
    expect([telling.code, telling.out]).toEqual([0, expect.not.stringMatching('To do')]);
    expect(telling.out).toMatch(/^Every recipient was told\.$/m);
  });

  it('ask who has one that was fetched, once it does not hold as made', async () => {
    const concerns = [{ number: 1, code: 'ITEM_RECALLED', cause: threadId, at: at() }];
    const of = (found: object) => {
      desk.server.on(`GET ${path}`, () => ({ packages: [{ ...built, ...found }] }));
      return liaise('status', threadId, built.exhibit, ...purpose);
    };
    const toDo = /^To do: it was fetched at .* Record who has it: `liaise package handed`\./m;
    expect((await of({ concerns, deliveredAt: at() })).out).toMatch(toDo);
    expect((await of({ concerns })).out).not.toMatch(toDo);
    expect((await of({ deliveredAt: at() })).out).not.toMatch(toDo);
    const newer = [{ ...concerns[0], code: 'SUPERSEDED' }];
    expect((await of({ concerns: newer, deliveredAt: at() })).out).not.toMatch(toDo);
    const stayed = { concerns, deliveredAt: at(), stayedAt: at() };
    expect((await of(stayed)).out).toMatch(/^Nobody outside has it, as was said at /m);
    desk.server.on(`POST ${path}/${built.exhibit}/stayed`, () => ({ ...built, ...stayed }));
    const said = await liaise('stayed', threadId, built.exhibit, ...purpose);
    expect([said.code, said.out]).toEqual([0, expect.not.stringMatching('To do')]);
    const sent = desk.server.last(`POST ${path}/${built.exhibit}/stayed`).json();
    expect(sent).toEqual({ purpose: 'INVESTIGATION' });
    desk.server.on(`GET ${path}`, listed);
  });

  it('ask the gateway nothing for a value that no option has', async () => {
    const said = { '--to': 'x', '--at': at(), '--way': 'LETTER', '--handed': threadId };
    const given = (names: readonly (keyof typeof said)[], change: object) =>
      Object.entries({ ...Object.fromEntries(names.map((name) => [name, said[name]])), ...change })
        .flat()
        .map(String);
    const [hand, tell] = [
      ['--to', '--at', '--way'],
      ['--handed', '--at', '--way'],
    ] as const;
    for (const [name, args] of [
      ['handed', given(hand, { '--at': 'yesterday' })],
      ['handed', given(hand, { '--way': 'PIGEON' })],
      ['handed', given(hand, { '--to': 'x'.repeat(201) })],
      ['told', given(tell, { '--concerns': '0' })],
      ['told', given(tell, { '--concerns': 'all' })],
      ['told', given(tell, { '--handed': 'first', '--concerns': '1' })],
      ['told', given(tell, { '--handed': threadId.toUpperCase(), '--concerns': '1' })],
    ] as const)
      expect((await liaise(name, threadId, built.exhibit, ...args, ...purpose)).code).toBe(2);
    for (const alone of [
      ['--supersedes', built.exhibit],
      ['--reason', 'CONSENT'],
      ['--supersedes', built.exhibit, '--reason', 'WHIM'],
    ])
      expect((await liaise('build', threadId, ...alone, ...purpose)).code).toBe(2);
  });

  it('are fetched once, and compared with the hash that the list has', async () => {
    const get = (file: string) =>
      liaise('get', threadId, built.exhibit, '--out', desk.file(file), ...purpose);
    expect((await get('p.asice')).code).toBe(0);
    expect(readFileSync(desk.file('p.asice'))).toEqual(whole);
    const report = readFileSync(desk.file('p.asice.report.json'));
    expect(report).toEqual(Buffer.from(reportBytes(aReport('AFTER'))));
    expect((await get('p.asice')).code).toBe(2);
    given = Buffer.from('another package !!!');
    const changed = await get('q.asice');
    expect([changed.code, changed.err]).toEqual([4, expect.stringMatching('CLI_PACKAGE_DIFFERS')]);
    expect(() => readFileSync(desk.file('q.asice'))).toThrow('ENOENT');
  });

  it('are shown with waivers that were taken back after them, and with no other', async () => {
    const { out } = await liaise('status', threadId, built.exhibit, ...purpose);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(2, 4)).toEqual([
      expect.stringMatching(/^The waiver of TIM-02 was taken back on 9999-/),
      expect.stringMatching(/^Rules before building /),
    ]);
    const late =
      /^Rules on the finished file .*\n {2}NOT APPROVED.*\n.*\n {2}FAIL: DEF-01 \(TIM-02\)$/m;
    expect(out).toMatch(late);
    // One of another profile never counted, and the officer is told why.
    expect(out).toMatch(/^ {2}Waiver, entry 5: CUS-06 .* under another profile/m);
    expect(out).not.toMatch('entry 6');
  });
});

describe('waivers', () => {
  const of = (rule: string, reason: string) => ['--rule', rule, '--reason', reason] as const;

  it('name the profile by the hash of its bytes', async () => {
    const { code, out } = await liaise('waive', threadId, ...of('CUS-06', 'OUT_OF_REACH'));
    expect([code, out]).toEqual([0, expect.stringMatching(/\nCUS-06 .*\n {4}in force/)]);
    const said = { rule: 'CUS-06', reason: 'OUT_OF_REACH', profile: untoc };
    expect(desk.server.last(`POST ${waivers}`).json()).toEqual(said);
  });

  it('are taken back with a reason of their own', async () => {
    const { out } = await liaise('withdraw-waiver', threadId, ...of('CUS-06', 'MISTAKEN'));
    expect(out).toMatch(/ended .* by b.kovac: MISTAKEN/);
    const wrong = await liaise('withdraw-waiver', threadId, ...of('CUS-06', 'OUT_OF_REACH'));
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringMatching('MISTAKEN')]);
  });

  it('of a file that is no profile are refused before anything is asked', async () => {
    writeFileSync(desk.file('rules.json'), '{}');
    const file = ['--rules', desk.file('rules.json')];
    const { err } = await liaise('waive', threadId, ...of('TIM-02', 'OUT_OF_REACH'), ...file);
    expect(err).toMatch('PROFILE_INVALID');
  });

  it('are listed', async () => {
    const { out } = await liaise('waivers', threadId, ...purpose);
    expect(out.match(/^(TIM|CUS)-0/gm)).toHaveLength(3);
  });
});
