import { expect, it } from '@jest/globals';
import { verdictLine, type Standing } from './verdict.js';

const good: Standing = {
  ...{ state: 'XA', stopped: 0, processes: 9 },
  ...{ answers: true, wrong: 0, unsure: 0 },
};

it.each<[Partial<Standing>, string]>([
  [{}, 'XA: works; nothing to mend'],
  [{ wrong: 3, unsure: 1 }, 'XA: works; 3 things to mend; 1 thing to look at'],
  [{ unsure: 2 }, 'XA: works; 2 things to look at'],
  [{ answers: false, wrong: 1 }, 'XA: does not work: the API is not ready; 1 thing to mend'],
  [{ stopped: 2, answers: false }, 'XA: does not work: 2 of 9 processes are stopped'],
  [{ stopped: 9, answers: false, unsure: 5 }, 'XA: does not run; start it: liaise up'],
])('of %j is said first: %s', (more, line) => {
  expect(verdictLine({ ...good, ...more })).toBe(line);
});
