import { afterEach, expect, it } from '@jest/globals';
import { speak } from '#language/speak';
import { verdictLine, type Standing } from './verdict.js';

const good: Standing = {
  ...{ state: 'XA', dir: '/srv/liaise/xa', stopped: 0, processes: 9 },
  ...{ answers: true, wrong: 0, unsure: 0 },
};

it.each<[Partial<Standing>, string]>([
  [{}, 'XA: works; nothing to mend'],
  [{ wrong: 3, unsure: 1 }, 'XA: works; 3 things to mend; 1 thing to look at'],
  [{ unsure: 2 }, 'XA: works; 2 things to look at'],
  [{ answers: false, wrong: 1 }, 'XA: does not work: the API is not ready; 1 thing to mend'],
  [{ stopped: 2, answers: false }, 'XA: does not work: 2 of 9 processes are stopped'],
  [{ stopped: 1, answers: false }, 'XA: does not work: 1 of 9 processes is stopped'],
  [
    { stopped: 9, answers: false, unsure: 5 },
    'XA: does not run; start it: liaise up --dir /srv/liaise/xa',
  ],
])('of %j is said first: %s', (more, line) => {
  expect(verdictLine({ ...good, ...more })).toBe(line);
});

afterEach(() => speak('en'));

it('is said whole in the language of the process', async () => {
  await speak('fr');
  const stopped = { stopped: 1, answers: false, unsure: 2 };
  expect([stopped, { wrong: 1 }].map((more) => verdictLine({ ...good, ...more }))).toEqual([
    'XA : ne fonctionne pas : processus arrêtés : 1 sur 9 ; 2 points à examiner',
    'XA : fonctionne ; 1 point à réparer',
  ]);
});
