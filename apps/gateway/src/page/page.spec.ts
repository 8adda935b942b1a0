import { build, closeAll } from '../../../../test/support/http-gateway.js';
import { describeApi } from '../description/openapi.js';
import type { Described } from './described.js';
import { html, prose } from './html.js';
import { pagePolicy, renderPage } from './page.js';

afterAll(closeAll);

const hostile = `<script>alert("x")</script>'&`;

let api: Described;
let page: string;

beforeAll(async () => {
  const { app } = await build();
  const made: unknown = describeApi(app);
  api = made as Described;
  page = renderPage(api);
});

describe('the page of the API', () => {
  it('shows every operation and every schema, each with an anchor', () => {
    const operations = Object.values(api.paths).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThan(90);
    for (const { operationId, summary } of operations) {
      expect(page).toContain(`<details id="${operationId}">`);
      expect(page).toContain(html`${summary}`.markup);
    }
    for (const name of Object.keys(api.components.schemas))
      expect(page).toContain(`<details id="schema-${name}">`);
  });

  it('links to nothing that is not there', () => {
    const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, to]) => to);
    expect(links.length).toBeGreaterThan(300);
    expect(links.filter((to) => !anchors.has(to))).toEqual([]);
  });

  it('has no script, no inline style, and nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:|<img|<iframe/i);
    const loaded = [...page.matchAll(/<link [^>]*href="([^"]+)"/g)].map(([, url]) => url);
    expect(loaded).toEqual(['/api/docs/style.css']);
    const others = [...page.matchAll(/ (?:href|src)="(?!#)([^"]+)"/g)].map(([, url]) => url);
    expect(new Set(others)).toEqual(
      new Set(['/api/docs/style.css', '/api/v1/openapi.json', '/api/v1/asyncapi.json']),
    );
  });

  it('escapes whatever the description says', () => {
    expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;">' +
        '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;</p>',
    );
    expect(prose('a `<b>` c').markup).toBe('a <code>&lt;b&gt;</code> c');
  });

  it('is served under a policy of its own, without a session', async () => {
    const { app, bus } = await build();
    const shown = await app.inject({ method: 'GET', url: '/api/docs' });
    expect([shown.statusCode, shown.body === page]).toEqual([200, true]);
    expect(shown.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(shown.headers['content-security-policy']).toBe(pagePolicy);
    expect(pagePolicy).not.toMatch(/unsafe|script-src|connect-src|https?:/);
    const style = await app.inject({ method: 'GET', url: '/api/docs/style.css' });
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(style.headers['content-security-policy']).toMatch("default-src 'none'");
    expect(style.body).not.toMatch(/@import|url\(/);
    expect(bus.calls).toEqual([]);
  });
});
