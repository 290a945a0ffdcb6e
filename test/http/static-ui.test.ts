import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useServer } from '../support/http.ts';

const ui = mkdtempSync(path.join(tmpdir(), 'qinghe-ui-'));
mkdirSync(path.join(ui, 'assets'));
writeFileSync(path.join(ui, 'index.html'), '<!doctype html><title>首页</title>');
writeFileSync(path.join(ui, 'assets/main-abc123.js'), `export default ${JSON.stringify('x'.repeat(5000))}`);
writeFileSync(path.join(ui, '.stamp'), 'secret');
const server = useServer({ routes: [], ui });
const get = (address: string, headers: Record<string, string> = { Accept: 'text/html' }) =>
  server.visitor().fetch(address, { headers });

describe('The screens', () => {
  it('answer at every address of theirs, asked for anew each time', async () => {
    for (const address of ['/', '/inbox', '/members/0102']) {
      const response = await get(address);
      expect(response.status, address).toBe(200);
      expect(await response.text()).toContain('首页');
      expect(response.headers.get('Cache-Control')).toBe('no-cache');
    }
  });

  it('load hashed files once for all, compressed', async () => {
    // when
    const response = await get('/assets/main-abc123.js', { 'Accept-Encoding': 'br' });

    // then
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('Content-Encoding')).toBe('br');
    expect(response.headers.get('Content-Type')).toContain('javascript');
  });

  it('do not answer for missing files, the API, or what is none of the browser’s business', async () => {
    expect((await get('/assets/gone.js')).status).toBe(404);
    expect((await get('/api/gone')).status).toBe(404);
    expect(await (await get('/.stamp')).text()).not.toContain('secret');
    expect((await get('/../package.json')).status).toBe(404);
    expect((await get('/inbox', { Accept: 'application/json' })).status).toBe(404);
  });
});
