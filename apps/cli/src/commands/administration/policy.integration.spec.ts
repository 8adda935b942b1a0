import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parsePolicyPack, type PolicyPack } from '#capabilities/policy/policy.schema';
import { canonicalJson, decodeEntry, sha256 } from '#wire';
import {
  aPolicyPack,
  aRequestBody,
  aState,
  aSubject,
} from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { DirectoryServer } from '../../../../../test/support/directory-server.js';
import { aLinkId } from '../../../../../test/support/state.js';
import { newOfficerKey } from '../../keys/officer-keys.js';

const example = fileURLToPath(
  new URL('../../../../../deploy/policy-example.json', import.meta.url),
);
const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

let desk: Desk;
let directoryServer: DirectoryServer;
beforeAll(async () => {
  desk = await Desk.open();
  directoryServer = DirectoryServer.open(desk.server, desk.xa, [desk.xb], aLinkId());
  await desk.logIn();
  await newOfficerKey('admin-1', desk.file('admin.key'), undefined, new Date());
});
afterAll(() => desk.close());

const written = (name: string, content: object): string => {
  const file = desk.file(name);
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe('policy check', () => {
  it('runs the cases of the example that lies in deploy, all of them right', async () => {
    const { code, out } = await desk.liaise(['policy', 'check', example]);
    expect(code).toBe(0);
    const pack = parsePolicyPack(JSON.parse(readFileSync(example, 'utf8')));
    expect(out.match(/^ok /gm)).toHaveLength(pack.cases.length);
    expect(out).toContain(`sha256 ${sha256(canonicalJson(pack))}`);
    const json = await desk.liaise(['policy', 'check', example, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ state: 'XA', version: 1, flaw: null });
  });

  it('names the case that comes to something else, and what is no pack at all', async () => {
    const [first, ...rest] = aPolicyPack().cases;
    const wrong = { ...aPolicyPack(), cases: [{ ...first, forbidden: [] }, ...rest] };
    const failed = await desk.liaise(['policy', 'check', written('wrong.json', wrong)]);
    expect(failed.code).not.toBe(0);
    expect(failed.out).toContain('WRONG  a child, to XC: forbidden by no-child-to-xc');
    expect(failed.err).toMatch(/CLI_POLICY_UNSOUND.*a child, to XC/s);
    const json = await desk.liaise(['policy', 'check', desk.file('wrong.json'), '--json']);
    const { flaw } = JSON.parse(json.out) as { flaw: unknown };
    expect(flaw).toMatch(/^case "a child, to XC" comes to forbidden: /);
    const none = { ...aPolicyPack(), allow: ['all'] };
    const strange = await desk.liaise(['policy', 'check', written('strange.json', none)]);
    expect([strange.code, strange.out]).toEqual([expect.any(Number), '']);
    expect(strange.err).toContain('CLI_FILE_INVALID');
  });
});

describe('policy adopt', () => {
  const adopt = async (pack: PolicyPack) => {
    const out = desk.file(`${sha256(canonicalJson(pack)).slice(0, 8)}.signed`);
    const signer = ['--state', 'XA', '--yes', '--key', desk.file('admin.key'), '--out', out];
    const done = await desk.liaise(['policy', 'adopt', written('pack.json', pack), ...signer]);
    return { ...done, file: out };
  };

  it('signs a sound pack of the own State as the entry that two administrators sign', async () => {
    const { code, file } = await adopt(aPolicyPack());
    expect(code).toBe(0);
    const { entry } = JSON.parse(readFileSync(file, 'utf8')) as { entry: string };
    expect(decodeEntry(Buffer.from(entry, 'base64'))).toMatchObject({
      ...{ chain: 'peers', kind: 'policy-pack', body: aPolicyPack() },
    });
  });

  it('signs none that fails its cases, or is another State’s', async () => {
    const [first] = aPolicyPack().cases;
    if (first === undefined) throw new Error('no case');
    for (const pack of [aPolicyPack({ cases: [first] }), aPolicyPack({ state: aState('XB') })]) {
      const { code, err, file } = await adopt(pack);
      expect([code === 0, err]).toEqual([false, expect.stringContaining('CLI_POLICY_UNSOUND')]);
      expect(existsSync(file)).toBe(false);
    }
  });
});

describe('the pack in force', () => {
  const inForce = async (pack: PolicyPack): Promise<void> => {
    const { xa } = desk;
    const signers = ['dora', 'eli'].map((name) => xa.officer(name).key);
    directoryServer.served('peers', 'XA').entries.push(await xa.add('policy-pack', pack, signers));
  };
  const to = { state: 'XB', authority: 'coast-guard' };
  const send = (body: object) => {
    const file = written('ask.json', { to, purpose: 'INVESTIGATION', body });
    return desk.liaise(['request', 'send', file, '--yes', '--key', desk.file('novak.key')]);
  };
  const sent = (): number =>
    desk.server.asked.filter(({ method, path }) => `${method} ${path}` === 'POST /api/v1/requests')
      .length;

  it('is verified and shown, warns before an ask is signed, and lets nothing be signed that it forbids', async () => {
    desk.server.on('POST /api/v1/requests/duplicates', () => ({
      ...{ duplicates: [], otherDesk: false, checksLeft: 29 },
    }));
    desk.server.on('POST /api/v1/requests', () => ({
      thread: threadId,
      dispatch: threadId,
      warnings: [],
    }));
    const none = await desk.liaise(['policy', 'show']);
    expect(none.out).toMatch(/No pack has been signed.*protocol-bank-data/s);
    const powers = ['BANK_DATA', 'INTERCEPTION'] as const;
    const before = await send(aRequestBody({ powers }));
    expect(before.code).toBe(0);
    expect(before.err).toMatch(/FORMAL_ROUTE_NEEDED: by the law of XA BANK_DATA .*formal request/);

    await inForce(aPolicyPack());
    const shown = await desk.liaise(['policy', 'show']);
    expect(shown.out).toMatch(/Pack of a test, version 1\n.*no-child-to-xc.*Banking Act/s);
    const json = await desk.liaise(['policy', 'show', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ version: 1, sha256: sha256(canonicalJson(aPolicyPack())), pack: aPolicyPack() },
    });
    const { err } = await send(aRequestBody({ powers }));
    expect(err).toMatch(/BANK_DATA .*tell the central authority .*bank: Banking Act, art. 17/);
    expect(err).toContain('protocol-interception');
    const child = aSubject({ type: 'PERSON', category: 'UNACCOMPANIED_CHILD' });
    const body = aRequestBody({ subjects: [child] });
    expect((await send(body)).code).toBe(0);
    const count = sent();

    const [first, second] = aPolicyPack().cases;
    if (first === undefined || second === undefined) throw new Error('no cases');
    const [rule] = aPolicyPack().rules;
    if (rule === undefined) throw new Error('no rule');
    const when = { categories: ['UNACCOMPANIED_CHILD'] as const };
    await inForce(aPolicyPack({ version: 2, rules: [{ ...rule, when }] }));
    const refused = await send(body);
    expect([refused.code === 0, sent()]).toEqual([false, count]);
    expect(refused.err).toMatch(
      /CLI_POLICY_FORBIDS.*no-child-to-xc \(Child Protection Act, art. 9\)/s,
    );
  });
});
