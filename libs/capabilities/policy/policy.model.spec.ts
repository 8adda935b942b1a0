import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocument,
  aDocumentOf,
  anAttachment,
  anAuthority,
  aPolicyPack,
  aRequestBody,
  aState,
  aSubject,
  bodyOf,
} from '../../../test/support/builders.js';
import {
  documentKinds,
  classifications,
  handlingCodes,
  powers,
  purposes,
  subjectCategories,
  trafficLights,
  threadTypes,
} from '#kernel';
import {
  alwaysLeaves,
  formalChannels,
  parsePolicyFacts,
  parsePolicyPack,
  policyKinds,
  usualFacts,
  type PolicyCondition,
  type PolicyFacts,
  type PolicyPack,
} from './policy.schema.js';
import {
  judgePolicy,
  policyFacts,
  policyFlaw,
  policyMatches,
  policyLeap,
  policyOutrun,
  protocolMinimum,
  tryPolicy,
} from './policy.model.js';

const xa = aState('XA');
const border = anAuthority();
const peer = (state = 'XB') => ({ state: aState(state), authority: border });
const facts = (members: Partial<PolicyFacts> = {}): PolicyFacts =>
  usualFacts({ peer: peer(), ...members });

const states = ['XA', 'XB', 'XC', 'XD'].map((each) => aState(each));
const types = ['image/jpeg', 'image/png', 'application/pdf', 'text/plain; charset=utf-8'];
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const someOf = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });

const anyFacts: fc.Arbitrary<PolicyFacts> = fc.record({
  kinds: someOf(documentKinds),
  requestTypes: some(threadTypes),
  purposes: some(purposes),
  categories: some(subjectCategories),
  powers: some(powers),
  codes: some(handlingCodes),
  tlp: some(trafficLights),
  classifications: some(classifications),
  mediaTypes: some(types),
  peer: fc.constantFrom(...states).map((state) => ({ state, authority: border })),
});
const anyCondition: fc.Arbitrary<PolicyCondition> = fc
  .record(
    {
      kinds: someOf(policyKinds),
      requestTypes: someOf(threadTypes),
      purposes: someOf(purposes),
      categories: someOf(subjectCategories),
      powers: someOf(powers),
      codes: someOf(handlingCodes),
      tlp: someOf(trafficLights),
      classifications: someOf(classifications),
      mediaTypes: someOf(['image/*', 'image/jpeg', 'text/plain']),
      states: someOf(states),
      exceptStates: someOf(states),
      authorities: fc.constant([peer('XB')]),
    },
    { requiredKeys: [] },
  )
  .filter((when) => Object.keys(when).length > 0);
const anyPack: fc.Arbitrary<PolicyPack> = fc
  .record({
    rules: fc.array(anyCondition, { maxLength: 6 }),
    formal: fc.array(fc.tuple(anyCondition, fc.constantFrom(...formalChannels)), { maxLength: 4 }),
  })
  .map(({ rules, formal }) =>
    aPolicyPack({
      rules: rules.map((when, i) => ({ id: `rule-${i}`, verdict: 'FORBIDDEN', law: 'Law', when })),
      formalRoute: formal.map(([when, channel], i) => ({
        ...{ id: `formal-${i}`, law: 'Law', channel, when },
      })),
    }),
  );

describe('a policy pack', () => {
  it('can only restrict: it takes no warning away, and one rule more never lets more leave', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, fc.nat(9), (pack, about, gone) => {
        const all = judgePolicy(pack, about);
        const less = { ...pack, rules: pack.rules.filter((_, i) => i !== gone) };
        const fewer = judgePolicy(less, about);
        expect(all.forbidden).toEqual(expect.arrayContaining([...fewer.forbidden]));
        expect(all.warnings).toEqual(fewer.warnings);
        const warnedPowers = new Set(all.warnings.flatMap((warning) => warning.powers));
        for (const warning of judgePolicy(undefined, about).warnings)
          for (const power of warning.powers) expect(warnedPowers.has(power)).toBe(true);
        expect(judgePolicy(undefined, about).forbidden).toEqual([]);
      }),
    );
  });

  it('judges the same whatever order its rules and the facts stand in', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, about) => {
        const turned = (values: readonly unknown[]): unknown[] => [...values].reverse();
        const mirrored = Object.fromEntries(
          Object.entries(about).map(([name, value]) => [
            name,
            Array.isArray(value) ? turned(value) : value,
          ]),
        ) as unknown as PolicyFacts;
        const back = {
          ...pack,
          rules: [...pack.rules].reverse(),
          formalRoute: [...pack.formalRoute].reverse(),
        };
        expect(judgePolicy(back, mirrored)).toEqual(judgePolicy(pack, about));
        expect(judgePolicy(pack, about)).toEqual(judgePolicy(pack, about));
      }),
    );
  });

  it('forbids no less of a document that has more in it', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, anyFacts, (pack, about, other) => {
        const more = {
          ...about,
          ...{
            kinds: [...about.kinds, ...other.kinds],
            powers: [...about.powers, ...other.powers],
          },
          categories: [...about.categories, ...other.categories],
          mediaTypes: [...about.mediaTypes, ...other.mediaTypes],
        };
        const rules = judgePolicy(pack, about).forbidden;
        expect(judgePolicy(pack, more).forbidden).toEqual(expect.arrayContaining([...rules]));
      }),
    );
  });

  it('has no say about what brings people out of danger, gives somebody their right or says no', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, someOf(alwaysLeaves), (pack, about, kinds) => {
        const bare = { ...about, kinds, mediaTypes: [] };
        expect(judgePolicy(pack, bare).forbidden).toEqual([]);
      }),
    );
    for (const kind of ['halt', 'data-subject-answer', 'data-subject-withdrawal']) {
      const named = { ...aPolicyPack(), rules: [{ ...rule({}), when: { kinds: [kind] } }] };
      expect(() => parsePolicyPack(named)).toThrow('/rules/0/when/kinds/0');
    }
  });

  it('has its say about what hangs on them: no file leaves as the attachment of a refusal', () => {
    const pack = aPolicyPack({ rules: [rule({ when: { mediaTypes: ['image/*'] } })] as never });
    for (const kind of alwaysLeaves) {
      const about = facts({ kinds: [kind], mediaTypes: ['image/jpeg'] });
      expect([kind, judgePolicy(pack, about).forbidden]).toEqual([
        kind,
        [{ rule: 'one', law: 'Law' }],
      ]);
    }
  });

  it.each<[PolicyCondition, Partial<PolicyFacts>, boolean]>([
    [{ categories: ['WITNESS'] }, { categories: ['VICTIM', 'WITNESS'] }, true],
    [{ categories: ['WITNESS'] }, { categories: ['VICTIM'] }, false],
    [{ categories: ['WITNESS'], states: [aState('XC')] }, { categories: ['WITNESS'] }, false],
    [{ states: [aState('XB')] }, {}, true],
    [{ exceptStates: [aState('XB')] }, {}, false],
    [{ exceptStates: [aState('XC')] }, {}, true],
    [{ authorities: [peer('XB')] }, {}, true],
    [{ authorities: [peer('XC')] }, {}, false],
    [{ mediaTypes: ['image/*'] }, { mediaTypes: ['IMAGE/JPEG'] }, true],
    [{ mediaTypes: ['image/*'] }, { mediaTypes: ['imagemap/x'] }, false],
    [{ mediaTypes: ['text/plain'] }, { mediaTypes: ['text/plain; charset=utf-8'] }, true],
    [{ mediaTypes: ['text/plain'] }, { mediaTypes: ['text/plainer'] }, false],
    [{ tlp: ['RED'] }, {}, false],
    [{ requestTypes: ['VESSEL'] }, { requestTypes: [] }, false],
    [{ classifications: ['RESTRICTED'] }, { classifications: ['RESTRICTED'] }, true],
  ])('%j of %j: %s', (when, about, holds) => {
    expect(policyMatches(when, facts(about))).toBe(holds);
  });

  it('warns an ask that needs a power, without a pack by the built-in rules, and nothing else', () => {
    for (const power of powers)
      expect(judgePolicy(undefined, facts({ powers: [power] })).warnings).toEqual([
        expect.objectContaining({
          code: 'FORMAL_ROUTE_NEEDED',
          channel: 'FORMAL_REQUEST',
          powers: [power],
        }),
      ]);
    const about = facts({ powers: ['BANK_DATA', 'INTERCEPTION'] });
    expect(judgePolicy(aPolicyPack(), about).warnings.map(({ rule: id }) => id)).toEqual([
      'bank',
      'protocol-interception',
    ]);
    expect(judgePolicy(undefined, { ...about, kinds: ['response'] }).warnings).toEqual([]);
    expect(judgePolicy(undefined, facts()).warnings).toEqual([]);
    expect(protocolMinimum).toHaveLength(powers.length);
  });
});

const rule = (members: object) => ({
  ...{ id: 'one', verdict: 'FORBIDDEN', law: 'Law', when: { codes: ['H1'] } },
  ...members,
});

describe('a pack that is to be signed', () => {
  const pack = aPolicyPack();
  const [first, second] = pack.cases;
  if (first === undefined || second === undefined) throw new Error('no cases');

  it('is taken when its cases come to what they say', () => {
    expect(parsePolicyPack(JSON.parse(JSON.stringify(pack)))).toEqual(pack);
    expect(policyFlaw(pack, xa)).toBeUndefined();
    expect(tryPolicy(pack).map(({ passes }) => passes)).toEqual([true, true]);
  });

  it.each<[string, PolicyPack, string]>([
    ['of another State', aPolicyPack({ state: aState('XB') }), 'the pack belongs to another State'],
    [
      'with two rules of one name',
      aPolicyPack({ rules: [...pack.rules, ...pack.rules] }),
      'two rules are called no-child-to-xc',
    ],
    [
      'with a rule that is called like a built-in one',
      aPolicyPack({ rules: pack.rules.map((each) => ({ ...each, id: 'protocol-x' })) }),
      'protocol-x: ids that begin with protocol- are built in',
    ],
    [
      'with two cases of one name',
      aPolicyPack({ cases: [first, first] }),
      'two cases are called a child, to XC',
    ],
    [
      'whose case comes to something else',
      aPolicyPack({ cases: [{ ...first, forbidden: [] }, second] }),
      'case "a child, to XC" comes to forbidden: no-child-to-xc; formal route: none',
    ],
    [
      'with a rule that no case shows',
      aPolicyPack({ cases: [second] }),
      'no case shows rule no-child-to-xc at work',
    ],
    [
      'that shows nothing that may leave',
      aPolicyPack({ formalRoute: [], cases: [first] }),
      'no case shows what may leave',
    ],
  ])('is refused %s', (_, flawed, why) => {
    expect(String(policyFlaw(flawed, xa))).toBe(why);
  });

  it('must be newer than the one in force', () => {
    const third = aPolicyPack({ version: 3 });
    expect(policyOutrun(third, undefined)).toBeUndefined();
    expect(policyOutrun(third, aPolicyPack({ version: 2 }))).toBeUndefined();
    for (const version of [3, 4])
      expect(String(policyOutrun(third, aPolicyPack({ version })))).toMatch(
        'its version must be above',
      );
  });

  it('does not leap to where no other can follow', () => {
    const leap = (to: number, from?: number) =>
      policyLeap(
        aPolicyPack({ version: to }),
        from === undefined ? undefined : aPolicyPack({ version: from }),
      );
    expect([leap(1_000), leap(1_003, 3)]).toEqual([undefined, undefined]);
    expect([leap(1_001), leap(1_004, 3)].map(String)).toEqual([
      expect.stringMatching('at most 1000,'),
      expect.stringMatching('at most 1003,'),
    ]);
  });

  it.each<[string, object]>([
    ['/', { allow: [] }],
    ['/version', { version: 0 }],
    ['/version', { version: 1.5 }],
    ['/cases', { cases: [] }],
    ['/rules/0/when', { rules: [rule({ when: {} })] }],
    ['/rules/0/when', { rules: [rule({ when: { words: ['bomb'] } })] }],
    ['/rules/0/when/codes', { rules: [rule({ when: { codes: [] } })] }],
    ['/rules/0/when/codes/0', { rules: [rule({ when: { codes: ['H9'] } })] }],
    ['/rules/0/when/mediaTypes/0', { rules: [rule({ when: { mediaTypes: ['*/*'] } })] }],
    ['/rules/0/verdict', { rules: [rule({ verdict: 'ALLOWED' })] }],
    ['/rules/0/id', { rules: [rule({ id: 'A B' })] }],
    ['/rules/0', { rules: [rule({ unless: {} })] }],
    ['/rules', { rules: Array.from({ length: 65 }, (_, i) => rule({ id: `r-${i}` })) }],
    ['/formalRoute', { formalRoute: Array.from({ length: 17 }, () => ({})) }],
    ['/cases', { cases: Array.from({ length: 129 }, () => first) }],
    ['/cases/0/facts', { cases: [{ ...first, facts: {} }] }],
  ])('is no pack with something else at %s', (path, members) => {
    expect(() => parsePolicyPack({ ...pack, ...members })).toThrow(`VALUE_INVALID: ${path}`);
  });
});

describe('what a pack can know of a document', () => {
  it('is kinds, lists and media types, of a forward with what it encloses, and never a word', () => {
    const body = aRequestBody({
      powers: ['BANK_DATA'],
      subjects: [aSubject({ type: 'PERSON', category: 'VICTIM', name: 'Secret Name' })],
    });
    const request = aDocument({
      body,
      // A rule for a media type also covers its other names.
      attachments: [anAttachment({ mediaType: 'image/pjpeg' })],
    });
    const known = policyFacts(request, null, request.to);
    expect(known).toMatchObject({
      ...{ kinds: ['request'], categories: ['VICTIM'], powers: ['BANK_DATA'] },
      ...{ requestTypes: [body.requestType], peer: request.to },
      ...{ mediaTypes: ['image/pjpeg', 'image/jpeg'] },
      classifications: ['UNCLASSIFIED'],
    });
    expect(JSON.stringify(known)).not.toContain('Secret');
    expect(parsePolicyFacts(known)).toEqual(known);
    const forward = aDocumentOf('forward');
    expect(policyFacts(forward, null, forward.to, [request])).toMatchObject({
      ...{ kinds: ['forward', 'request'], categories: ['VICTIM'], powers: ['BANK_DATA'] },
      requestTypes: ['SPONTANEOUS_INFORMATION', body.requestType],
    });
    // A stricter outer TLP mark does not hide the inner one.
    const handling = { ...forward.handling, tlp: 'RED', classification: 'CONFIDENTIAL' } as const;
    const inside = { ...request.handling, tlp: 'AMBER', classification: 'RESTRICTED' } as const;
    const marked = policyFacts({ ...forward, handling }, null, forward.to, [
      { ...request, purpose: 'SAFETY_OF_LIFE', handling: inside },
    ]);
    expect(marked).toMatchObject({
      ...{ purposes: [forward.purpose, 'SAFETY_OF_LIFE'], tlp: ['RED', 'AMBER'] },
      classifications: ['CONFIDENTIAL', 'RESTRICTED'],
    });
    const response = aDocumentOf('response');
    expect(policyFacts(response, 'VESSEL', response.to).requestTypes).toEqual(['VESSEL']);
    expect(policyFacts(response, null, response.to).requestTypes).toEqual([]);
    const answerBody = { ...bodyOf.response(), subjects: body.subjects };
    const answer = aDocumentOf('response', { body: answerBody });
    expect(policyFacts(answer, null, answer.to).categories).toEqual(['VICTIM']);
  });
});
