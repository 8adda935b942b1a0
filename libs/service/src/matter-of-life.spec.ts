import { isMatterOfLife } from './matter-of-life.js';

const submission = (document: unknown): object => ({
  session: 's',
  document: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
});
const request = (requestType: unknown) => ({ kind: 'request', body: { requestType } });

describe('a matter of life on the bus', () => {
  it.each([
    [
      'a request about a risk to life',
      'requests.submit',
      submission(request('RISK_TO_LIFE')),
      true,
    ],
    ['a stop-word', 'inbox.answer', submission({ kind: 'halt', body: {} }), true],
    ['a session that is looked up', 'requests.session', { session: 's' }, true],
    ['a login', 'requests.open-session', {}, true],
    ['another request', 'requests.submit', submission(request('INFORMATION')), false],
    ['an answer', 'inbox.answer', submission({ kind: 'response', body: {} }), false],
    ['a list', 'requests.list', { session: 's' }, false],
  ])('is told: %s', (_, pattern, data, told) => {
    expect(isMatterOfLife(pattern, data)).toBe(told);
  });

  it('is nothing that cannot be read', () => {
    const odd = [
      ...[null, 1, 'x', [], { document: 'text' }, submission('{'), submission('null')],
      ...[submission('[]'), submission({ kind: 'request', body: null })],
      submission({ ...request('RISK_TO_LIFE'), padding: 'x'.repeat(1024 * 1024) }),
    ];
    expect(odd.map((data) => isMatterOfLife('requests.submit', data))).toEqual(
      odd.map(() => false),
    );
  });
});
