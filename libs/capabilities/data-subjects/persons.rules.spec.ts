import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentOf, bodyOf } from '../../../test/support/builders.js';
import { namedIn } from '#capabilities/requests/subjects.model';
import type { SoughtPerson } from './found-files.contract.js';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { isTooVague, marksOfPerson } from './persons.rules.js';

const sought = (members: Partial<SoughtPerson> = {}): SoughtPerson => ({
  ...{ names: ['Amira Haddad'], birthDate: '1999-02-03', numbers: [] },
  ...members,
});
const subject = (members: Partial<Subject> = {}): Subject => ({
  ...{ type: 'PERSON', name: 'HADDAD, Amira', linkToPurpose: 'Driver.' },
  ...members,
});

it('a person of a formal request is found by the words of who it says that is', () => {
  const persons = [{ identity: 'Ms Amira HADDAD, sailor', location: '', nationality: '' }];
  const body = { ...bodyOf['formal-request'](), persons };
  const [named] = namedIn(aDocumentOf('formal-request', { body }));
  if (named === undefined) throw new Error('nobody');
  expect(marksOfPerson(sought(), named)).toEqual({ by: ['NAME'], isNamesake: false });
  expect(marksOfPerson(sought({ names: ['Amira Nour'] }), named).by).toEqual([]);
});

describe('a person in a document', () => {
  it.each<[string, Partial<SoughtPerson>, Partial<Subject>, readonly string[], boolean]>([
    ['by the words of the name in any order', {}, {}, ['NAME'], false],
    ['and by the date of birth', {}, { birthDate: '1999-02-03' }, ['NAME', 'BIRTH_DATE'], false],
    ['is another with another date of birth', {}, { birthDate: '1999-03-02' }, [], true],
    ['by the name alone when no date is sought', { birthDate: null }, {}, ['NAME'], false],
    [
      'by one of several writings',
      { names: ['Émira Hadad', 'amira  HADDAD'] },
      {},
      ['NAME'],
      false,
    ],
    ['not by a part of a name that lacks a word', { names: ['Amira Nour Haddad'] }, {}, [], false],
    ['by accents and case alike', { names: ['Ámira Haddâd'] }, {}, ['NAME'], false],
    ['not by a date of birth alone', { names: ['Nour'] }, { birthDate: '1999-02-03' }, [], false],
    ['not by a vessel of that name', {}, { type: 'VESSEL' }, [], false],
    [
      'by a number however it is written, also with another date of birth',
      { names: [], numbers: ['P 12-34/56'] },
      { birthDate: '2001-01-01', identifiers: [{ type: 'passport', value: 'p123456' }] },
      ['NUMBER'],
      false,
    ],
    [
      'by the number of what somebody drives',
      { numbers: ['AB-123'] },
      { type: 'VEHICLE', name: 'van', identifiers: [{ type: 'plate', value: 'AB 123' }] },
      ['NUMBER'],
      false,
    ],
  ])('%s', (_, wanted, named, by, isNamesake) => {
    expect(marksOfPerson(sought(wanted), subject(named))).toEqual({ by, isNamesake });
  });

  it('is found by exactly what it is called, whatever stands in the texts beside it', () => {
    const word = fc.stringMatching(/^[A-Za-z]{2,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.string(), (words, text) => {
        const name = [...words].reverse().join(', ');
        const found = marksOfPerson(
          { names: [words.join(' ')], birthDate: null, numbers: [] },
          subject({ name, linkToPurpose: `${text} ` }),
        );
        expect(found).toEqual({ by: ['NAME'], isNamesake: false });
      }),
    );
  });

  it('cannot be looked for by a date, a letter or signs alone', () => {
    for (const names of [[], ['A'], ['- .'], ['x y']])
      expect(isTooVague(sought({ names }))).toBe(true);
    expect(isTooVague(sought())).toBe(false);
    expect(isTooVague(sought({ names: [], numbers: ['7', '77'] }))).toBe(false);
  });
});
