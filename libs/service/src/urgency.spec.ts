import { urgencyOf } from './urgency.js';

const submission = (document: unknown): object => ({
  session: 's',
  document: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
});
const request = (requestType: unknown) => ({ kind: 'request', body: { requestType } });

describe('the urgency of a call on the bus', () => {
  it.each([
    [
      'a request about a risk to life',
      'requests.submit',
      submission(request('RISK_TO_LIFE')),
      'LIFE',
    ],
    ['a stop-word', 'inbox.answer', submission({ kind: 'halt', body: {} }), 'LIFE'],
    ['a session that is looked up', 'requests.session', { session: 's' }, 'PRESSING'],
    ['a login', 'requests.open-session', {}, 'PRESSING'],
    ['a claim', 'inbox.claim', { session: 's' }, 'PRESSING'],
    ['another request', 'requests.submit', submission(request('INFORMATION')), 'ORDINARY'],
    ['an answer', 'inbox.answer', submission({ kind: 'response', body: {} }), 'PRESSING'],
    ['a list', 'requests.list', { session: 's' }, 'ORDINARY'],
    ['a list that brings a stop-word', 'requests.list', submission({ kind: 'halt' }), 'ORDINARY'],
  ])('is told: %s', (_, pattern, data, urgency) => {
    expect(urgencyOf(pattern, data)).toBe(urgency);
  });

  it('is nothing that cannot be read', () => {
    const odd = [
      ...[null, 1, 'x', [], { document: 'text' }, submission('{'), submission('null')],
      ...[submission('[]'), submission({ kind: 'request', body: null })],
      submission({ ...request('RISK_TO_LIFE'), padding: 'x'.repeat(1024 * 1024) }),
    ];
    expect(odd.map((data) => urgencyOf('requests.submit', data))).toEqual(
      odd.map(() => 'ORDINARY'),
    );
  });
});
