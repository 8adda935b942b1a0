const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe markup: every value in it has been escaped. */
export class Html {
  constructor(readonly markup: string) {}
}

type Value = string | number | Html | readonly Html[];

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('');
  return String(value).replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');
}

export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(
    parts.map((part, at) => part + (at < values.length ? markupOf(values[at] ?? '') : '')).join(''),
  );

export const prose = (text: string): Html =>
  new Html(
    text
      .split('`')
      .map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`).markup)
      .join(''),
  );
