import { DiskWatch } from './disk-watch.js';

const mib = 1024 * 1024;

describe('the room of the disk, as the border post sees it', () => {
  it('is told as numbers and codes, and a change is told once', async () => {
    let free = 3_000 * mib;
    const disk = new DiskWatch(() => Promise.resolve({ free, total: 4_000 * mib }));
    const look = async (freeMib: number): Promise<unknown> => {
      free = freeMib * mib;
      const changed = await disk.look();
      return [changed, disk.hasRoom, ...disk.degraded];
    };
    expect(await look(3_000)).toEqual([false, true]);
    expect(await look(1_000)).toEqual([true, true, 'DISK_LOW']);
    expect(await look(100)).toEqual([true, false, 'DISK_NEARLY_FULL']);
    expect(await look(300)).toEqual([false, false, 'DISK_NEARLY_FULL']);
    expect(disk.numbers).toEqual({ freeMib: 300, totalMib: 4_000 });
    expect(await look(400)).toEqual([true, true, 'DISK_LOW']);
  });
});
