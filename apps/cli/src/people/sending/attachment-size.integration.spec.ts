import { truncateSync, writeFileSync } from 'node:fs';
import { Desk } from '../../../../../test/support/desk.js';
import { sizeFlaw } from './attachment-size.js';

const mib = 1024 * 1024;

describe('sizeFlaw', () => {
  it.each([
    [300 * mib, 256 * mib, 'film.mp4: 300 MiB; this gateway takes 256 MiB'],
    [1.5 * mib, mib, 'film.mp4: 1.5 MiB; this gateway takes 1 MiB'],
    [mib + 1, mib, 'film.mp4: 1048577 bytes; this gateway takes 1048576 bytes'],
    [mib, mib, undefined],
  ])('of %d bytes where %d are taken', (size, limit, said) => {
    expect(sizeFlaw('film.mp4', size, limit)).toBe(said);
  });
});

describe('a file larger than the gateway takes', () => {
  let desk: Desk;
  let uploads = 0;
  beforeAll(async () => {
    desk = await Desk.open();
    await desk.logIn();
    desk.server.on('GET /api/v1/session', () => ({ ...desk.session(), attachmentBytes: 8 * mib }));
    // Like the gateway: refuses at once and closes the connection during the upload.
    desk.server.on('POST /api/v1/uploads', () => {
      uploads += 1;
      return {};
    });
  });
  afterAll(() => desk.close());

  it.each<[string, (sig: string) => string[]]>([
    ['signed here', () => ['--yes']],
    [
      'signed elsewhere',
      (sig) => ['--yes', '--detached', sig, '--certificate', desk.file('novak.key.cert')],
    ],
  ])('is named with both sizes before anything is sent: %s', async (_, how) => {
    for (const [name, size] of [
      ['film.mkv', 20 * mib],
      ['small.bin', 10],
    ] as const) {
      writeFileSync(desk.file(name), 'x');
      truncateSync(desk.file(name), size);
    }
    const files = ['--attach', desk.file('small.bin'), '--attach', desk.file('film.mkv')];
    const args = ['request', 'send', desk.writeRequest(), ...files, ...how(desk.file('r.sig'))];
    const { code, err } = await desk.liaise(args);
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_ATTACHMENT_LARGE')]);
    expect(err).toContain('film.mkv: 20 MiB; this gateway takes 8 MiB');
    expect(err).not.toContain('small.bin');
    expect(uploads).toBe(0);
  });
});
