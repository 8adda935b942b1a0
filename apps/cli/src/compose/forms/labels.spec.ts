import { afterEach, describe, expect, it } from '@jest/globals';
import { openGroundWords } from '#capabilities/retention/open-case/open-case.model';
import { packageConcerns } from '#capabilities/packages/packages.lists';
import { eventWords } from '#capabilities/events/events.lists';
import { documentKinds, kinds, requestTypeNames, requestTypes, type Field } from '#kernel';
import { englishKeys, englishText } from '#language/english/console';
import { say } from '#language/console';
import { memberKey, memberLabel } from '#language/members';
import { speak } from '#language/speak';
import type { Blank } from './filling.js';
import { labelAt } from './labels.js';

afterEach(() => speak('en'));

interface Member extends Blank {
  readonly path: readonly string[];
  readonly label: string;
}

const membersOf = (blank: Blank, form: readonly Field[], at: readonly string[]): Member[] =>
  form.flatMap(({ name, label, fields = [] }) => [
    { ...blank, path: [...at, name], label },
    ...membersOf(blank, fields, [...at, name, '0']),
  ]);

const members = [
  ...documentKinds.flatMap((kind) => membersOf({ kind }, kinds[kind].form, [])),
  ...requestTypeNames.flatMap((type) =>
    membersOf({ kind: 'request', type }, requestTypes[type].form, ['details']),
  ),
];

const pathOf = ({ kind, type, path }: Member): readonly string[] =>
  (type === undefined
    ? [kind, ...path]
    : [type.toLowerCase().replaceAll('_', '-'), ...path.slice(1)]
  ).filter((name) => name !== '0');

describe('the label of a member of a form', () => {
  it('is in English the one of the form', () => {
    expect(members.length).toBeGreaterThan(300);
    for (const member of members)
      expect([member.path, labelAt(member, member.path)]).toEqual([member.path, member.label]);
  });

  it('has no text that no member takes', () => {
    const taken = new Set<string | undefined>(members.map((member) => memberKey(pathOf(member))));
    const kept = englishKeys().filter((key) => key.startsWith('member.'));
    expect(kept.filter((key) => !taken.has(key))).toEqual([]);
  });

  it('is said in the language of the process, as the whole body is not', async () => {
    await speak('fr');
    const blank: Blank = { kind: 'request', type: 'VESSEL' };
    expect(labelAt(blank, ['details', 'claimedFlag'])).toBe("Pavillon qu'il arbore");
    expect(labelAt(blank, ['body', 'language'])).toBe('Langue de la demande');
    expect(labelAt(blank, ['subjects', '3', 'name'])).toBe("Nom, tel qu'il s'écrit");
    expect(memberLabel(['request', 'constructor'])).toBe('constructor');
  });
});

it('words for a code are those that the description of the API gives', () => {
  const labels = Object.fromEntries(
    requestTypeNames.map((type) => [type, requestTypes[type].label]),
  );
  const words = {
    requestType: labels,
    threadEvent: eventWords,
    openGround: openGroundWords,
    packageConcern: packageConcerns,
  };
  for (const [subject, said] of Object.entries(words)) {
    const kept = englishKeys().filter((key) => key.startsWith(`${subject}.`));
    expect(kept).toEqual(Object.keys(said).map((code) => `${subject}.${code}`));
    for (const [code, text] of Object.entries(said))
      expect(englishText(`${subject}.${code}` as Parameters<typeof englishText>[0])).toBe(text);
  }
  expect(say('openGround.PACKAGE_HANDED')).toBe('an evidence package of it was handed over');
});
