import { startVitest } from 'vitest/node';

/**
 * `npm test`: everything there is, in one run: unit, database and browser tests. Arguments narrow it to files whose
 * path contains one of them. The last line of the output says how many passed and how many failed.
 */
const vitest = await startVitest('test', process.argv.slice(2), { watch: false, passWithNoTests: false });
const files = vitest.state.getFiles();
const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failedTests = tests.filter((test) => test.result().state === 'failed').length;
// A file that cannot even be read, a failing hook and a stray rejection count too: nothing red goes unseen.
const brokenFiles = files.filter((file) => file.result?.state === 'fail' && !hasFailedTest(file.id)).length;
const strays = vitest.state.getUnhandledErrors().length;
const failed = failedTests + brokenFiles + strays;
const skipped = tests.length - passed - failedTests;
await vitest.close();
if (skipped > 0) process.stdout.write(`${skipped} skipped: nothing here may be skipped\n`);
process.exitCode = failed + skipped > 0 || passed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed + skipped} failed\n`);

function hasFailedTest(fileId: string): boolean {
  return tests.some((test) => test.module.id === fileId && test.result().state === 'failed');
}
