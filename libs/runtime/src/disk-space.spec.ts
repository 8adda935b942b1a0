import { diskBounds, diskLevel, diskText, type DiskLevel } from './disk-space.js';

const mib = 1024 * 1024;

describe('the room of a disk', () => {
  it.each<[number, DiskLevel, DiskLevel]>([
    [4_096, 'OK', 'OK'],
    [2_048, 'OK', 'OK'],
    [2_047, 'OK', 'LOW'],
    [256, 'LOW', 'LOW'],
    [255, 'LOW', 'NEARLY_FULL'],
    [0, 'OK', 'NEARLY_FULL'],
    // Once nearly full, the level stays until there is clearly more room (hysteresis).
    [256, 'NEARLY_FULL', 'NEARLY_FULL'],
    [319, 'NEARLY_FULL', 'NEARLY_FULL'],
    [320, 'NEARLY_FULL', 'LOW'],
    [4_096, 'NEARLY_FULL', 'OK'],
  ])('%i MiB free after %s is %s', (free, before, level) => {
    expect(diskLevel(free * mib, before)).toBe(level);
  });

  it('leaves the database a part that nobody else takes', () => {
    expect(diskBounds.nearlyFull).toBeGreaterThanOrEqual(256 * mib);
    expect(diskBounds.roomAgain).toBeGreaterThan(diskBounds.nearlyFull);
  });

  it('is told with figures', () => {
    expect(String(diskText({ free: 200.9 * mib, total: 976 * mib }))).toBe(
      '200 MiB of 976 MiB free',
    );
  });
});
