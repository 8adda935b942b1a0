/** Escape sequences, line ends and direction changes: what another State wrote must not act on a terminal. */
const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const longest = 2_000;

/** One line that only shows: every character that acts on a terminal is replaced. Pure. */
export function printable(text: string): string {
  const shown = text.replace(acting, '\ufffd');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** The same for a text of several lines; each line is given apart. Pure. */
export const printableLines = (text: string, most = 400): string[] => {
  const lines = text.split(/\r?\n/);
  const shown = lines.slice(0, most).map(printable);
  return lines.length > most ? [...shown, `… ${lines.length - most} more lines`] : shown;
};
