import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { playCase, type Case } from '../play-case.ts';

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

// a case in which something went wrong prints itself as JSON; saved here it is played with the tests from then on
test('a case that is kept is a file of its own', () => {
  for (const file of files) expect(file).toMatch(/^[\w-]+\.json$/);
});

/** Cases in which the engine once did what is not allowed. The same case always goes the same way. */
test.each(files)('%s goes as the reference allows', async (file) => {
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  await expect(playCase(JSON.parse(text) as Case)).resolves.toBeDefined();
});
