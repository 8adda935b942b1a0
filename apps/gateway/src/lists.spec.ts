import { build, closeAll, token, bearer, id } from '../../../test/support/http-gateway.js';

afterAll(closeAll);

const from = '2026-01-01T00:00:00.000Z';

describe('lists of the desks', () => {
  it.each([
    [
      'GET',
      `/api/v1/requests?purpose=DETECTION&limit=7&after=${id}`,
      'requests.list',
      { purpose: 'DETECTION', limit: 7, after: id },
    ],
    [
      'GET',
      '/api/v1/inbox?purpose=DETECTION',
      'inbox.list',
      { purpose: 'DETECTION', limit: 50, after: null },
    ],
    [
      'GET',
      `/api/v1/inbox?purpose=DETECTION&order=DUE&unclaimed=true&mine=false&dueWithin=24&open=true&after=${id}~2~${from}`,
      'inbox.list',
      {
        purpose: 'DETECTION',
        limit: 50,
        after: `${id}~2~${from}`,
        order: 'DUE',
        unclaimed: true,
        mine: false,
        open: true,
        dueWithin: 24,
      },
    ],
    ['GET', `/api/v1/dispatches/${id}/delivery`, 'requests.delivery', { dispatch: id }],
    [
      'GET',
      '/api/v1/requests?purpose=DETECTION&mine=true',
      'requests.list',
      { purpose: 'DETECTION', limit: 50, after: null, mine: true },
    ],
    [
      'GET',
      '/api/v1/requests/recalls?purpose=DETECTION',
      'requests.recalls',
      { purpose: 'DETECTION', limit: 50, after: null, all: false },
    ],
    [
      'GET',
      '/api/v1/requests/consents?purpose=DETECTION',
      'requests.consents',
      { purpose: 'DETECTION', limit: 50, after: null, all: false },
    ],
    [
      'GET',
      `/api/v1/requests/owed?purpose=DETECTION&limit=9&after=${id}`,
      'requests.owed',
      { purpose: 'DETECTION', limit: 9, after: id },
    ],
    [
      'GET',
      '/api/v1/inbox/owed?purpose=DETECTION',
      'inbox.owed',
      { purpose: 'DETECTION', limit: 50, after: null },
    ],
    [
      'GET',
      `/api/v1/inbox/consents?purpose=DETECTION&all=true&limit=9&after=${id}`,
      'inbox.consents',
      { purpose: 'DETECTION', limit: 9, after: id, all: true },
    ],
    [
      'GET',
      `/api/v1/inbox/recalls?purpose=DETECTION&all=true&limit=9&after=${id}`,
      'inbox.recalls',
      { purpose: 'DETECTION', limit: 9, after: id, all: true },
    ],
    [
      'GET',
      '/api/v1/inbox/copies?purpose=DETECTION&limit=7',
      'inbox.copies',
      { purpose: 'DETECTION', limit: 7, after: null },
    ],
    [
      'GET',
      '/api/v1/inbox/notices?purpose=DETECTION',
      'inbox.notices',
      { purpose: 'DETECTION', limit: 50, after: null },
    ],
    [
      'GET',
      `/api/v1/requests/notices?purpose=DETECTION&limit=7&after=${id}`,
      'requests.notices',
      { purpose: 'DETECTION', limit: 7, after: id },
    ],
  ] as const)(
    '%s %s asks %s with the session and the purpose',
    async (method, url, pattern, data) => {
      const { app, bus } = await build();
      const answer = await app.inject({ method, url, headers: bearer });
      expect(answer.statusCode).toBe(200);
      expect(bus.callsOf(pattern)).toEqual([{ session: token, ...data }]);
    },
  );
});
