import {
  build,
  closeAll,
  token,
  bearer,
  id,
  thread,
  b64,
} from '../../../test/support/http-gateway.js';

afterAll(closeAll);

const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
const period = `from=${from}&to=${to}`;

describe('routes', () => {
  it('carries binary members as bytes and gives bytes back as base64', async () => {
    const { app, bus } = await build({
      'requests.append-entry': () => ({ sequence: 3, hash: new Uint8Array([1, 2, 3]) }),
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/directory/entries',
      payload: {
        chain: 'peers',
        entry: b64('entry'),
        signatures: [b64('one'), b64('two')],
        directory: [{ entry: b64('root'), signatures: [b64('self')] }],
      },
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ sequence: 3, hash: 'AQID' });
    const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
    expect(bus.callsOf('requests.append-entry')).toEqual([
      {
        chain: 'peers',
        entry: bytes('entry'),
        signatures: [bytes('one'), bytes('two')],
        directory: [{ entry: bytes('root'), signatures: [bytes('self')] }],
      },
    ]);
  });

  it('opens and closes a session', async () => {
    const { app, bus } = await build({ 'requests.open-session': () => ({ officer: 'ana' }) });
    const payload = { token, login: b64('login'), signature: b64('sig') };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/sessions', payload });
    expect([answer.statusCode, answer.json()]).toEqual([201, { officer: 'ana' }]);
    expect(bus.callsOf('requests.open-session')).toMatchObject([{ token }]);
    const closed = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: bearer });
    expect([closed.statusCode, closed.body]).toEqual([204, '']);
    expect(bus.callsOf('requests.close-session')).toEqual([{ session: token }]);
  });

  it.each([
    [
      'GET',
      `/api/v1/inbox/${id}?purpose=INVESTIGATION`,
      'inbox.show',
      { thread, purpose: 'INVESTIGATION', limit: 50, after: null },
    ],
    [
      'GET',
      `/api/v1/requests/${id}?purpose=PREVENTION&limit=9&after=${id}`,
      'requests.show',
      { thread, purpose: 'PREVENTION', limit: 9, after: id },
    ],
    [
      'GET',
      `/api/v1/requests/${id}/dispatches?purpose=DETECTION`,
      'requests.documents',
      { thread, purpose: 'DETECTION', limit: 50, after: null },
    ],
    [
      'GET',
      `/api/v1/inbox/${id}/dispatches/${id}?purpose=DETECTION`,
      'inbox.document',
      { thread, purpose: 'DETECTION', dispatch: id },
    ],
    [
      'GET',
      `/api/v1/requests/broadcasts/${id}?purpose=DETECTION`,
      'requests.broadcast',
      { broadcast: id, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/inbox/copies/${id}?purpose=DETECTION`,
      'inbox.copy',
      { dispatch: id, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/inbox/withheld-copies?purpose=DETECTION&after=${id}`,
      'inbox.withheld-copies',
      { purpose: 'DETECTION', limit: 50, after: id },
    ],
    ['POST', `/api/v1/inbox/${id}/claim`, 'inbox.claim', { thread }],
    ['POST', `/api/v1/inbox/${id}/release`, 'inbox.release', { thread }],
    ...(['requests', 'inbox'] as const).flatMap((desk) => [
      [
        'GET',
        `/api/v1/${desk}/reviews?purpose=DETECTION&limit=7&after=${id}`,
        `${desk}.reviews` as const,
        { purpose: 'DETECTION', limit: 7, after: id },
      ] as const,
      [
        'POST',
        `/api/v1/${desk}/${id}/want-erased`,
        `${desk}.want-erased` as const,
        { thread },
      ] as const,
    ]),
    ['POST', `/api/v1/requests/${id}/stop/lift/confirm`, 'requests.stop-lifted', { thread }],
    ['POST', `/api/v1/inbox/${id}/stop/lift/confirm`, 'inbox.stop-lifted', { thread }],
    [
      'GET',
      `/api/v1/requests/${id}/roster?purpose=DETECTION`,
      'requests.roster',
      { thread, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/inbox/${id}/roster?purpose=DETECTION`,
      'inbox.roster',
      { thread, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/requests/${id}/stops?purpose=DETECTION`,
      'requests.stops',
      { thread, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/inbox/${id}/stops?purpose=DETECTION`,
      'inbox.stops',
      { thread, purpose: 'DETECTION' },
    ],
    [
      'GET',
      `/api/v1/inbox/${id}/notes?purpose=DETECTION&after=${id}`,
      'inbox.notes',
      { thread, purpose: 'DETECTION', limit: 50, after: id },
    ],
    [
      'GET',
      `/api/v1/requests/${id}/notes?purpose=DETECTION&limit=7`,
      'requests.notes',
      { thread, purpose: 'DETECTION', limit: 7, after: null },
    ],
    [
      'GET',
      `/api/v1/audit/threads/${id}/timeline?purpose=PREVENTION`,
      'audit.timeline',
      { thread, purpose: 'PREVENTION', limit: 100, after: null },
    ],
    [
      'GET',
      `/api/v1/audit/items/${'ab'.repeat(32)}?purpose=DETECTION&limit=9&after=${id}`,
      'audit.item',
      { item: 'ab'.repeat(32), purpose: 'DETECTION', limit: 9, after: id },
    ],
    [
      'GET',
      `/api/v1/audit/officers/a.novak?purpose=DETECTION&${period}`,
      'audit.officer',
      { officer: 'a.novak', purpose: 'DETECTION', limit: 100, after: null, from, to },
    ],
    [
      'GET',
      `/api/v1/audit/peers/XB?purpose=DETECTION&${period}`,
      'audit.peer',
      { peer: 'XB', purpose: 'DETECTION', limit: 100, after: null, from, to },
    ],
    [
      'GET',
      '/api/v1/audit/differences?purpose=DETECTION&kind=EVIDENCE',
      'audit.differences',
      { purpose: 'DETECTION', kind: 'EVIDENCE', limit: 100, after: null },
    ],
    ['GET', '/api/v1/audit/health', 'audit.health', {}],
    [
      'GET',
      '/api/v1/audit/log/entries?purpose=DETECTION&from=512',
      'audit.entries',
      { purpose: 'DETECTION', from: 512 },
    ],
    ['GET', '/api/v1/audit/log/tiles?level=1&from=2', 'audit.tiles', { level: 1, from: 2 }],
    ['GET', '/api/v1/audit/log/notes?above=0', 'audit.notes', { above: 0 }],
    [
      'GET',
      `/api/v1/audit/events/${id}/proof?purpose=DETECTION`,
      'audit.proof',
      { purpose: 'DETECTION', event: id },
    ],
    ['GET', '/api/v1/audit/checkpoint', 'audit.checkpoint', {}],
    [
      'GET',
      '/api/v1/quarantine?purpose=DETECTION&limit=100',
      'audit.quarantine-list',
      { purpose: 'DETECTION', limit: 100, after: null },
    ],
    [
      'GET',
      `/api/v1/requests/${id}/dispatches/${id}/receipts/7?purpose=DETECTION`,
      'requests.receipt',
      { purpose: 'DETECTION', thread: id, dispatch: id, rseq: 7 },
    ],
    [
      'GET',
      '/api/v1/subjects/sent?purpose=DATA_SUBJECT_RIGHTS',
      'requests.subject-asks',
      { purpose: 'DATA_SUBJECT_RIGHTS', limit: 50, after: null },
    ],
    [
      'GET',
      '/api/v1/quarantine/0190a0b0-0000-7000-8000-000000000003?purpose=DETECTION',
      'audit.quarantine-show',
      { id: '0190a0b0-0000-7000-8000-000000000003', purpose: 'DETECTION' },
    ],
  ] as const)('%s %s asks %s with the session', async (method, url, pattern, data) => {
    const { app, bus } = await build();
    const answer = await app.inject({ method, url, headers: bearer });
    expect(answer.statusCode).toBe(200);
    expect(bus.callsOf(pattern)).toEqual([{ session: token, ...data }]);
  });

  it.each([
    ['/api/v1/requests', 'requests.submit', {}],
    [`/api/v1/inbox/${id}/answers`, 'inbox.answer', { thread }],
  ] as const)('POST %s carries the signed document', async (url, pattern, address) => {
    const { app, bus } = await build();
    const payload = {
      document: b64('{}'),
      signature: b64('s'),
      uploads: ['0190a0b0-0000-4000-8000-000000000004'],
    };
    const answer = await app.inject({ method: 'POST', url, headers: bearer, payload });
    expect(answer.statusCode).toBe(201);
    expect(bus.callsOf(pattern)).toEqual([
      {
        session: token,
        ...address,
        document: new Uint8Array(Buffer.from('{}')),
        signature: new Uint8Array(Buffer.from('s')),
        uploads: ['0190a0b0-0000-4000-8000-000000000004'],
      },
    ]);
  });

  it.each([
    [`/api/v1/inbox/${id}/assign`, 'inbox.assign', { officer: 'b.meier' }, { thread }, 200],
    ['/api/v1/inbox/handover', 'inbox.handover', { officer: 'b.meier' }, {}, 200],
    [`/api/v1/inbox/${id}/notes`, 'inbox.note', { text: 'Ask the harbour.' }, { thread }, 201],
    [`/api/v1/requests/${id}/notes`, 'requests.note', { text: 'Wait.' }, { thread }, 201],
    [`/api/v1/requests/${id}/stop/lift`, 'requests.stop-lift', { text: 'No.' }, { thread }, 201],
    ...(['requests', 'inbox'] as const).map(
      (desk) =>
        [
          `/api/v1/${desk}/${id}/keep`,
          `${desk}.keep` as const,
          { reason: 'EVIDENCE', until: '2026-12-01T00:00:00.000Z' },
          { thread },
          200,
        ] as const,
    ),
    [`/api/v1/inbox/${id}/stop/lift`, 'inbox.stop-lift', { text: 'No.' }, { thread }, 201],
    [
      `/api/v1/requests/${id}/roster/add`,
      'requests.roster-add',
      { officer: 'b.meier', reason: 'STAND_IN' },
      { thread },
      200,
    ],
    [
      `/api/v1/requests/${id}/roster/remove`,
      'requests.roster-remove',
      { officer: 'b.meier', reason: 'WORK_DONE' },
      { thread },
      200,
    ],
    [
      `/api/v1/requests/${id}/break-glass`,
      'requests.break-glass',
      { reason: 'COURT_ORDER', facts: 'By order of the court.' },
      { thread },
      201,
    ],
    [
      `/api/v1/inbox/${id}/roster/add`,
      'inbox.roster-add',
      { officer: 'b.meier', reason: 'STAND_IN' },
      { thread },
      200,
    ],
    [
      `/api/v1/inbox/${id}/roster/remove`,
      'inbox.roster-remove',
      { officer: 'b.meier', reason: 'WORK_DONE' },
      { thread },
      200,
    ],
    [
      `/api/v1/inbox/${id}/break-glass`,
      'inbox.break-glass',
      { reason: 'COURT_ORDER', facts: 'By order of the court.' },
      { thread },
      201,
    ],
    [
      `/api/v1/inbox/${id}/stop`,
      'inbox.stop',
      { ground: 'NON_REFOULEMENT', text: '' },
      { thread, withdrawal: null },
      201,
    ],
  ] as const)('POST %s asks %s', async (url, pattern, payload, place, status) => {
    const { app, bus } = await build();
    const answer = await app.inject({ method: 'POST', url, headers: bearer, payload });
    expect(answer.statusCode).toBe(status);
    expect(bus.callsOf(pattern)).toEqual([{ session: token, ...place, ...payload }]);
    // Actor and authority come from the session alone.
    const more = { ...payload, authority: 'coast-guard' };
    const refused = await app.inject({ method: 'POST', url, headers: bearer, payload: more });
    expect(refused.statusCode).toBe(422);
  });

  it('carries a stop with its signed withdrawal, or without', async () => {
    const { app, bus } = await build();
    const why = { ground: 'ASYLUM_CLAIM', text: 'Said today.' };
    const form = { document: b64('{}'), signature: b64('s'), uploads: [] };
    const url = `/api/v1/requests/${id}/stop`;
    for (const payload of [why, { ...why, withdrawal: form }]) {
      const answer = await app.inject({ method: 'POST', url, headers: bearer, payload });
      expect(answer.statusCode).toBe(201);
    }
    for (const withdrawal of [[], [form], [[]], 'x', {}]) {
      const payload = { ...why, withdrawal };
      const refused = await app.inject({ method: 'POST', url, headers: bearer, payload });
      expect([withdrawal, refused.statusCode]).toEqual([withdrawal, 422]);
    }
    const [document, signature] = ['{}', 's'].map((text) => new Uint8Array(Buffer.from(text)));
    expect(bus.callsOf('requests.stop')).toEqual([
      { session: token, thread, ...why, withdrawal: null },
      { session: token, thread, ...why, withdrawal: { document, signature, uploads: [] } },
    ]);
  });

  it('carries what is sought as the bytes that came', async () => {
    const { app, bus } = await build();
    const payload = { purpose: 'INVESTIGATION', sought: b64('{}') };
    const url = '/api/v1/requests/duplicates';
    const answer = await app.inject({ method: 'POST', url, headers: bearer, payload });
    expect(answer.statusCode).toBe(200);
    expect(bus.callsOf('requests.duplicates')).toEqual([
      { session: token, purpose: 'INVESTIGATION', sought: new Uint8Array(Buffer.from('{}')) },
    ]);
    for (const wrong of [{ ...payload, officer: 'ben' }, { sought: b64('{}') }, { purpose: 'X' }]) {
      const refused = await app.inject({ method: 'POST', url, headers: bearer, payload: wrong });
      expect(refused.statusCode).toBe(422);
    }
  });

  it('carries what a pack can know of a draft as the bytes that came', async () => {
    const { app, bus } = await build();
    const post = { method: 'POST', url: '/api/v1/policy/check', headers: bearer } as const;
    expect((await app.inject({ ...post, payload: { facts: b64('{}') } })).statusCode).toBe(200);
    expect((await app.inject({ ...post, payload: { facts: '{}' } })).statusCode).toBe(422);
    expect(bus.callsOf('requests.policy')).toMatchObject([{ facts: new Uint8Array([123, 125]) }]);
  });

  it('carries which document was read last, with an answer alone', async () => {
    const { app, bus } = await build();
    const document = { document: b64('{}'), signature: b64('s'), uploads: [], seen: id };
    const post = (url: string, payload: object) =>
      app.inject({ method: 'POST', url, headers: bearer, payload });
    expect((await post(`/api/v1/inbox/${id}/answers`, document)).statusCode).toBe(201);
    expect(bus.callsOf('inbox.answer')).toMatchObject([{ seen: id }]);
    expect((await post('/api/v1/requests', document)).statusCode).toBe(422);
  });
});
