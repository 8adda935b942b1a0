/** Time for people to read, to the minute and with the offset of its zone: `2026-03-01 13:00+01`. Pure. */
export function moment(at: string, zone: string): string {
  const date = new Date(at);
  if (zone === 'UTC') return `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'longOffset',
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '').replace(/:00$/, '');
  return (
    `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}` +
    (offset === '' ? '+00' : offset)
  );
}
